import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../components/define/live-status.js';
import type { LiveStatus } from '../../../components/live-status/live-status.js';
import { consumerOf, type SourceState, stateOf } from '../../../components/live-status/turbo-source.js';
import { sharedClock } from '../../../components/format/time.js';
import { ElementTime } from '../../support/element-time.js';
import { waitUntil } from '../../support/wait-until.js';

/** A consumer with the parts of `@rails/actioncable` that tell how it stands. */
class FakeConsumer {
  isOpen = true;
  reopened = 0;
  readonly pending: unknown[] = [];
  readonly monitor: { pingedAt?: number | undefined; startedAt: number; disconnectedAt?: number | undefined; reconnectAttempts: number };
  readonly subscriptions: { subscriptions: unknown[]; guarantor: { pendingSubscriptions: unknown[] } };
  readonly connection: { isOpen: () => boolean; reopen: () => void; monitor: FakeConsumer['monitor'] };

  constructor() {
    this.monitor = { startedAt: Date.now(), pingedAt: Date.now(), reconnectAttempts: 0 };
    this.connection = { isOpen: () => this.isOpen, reopen: () => (this.reopened += 1), monitor: this.monitor };
    this.subscriptions = { subscriptions: [], guarantor: { pendingSubscriptions: this.pending } };
  }

  subscribe(): object {
    const subscription = { consumer: this };
    this.subscriptions.subscriptions.push(subscription);
    return subscription;
  }
}

const TAG = 'turbo-cable-stream-source';

function source(subscription?: object): HTMLElement {
  return Object.assign(document.createElement(TAG), { subscription });
}

suite('stateOf', () => {
  let consumer: FakeConsumer;
  let element: HTMLElement;
  const state = (seenFor = 0): SourceState => stateOf(element, { now: Date.now(), seenFor });

  setup(() => {
    consumer = new FakeConsumer();
    element = source(consumer.subscribe());
  });

  test('is live by the consumer, whatever the attribute says', () => {
    expect(state()).to.equal('live');
    element.toggleAttribute('connected', true);
    consumer.isOpen = false;
    consumer.monitor.disconnectedAt = Date.now();
    expect(state()).to.equal('lost');
  });

  test('is silent once the server has not pinged for two beats', () => {
    consumer.monitor.pingedAt = Date.now() - 7_000;
    element.toggleAttribute('connected', true);
    expect(state()).to.equal('silent');
  });

  test('is rejected once the consumer has forgotten the subscription', () => {
    consumer.subscriptions.subscriptions.length = 0;
    expect(state()).to.equal('rejected');
  });

  test('waits for the confirmation, and is unconfirmed after ten seconds', () => {
    consumer.pending.push(...consumer.subscriptions.subscriptions);
    expect([state(), state(11_000)]).to.deep.equal(['connecting', 'unconfirmed']);
  });

  test('is unknown if its consumer is of another kind, or has none after ten seconds', () => {
    element = source({ consumer: { cable: {} } });
    expect([consumerOf(element), state()]).to.deep.equal([undefined, 'unknown']);
    element = source();
    expect([state(), state(11_000)]).to.deep.equal(['connecting', 'unknown']);
  });
});

suite('<live-status watch="turbo">', () => {
  let time: ElementTime;
  let consumer: FakeConsumer;
  let tick: (() => void) | undefined;
  const { listen, leave } = sharedClock;

  setup(() => {
    time = new ElementTime();
    consumer = new FakeConsumer();
    Object.assign(sharedClock, { listen: (listener: () => void) => ((tick = listener), () => (tick = undefined)) });
  });

  teardown(() => {
    time.end();
    Object.assign(sharedClock, { listen, leave });
    for (const each of document.querySelectorAll(TAG)) each.remove();
  });

  async function show(): Promise<LiveStatus> {
    return fixture<LiveStatus>(html`<live-status watch="turbo" grace="1s"></live-status>`);
  }

  async function becomes(element: LiveStatus, kind: string, after = 0): Promise<void> {
    await nextFrame();
    time.advance(after);
    tick?.();
    await waitUntil(() => element.kind === kind, `expected ${kind}, but it is ${element.kind}`);
  }

  function add(): HTMLElement {
    const element = source(consumer.subscribe());
    document.body.append(element);
    return element;
  }

  test('is idle without sources, and live with one that comes later', async () => {
    const element = await show();
    expect(element.kind).to.equal('idle');
    add();
    await becomes(element, 'live');
    await expect(element).to.be.accessible();
  });

  test('stays live when a morph removes the attribute', async () => {
    const element = await show();
    const one = add();
    one.toggleAttribute('connected', true);
    await becomes(element, 'live');
    one.removeAttribute('connected');
    await becomes(element, 'live', 2_000);
  });

  test('tells a silence that the attribute hides', async () => {
    const element = await show();
    add().toggleAttribute('connected', true);
    await becomes(element, 'live');
    time.advance(7_000);
    tick?.();
    await becomes(element, 'stale', 1_100);
  });

  test('says that the page may be old after a loss, until Turbo has rendered it again', async () => {
    const element = await show();
    add();
    await becomes(element, 'live');
    consumer.isOpen = false;
    consumer.monitor.disconnectedAt = Date.now();
    tick?.();
    await becomes(element, 'reconnecting', 1_100);
    element.reconnect();
    expect(consumer.reopened).to.equal(1);
    consumer.isOpen = true;
    consumer.monitor.pingedAt = Date.now() + 60_000;
    await becomes(element, 'unknown');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[part="text"]')?.textContent).to.equal('May be old');
    expect(element.shadowRoot?.querySelector('[part="reload"]')).not.to.equal(null);
    document.dispatchEvent(new Event('turbo:load'));
    await becomes(element, 'live');
  });

  test('says that a page which Turbo restored from its cache may be old', async () => {
    const element = await show();
    add();
    await becomes(element, 'live');
    document.dispatchEvent(new CustomEvent('turbo:visit', { detail: { action: 'restore' } }));
    document.dispatchEvent(new Event('turbo:load'));
    await becomes(element, 'unknown', 1_100);
  });

  test('tells that one source of two was rejected', async () => {
    const element = await show();
    add();
    const other = add();
    consumer.subscriptions.subscriptions.pop();
    expect(other.isConnected).to.equal(true);
    tick?.();
    await becomes(element, 'partial', 3_100);
  });

  test('opens no connection of its own, and ends with its element', async () => {
    const element = await show();
    add();
    await becomes(element, 'live');
    expect(tick).not.to.equal(undefined);
    element.remove();
    expect(tick).to.equal(undefined);
  });
});
