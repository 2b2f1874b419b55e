import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { DemoServer } from '../../examples/server/server.js';
import { createConnection } from '../../src/connection.js';
import type { ChannelOptions } from '../../src/channel/channel.js';
import type { Connection } from '../../src/scope.js';
import { FakeCable } from '../../src/testing/fake-cable.js';
import { cable } from '../../src/transport/cable.js';
import { polling } from '../../src/transport/polling.js';
import { sse } from '../../src/transport/sse.js';
import type { Transport } from '../../src/transport/transport.js';
import { when } from '../support/demo.js';
import { record } from '../support/record.js';
import { inVirtualTimeAsync, type VirtualTime } from '../support/virtual-time.js';
import { eventually, withServer } from './server/client.js';

interface Followed {
  readonly connection: Connection;
  readonly status$: ReturnType<Connection['channel']>['status$'];
  /** What a page shows: the bodies of the last snapshot, and what came after it. */
  readonly shown: () => readonly unknown[];
  readonly types: () => readonly string[];
  readonly dials: () => number;
}

/** Follows `DemoChannel` over these rungs, the first being the server's cable where it is left out. */
function follow(server: DemoServer, below: readonly Transport[], options: ChannelOptions = {}): Followed {
  let dials = 0;
  class Counted extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      dials += 1;
    }
  }
  const transports = [cable(`${server.url.replace('http', 'ws')}/cable`, { WebSocket: Counted }), ...below];
  // The shortest of the jittered waits.
  const connection = createConnection({ transports, environment: { random: () => 0 } });
  return { ...show(connection, options), dials: () => dials };
}

function show(connection: Connection, options: ChannelOptions): Omit<Followed, 'dials'> {
  const channel = connection.channel('DemoChannel', { stream: 'a' }, options);
  const { values } = record(channel.messages$);
  function shown(): readonly unknown[] {
    const last = values.findLastIndex(({ type }) => type === 'snapshot');
    const whole = values[last];
    const after = values.slice(last + 1);
    return [...(whole?.type === 'snapshot' ? whole.messages : []), ...after].flatMap((message) =>
      'body' in message ? [(message.body as { readonly n?: unknown }).n] : [],
    );
  }
  return { connection, status$: channel.status$, shown, types: () => values.map(({ type }) => type) };
}

const snapshotOf = (server: DemoServer): ChannelOptions => ({ snapshot: `${server.url}/snapshots/demo/a.json`, seq: 'seq' });

suite('the ladder on a real server', { concurrency: true }, () => {
  for (const fault of ['stop', 'refuse'] as const) {
    test(`R11: with the cable under "${fault}", polling is live within 5 s of the third failure`, () =>
      withServer({}, async (server) => {
        server.publish('demo:a', { n: 1 });
        server.fault(fault, { for: 60_000 });
        const { connection, shown, dials } = follow(server, [polling({ every: 2_000 })], snapshotOf(server));
        await eventually(() => dials() === 3, 5_000);
        await when(connection.status$, ({ transport }) => transport === 'polling', 5_000);
        await eventually(() => connection.status.channels.confirmed === 1, 1_000);
        assert.deepEqual(shown(), [1]);
        server.publish('demo:a', { n: 2 });
        await eventually(() => shown().length === 2, 5_000);
        assert.deepEqual([shown(), dials()], [[1, 2], 3]);
        connection.close();
      }));
  }

  test('R11: without polling, Server-Sent Events take over', () =>
    withServer({}, async (server) => {
      server.fault('stop');
      const { connection, shown } = follow(server, [sse(`${server.url}/live/events`)]);
      await when(connection.status$, ({ transport, channels }) => transport === 'sse' && channels.confirmed === 1, 8_000);
      await eventually(() => {
        server.publish('demo:a', { n: 1 });
        return shown().length > 0;
      });
      connection.close();
    }));

  test('R11: a rung that has no answer is passed over', () =>
    withServer({}, async (server) => {
      server.fault('stop');
      const nowhere = sse('http://127.0.0.1:9/live/events');
      const { connection } = follow(server, [nowhere, polling({ every: 2_000 })], snapshotOf(server));
      const told: unknown[] = [];
      connection.status$.subscribe(({ transport }) => told.push(transport));
      await when(connection.status$, ({ transport }) => transport === 'polling', 10_000);
      assert.ok(!told.includes('sse'));
      connection.close();
    }));

  test('R12: where no rung answers nobody is called connected, and the cable is back with the server', () =>
    withServer({}, async (server) => {
      server.fault('stop');
      const { connection, dials } = follow(server, [polling({ every: 2_000 })], { snapshot: 'http://127.0.0.1:9/nothing.json' });
      const states: string[] = [];
      connection.status$.subscribe(({ state }) => states.push(state));
      await eventually(() => dials() >= 4, 10_000);
      assert.ok(!states.includes('connected'));
      server.fault('start');
      await when(connection.status$, ({ transport }) => transport === 'cable', 5_000);
      connection.close();
    }));
});

suite('Server-Sent Events of a real server', { concurrency: true }, () => {
  test('says what the channel says, by its identifier', () =>
    withServer({}, async (server) => {
      const connection = createConnection({ transports: [sse(`${server.url}/live/events`)] });
      const bodies = record(connection.channel('DemoChannel', { stream: 'größe' }).bodies$).values;
      await eventually(() => connection.status.channels.confirmed === 1);
      await eventually(() => {
        server.broadcast({ channel: 'DemoChannel', stream: 'größe' }, { n: 1 });
        return bodies.length > 0;
      });
      assert.deepEqual([connection.status.transport, bodies[0]], ['sse', { n: 1 }]);
      connection.close();
    }));

  test('says what events of a name say', () =>
    withServer({ rate: 'busy' }, async (server) => {
      const events = { quote: ['StockChannel'], activity: ['ActivityChannel'], metrics: ['ServerHealthChannel'] } as const;
      const connection = createConnection({ transports: [sse(`${server.url}/live/events`, { events })] });
      const quotes = record(connection.channel('StockChannel').bodies$).values;
      const health = record(connection.channel('ServerHealthChannel').bodies$).values;
      await eventually(() => quotes.length >= 3 && health.length >= 1, 5_000);
      assert.ok(quotes.every((quote) => Object.hasOwn(quote as object, 'symbol')));
      assert.ok(health.every((body) => Object.hasOwn(body as object, 'cpu')));
      assert.ok(connection.discarded.unknown > 0, 'events of other names are counted');
      connection.close();
    }));
});

suite('the ladder with polling below, in virtual time', () => {
  interface Climbed {
    readonly upper: FakeCable;
    readonly connection: Connection;
    readonly shown: () => readonly unknown[];
    /** What the page's view names. */
    readonly options: ChannelOptions;
    /** Says the next number, to who hears it, and remembers it for the snapshot. */
    readonly say: () => void;
    /** Lets time pass while the cable beats, and says a number each second. */
    readonly pass: (seconds: number) => Promise<void>;
    readonly numbers: readonly { readonly n: number; readonly seq: number }[];
  }

  function climbing(run: (climbed: Climbed, time: VirtualTime) => Promise<void>): Promise<void> {
    return inVirtualTimeAsync(async (time) => {
      const upper = new FakeCable();
      const numbers: { readonly n: number; readonly seq: number }[] = [];
      const { environment } = time;
      const connection = createConnection({ transports: [upper.transport, polling({ environment })], environment });
      const options: ChannelOptions = { snapshot: async () => [...numbers], seq: 'seq' };
      const { shown } = show(connection, options);
      const say = (): void => {
        const n = numbers.length + 1;
        numbers.push({ n, seq: n });
        upper.broadcast('DemoChannel', { stream: 'a' }, { n, seq: n });
      };
      async function pass(seconds: number): Promise<void> {
        for (let second = 0; second < seconds; second += 1) {
          time.advance(1_000);
          upper.heartbeat();
          await settled();
          say();
          await settled();
        }
      }
      await settled();
      await run({ upper, connection, shown, options, say, pass, numbers }, time);
      connection.close();
      await settled();
      assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
    });
  }

  test('R11: R19: goes down and is back on the cable within 60 s, and what is shown is right each time', () =>
    climbing(async ({ upper, connection, shown, pass, numbers }) => {
      await pass(5);
      assert.deepEqual([connection.status.transport, shown().length], ['cable', numbers.length]);
      upper.refuse();
      upper.drop();
      await pass(20);
      assert.deepEqual([connection.status.transport], ['polling']);
      upper.refuse(false);
      let seconds = 0;
      for (; connection.status.transport !== 'cable'; seconds += 1) await pass(1);
      assert.ok(seconds <= 60, `${seconds} s`);
      await pass(3);
      assert.deepEqual(
        shown(),
        numbers.map(({ n }) => n),
      );
    }));

  test('R21: a deaf cable: told, right within 35 s by the snapshot, and polling below takes over and stays', () =>
    climbing(async ({ upper, connection, shown, options, pass, numbers }) => {
      const channel = connection.channel('DemoChannel', { stream: 'a' }, options);
      const health: string[] = [];
      channel.status$.subscribe((status) => health.push(status.health));
      await pass(3);
      const { broadcast } = upper;
      upper.broadcast = () => undefined;
      const silentSince = numbers.length;
      await pass(35);
      assert.ok(shown().length > silentSince, 'right by the snapshot');
      assert.ok(health.includes('deaf'));
      let seconds = 35;
      for (; connection.status.transport !== 'polling' && seconds < 120; seconds += 1) await pass(1);
      assert.ok(seconds <= 100, `${seconds} s`);
      await pass(120);
      assert.deepEqual([connection.status.transport, shown().length >= numbers.length - 7], ['polling', true]);
      upper.broadcast = broadcast.bind(upper);
      await pass(700);
      assert.equal(connection.status.transport, 'cable');
      assert.deepEqual(
        shown(),
        numbers.map(({ n }) => n),
      );
    }));
});

/** Lets every promise that can be settled settle. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
}
