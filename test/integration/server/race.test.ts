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
import { identify } from './client.js';

/** Longer than a thread takes to wake and a stream to be joined, in ms. */
const SETTLED = 15;

suite('subscribe, unsubscribe, subscribe', () => {
  test('S10: in one tick some of 60 rounds end confirmed and deaf, some doubled, most right', () =>
    // In virtual time, so that the seed alone decides: on real timers the figures are others each time.
    inVirtualTimeAsync(async (time) => {
      const server = createRacer(time);
      const endings = { right: 0, deaf: 0, doubled: 0 };
      for (let round = 0; round < 60; round += 1) endings[await server.race(`race-${round}`)] += 1;
      assert.deepEqual(endings, { right: 32, deaf: 12, doubled: 16 });
    }));

  test('S10: 25 ms apart every one of 60 rounds ends right', () =>
    inVirtualTimeAsync(async (time) => {
      const server = createRacer(time);
      const endings = { right: 0, deaf: 0, doubled: 0 };
      for (let round = 0; round < 60; round += 1) endings[await server.race(`race-${round}`, 25)] += 1;
      assert.deepEqual(endings, { right: 60, deaf: 0, doubled: 0 });
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

  /** Lets time pass step by step, since jobs end in promises. */
  async function pass(duration: number): Promise<void> {
    for (let ms = 0; ms < duration; ms += 1) {
      time.advance(1);
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
  }

  return {
    /** Says all three so many ms apart (0: in one tick), and tells how one broadcast is heard after it. */
    async race(stream: string, apart = 0): Promise<'right' | 'deaf' | 'doubled'> {
      const identifier = identify('DemoChannel', { stream });
      for (const command of ['subscribe', 'unsubscribe', 'subscribe']) {
        socket.emit('message', Buffer.from(JSON.stringify({ command, identifier })), false);
        await pass(apart);
      }
      await pass(SETTLED);
      assert.ok(frames.some((frame) => frame.includes('confirm_subscription') && frame.includes(stream)));
      frames.length = 0;
      streams.broadcast(stream, 'heard?');
      await pass(SETTLED);
      return (['deaf', 'right'] as const)[frames.length] ?? 'doubled';
    },
  };
}
