import type { Socket } from 'node:net';
import { after, before, suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConsumer } from '@anycable/web';
import { WebSocket } from 'ws';
import { createConnection } from '../../src/connection.js';
import type { Connection } from '../../src/scope.js';
import { adopt, type AdoptableConsumer } from '../../src/transport/adopted.js';
import { record } from '../support/record.js';
import { eventually } from '../integration/server/client.js';
import { AnyCable } from './harness/server.js';

/** AnyCable's own retries wait for seconds, if the server is not up when we ask it to reconnect; in ms. */
const BACK_WITHIN = 15_000;

Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });

for (const protocol of ['actioncable-v1-ext-json', 'actioncable-v1-json'])
  suite(`adopt, with @anycable/web and ${protocol} on a real AnyCable`, () => {
    let server: AnyCable;
    before(async () => {
      server = await AnyCable.start();
    });
    after(() => server.end());

    interface Page {
      readonly connection: Connection;
      readonly bodies: readonly unknown[];
      readonly reasons: readonly string[];
      readonly sent: readonly string[];
      /** Follows the room once more, and returns how to end that. */
      readonly follow: () => () => void;
      readonly confirmed: () => boolean;
      /** Cuts the connection off, as a network does. */
      readonly drop: () => void;
    }

    async function withPage(run: (page: Page) => Promise<void>): Promise<void> {
      const sockets: WebSocket[] = [];
      const sent: string[] = [];
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
      const host = createConsumer(server.url, { websocketImplementation: Watched, protocol, logLevel: 'error' } as never);
      const connection = createConnection({
        transports: [adopt(host as unknown as AdoptableConsumer)],
        linger: 0,
        retry: () => 50,
      });
      const channel = connection.channel('$pubsub', { stream_name: 'room' });
      const { values: bodies } = record(channel.bodies$);
      const reasons: string[] = [];
      connection.status$.subscribe(({ reason }) => reason !== undefined && reasons.push(reason));
      const confirmed = (): boolean => connection.status.channels.confirmed === 1;
      try {
        await eventually(confirmed);
        await run({
          connection,
          bodies,
          reasons,
          sent,
          confirmed,
          follow() {
            const subscription = connection.channel('$pubsub', { stream_name: 'other' }).bodies$.subscribe();
            return () => subscription.unsubscribe();
          },
          drop: () => (sockets.at(-1) as unknown as { _socket: Socket })._socket.destroy(),
        });
      } finally {
        connection.close();
        host.disconnect();
      }
    }

    test('hears again after each of three drops, each body once', () =>
      withPage(async ({ connection, bodies, confirmed, drop }) => {
        for (const n of [1, 2, 3]) {
          await server.broadcast('room', { n });
          await eventually(() => bodies.length === n);
          drop();
          await eventually(() => connection.status.state === 'reconnecting');
          await eventually(confirmed, BACK_WITHIN);
        }
        await server.broadcast('room', { n: 4 });
        await eventually(() => bodies.length >= 4);
        assert.deepEqual(
          bodies,
          [1, 2, 3, 4].map((n) => ({ n })),
        );
      }));

    test('unsubscribes what nobody follows any more when the cable is back', () =>
      withPage(async ({ connection, confirmed, sent, follow, drop }) => {
        const leave = follow();
        await eventually(() => connection.status.channels.confirmed === 2);
        drop();
        await eventually(() => connection.status.state === 'reconnecting');
        leave();
        await eventually(confirmed, BACK_WITHIN);
        await eventually(() => sent.some((frame) => frame.includes('unsubscribe') && frame.includes('other')));
      }));

    test('hears again after a restart, whose reason is known', () =>
      withPage(async ({ connection, bodies, reasons, confirmed }) => {
        const stopped = server.stop();
        await eventually(() => connection.status.state === 'reconnecting');
        await stopped;
        await server.start();
        await eventually(confirmed, BACK_WITHIN);
        // The server that went away may have confirmed once more.
        while (bodies.length === 0) {
          await server.broadcast('room', { n: 1 });
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.ok(reasons.includes('server_restart'), reasons.join());
      }));
  });
