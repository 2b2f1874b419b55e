import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConnection } from '../../../src/connection.js';
import { playFaults } from '../../../src/testing/play-faults.js';
import { randomFaults } from '../../../src/testing/random-faults.js';
import { createRandom, integer } from '../../../src/testing/random.js';
import { inVirtualTime, type VirtualTime } from '../../../src/testing/virtual-time.js';
import { polling } from '../../../src/transport/polling.js';
import { drawKind, ModelledServer } from '../../support/modelled-server.js';
import { ModelledView, wrong } from '../../support/modelled-view.js';

/** How many timelines are played, from which on (`SEEDS=10000 FIRST=500` looks further), and how long each is, in ms. */
const SEEDS = Number(process.env.SEEDS ?? 300);
const FIRST = Number(process.env.FIRST ?? 1);
const LENGTH = 15_000;

/** How long what is told to be right may be wrong, in ms: 6.5 s until a dead link is found, and the way of what was said last. */
const QUIET = 8_000;
/** How long until everything must be right, in ms: 31 s for a channel that fell silent (R21), and what else takes longest. */
const RIGHT_WITHIN = 45_000;

/** Plays one timeline: faults, what the server says, and what people do with the views, all drawn from the seed. */
async function live(time: VirtualTime, seed: number): Promise<void> {
  const random = createRandom(seed);
  time.random = createRandom(seed + 1_000_000);
  const kind = drawKind(random);
  const server = new ModelledServer(time, kind, random);
  const realFetch = globalThis.fetch;
  Object.assign(globalThis, { fetch: server.fetch });
  const below = kind.isPolled ? [polling({ every: 2_000, environment: time.environment })] : [];
  const connection = createConnection({ transports: [server.fake.transport, ...below], environment: time.environment });
  const views: ModelledView[] = [];
  const left: ModelledView[] = [];
  const did: string[] = [];
  let names = 0;
  const note = (what: string): void => void did.push(`${String(time.now).padStart(6)} ms  ${what}`);
  const join = (): void => void views.push(new ModelledView(`v${(names += 1)}`, server, connection, kind.isMixed && random() < 0.4));
  const told = (what: string, view: ModelledView): string =>
    [
      `seed ${seed}: ${what}`,
      JSON.stringify(kind),
      `${view.name}: ${JSON.stringify(view.channel.status)}`,
      view.log.join('\n'),
      script.log,
      did.join('\n'),
      `said ${JSON.stringify(server.said)}`,
    ].join('\n');
  function check(when: string, mustBeRight: boolean): void {
    for (const view of [...views, ...left]) assert.deepEqual(view.faults, [], told(`${when}: out of order`, view));
    if (views.every(({ isSilent }) => isSilent)) return;
    for (const view of views) {
      if (mustBeRight) assert.ok(view.saysRight, told(`${when}: does not say that it is right`, view));
      if (!view.saysRight) continue;
      assert.equal(wrong(view, server), undefined, told(`${when}: ${wrong(view, server) ?? ''}`, view));
    }
  }

  const script = playFaults(server.fake, randomFaults(seed, { for: LENGTH, among: kind.among }), { seed });
  try {
    if (random() < 0.5) join();
    while (time.now < LENGTH) {
      await time.advanceAsync(integer(random, 0, 600));
      const view = views[integer(random, 0, Math.max(0, views.length - 1))];
      const act = random();
      if (act < 0.6) for (let count = integer(random, 1, 3); count > 0; count -= 1) server.say();
      else if (act < 0.7) (note('join'), join());
      else if (act < 0.715 && kind.resets) (note('reset'), server.reset(random() < 0.5));
      else if (!view) continue;
      else if (act < 0.75) (note(`leave ${view.name}`), view.leave(), left.push(...views.splice(views.indexOf(view), 1)));
      else if (act < 0.82) (note(`freeze ${view.name}`), view.channel.pause('freeze'));
      // A channel that all let go of begins anew, with what a copy of its state knows.
      else if (act < 0.89 && !kind.lags) (note(`stop ${view.name}`), view.channel.pause('stop'));
      else (note(`resume ${view.name}`), view.channel.resume());
    }
    script.end();
    note('over');
    server.fails = false;
    for (const view of views) view.channel.resume();
    // Nobody can know at once what a lost frame said, or a copy of the state that is behind.
    const isLate = kind.among.includes('lose') || kind.lags;
    await time.advanceAsync(QUIET);
    if (!isLate) check('soon', false);
    await time.advanceAsync(RIGHT_WITHIN);
    check('in the end', false);
    server.say();
    await time.advanceAsync(QUIET);
    check('after another', true);
  } finally {
    Object.assign(globalThis, { fetch: realFetch });
    connection.close();
    await time.advanceAsync(0);
  }
  assert.deepEqual(time.pending, { timers: 0, listeners: 0 }, `seed ${seed}`);
}

suite('views that join, leave, pause and stop, under random faults in virtual time', () => {
  test(`R19: R22: R23: show what is so, or say that they do not: ${SEEDS} seeds`, async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) await inVirtualTime((time) => live(time, seed));
  });
});
