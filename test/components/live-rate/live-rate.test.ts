import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import '../../../components/define/live-pause.js';
import '../../../components/define/live-rate.js';
import '../../../components/translations/de.js';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import { elementClock } from '../../../components/internal/element-clock.js';
import { intervalOf } from '../../../components/internal/pace.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import type { LiveRate } from '../../../components/live-rate/live-rate.js';
import { type Connection, sharedConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function rateIn(element: ParentNode): LiveRate {
  const rate = element.querySelector('live-rate');
  if (rate === null) throw new Error('There is no <live-rate>.');
  return rate;
}

function selectOf(rate: LiveRate): HTMLSelectElement {
  const select = rate.shadowRoot?.querySelector('select');
  if (!select) throw new Error('There is no list.');
  return select;
}

async function choose(rate: LiveRate, value: string): Promise<void> {
  selectOf(rate).value = value;
  selectOf(rate).dispatchEvent(new Event('change', { bubbles: true }));
  await rate.updateComplete;
}

function updateOf(rate: LiveRate): HTMLButtonElement | null {
  return rate.shadowRoot?.querySelector<HTMLButtonElement>('[part="update"]') ?? null;
}

function wordsOf(element: Element | null): string {
  return element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
}

async function drawn(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await nextFrame();
}

suite('LiveRate', () => {
  let fake: FakeCable;
  let connection: Connection;
  let time: ElementTime;
  let value: number;

  setup(() => {
    fake = new FakeCable();
    connection = steadyConnection(fake);
    time = new ElementTime().stop();
    // Updates are shown at whole multiples of the interval: begin right after one.
    time.advance(30_000 - (elementClock.wall() % 30_000));
    value = 0;
  });

  teardown(() => {
    connection.close();
    time.end();
  });

  async function mounted(rate = html`<live-rate></live-rate>`): Promise<LiveConnection> {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}>${rate}<live-counter channel="C"></live-counter></live-connection>`,
    );
    await rateIn(element).updateComplete;
    await say();
    return element;
  }

  async function say(): Promise<void> {
    value += 1;
    fake.broadcast('C', {}, { value });
    await drawn();
  }

  function shownIn(element: ParentNode): string {
    return wordsOf(element.querySelector('live-counter')?.shadowRoot?.querySelector('[part~="value"]') ?? null);
  }

  suite('with persist', () => {
    setup(() => {
      sessionStorage.clear();
      localStorage.clear();
    });
    teardown(() => {
      sessionStorage.clear();
      localStorage.clear();
    });

    function named(rate: TemplateResult): Promise<LiveConnection> {
      return fixture<LiveConnection>(
        html`<live-connection name="shop" .connection=${connection}>${rate}<live-counter channel="C"></live-counter></live-connection>`,
      );
    }

    for (const persist of ['session', 'local'] as const) {
      test(`remembers the choice for the ${persist === 'session' ? 'tab' : 'site'}, before that of the page`, async () => {
        const first = rateIn(await named(html`<live-rate persist=${persist}></live-rate>`));
        await first.updateComplete;
        await choose(first, '5000ms');
        first.remove();
        await drawn();
        const second = rateIn(await named(html`<live-rate persist=${persist} rate="30s"></live-rate>`));
        await second.updateComplete;
        expect(second.currentRate).to.equal(5_000);
        expect(selectOf(second).value).to.equal('5000ms');
        second.rate = 1_000;
        await second.updateComplete;
        expect(second.currentRate).to.equal(1_000);
      });
    }

    test('remembers nothing without it, and each scope by itself', async () => {
      const rate = rateIn(await named(html`<live-rate></live-rate>`));
      await rate.updateComplete;
      await choose(rate, '5000ms');
      expect([sessionStorage.length, localStorage.length]).to.deep.equal([0, 0]);
      rate.persist = 'session';
      await choose(rate, '1000ms');
      expect(sessionStorage.getItem('cablegram-rate:shop')).to.equal('1000ms');
    });

    test('takes by hand up once the page has its first data', async () => {
      sessionStorage.setItem('cablegram-rate:shop', 'by-hand');
      const rate = rateIn(await named(html`<live-rate persist="session"></live-rate>`));
      await rate.updateComplete;
      expect(rate.currentRate).to.equal(0);
      await say();
      await waitUntil(() => rate.currentRate === 'by-hand', 'by hand');
      expect(rate.closest('live-connection')?.connection?.paused).to.equal(true);
    });

    test('remembers the rate that returns when the scope is resumed from elsewhere', async () => {
      const rate = rateIn(await named(html`<live-rate persist="session"></live-rate>`));
      await rate.updateComplete;
      await choose(rate, '5000ms');
      await choose(rate, 'by-hand');
      expect(sessionStorage.getItem('cablegram-rate:shop')).to.equal('by-hand');
      rate.closest('live-connection')?.connection?.resume();
      expect(rate.currentRate).to.equal(5_000);
      expect(sessionStorage.getItem('cablegram-rate:shop')).to.equal('5000ms');
    });

    test('ignores what is no rate', async () => {
      sessionStorage.setItem('cablegram-rate:shop', 'often');
      const rate = rateIn(await named(html`<live-rate persist="session" rate="1s"></live-rate>`));
      await rate.updateComplete;
      expect(rate.currentRate).to.equal(1_000);
    });
  });

  test('offers real time, three intervals and by hand', async () => {
    const rate = rateIn(await mounted());
    expect([...selectOf(rate).options].map(wordsOf)).to.deep.equal(['Real time', 'Every 1 sec', 'Every 5 sec', 'Every 30 sec', 'By hand']);
    expect(selectOf(rate).value).to.equal('real-time');
    expect(selectOf(rate).ariaLabel).to.equal('Update rate');
    await expect(rate).to.be.accessible();
  });

  test('shows updates together at the chosen interval, and the element stays live', async () => {
    const element = await mounted();
    await choose(rateIn(element), '5000ms');
    expect(rateIn(element).matches(':state(paced)')).to.equal(true);
    for (let count = 0; count < 3; count += 1) await say();
    expect(shownIn(element)).to.equal('1');
    time.advance(5000);
    await drawn();
    expect(shownIn(element)).to.equal('4');
    expect(element.querySelector('live-counter')?.matches(':state(live)')).to.equal(true);
  });

  test('shows what waits at once when real time is chosen again', async () => {
    const element = await mounted();
    await choose(rateIn(element), '30000ms');
    await say();
    expect(shownIn(element)).to.equal('1');
    await choose(rateIn(element), 'real-time');
    await drawn();
    expect(shownIn(element)).to.equal('2');
  });

  test('shows a first value at once, no matter how slow the rate is', async () => {
    const element = await mounted(html`<live-rate rate="30s"></live-rate>`);
    expect(selectOf(rateIn(element)).value).to.equal('30000ms');
    expect(shownIn(element)).to.equal('1');
    await say();
    expect(shownIn(element)).to.equal('1');
  });

  test('holds everything back by hand, counts it, and shows it on request', async () => {
    const element = await mounted();
    const rate = rateIn(element);
    await choose(rate, 'by-hand');
    expect([element.connection?.pauseKind, connection.paused]).to.deep.equal(['freeze', false]);
    expect(wordsOf(updateOf(rate))).to.equal('Update now');
    for (let count = 0; count < 37; count += 1) fake.broadcast('C', {}, { value: (value += 1) });
    await waitUntil(() => wordsOf(updateOf(rate)) === 'Update now · 37 waiting', wordsOf(updateOf(rate)));
    expect(shownIn(element)).to.equal('1');
    await expect(rate).to.be.accessible();
    updateOf(rate)?.click();
    await drawn();
    expect(shownIn(element)).to.equal('38');
    expect([element.connection?.paused, rate.currentRate]).to.deep.equal([true, 'by-hand']);
    await waitUntil(() => wordsOf(updateOf(rate)) === 'Update now');
    await say();
    expect(shownIn(element)).to.equal('38');
  });

  test('says how many updates were dropped because too many wait', async () => {
    const element = await mounted();
    await choose(rateIn(element), 'by-hand');
    for (let count = 0; count < 1200; count += 1) fake.broadcast('C', {}, { value: (value += 1) });
    await waitUntil(() => wordsOf(updateOf(rateIn(element))) === 'Update now · 1,000 waiting · 200 dropped');
  });

  test('returns to the rate before when a scope that is updated by hand is resumed', async () => {
    const element = await mounted(html`<live-rate></live-rate><live-pause></live-pause>`);
    const rate = rateIn(element);
    const told: unknown[] = [];
    rate.addEventListener('live-rate-change', (event) => told.push([event.previous, event.rate]));
    await choose(rate, '5000ms');
    await choose(rate, 'by-hand');
    element.querySelector('live-pause')?.shadowRoot?.querySelector('button')?.click();
    await rate.updateComplete;
    expect([element.connection?.paused, rate.currentRate]).to.deep.equal([false, 5000]);
    expect(told).to.deep.equal([
      [0, 5000],
      [5000, 'by-hand'],
      ['by-hand', 5000],
    ]);
  });

  test('resumes when another rate is chosen than by hand', async () => {
    const element = await mounted();
    await choose(rateIn(element), 'by-hand');
    await choose(rateIn(element), '1000ms');
    expect([element.connection?.paused, rateIn(element).currentRate]).to.deep.equal([false, 1000]);
    expect(updateOf(rateIn(element))).to.equal(null);
  });

  test('does not resume what the person paused', async () => {
    const element = await mounted();
    element.connection?.pause();
    await choose(rateIn(element), '5000ms');
    expect(element.connection?.paused).to.equal(true);
  });

  test('shows what arrived before a pause, and nothing after it', async () => {
    const element = await mounted();
    await choose(rateIn(element), '30000ms');
    await say();
    element.connection?.pause();
    await say();
    time.advance(60_000);
    await drawn();
    expect(shownIn(element)).to.equal('2');
  });

  test('loses nothing that waits when an element is moved', async () => {
    const element = await mounted(html`<live-rate rate="30s"></live-rate>`);
    await say();
    const counter = element.querySelector('live-counter');
    if (counter) element.prepend(counter);
    await drawn();
    expect(shownIn(element)).to.equal('2');
  });

  test('offers the rates that the page names, and the one that is set elsewhere', async () => {
    const element = await mounted(html`<live-rate rates="real-time 10s"></live-rate><live-rate rates="2s" rate="2s"></live-rate>`);
    const rate = rateIn(element);
    await rate.updateComplete;
    expect([...selectOf(rate).options].map(wordsOf)).to.deep.equal(['Real time', 'Every 10 sec', 'Every 2 sec']);
    expect(selectOf(rate).value).to.equal('2000ms');
  });

  test('reports rates that it cannot read, and offers the default', async () => {
    const errors: unknown[] = [];
    const host = document.createElement('div');
    host.addEventListener('live-error', ({ error }: LiveErrorEvent) => errors.push(String(error)));
    document.body.append(host);
    host.append(Object.assign(document.createElement('live-rate'), { rates: 'fast' }));
    await rateIn(host).updateComplete;
    await nextFrame();
    expect(selectOf(rateIn(host)).options.length).to.equal(5);
    expect(errors[0]).to.match(/<live-rate> needs rates to be rates separated by spaces/);
    host.remove();
  });

  test('sets the pace of the connections that `for` names, also of those that come later', async () => {
    const page = await fixture<HTMLElement>(html`<div><live-rate for="shop stock" rate="5s"></live-rate></div>`);
    expect(selectOf(rateIn(page)).disabled).to.equal(true);
    const scopes = ['shop', 'other', 'stock'].map((id) => {
      const scope = document.createElement('live-connection');
      Object.assign(scope, { id, connection });
      page.append(scope);
      return scope;
    });
    await waitUntil(() => !selectOf(rateIn(page)).disabled);
    expect(scopes.map((scope) => scope.connection && intervalOf(scope.connection))).to.deep.equal([5000, 0, 5000]);
  });

  test('paces the whole page with `scope="page"`', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <live-rate scope="page" rate="5s"></live-rate>
        <live-connection .connection=${connection}></live-connection>
        <live-counter></live-counter>
      </div>
    `);
    await rateIn(page).updateComplete;
    const scope = page.querySelector('live-connection')?.connection;
    expect([scope && intervalOf(scope), intervalOf(sharedConnection('/cable'))]).to.deep.equal([5000, 5000]);
  });

  test('paces a scope inside a scope at the slower of the two', async () => {
    const outer = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}
        ><live-rate rate="5s"></live-rate><live-connection><live-rate rate="1s"></live-rate></live-connection
      ></live-connection>`,
    );
    await nextFrame();
    const inner = outer.querySelector('live-connection')?.connection;
    expect(inner && intervalOf(inner)).to.equal(5000);
  });

  test('ends its rate when it leaves the page, and keeps it when it is only moved', async () => {
    const element = await mounted(html`<live-rate rate="by-hand"></live-rate>`);
    const rate = rateIn(element);
    element.prepend(rate);
    await nextFrame();
    expect([element.connection?.paused, rate.currentRate]).to.deep.equal([true, 'by-hand']);
    rate.remove();
    await waitUntil(() => element.connection?.paused === false);
    expect(element.connection && intervalOf(element.connection)).to.equal(0);
  });

  test('is changed by keyboard, in a target of at least 24 px', async () => {
    const element = await mounted();
    const rate = rateIn(element);
    rate.focus();
    expect(rate.shadowRoot?.activeElement).to.equal(selectOf(rate));
    await sendKeys({ press: 'ArrowDown' });
    if (rate.currentRate === 0) await choose(rate, '1000ms');
    expect(rate.currentRate).to.equal(1000);
    expect(selectOf(rate).getBoundingClientRect().height).to.be.at.least(24);
  });

  test('speaks the language around it', async () => {
    const host = await fixture(html`<div lang="de"><live-rate .connection=${connection}></live-rate></div>`);
    expect([...selectOf(rateIn(host)).options].map(wordsOf)).to.deep.equal([
      'Echtzeit',
      'Alle 1 Sek.',
      'Alle 5 Sek.',
      'Alle 30 Sek.',
      'Von Hand',
    ]);
  });
});
