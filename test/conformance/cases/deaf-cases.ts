import assert from 'node:assert/strict';
import { polling } from '../../../src/transport/polling.js';
import { eventually, identify } from '../../integration/server/client.js';
import { ownTime } from '../../support/own-time.js';
import { sleep, type Case, type Context } from '../harness/case.js';
import { show, untilEqual } from '../harness/display.js';
import type { ProbeOptions } from '../harness/probe.js';
import { withClient } from './server-facts.js';

/** A point that is shown earlier, in ms, was brought by a request that was sent before it. */
const ALREADY_ON_ITS_WAY = 10_000;

/** The core and a server that pings and says nothing any more. */
export const deafCases: readonly Case[] = [
  {
    title: 'R21: the state is right within 35 s after the server went deaf, which is told, and the socket is dialled anew',
    async run(context) {
      const { client, since } = await deafened(context, 'r21');
      await eventually(() => client.dials.length === 2, 3_000);
      context.note(`dialled anew after ${since()}`);
    },
  },
  {
    title: 'R21: without a rung below the snapshot goes on',
    async run(context) {
      const { display, since } = await deafened(context, 'r21-alone');
      for (let n = 3; n < 5; n += 1) {
        await context.target.publish('r21-alone', n);
        await untilEqual(display, context.target, 'r21-alone', 35_000);
        context.note(`right again after ${since()}`);
      }
    },
  },
  {
    title: 'R21: the rung below takes over within 60 s after the first sign, and stays while the server is deaf',
    run: (context) => stepDown(context, 'r21-ladder'),
  },
];

/** Rails alone confirms then: the stand-in, once deaf, confirms nothing. */
export const deafButConfirming: Case = {
  title: 'R21: so it does where the deaf server confirms, since somebody else follows the stream there',
  run: (context) =>
    withClient(context.target, async (other) => {
      await other.subscribe(identify('DemoChannel', { stream: 'r21-popular' }));
      await stepDown(context, 'r21-popular');
    }),
};

async function stepDown(context: Context, stream: string): Promise<void> {
  const { target, note } = context;
  const { client, display, since } = await deafened(context, stream, { below: [polling({ every: 2_000 })] });
  const isPolling = (): boolean => client.connection.status.transport === 'polling';
  const deadline = ownTime() + 60_000;
  // Something happens all the time, and none of it is heard.
  while (!isPolling() && ownTime() < deadline) {
    await target.publish(stream, 0);
    await sleep(1_000);
  }
  assert.ok(
    isPolling(),
    `The rung below did not take over within 60 s: ${client.dials.length} dials, ${display.channel.status.subscription}.`,
  );
  note(`polling after ${since()}, with ${client.dials.length} dials`);
  for (let n = 0; n < 2; n += 1) {
    await untilEqual(display, target, stream, 5_000);
    await target.publish(stream, n);
  }
  assert.ok(isPolling());
}

/** Follows a stream until the server is deaf and the client has said so. */
async function deafened({ target, probe, note }: Context, stream: string, options: Partial<ProbeOptions> = {}) {
  // The shortest of the jittered waits: 20 s of silence.
  const client = probe({ environment: { random: () => 0 }, ...options });
  const display = show(client, stream);
  const health: string[] = [];
  display.channel.status$.subscribe((status) => health.push(status.health));
  await eventually(() => display.channel.status.subscription === 'confirmed');
  await target.publish(stream, 1);
  await untilEqual(display, target, stream, 10_000);
  await target.goDeaf();
  let began: number;
  const since = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  // A request that was already on its way may bring a point, which then proves nothing. What silence shows takes 20 s.
  let n = 1;
  do {
    n += 1;
    began = performance.now();
    await target.publish(stream, n);
    await untilEqual(display, target, stream, 35_000);
  } while (performance.now() - began < ALREADY_ON_ITS_WAY && n < 4);
  note(`right after ${since()}`);
  await eventually(() => health.includes('deaf'), 5_000);
  note(`told after ${since()}`);
  return { client, display, since };
}
