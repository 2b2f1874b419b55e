import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { suite, test } from 'node:test';
import type { WebSocket } from 'ws';
import { Connection } from '../../../examples/server/cable/connection.js';
import { Streams } from '../../../examples/server/cable/streams.js';
import { WorkerPool } from '../../../examples/server/cable/worker-pool.js';
import { createRandom } from '../../../examples/server/random.js';
import { Timers } from '../../../examples/server/timers.js';
import { inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';
import { Client, identify, withServer } from './client.js';

suite('subscribe, unsubscribe, subscribe', () => {
  test('S10: in one tick some of 60 rounds end confirmed and deaf, some doubled, most right', () =>
    // In virtual time, so that the seed alone decides: on real timers the figures are others each time.
    inVirtualTimeAsync(async (time) => {
      const server = createRacer(time);
      const endings = { right: 0, deaf: 0, doubled: 0 };
      for (let round = 0; round < 60; round += 1) endings[await server.race(`race-${round}`)] += 1;
      assert.deepEqual(endings, { right: 32, deaf: 12, doubled: 16 });
    }));

  test('S10: 25 ms apart every one of 15 rounds ends right', () =>
    withServer({ seed: 10 }, async (server) => {
      const client = await Client.welcomed(server);
      for (let round = 0; round < 15; round += 1) {
        const identifier = identify('DemoChannel', { stream: `race-${round}` });
        for (const command of ['subscribe', 'unsubscribe', 'subscribe'] as const) {
          client.command(command, identifier);
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
        await client.confirmed(identifier);
        await client.settled();
        server.broadcast(`demo:race-${round}`, 'heard?');
        await client.settled();
        assert.equal(client.frames.filter((frame) => frame.identifier === identifier && frame.type === undefined).length, 1);
        client.frames.length = 0;
      }
    }));
});

/** The server's own parts behind a socket that takes no time. */
function createRacer(time: VirtualTime) {
  const timers = new Timers();
  const random = createRandom(10);
  const streams = new Streams(timers, random);
  const pool = new WorkerPool({ workers: 4, unordered: false, timers, random, log: () => undefined });
  const channels = new Map([['DemoChannel', { streamOf: (params: Readonly<Record<string, unknown>>) => String(params['stream']) }]]);
  const frames: string[] = [];
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: (frame: string) => frames.push(frame),
  });
  const connection = new Connection(socket as unknown as WebSocket, new Socket(), { channels, streams, pool, isDeaf: () => false });
  connection.open();

  /** Longer than a thread takes to wake and a stream to be joined, step by step, since jobs end in promises. */
  async function settle(): Promise<void> {
    for (let ms = 0; ms < 15; ms += 1) {
      time.advance(1);
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
  }

  return {
    /** Says all three in one tick, and tells how one broadcast is heard after it. */
    async race(stream: string): Promise<'right' | 'deaf' | 'doubled'> {
      const identifier = identify('DemoChannel', { stream });
      for (const command of ['subscribe', 'unsubscribe', 'subscribe'])
        socket.emit('message', Buffer.from(JSON.stringify({ command, identifier })), false);
      await settle();
      assert.ok(frames.some((frame) => frame.includes('confirm_subscription') && frame.includes(stream)));
      frames.length = 0;
      streams.broadcast(stream, 'heard?');
      await settle();
      return (['deaf', 'right'] as const)[frames.length] ?? 'doubled';
    },
  };
}
