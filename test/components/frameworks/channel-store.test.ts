import { expect } from '@open-wc/testing';
import { ChannelStore, type Followed } from '../../../components/frameworks/channel-store.js';
import { type LiveChannel, type LiveReducer, newestBody } from '../../../components/frameworks/live-channel.js';
import { type Connection, createConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { waitUntil } from '../../support/wait-until.js';

interface Order {
  readonly id: number;
}

/** The ids of the orders, newest first. */
const ORDERS: LiveReducer<Order, readonly number[]> = {
  initial: [],
  reduce(ids, message) {
    if (message.type === 'gap') return ids;
    if (message.type === 'snapshot') return message.messages.flatMap((part) => ('body' in part ? [part.body.id] : []));
    return [message.body.id, ...ids];
  },
};

suite('ChannelStore', () => {
  let fake: FakeCable;
  let connection: Connection;
  let time: ElementTime;
  let frames: (() => void)[];

  setup(() => {
    fake = new FakeCable();
    time = new ElementTime().stop();
    frames = [];
    connection = createConnection({
      transports: [fake.transport],
      retry: () => 600_000,
      heartbeatWithin: 600_000,
      environment: {
        nextFrame(callback) {
          frames.push(callback);
          return () => (frames = frames.filter((other) => other !== callback));
        },
      },
    });
  });

  teardown(() => {
    connection.close();
    time.end();
  });

  function create<Body, Data>(
    reducer: LiveReducer<Body, Data>,
    options: Partial<Followed<Body, Data>['options']> = {},
  ): ChannelStore<Body, Data> {
    return new ChannelStore({ channel: 'C', params: undefined, options: { connection, ...options }, reducer });
  }

  function nextFrame(): void {
    for (const callback of frames.splice(0)) callback();
  }

  function send(...bodies: readonly unknown[]): void {
    for (const body of bodies) fake.broadcast('C', {}, body);
    nextFrame();
  }

  /** What a component shows of a store. */
  function shown<Data>({ current }: { readonly current: LiveChannel<Data> }): readonly unknown[] {
    return [current.data, current.freshness, current.isStale];
  }

  test('follows nothing before it has a listener', () => {
    const store = create(newestBody);
    expect(shown(store)).to.deep.equal([undefined, 'idle', false]);
    expect(fake.dials).to.equal(0);
  });

  test('holds the newest body, one record for each frame', () => {
    const store = create(newestBody);
    const seen: unknown[] = [];
    store.subscribe(() => seen.push(store.current.data));
    expect(shown(store)).to.deep.equal([undefined, 'waiting', false]);
    send(1, 2, 3);
    expect(seen.filter((data) => data !== undefined)).to.deep.equal([3]);
    expect(shown(store)).to.deep.equal([3, 'live', false]);
  });

  test('holds the last body of a snapshot, and nothing after an empty one', async () => {
    const answers = [[1, 2], []];
    const store = create(newestBody, { snapshot: () => Promise.resolve(answers.shift()) });
    store.subscribe(() => undefined);
    await waitUntil(() => frames.length > 0);
    nextFrame();
    expect(store.current.data).to.equal(2);
    fake.drop();
    connection.reconnect();
    await waitUntil(() => frames.length > 0);
    nextFrame();
    expect(shown(store)).to.deep.equal([undefined, 'live', false]);
  });

  test('adds messages up by a reducer', () => {
    const store = create(ORDERS);
    store.subscribe(() => undefined);
    send({ id: 1 }, { id: 2 });
    send({ id: 3 });
    expect(store.current.data).to.deep.equal([3, 2, 1]);
  });

  test('says that it may be old while the connection is lost, after the grace of the elements', () => {
    const store = create(newestBody);
    store.subscribe(() => undefined);
    send(1);
    fake.drop();
    expect(shown(store)).to.deep.equal([1, 'live', false]);
    time.advance(1_000);
    expect(shown(store)).to.deep.equal([1, 'reconnecting', true]);
  });

  test('is in doubt after a gap, until the next whole body', () => {
    const store = create(newestBody);
    store.subscribe(() => undefined);
    send(1);
    fake.drop();
    connection.reconnect();
    nextFrame();
    expect(shown(store)).to.deep.equal([1, 'stale', true]);
    send(2);
    expect(shown(store)).to.deep.equal([2, 'live', false]);
  });

  test('is in doubt after a gap until a snapshot, if a reducer adds up', () => {
    const store = create(ORDERS);
    store.subscribe(() => undefined);
    send({ id: 1 });
    fake.drop();
    connection.reconnect();
    nextFrame();
    send({ id: 3 });
    expect(shown(store)).to.deep.equal([[3, 1], 'stale', true]);
  });

  test('trusts a message that a reducer calls whole', () => {
    const store = create({ ...ORDERS, isWhole: () => true });
    store.subscribe(() => undefined);
    send({ id: 1 });
    fake.drop();
    connection.reconnect();
    nextFrame();
    send({ id: 3 });
    expect(store.current.freshness).to.equal('live');
  });

  test('leaves out a message that a reducer cannot use, and says so', () => {
    const store = create<Order, readonly number[]>({
      ...ORDERS,
      reduce(ids, message) {
        if ('body' in message && message.body.id === 2) throw new TypeError('no such order');
        return ORDERS.reduce(ids, message);
      },
    });
    store.subscribe(() => undefined);
    send({ id: 1 }, { id: 2 });
    expect(shown(store)).to.deep.equal([[1], 'stale', true]);
    expect(store.current.error?.message).to.contain('no such order');
    send({ id: 3 });
    expect([store.current.data, store.current.error, store.current.isStale]).to.deep.equal([[3, 1], undefined, true]);
  });

  test('grows stale by its age, and is live again with the next message', () => {
    const store = create(newestBody, { staleAfter: 5_000 });
    store.subscribe(() => undefined);
    send(1);
    time.advance(5_000);
    expect(store.current.freshness).to.equal('live');
    time.advance(1_000);
    expect(store.current.freshness).to.equal('stale');
    // Bodies are stamped by the page's own clock.
    time.end();
    send(2);
    expect(store.current.freshness).to.equal('live');
  });

  test('keeps its data while nobody listens, and says that it may be old until the channel is confirmed again', () => {
    const store = create(ORDERS);
    const leave = store.subscribe(() => undefined);
    send({ id: 1 });
    leave();
    expect(shown(store)).to.deep.equal([[1], 'idle', true]);
    fake.drop();
    store.subscribe(() => undefined);
    expect(store.current.isStale).to.equal(true);
  });

  test('goes on after a remount, as in StrictMode, and says what was sent meanwhile', () => {
    const store = create(ORDERS);
    const leave = store.subscribe(() => undefined);
    send({ id: 1 });
    leave();
    const leaveAgain = store.subscribe(() => undefined);
    send({ id: 2 });
    expect(shown(store)).to.deep.equal([[2, 1], 'live', false]);
    leaveAgain();
    send({ id: 3 });
    store.subscribe(() => undefined);
    nextFrame();
    expect(shown(store)).to.deep.equal([[2, 1], 'stale', true]);
    expect(fake.commands.map(({ type }) => type)).to.deep.equal(['subscribe']);
  });

  test('has failed, with the error, where views disagree or the connection is closed', () => {
    const snapshot = '/orders.json';
    const [one, other] = [create(ORDERS, { snapshot, seq: 'a' }), create(ORDERS, { snapshot, seq: 'b' })];
    one.subscribe(() => undefined);
    other.subscribe(() => undefined);
    expect([other.current.error?.code, other.current.freshness, other.current.isStale]).to.deep.equal(['channel-conflict', 'failed', true]);
    connection.close();
    const late = create(ORDERS);
    late.subscribe(() => undefined);
    expect([late.current.error?.code, late.current.freshness]).to.deep.equal(['connection-closed', 'failed']);
  });

  test('is rejected where the server refuses', () => {
    fake = new FakeCable({ confirm: false });
    connection.close();
    connection = createConnection({ transports: [fake.transport], heartbeatWithin: 600_000 });
    const store = create(newestBody);
    store.subscribe(() => undefined);
    fake.reject('C', {});
    expect([store.current.freshness, store.current.isStale]).to.deep.equal(['rejected', true]);
  });

  test('pauses, resumes and performs by its record, whose functions stay the same', async () => {
    const store = create(newestBody);
    const { perform, pause, resume } = store.current;
    store.subscribe(() => undefined);
    send(1);
    pause();
    send(2);
    nextFrame();
    expect(shown(store)).to.deep.equal([1, 'paused', true]);
    expect(store.current.status.held.waiting).to.equal(1);
    resume();
    nextFrame();
    expect(shown(store)).to.deep.equal([2, 'live', false]);
    await perform('refresh', { full: true });
    expect(fake.commands.at(-1)).to.deep.include({ type: 'perform' });
    expect([store.current.perform, store.current.pause, store.current.resume]).to.deep.equal([perform, pause, resume]);
  });

  test('gives the same record until something has changed', () => {
    const store = create(newestBody);
    store.subscribe(() => undefined);
    send(1);
    const { current } = store;
    time.advance(60_000);
    expect(store.current).to.equal(current);
  });
});
