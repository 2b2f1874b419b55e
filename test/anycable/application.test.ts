import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { WebSocket } from 'ws';
import { answerAnyCable } from '../../examples/server/http/anycable.js';
import type { Channel as ServerChannel } from '../../examples/server/cable/channel.js';
import type { Connection } from '../../src/scope.js';
import { createConnection } from '../../src/connection.js';
import { anyCable } from '../../src/transport/anycable/index.js';
import { when } from '../support/demo.js';
import { record } from '../support/record.js';
import { AnyCable } from './harness/server.js';

/** How long the application stands still, in ms. AnyCable waits 3 s for it. */
const STILL_FOR = 8_000;

const CHANNELS: ReadonlyMap<string, ServerChannel> = new Map([['RoomChannel', { streamOf: ({ id }) => `room:${String(id)}` }]]);

/** An application that AnyCable asks over HTTP, and that can stand still, as a process after SIGSTOP does. */
interface Application {
  readonly url: string;
  stop(): void;
  goOn(): void;
  end(): Promise<void>;
}

async function startApplication(): Promise<Application> {
  let held: (() => void)[] | undefined;
  const http = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      const answer = (): void =>
        void answerAnyCable(request.url?.split('/').at(-1) ?? '', JSON.parse(text), CHANNELS).then((result) =>
          response.setHeader('Content-Type', 'application/json').end(JSON.stringify(result)),
        );
      if (held) held.push(answer);
      else answer();
    });
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/_anycable`,
    stop: () => void (held ??= []),
    goOn() {
      const waiting = held ?? [];
      held = undefined;
      for (const answer of waiting) answer();
    },
    async end() {
      http.closeAllConnections();
      await once(http.close(), 'close');
    },
  };
}

/** Runs a test with an application behind an AnyCable. */
async function withApplication(
  run: (application: Application, server: AnyCable, connect: () => Connection) => Promise<void>,
): Promise<void> {
  const application = await startApplication();
  const server = await AnyCable.start({ norpc: 'false', noauth: 'false', public_streams: 'false', rpc_host: application.url });
  const connections: Connection[] = [];
  try {
    await run(application, server, () => {
      const connection = createConnection({ transports: [anyCable(server.url, { WebSocket })] });
      connections.push(connection);
      return connection;
    });
  } finally {
    for (const connection of connections) connection.close();
    await server.end();
    await application.end();
  }
}

function rest(duration: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration));
}

suite('AnyCable: an application that stands still for 8 s', () => {
  test('A17 a subscription that nobody answered is sent again, and live at most 5 s after the application goes on', () =>
    withApplication(async (application, server, connect) => {
      const connection = connect();
      const known = connection.channel<{ n: number }>('RoomChannel', { id: 1 });
      const { values } = record(known.bodies$);
      await when(known.status$, ({ subscription }) => subscription === 'confirmed', 10_000);
      application.stop();
      const fresh = connection.channel<{ n: number }>('RoomChannel', { id: 2 });
      record(fresh.messages$);
      await rest(STILL_FOR);
      // What is broadcast needs no application.
      await server.broadcast('room:1', { n: 1 });
      application.goOn();
      const begun = performance.now();
      await when(fresh.status$, ({ subscription }) => subscription === 'confirmed', 20_000);
      const took = performance.now() - begun;
      assert.ok(took <= 5_000, `${took} ms`);
      const came = when(fresh.bodies$, ({ n }) => n === 2, 5_000);
      await server.broadcast('room:2', { n: 2 });
      await came;
      assert.deepEqual(values, [{ n: 1 }]);
    }));

  test('A17 a link that is closed with 1011 meanwhile is tried again, and live at most 10 s after the application goes on', () =>
    withApplication(async (application, _server, connect) => {
      application.stop();
      const connection = connect();
      const { values: statuses } = record(connection.status$);
      const channel = connection.channel('RoomChannel', { id: 1 });
      record(channel.messages$);
      await rest(STILL_FOR);
      assert.ok(statuses.some(({ attempt }) => attempt >= 1));
      application.goOn();
      await when(channel.status$, ({ subscription }) => subscription === 'confirmed', 10_000);
      assert.ok(statuses.every(({ state }) => state !== 'failed'));
    }));
});
