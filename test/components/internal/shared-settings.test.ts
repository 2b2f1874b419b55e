import '../../../components/define/index.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { Subject } from 'rxjs';
import { announce } from '../../../components/internal/announcer.js';
import type { LiveAnnounceEvent, LiveOverflowEvent, LiveStaleEvent } from '../../../components/internal/events.js';
import { elementClock } from '../../../components/internal/element-clock.js';
import { MotionBudget } from '../../../components/internal/frame.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import { LiveCounter } from '../../../components/live-counter/live-counter.js';
import { ElementTime } from '../../support/element-time.js';
import { waitUntil } from '../../support/wait-until.js';

const TAGS = ['live-counter', 'live-feed', 'live-chart', 'live-progress', 'live-ticker'] as const;
const BODY = { id: 1, symbol: '11', price: 11, value: 11, progress: 11, title: '11', at: '2026-11-29T12:03:07Z' };

suite('what all elements share', () => {
  let time: ElementTime;
  setup(() => (time = new ElementTime().stop()));
  teardown(() => time.end());

  async function show(
    tag: (typeof TAGS)[number],
    properties: object,
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<LitElement> {
    const element: LitElement = document.createElement(tag);
    Object.assign(element, { label: 'All' }, properties);
    const host = await fixture(html`<live-connection></live-connection>`);
    for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value);
    host.append(element);
    await settled(element);
    return element;
  }

  for (const tag of TAGS) {
    test(`<${tag}> inherits stale-after, and says when it became stale and current again`, async () => {
      const source = new Subject<unknown>();
      const element = await show(tag, { source }, { 'stale-after': '30s' });
      const events: [boolean, string, boolean][] = [];
      element.addEventListener('live-stale', (event) => {
        const { isStale, reason, since } = event as unknown as LiveStaleEvent;
        events.push([isStale, reason, since !== undefined]);
      });
      source.next(BODY);
      await waitUntil(() => isIn(element, 'live'), 'live');
      time.advance(31_000);
      await waitUntil(() => isIn(element, 'stale'), 'stale');
      // The core has the clock of the page.
      time.end();
      source.next({ ...BODY, value: 12, price: 12, progress: 12, at: '2026-11-29T12:03:08Z' });
      await waitUntil(() => isIn(element, 'live') && events.length > 1, `live again ${JSON.stringify(events)}`);
      expect(events).to.deep.equal([
        [true, 'stale', true],
        [false, 'live', true],
      ]);
    });

    test(`<${tag}> shows what the page says for its state`, async () => {
      const source = new Subject<unknown>();
      const element = await show(tag, {});
      for (const name of ['loading', 'error', 'offline'] as const) {
        const said = document.createElement('p');
        said.slot = name;
        said.textContent = name;
        element.append(said);
      }
      const seen = (): string =>
        [...element.querySelectorAll('p')]
          .filter((said) => said.offsetHeight > 0)
          .map(({ textContent }) => textContent)
          .join();
      expect(seen()).to.equal('');
      Object.assign(element, { source });
      await settled(element);
      source.next(BODY);
      await waitUntil(() => isIn(element, 'live'), 'live');
      expect(seen()).to.equal('');
      source.error(new Error('gone'));
      await waitUntil(() => isIn(element, 'failed'), 'failed');
      const [error] = element.querySelectorAll<HTMLElement>('[slot="error"]');
      expect(error?.offsetHeight).to.be.greaterThan(0);
    });
  }

  async function count(properties: object, attributes?: Readonly<Record<string, string>>): Promise<LiveCounter> {
    const element = await show('live-counter', properties, attributes);
    if (!(element instanceof LiveCounter)) throw new Error('There is no <live-counter>.');
    return element;
  }

  suite('slots for states', () => {
    test('replace the words of an element without a value, and leave the last value', async () => {
      const source = Object.assign(new EventTarget(), { readyState: 0 });
      const counter = document.createElement('live-counter');
      Object.assign(counter, { source, label: 'Orders' });
      counter.innerHTML = '<b slot="loading">wait</b><b slot="empty">none</b><b slot="offline">away</b>';
      (await fixture(html`<live-connection></live-connection>`)).append(counter);
      await settled(counter);
      const seen = (): string =>
        [...counter.querySelectorAll('b')]
          .filter((said) => said.offsetHeight > 0)
          .map(({ textContent }) => textContent)
          .join();
      expect(seen()).to.equal('wait');
      expect(valueOf(counter)?.offsetHeight).to.equal(0);
      source.readyState = 1;
      source.dispatchEvent(new Event('open'));
      await waitUntil(() => seen() === 'none');
      source.dispatchEvent(new MessageEvent('message', { data: '5' }));
      await waitUntil(() => valueOf(counter)?.textContent === '5');
      expect(seen()).to.equal('');
      source.readyState = 0;
      source.dispatchEvent(new Event('error'));
      await settled(counter);
      time.advance(2000);
      await waitUntil(() => seen() === 'away');
      expect(valueOf(counter)?.textContent).to.equal('5');
      expect(valueOf(counter)?.offsetHeight).to.be.greaterThan(0);
    });

    test('show what the page adds while the state lasts', async () => {
      const source = Object.assign(new EventTarget(), { readyState: 0 });
      const counter = await count({ source });
      const said = Object.assign(document.createElement('b'), { slot: 'loading', textContent: 'wait' });
      counter.append(said);
      expect(said.offsetHeight).to.be.greaterThan(0);
    });

    test('are not in an element that has never been in that state', async () => {
      const source = new Subject<unknown>();
      const counter = await count({ source });
      source.next(5);
      await waitUntil(() => valueOf(counter)?.textContent === '5');
      const names = [...(counter.shadowRoot?.querySelectorAll<HTMLElement>('slot[data-state]') ?? [])].map(
        ({ dataset }) => dataset['state'],
      );
      for (const name of ['error', 'offline']) expect(names).not.to.include(name);
    });
  });

  suite('max-rate', () => {
    test('is inherited, and drops nothing', async () => {
      const source = new Subject<unknown>();
      // Updates are shown at whole multiples of the interval: begin right after one.
      time.advance(100_000 - (elementClock.wall() % 100_000));
      const counter = await count({ source }, { 'max-rate': '0.01' });
      source.next({ increment: 1 });
      await waitUntil(() => valueOf(counter)?.textContent === '1');
      source.next({ increment: 1 });
      await nextFrame();
      source.next({ increment: 1 });
      await nextFrame();
      await nextFrame();
      expect(valueOf(counter)?.textContent).to.equal('1');
      time.advance(100_000);
      await waitUntil(() => valueOf(counter)?.textContent === '3');
    });

    test('of an element wins', async () => {
      const source = new Subject<unknown>();
      const counter = await count({ source, maxRate: 1000 }, { 'max-rate': '0.001' });
      source.next(1);
      await waitUntil(() => valueOf(counter)?.textContent === '1');
      source.next(2);
      await waitUntil(() => {
        time.advance(1);
        return valueOf(counter)?.textContent === '2';
      });
    });
  });

  suite('local time', () => {
    const NOON = Date.UTC(2026, 10, 29, 12, 3, 7);

    async function noted(attributes: Readonly<Record<string, string>>, properties: object = {}): Promise<LiveCounter> {
      const counter = document.createElement('live-counter');
      Object.assign(counter, { value: 5, asOf: NOON, label: 'Orders', source: new EventTarget(), lang: 'en', ...properties });
      const section = await fixture(html`<section lang="en"><live-connection></live-connection></section>`);
      for (const [name, value] of Object.entries(attributes)) section.setAttribute(name, value);
      section.firstElementChild?.append(counter);
      await settled(counter);
      (counter.source as EventTarget).dispatchEvent(new Event('close'));
      await waitUntil(() => isIn(counter, 'ended'));
      return counter;
    }

    const noteOf = (counter: LiveCounter): string => counter.shadowRoot?.querySelector('[part~="note"]')?.textContent.trim() ?? '';

    test('is that of the nearest ancestor', async () => {
      const counter = await noted({ 'time-zone': 'Asia/Tokyo', 'hour-cycle': 'h23' });
      expect(noteOf(counter)).to.contain('21:03:07');
    });

    test('changes with the ancestor, and an own one wins', async () => {
      const counter = await noted({ 'time-zone': 'Asia/Tokyo', 'hour-cycle': 'h23' });
      counter.closest('section')?.setAttribute('time-zone', 'UTC');
      await settled(counter);
      expect(noteOf(counter)).to.contain('12:03:07');
      counter.timeZone = 'America/New_York';
      counter.hourCycle = 'h12';
      await settled(counter);
      expect(noteOf(counter)).to.match(/7:03:07\sAM/);
      Object.assign(counter.parentElement as LiveConnection, { timeZone: 'Asia/Tokyo' });
      counter.timeZone = undefined;
      await settled(counter);
      expect(noteOf(counter)).to.match(/9:03:07\sPM/);
    });

    test('is the own one of the person if the zone is unknown', async () => {
      const counter = await noted({ 'time-zone': 'Mars/Base' });
      expect(noteOf(counter)).to.contain(':03:07');
    });
  });

  suite('live-announce', () => {
    test('can be canceled', async () => {
      const counter = await count({});
      const texts: string[] = [];
      counter.addEventListener('live-announce', (event: LiveAnnounceEvent) => {
        texts.push(`${event.text} ${event.urgency}`);
        if (event.text === 'secret') event.preventDefault();
      });
      announce('secret', { from: counter, every: 0 });
      await waitUntil(() => texts.length === 1);
      announce('open', { from: counter, every: 0, role: 'alert' });
      await waitUntil(() => texts.length === 2);
      expect(texts).to.deep.equal(['secret polite', 'open assertive']);
      const said = [...document.querySelectorAll('#cablegram-announcements p, #cablegram-alerts p')].map(({ textContent }) => textContent);
      expect(said).to.include('open').and.not.to.include('secret');
    });
  });

  suite('live-overflow', () => {
    test('says that a pause drops messages, and how many it dropped', async () => {
      const source = new Subject<unknown>();
      const counter = await count({ source });
      const dropped: number[] = [];
      counter.addEventListener('live-overflow', (event: LiveOverflowEvent) => {
        expect(event.what).to.equal('messages');
        dropped.push(event.count);
      });
      const scope = (counter.parentElement as LiveConnection).connection;
      source.next(0);
      scope?.pause();
      for (let value = 0; value < 12_000; value += 1) source.next({ event: 'row', data: { id: value } });
      await waitUntil(() => dropped.length === 1, 'dropped');
      scope?.resume();
      await waitUntil(() => dropped.length === 2, 'ended');
      expect(dropped[1]).to.be.greaterThan(1000);
    });
  });

  suite('motion', () => {
    test('none moves nothing', async () => {
      const counter = await count({ motion: 'none' });
      expect(new MotionBudget().ask(counter)).to.equal('none');
      expect(isIn(counter, 'still')).to.equal(true);
    });

    test('none ends all transitions inside, until it is taken back', async () => {
      const counter = await count({ motion: 'none' });
      const duration = (): string => getComputedStyle(valueOf(counter) ?? counter).transitionDuration;
      expect(duration()).to.equal('0s');
      counter.motion = 'auto';
      await settled(counter);
      expect(duration()).not.to.equal('0s');
      counter.motion = 'none';
      await settled(counter);
      expect(duration()).to.equal('0s');
    });

    test('full moves past the budget, but not if the person prefers reduced motion', async () => {
      const counter = await count({ motion: 'full' });
      const budget = new MotionBudget({ now: () => 1e6 }, () => false);
      for (let other = 0; other < 80; other += 1) budget.ask({});
      expect(budget.ask({})).to.equal('none');
      expect(budget.ask(counter)).to.equal('roll');
      expect(new MotionBudget({ now: () => 1e6 }, () => true).ask(counter)).to.equal('none');
    });
  });
});

function valueOf(counter: LiveCounter): HTMLElement | null {
  return counter.shadowRoot?.querySelector<HTMLElement>('[part~="value"]') ?? null;
}

function isIn(element: Element, state: string): boolean {
  return element.matches(`:state(${state})`);
}

async function settled(element: LitElement): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  await element.updateComplete;
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}
