import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-controls.js';
import '../../../components/define/live-feed.js';
import { defineAll } from '../../../components/index.js';
import { LiveJumpRequestEvent } from '../../../components/internal/events.js';
import { intervalOf } from '../../../components/internal/pace.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import type { LiveControls } from '../../../components/live-controls/live-controls.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function controlsIn(element: ParentNode): LiveControls {
  const controls = element.querySelector('live-controls');
  if (controls === null) throw new Error('There is no <live-controls>.');
  return controls;
}

function partOf<Inner extends HTMLElement>(controls: Element, name: string): Inner | null {
  return controls.shadowRoot?.querySelector<Inner>(`[part="${name}"]`) ?? null;
}

function insideOf<Inner extends HTMLElement>(element: Element | null, selector: string): Inner | null {
  return element?.shadowRoot?.querySelector<Inner>(selector) ?? null;
}

async function drawn(): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await nextFrame();
}

suite('LiveControls', () => {
  let fake: FakeCable;
  let connection: Connection;

  setup(() => {
    fake = new FakeCable();
    connection = steadyConnection(fake);
  });

  teardown(() => connection.close());

  async function mounted(inner = html`<live-controls></live-controls>`): Promise<LiveConnection> {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}>${inner}<live-feed channel="C" insert="pill"></live-feed></live-connection>`,
    );
    await drawn();
    return element;
  }

  function say(id: number): void {
    fake.broadcast('C', {}, { id, title: `Order ${id}` });
  }

  test('consists of pause, jump, rate and status, for the scope around it', async () => {
    const element = await mounted();
    const controls = controlsIn(element);
    expect([...(controls.shadowRoot?.querySelectorAll('slot > *, button') ?? [])].map(({ localName }) => localName)).to.deep.equal([
      'live-pause',
      'button',
      'live-rate',
      'live-status',
    ]);
    insideOf<HTMLButtonElement>(partOf(controls, 'pause'), 'button')?.click();
    expect([element.connection?.paused, connection.paused]).to.deep.equal([true, false]);
    await expect(controls).to.be.accessible();
  });

  test('leaves out what the page does not want, and takes what it adds or replaces', async () => {
    const element = await mounted(html`
      <live-controls without-rate without-jump>
        <live-pause slot="pause" mode="stop"></live-pause>
        <button>Export</button>
      </live-controls>
    `);
    const controls = controlsIn(element);
    expect([partOf(controls, 'rate'), partOf(controls, 'jump')]).to.deep.equal([null, null]);
    insideOf<HTMLButtonElement>(controls.querySelector('live-pause'), 'button')?.click();
    expect(element.connection?.pauseKind).to.equal('stop');
    expect(partOf(controls, 'pause')?.offsetParent).to.equal(null);
    expect(controls.querySelector('button')?.offsetWidth).to.be.above(0);
  });

  test('says while paused how many updates wait, but not twice, and shows a broken connection', async () => {
    const element = await mounted();
    const controls = controlsIn(element);
    element.connection?.pause();
    say(1);
    const text = (): string => insideOf(partOf(controls, 'pause'), '[part="text"]')?.textContent.trim() ?? '';
    await waitUntil(() => text() === 'Paused · 1 waiting', text());
    const status = partOf(controls, 'status');
    expect(status?.matches(':state(hidden)')).to.equal(true);
    fake.goodbye('unauthorized', false);
    await drawn();
    expect(status?.matches(':state(hidden)')).to.equal(false);
  });

  test('says once how many updates wait if they are shown by hand', async () => {
    const element = await mounted();
    const controls = controlsIn(element);
    const select = insideOf<HTMLSelectElement>(partOf(controls, 'rate'), 'select');
    if (select) select.value = 'by-hand';
    select?.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn();
    expect(insideOf(partOf(controls, 'pause'), '[part="text"]')).to.equal(null);
    expect(insideOf(partOf(controls, 'rate'), '[part="update"]')).not.to.equal(null);
  });

  test('shows the items that wait in the feeds of its scope, and only then offers it', async () => {
    const element = await mounted();
    const controls = controlsIn(element);
    const jump = partOf<HTMLButtonElement>(controls, 'jump');
    const feed = element.querySelector('live-feed');
    expect(jump?.ariaDisabled).to.equal('true');
    expect([jump?.title, jump?.ariaLabel]).to.deep.equal(['Jump to live', null]);
    say(1);
    await drawn();
    for (const id of [2, 3]) say(id);
    await waitUntil(() => jump?.ariaDisabled === 'false', 'it is offered');
    expect(controls.matches(':state(behind)')).to.equal(true);
    await expect(controls).to.be.accessible();
    jump?.click();
    await drawn();
    expect([feed?.waiting, feed?.querySelectorAll('[data-key]').length]).to.deep.equal([0, 3]);
    expect(jump?.ariaDisabled).to.equal('true');
  });

  test('resumes a paused scope before it jumps, so that what was held back is shown', async () => {
    const element = await mounted();
    const feed = element.querySelector('live-feed');
    say(1);
    await drawn();
    element.connection?.pause();
    say(2);
    controlsIn(element).jumpToLive();
    await drawn();
    expect([element.connection?.paused, feed?.waiting, feed?.querySelectorAll('[data-key]').length]).to.deep.equal([false, 0, 2]);
  });

  test('does not jump if the page cancels the request, and not in another scope', async () => {
    const element = await mounted();
    const feed = element.querySelector('live-feed');
    say(1);
    await drawn();
    say(2);
    await waitUntil(() => feed?.waiting === 1);
    element.addEventListener('live-jump-request', (event) => event.preventDefault(), { once: true });
    controlsIn(element).jumpToLive();
    document.body.dispatchEvent(new LiveJumpRequestEvent([connection.scope()]));
    expect(feed?.waiting).to.equal(1);
    document.body.dispatchEvent(new Event('live-jump-request', { bubbles: true }));
    await drawn();
    expect(feed?.waiting).to.equal(0);
  });

  test('controls the connections whose ids `for` names, and shows no other status meanwhile', async () => {
    const page = await fixture<HTMLElement>(html`<div><live-controls for="shop stock"></live-controls></div>`);
    const controls = controlsIn(page);
    expect(partOf(controls, 'status')).to.equal(null);
    const scopes = ['shop', 'stock'].map((id) => {
      const scope = document.createElement('live-connection');
      Object.assign(scope, { id, connection });
      page.append(scope);
      return scope.connection;
    });
    await waitUntil(() => partOf(controls, 'status') !== null);
    const rate = partOf(controls, 'rate');
    rate?.setAttribute('rate', '5s');
    await drawn();
    expect(scopes.map((scope) => scope && intervalOf(scope))).to.deep.equal([5000, 5000]);
    insideOf<HTMLButtonElement>(partOf(controls, 'pause'), 'button')?.click();
    expect(scopes.map((scope) => scope?.paused)).to.deep.equal([true, true]);
  });

  test('uses the elements of its own prefix', async () => {
    defineAll({ prefix: 'shop' });
    const controls = await fixture(html`<shop-controls .connection=${connection}></shop-controls>`);
    expect(partOf(controls, 'pause')?.localName).to.equal('shop-pause');
    expect(insideOf(partOf(controls, 'pause'), 'button')).not.to.equal(null);
  });

  for (const width of [240, 320, 480]) {
    test(`fits into ${width} px, paused too`, async () => {
      const host = await fixture<HTMLElement>(
        html`<div style="inline-size: ${width}px"><live-controls .connection=${connection}></live-controls></div>`,
      );
      await drawn();
      for (const isPaused of [false, true]) {
        if (isPaused) connection.pause();
        await drawn();
        const right = host.getBoundingClientRect().right;
        for (const name of ['pause', 'rate', 'jump', 'status'])
          expect(partOf(controlsIn(host), name)?.getBoundingClientRect().right, name).to.be.at.most(right + 0.5);
      }
    });
  }
});
