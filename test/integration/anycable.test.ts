import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConsumer } from '@anycable/web';
import { WebSocket } from 'ws';
import { createConnection } from '../../src/connection.js';
import type { Connection } from '../../src/scope.js';
import { adopt, type AdoptableConsumer } from '../../src/transport/adopted.js';
import { record } from '../support/record.js';
import { eventually } from './server/client.js';

/** Where `gem install --install-dir tmp/anycable anycable-thruster -v 0.1.27` puts the server, or where ANYCABLE names another folder. */
const folder = process.env.ANYCABLE ?? 'tmp/anycable';
const has = existsSync(`${folder}/bin/thrust`);
const reason = `Without AnyCable: gem install --no-document --install-dir ${folder} anycable-thruster -v 0.1.27`;

/** AnyCable's own retries wait for seconds, if the server is not up when we ask it to reconnect; in ms. */
const BACK_WITHIN = 15_000;

Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });

interface AnyCable {
  readonly port: number;
  broadcast(body: unknown): Promise<void>;
  /** Stops it as a deployment does, by SIGTERM. */
  stop(): Promise<void>;
}

/** Starts a server with public streams and a history; it listens on a port and the two after it. */
async function startAnyCable(port: number): Promise<AnyCable> {
  const options = `--norpc --noauth --public_streams --broadcast_adapter=http --http_broadcast_port=${port + 1} --presets=broker`;
  const server = spawn(`${folder}/bin/thrust`, ['cat'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {
      ...process.env,
      GEM_HOME: folder,
      ANYCABLE_DISABLE_TELEMETRY: 'true',
      LOG_REQUESTS: '0',
      HTTP_PORT: String(port),
      TARGET_PORT: String(port + 2),
      ANYCABLE_OPT: options,
    },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const isUp = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/cable`).then(
      ({ status }) => status === 400,
      () => false,
    );
  while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    port,
    async broadcast(body) {
      const data = JSON.stringify({ stream: 'room', data: JSON.stringify(body) });
      const { status } = await fetch(`http://127.0.0.1:${port + 1}/_broadcast`, { method: 'POST', body: data });
      assert.equal(status, 201);
    },
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** A port that is free, with two more behind it. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

for (const protocol of ['actioncable-v1-ext-json', 'actioncable-v1-json'])
  suite(`adopt, with @anycable/web and ${protocol} on a real AnyCable`, { skip: has ? false : reason, concurrency: false }, () => {
    let server: AnyCable;
    before(async () => {
      server = await startAnyCable(await freePort());
    });
    after(() => server.stop());

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
      const url = `ws://127.0.0.1:${server.port}/cable`;
      const host = createConsumer(url, { websocketImplementation: Watched, protocol, logLevel: 'error' } as never);
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
          await server.broadcast({ n });
          await eventually(() => bodies.length === n);
          drop();
          await eventually(() => connection.status.state === 'reconnecting');
          await eventually(confirmed, BACK_WITHIN);
        }
        await server.broadcast({ n: 4 });
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
        const { port } = server;
        const stopped = server.stop();
        await eventually(() => connection.status.state === 'reconnecting');
        await stopped;
        server = await startAnyCable(port);
        await eventually(confirmed, BACK_WITHIN);
        // The server that went away may have confirmed once more.
        while (bodies.length === 0) {
          await server.broadcast({ n: 1 });
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.ok(reasons.includes('server_restart'), reasons.join());
      }));
  });
