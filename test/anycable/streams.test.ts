import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { suite, test } from 'node:test';
import { WebSocket } from 'ws';
import type { Channel } from '../../src/channel/channel.js';
import { createConnection } from '../../src/connection.js';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import { anyCable } from '../../src/transport/anycable/index.js';
import type { Connection } from '../../src/scope.js';
import { when } from '../support/demo.js';
import { record } from '../support/record.js';
import type { ServerSettings } from './harness/server.js';
import { type Stage, withAnyCable } from './harness/with-server.js';

const SECRET = 'secret';

/** A name as Rails signs it: `MessageVerifier` with SHA256 and JSON. */
function signed(name: string, secret = SECRET): string {
  const encoded = Buffer.from(JSON.stringify(name)).toString('base64');
  return `${encoded}--${createHmac('sha256', secret).update(encoded).digest('hex')}`;
}

/** Runs a test with one connection to a server. */
function withConnection(settings: ServerSettings, run: (connection: Connection, stage: Stage) => Promise<void>): Promise<void> {
  return withAnyCable(settings, async (stage) => {
    const connection = createConnection({ transports: [anyCable(stage.server.url, { WebSocket })] });
    try {
      await run(connection, stage);
    } finally {
      connection.close();
    }
  });
}

/** Waits until the server has answered. */
async function answered(channel: Channel): Promise<string> {
  const { subscription } = await when(channel.status$, (status) => !['waiting', 'unconfirmed'].includes(status.subscription), 5_000);
  return subscription;
}

/** Broadcasts a body, and waits until it has arrived. */
async function arrives(channel: Channel, { server }: Stage, stream: string, body: unknown): Promise<void> {
  const { values } = record(channel.messages$);
  assert.equal(await answered(channel), 'confirmed');
  const came = when(channel.bodies$, () => true, 5_000);
  await server.broadcast(stream, body);
  await came;
  assert.deepEqual(
    values.map((message) => ('body' in message ? message.body : message.type)),
    [body],
  );
}

suite('AnyCable: streams without a channel class', () => {
  test('a public stream delivers by its name', () =>
    withConnection({}, (connection, stage) => arrives(connection.stream('room/7'), stage, 'room/7', { n: 1 })));

  test('a signed stream delivers by its signed name, also where no stream is public', () =>
    withConnection({ public_streams: 'false', streams_secret: SECRET }, (connection, stage) =>
      arrives(connection.signedStream(signed('room/7')), stage, 'room/7', { n: 1 }),
    ));

  test('Turbo: a signed stream delivers what is broadcast as HTML', () =>
    withConnection({ turbo_streams: true, turbo_streams_secret: SECRET }, (connection, stage) =>
      arrives(
        connection.channel('Turbo::StreamsChannel', { signed_stream_name: signed('orders') }),
        stage,
        'orders',
        '<turbo-stream action="append" target="orders"></turbo-stream>',
      ),
    ));

  test('a name that was signed with another secret is rejected, and the diagnosis says where to look', () =>
    withConnection({ streams_secret: SECRET }, async (connection) => {
      const channel = connection.signedStream(signed('room/7', 'other'));
      record(channel.messages$);
      assert.equal(await answered(channel), 'rejected');
      const { code, remedy } = await diagnose(channel, { url: null });
      assert.equal(code, 'rejected');
      assert.match(remedy, /--streams_secret/);
    }));

  test('an unsigned name is rejected where streams are not public', () =>
    withConnection({ public_streams: 'false', streams_secret: SECRET }, async (connection) => {
      const channel = connection.stream('room/7');
      record(channel.messages$);
      assert.equal(await answered(channel), 'rejected');
    }));

  test('a Turbo stream that was signed with another key is rejected', () =>
    withConnection({ turbo_streams: true, turbo_streams_secret: SECRET }, async (connection) => {
      const channel = connection.channel('Turbo::StreamsChannel', { signed_stream_name: signed('orders', 'other') });
      record(channel.messages$);
      assert.equal(await answered(channel), 'rejected');
    }));

  test('A2 a signed stream is repaired by the history after a loss', () =>
    withAnyCable({ public_streams: 'false', streams_secret: SECRET }, async ({ server, proxy }) => {
      const way = await proxy();
      const connection = createConnection({
        transports: [anyCable(`ws://127.0.0.1:${way.port}/cable`, { WebSocket })],
        retry: { firstWithin: [20, 60] },
      });
      try {
        const channel = connection.signedStream<{ n: number }>(signed('room/7'));
        const { values } = record(channel.messages$);
        await answered(channel);
        const first = when(channel.bodies$, ({ n }) => n === 1, 5_000);
        await server.broadcast('room/7', { n: 1 });
        await first;
        way.refuse();
        way.reset();
        await when(connection.status$, ({ state }) => state !== 'connected', 5_000);
        for (const n of [2, 3]) await server.broadcast('room/7', { n });
        const last = when(channel.bodies$, ({ n }) => n === 3, 5_000);
        await way.accept();
        await last;
        assert.deepEqual(
          values.map((message) => ('body' in message ? message.body.n : message.type)),
          [1, 2, 3],
        );
      } finally {
        connection.close();
      }
    }));
});
