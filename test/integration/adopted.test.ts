import { suite, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { createConsumer as createAnyCable } from '@anycable/web';
import { adapters, createConsumer as createActionCable } from '@rails/actioncable';
import { WebSocket } from 'ws';
import type { DemoServer } from '../../examples/server/server.js';
import { createConnection } from '../../src/connection.js';
import { CablegramError } from '../../src/errors.js';
import type { Connection } from '../../src/scope.js';
import { adopt, type AdoptableConsumer } from '../../src/transport/adopted.js';
import { record } from '../support/record.js';
import { eventually, identify, withServer } from './server/client.js';

// What the stock consumer looks for in a page.
Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });

// Both packages' consumers may leave timers that dial for ever after a disconnect, and nobody can end them: no timer keeps this process
// alive, so that it ends with its last server. That ours do not either is held to by exit.test.ts.
for (const name of ['setTimeout', 'setInterval'] as const) {
  const start = globalThis[name] as (...args: readonly unknown[]) => NodeJS.Timeout;
  Object.assign(globalThis, { [name]: (...args: readonly unknown[]) => start(...args).unref() });
}

/** A page with a consumer of its own, as both packages make one. */
interface Host extends AdoptableConsumer {
  readonly subscriptions: { create(params: { channel: string; stream: string }, mixin: object): { unsubscribe(): unknown } };
  /** Of @rails/actioncable alone. */
  readonly connection?: { isActive: () => boolean };
  disconnect(): void;
}

interface Page {
  readonly server: DemoServer;
  readonly host: Host;
  /** Commands that went over any socket of the host. */
  readonly sent: readonly string[];
  readonly sockets: readonly WebSocket[];
  readonly connection: Connection;
  /** What the host heard of its own subscription: bodies, and `connected` and so on. */
  readonly heard: unknown[];
  /** Lets the host subscribe to a stream. */
  readonly subscribe: (stream: string) => { unsubscribe(): unknown };
  /** Follows a stream by us. */
  readonly follow: (stream: string) => { readonly bodies: readonly unknown[]; readonly stop: () => void };
}

type MakeHost = (url: string, Socket: new (address: string, protocols?: string | string[]) => WebSocket) => Host;

const ACTION_CABLE: MakeHost = (url, Socket) => {
  adapters.WebSocket = Socket as never;
  return createActionCable(url) as unknown as Host;
};

const nothing = (): void => undefined;
const SILENT = { level: 'error' as const, log: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

const ANY_CABLE: MakeHost = (url, Socket) =>
  createAnyCable(url, { websocketImplementation: Socket, logger: SILENT, performFailures: 'ignore' }) as unknown as Host;

function withPage(makeHost: MakeHost, run: (page: Page) => Promise<void>): Promise<void> {
  return withServer({}, async (server) => {
    const sent: string[] = [];
    const sockets: WebSocket[] = [];
    class Watched extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols);
        sockets.push(this);
      }
      override send(data: never): void {
        sent.push(String(data));
        super.send(data);
      }
    }
    const host = makeHost(`${server.url.replace('http', 'ws')}/cable`, Watched);
    const connection = createConnection({ transports: [adopt(host)], linger: 0 });
    const heard: unknown[] = [];
    const page: Page = {
      server,
      host,
      sent,
      sockets,
      connection,
      heard,
      subscribe: (stream) =>
        host.subscriptions.create(
          { channel: 'DemoChannel', stream },
          {
            connected: () => heard.push('connected'),
            disconnected: () => heard.push('disconnected'),
            rejected: () => heard.push('rejected'),
            received: (body: unknown) => heard.push(body),
          },
        ),
      follow(stream) {
        const { values, subscription } = record(connection.channel('DemoChannel', { stream }).bodies$);
        return { bodies: values, stop: () => subscription.unsubscribe() };
      },
    };
    try {
      await run(page);
    } finally {
      connection.close();
      host.disconnect();
      // One that is disconnected within the half second of its own reopening comes back to life, and dials by the next test's sockets.
      if (host.connection) host.connection.isActive = () => true;
      for (const socket of sockets) socket.terminate();
    }
  });
}

const confirmed = ({ connection }: Page): number => connection.status.channels.confirmed;

/** How often a command was sent for a stream, whoever spelt its identifier. */
function countOf({ sent }: Page, command: string, stream: string): number {
  return sent
    .map((frame) => JSON.parse(frame) as { readonly command: string; readonly identifier: string })
    .filter((frame) => frame.command === command && (JSON.parse(frame.identifier) as { readonly stream: string }).stream === stream).length;
}

/** How often the stock consumer subscribes again until it is confirmed, and after how long it looks at its socket again, in ms, with a margin. */
const RETRY_EVERY = 600;
const STALE_AFTER = 3_500;

/** Lets the timers of the host's own consumer run. They are the real ones, since its package and its socket are. */
const pause = (duration: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, duration));

for (const [name, makeHost] of [
  ['@rails/actioncable', ACTION_CABLE],
  ['@anycable/web', ANY_CABLE],
] as const) {
  suite(`adopt, with the consumer of ${name}`, { concurrency: false }, () => {
    test('opens a consumer that nobody used yet, and follows a channel by its socket', () =>
      withPage(makeHost, async (page) => {
        const { bodies } = page.follow('a');
        await eventually(() => confirmed(page) === 1);
        page.server.broadcast('demo:a', { n: 1 });
        await eventually(() => bodies.length === 1);
        assert.deepEqual([bodies, page.connection.status.transport, page.sockets.length], [[{ n: 1 }], 'adopted', 1]);
      }));

    test('uses the socket that is open, and leaves the subscription of the page untouched', () =>
      withPage(makeHost, async (page) => {
        page.subscribe('host');
        await eventually(() => page.heard.includes('connected'));
        const { bodies } = page.follow('ours');
        await eventually(() => confirmed(page) === 1);
        page.server.broadcast('demo:host', 'to the host');
        page.server.broadcast('demo:ours', 'to us');
        await eventually(() => page.heard.length === 2 && bodies.length === 1);
        assert.deepEqual([page.heard, bodies, page.sockets.length], [['connected', 'to the host'], ['to us'], 1]);
      }));

    test('asks no second time for what the page has, and both hear each message once', () =>
      withPage(makeHost, async (page) => {
        page.subscribe('a');
        await eventually(() => page.heard.includes('connected'));
        const { bodies } = page.follow('a');
        await eventually(() => confirmed(page) === 1);
        for (const body of [1, 2]) page.server.broadcast('demo:a', body);
        await eventually(() => page.heard.length >= 3 && bodies.length >= 2);
        assert.deepEqual([bodies, page.heard, countOf(page, 'subscribe', 'a')], [[1, 2], ['connected', 1, 2], 1]);
      }));

    test('asks no second time where the page asked in the same turn', () =>
      withPage(makeHost, async (page) => {
        page.follow('other');
        await eventually(() => confirmed(page) === 1);
        page.subscribe('a');
        const { bodies } = page.follow('a');
        await eventually(() => confirmed(page) === 2 && page.heard.length === 1);
        page.server.broadcast('demo:a', 1);
        await eventually(() => bodies.length === 1);
        assert.equal(countOf(page, 'subscribe', 'a'), 1);
      }));

    test('a page that asks for what is ours is told so, and does not ask for ever', () =>
      withPage(makeHost, async (page) => {
        const { bodies } = page.follow('a');
        await eventually(() => confirmed(page) === 1);
        page.subscribe('a');
        await eventually(() => page.heard.includes('connected'));
        page.server.broadcast('demo:a', 1);
        await eventually(() => page.heard.length === 2 && bodies.length === 1);
        const asked = countOf(page, 'subscribe', 'a');
        await pause(2 * RETRY_EVERY);
        assert.deepEqual([page.heard, bodies, countOf(page, 'subscribe', 'a')], [['connected', 1], [1], asked]);
      }));

    test('unsubscribes what is ours, and leaves what the page has', () =>
      withPage(makeHost, async (page) => {
        page.subscribe('a');
        await eventually(() => page.heard.includes('connected'));
        const [shared, own] = [page.follow('a'), page.follow('b')];
        await eventually(() => confirmed(page) === 2);
        shared.stop();
        own.stop();
        await eventually(() => countOf(page, 'unsubscribe', 'b') === 1);
        page.server.broadcast('demo:a', 'still');
        await eventually(() => page.heard.includes('still'));
        assert.equal(countOf(page, 'unsubscribe', 'a'), 0);
      }));

    test('goes on hearing where the page leaves what both had', () =>
      withPage(makeHost, async (page) => {
        const theirs = page.subscribe('a');
        await eventually(() => page.heard.includes('connected'));
        const { bodies } = page.follow('a');
        await eventually(() => confirmed(page) === 1);
        theirs.unsubscribe();
        await pause(3 * RETRY_EVERY);
        await eventually(() => confirmed(page) === 1);
        page.server.broadcast('demo:a', 'still');
        await eventually(() => bodies.includes('still'));
        assert.ok(!page.heard.includes('still'));
      }));

    test('performs an action by its socket', () =>
      withPage(makeHost, async (page) => {
        const channel = page.connection.channel('DemoChannel', { stream: 'a' });
        const { values } = record(channel.bodies$);
        await channel.perform('ping_back', { n: 7 });
        await eventually(() => values.length === 1);
        assert.deepEqual(values, [{ pong: 7 }]);
      }));

    test('R1: a loss of the page is one of ours, and both are live again by one new socket', () =>
      withPage(makeHost, async (page) => {
        page.subscribe('host');
        page.follow('ours');
        await eventually(() => confirmed(page) === 1 && page.heard.includes('connected'));
        page.server.fault('drop');
        await eventually(() => page.connection.status.state === 'reconnecting', 500);
        await eventually(() => confirmed(page) === 1 && page.heard.filter((word) => word === 'connected').length === 2, 8_000);
        assert.equal(page.sockets.length, 2);
        assert.deepEqual(page.heard, ['connected', 'disconnected', 'connected']);
      }));

    test('R2: a half-open socket is noticed, and the page is nudged to open another, once', () =>
      withPage(makeHost, async (page) => {
        page.subscribe('host');
        const { bodies } = page.follow('ours');
        await eventually(() => confirmed(page) === 1 && page.heard.includes('connected'));
        page.server.fault('freeze', { for: 12_000 });
        await eventually(() => page.connection.status.state === 'reconnecting', 7_500);
        await eventually(() => page.sockets.length === 2 && confirmed(page) === 1, 18_000);
        // The page's own subscription may be confirmed a moment later than ours.
        await eventually(() => {
          for (const stream of ['ours', 'host']) page.server.broadcast(`demo:${stream}`, 'live');
          return bodies.includes('live') && page.heard.includes('live');
        });
        assert.equal(page.sockets.length, 2);
      }));

    test('R10: what the server says for good ends it, with the reason', () =>
      withPage(makeHost, async (page) => {
        page.follow('a');
        await eventually(() => confirmed(page) === 1);
        page.server.fault('unauthorized');
        await eventually(() => page.connection.status.state === 'failed');
        assert.equal(page.connection.status.reason, 'unauthorized');
      }));

    test('a page that disconnects stays so, and we with it, until it connects again', () =>
      withPage(makeHost, async (page) => {
        page.follow('a');
        await eventually(() => confirmed(page) === 1);
        page.host.disconnect();
        await eventually(() => page.connection.status.state === 'reconnecting');
        await pause(STALE_AFTER);
        assert.deepEqual([page.sockets.length, page.connection.status.state], [1, 'reconnecting']);
        // AnyCable answers with a promise, of which nobody need hear.
        void page.host.connect();
        await eventually(() => confirmed(page) === 1, 8_000);
      }));

    test('R17: a rejection is told, to each its own', () =>
      withPage(makeHost, async (page) => {
        record(page.connection.channel('RejectingChannel').bodies$);
        await eventually(() => page.connection.status.channels.rejected === 1);
        page.follow('a');
        await eventually(() => confirmed(page) === 1);
      }));

    test('R26: close() leaves the page its socket and its subscriptions, and no timer behind', () =>
      withPage(makeHost, async (page) => {
        page.subscribe('host');
        page.follow('ours');
        await eventually(() => confirmed(page) === 1 && page.heard.includes('connected'));
        page.connection.close();
        await pause(RETRY_EVERY);
        page.server.broadcast('demo:host', 'still');
        await eventually(() => page.heard.includes('still'));
        assert.equal(page.sockets[0]?.readyState, WebSocket.OPEN);
        assert.equal(page.sockets[0].listenerCount('message'), 1);
      }));
  });
}

suite('adopt', () => {
  test("what is no consumer is the caller's mistake", () => {
    for (const consumer of [{}, { subscriptions: {} }, { cable: {} }, { connection: {} }]) {
      assert.throws(
        () => adopt(consumer as AdoptableConsumer),
        (error) => error instanceof CablegramError && error.code === 'option-invalid',
      );
    }
  });

  test('waits for a consumer that is promised, as Turbo promises its own', () =>
    withPage(ACTION_CABLE, async (page) => {
      page.subscribe('host');
      const connection = createConnection({ transports: [adopt(Promise.resolve(page.host))], linger: 0 });
      const { values } = record(connection.channel('DemoChannel', { stream: 'ours' }).bodies$);
      await eventually(() => connection.status.channels.confirmed === 1);
      page.server.broadcast('demo:ours', 1);
      await eventually(() => values.length === 1);
      assert.deepEqual([connection.status.transport, page.sockets.length], ['adopted', 1]);
      connection.close();
    }));

  test('fails, with the reason, where what was promised is no consumer or does not come', async () => {
    const none = (): Promise<AdoptableConsumer> => Promise.reject(new Error('no such module'));
    for (const promise of [() => Promise.resolve({} as AdoptableConsumer), none]) {
      const connection = createConnection({ transports: [adopt(promise())] });
      connection.keepOpen();
      await setImmediate();
      assert.deepEqual([connection.status.state, connection.status.reason], ['failed', 'no-consumer']);
      assert.match(connection.status.message ?? '', /but got something else|no such module/);
      connection.close();
    }
  });

  test('R26: nobody hears of a consumer that comes after the end', async () => {
    let bring: (consumer: AdoptableConsumer) => void = () => undefined;
    const connection = createConnection({ transports: [adopt(new Promise((resolve) => (bring = resolve)))] });
    connection.keepOpen();
    connection.close();
    let looks = 0;
    bring(new Proxy({} as AdoptableConsumer, { get: (_, name) => (name === 'then' ? undefined : (looks += 1)) }));
    await setImmediate();
    assert.equal(looks, 0);
  });

  test('S1: another spelling of an identifier by the page is another subscription', () =>
    withPage(ACTION_CABLE, async (page) => {
      const params = { stream: 'a', channel: 'DemoChannel' };
      const hear = (what: unknown): unknown => page.heard.push(what);
      page.host.subscriptions.create(params, { connected: () => hear('connected'), received: hear });
      const { bodies } = page.follow('a');
      await eventually(() => confirmed(page) === 1 && page.heard.length === 1);
      page.server.broadcast('demo:a', 1);
      await eventually(() => bodies.length === 1 && page.heard.length === 2);
      assert.notEqual(JSON.stringify(params), identify('DemoChannel', { stream: 'a' }));
    }));
});
