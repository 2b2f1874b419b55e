import '../../../components/define/index.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { DataAge } from '../../../components/internal/data-age.js';
import { pageConnection } from '../../../components/internal/page-connection.js';
import { nextTrouble, noTrouble } from '../../../components/internal/patience.js';
import type { LiveCounter } from '../../../components/live-counter/live-counter.js';
import { type CablegramError, type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { outOfSight } from '../../support/sight.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

suite('nextTrouble', () => {
  test('reports a loss after a second, and one of the first connection after three', () => {
    const well = nextTrouble(noTrouble, { is: 'well', now: 0, isAway: false });
    const lost = nextTrouble(well, { is: 'trouble', now: 0, isAway: false });
    expect([lost.isReported, lost.lookAgainAt]).to.deep.equal([false, 1_000]);
    expect(nextTrouble(lost, { is: 'trouble', now: 1_000, isAway: false }).isReported).to.equal(true);
    expect(nextTrouble(noTrouble, { is: 'trouble', now: 0, isAway: false }).lookAgainAt).to.equal(3_000);
  });
});

suite('DataAge', () => {
  test('runs by our own clock, though the server is an hour ahead', () => {
    let now = 0;
    const age = new DataAge({ now: () => now, wall: () => 1e12 + now });
    expect(age.of(1e12 + 3_600_000)).to.equal(0);
    now = 3_000;
    expect(age.of(1e12 + 3_600_000)).to.equal(3_000);
    age.hear(1e12 + 2_500);
    expect(age.of(undefined)).to.equal(500);
  });
});

suite('an element that says what is so', () => {
  let time: ElementTime;
  let fake: FakeCable;
  let connection: Connection;
  let errors: string[];
  const onError = ({ error }: { readonly error: unknown }): unknown => errors.push((error as CablegramError).message);

  setup(() => {
    time = new ElementTime().stop();
    fake = new FakeCable();
    connection = steadyConnection(fake, { retry: () => 0, linger: 0 });
    errors = [];
    document.addEventListener('live-error', onError);
  });
  teardown(() => {
    document.removeEventListener('live-error', onError);
    time.end();
    connection.close();
  });

  async function say(...bodies: readonly unknown[]): Promise<void> {
    for (const body of bodies) fake.broadcast('C', {}, body);
    await nextFrame();
    await nextFrame();
  }

  test('shows its first value and its state far below the fold, and later values on a slow beat', async () => {
    const page = await fixture<HTMLElement>(
      html`<div style="padding-top: 9000px"><live-counter channel="C" .connection=${connection}></live-counter></div>`,
    );
    const counter = page.querySelector<LiveCounter>('live-counter') as LiveCounter;
    await outOfSight(counter);
    await say(1);
    const text = (): string | undefined => counter.shadowRoot?.querySelector('[part~="value"]')?.textContent.trim();
    expect(text()).to.equal('1');
    await say(2);
    expect(text()).to.equal('1');
    time.advance(5_000);
    await counter.updateComplete;
    expect(text()).to.equal('2');
  });

  test('is in doubt if it is a copy that was kept, until something came', async () => {
    const page = await fixture<HTMLElement>(html`<div><live-counter channel="C" .connection=${connection}>5</live-counter></div>`);
    await say(6);
    const copy = page.firstElementChild?.cloneNode(true) as LiveCounter;
    page.replaceChildren();
    // Once the channel is left, no neighbour knows better.
    await waitUntil(() => connection.status.state === 'idle', 'The channel is not left.');
    copy.connection = connection;
    page.append(copy);
    await nextFrame();
    await nextFrame();
    expect(copy.matches(':state(live)')).to.equal(false);
    await waitUntil(() => connection.status.channels.confirmed === 1, 'The channel is not confirmed.');
    await say(8);
    expect(copy.matches(':state(live)')).to.equal(true);
  });

  test('reports the gap of a page that a router kept as a copy and inserts in a later task', async () => {
    const page = await fixture<HTMLElement>(
      html`<div>
        <live-feed channel="C" label="x" .connection=${connection}><article>a</article></live-feed>
      </div>`,
    );
    await say({ id: 1, title: 'b' });
    const kept = page.cloneNode(true) as HTMLElement;
    page.replaceChildren();
    // Once the channel is left, no neighbour knows better.
    await waitUntil(() => connection.status.state === 'idle', 'The channel is not left.');
    const gaps: string[] = [];
    page.addEventListener('live-gap', ({ target }) => gaps.push((target as Element).localName));
    for (const copy of [...kept.children]) Object.assign(copy, { connection });
    page.append(...kept.children);
    await nextFrame();
    await nextFrame();
    expect(gaps).to.deep.equal(['live-feed']);
    expect(page.querySelector('live-feed')?.matches(':state(live)')).to.equal(false);
  });

  test('is in doubt on a page that the browser brings back, until something came', async () => {
    const counter = await fixture<LiveCounter>(html`<live-counter channel="C" .connection=${connection}></live-counter>`);
    await say(1);
    expect(counter.matches(':state(live)')).to.equal(true);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await nextFrame();
    expect(counter.matches(':state(live)')).to.equal(true);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await nextFrame();
    expect(counter.matches(':state(stale)')).to.equal(true);
    await say(2);
    expect(counter.matches(':state(live)')).to.equal(true);
  });

  test('reports once what it cannot read after five bodies, and does not count as heard', async () => {
    const counter = await fixture<LiveCounter>(html`<live-counter channel="C" field="total" .connection=${connection}></live-counter>`);
    await say({ sum: 1 }, { sum: 2 }, { sum: 3 }, { sum: 4 }, { sum: 5 }, { sum: 6 });
    expect(counter.matches(':state(waiting)')).to.equal(true);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(/looks for a value at "total", but got \{"sum":/);
  });

  test('reports a connection that nobody provides', async () => {
    const counter = await fixture<LiveCounter>(html`<live-counter channel="C" connection="typo" label="x">5</live-counter>`);
    time.advance(1_000);
    await counter.updateComplete;
    expect(errors.some((message) => message.includes('finds no <live-connection name="typo">'))).to.equal(true);
    expect(counter.matches(':state(error)')).to.equal(true);
  });

  test('shares no connection with another session', () => {
    expect(pageConnection('ada')).to.equal(pageConnection('ada'));
    expect(pageConnection('ada')).not.to.equal(pageConnection('eve'));
  });
});
