import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRandom } from '../../../examples/server/random.js';
import { exponentialBackoff, type RetryDelay } from '../../../src/link/backoff.js';

const least = exponentialBackoff(() => 0);
const most = exponentialBackoff(() => 1);

const CLIENTS = 200;
const SEEDS = 200;
/** From the dial to the confirmed subscription, generously, in ms. */
const DIAL_TAKES = 150;

suite('exponentialBackoff', () => {
  test('waits 0.2 to 3 s before the first retry', () => {
    assert.deepEqual([least(1, 'closed', true), most(1, 'closed', true)], [200, 3_000]);
  });

  test('waits 1 to 6 s after the server said that it restarts', () => {
    assert.deepEqual([least(1, 'server_restart', true), most(1, 'server_restart', true)], [1_000, 6_000]);
  });

  test('waits anything below a limit that grows by 1.7 up to 8 s before later retries', () => {
    assert.deepEqual(
      [2, 3, 4, 5, 100].map((attempt) => least(attempt, 'refused', true)),
      [0, 0, 0, 0, 0],
    );
    assert.deepEqual(
      [2, 3, 4, 5, 10_000].map((attempt) => Math.round(most(attempt, 'refused', true))),
      [5_100, 8_000, 8_000, 8_000, 8_000],
    );
  });

  test('R11: asks a server that refused the first five dials every 10 to 20 s, and one that welcomed this page as before', () => {
    assert.deepEqual(
      [4, 5, 100].map((attempt) => [least(attempt, 'refused', false), Math.round(most(attempt, 'refused', false))]),
      [
        [0, 8_000],
        [10_000, 20_000],
        [10_000, 20_000],
      ],
    );
    assert.deepEqual([most(9, 'refused', true), most(9, 'closed', false), most(9, 'offline', false)], [8_000, 8_000, 8_000]);
    assert.equal(exponentialBackoff(() => 1, { refusedCap: 9_000 })(5, 'refused', false), 9_000);
  });

  test('takes other numbers', () => {
    const other = exponentialBackoff(() => 1, { firstWithin: [10, 100], restartWithin: [20, 200], factor: 2, cap: 300 });
    assert.deepEqual(
      [other(1, 'closed', true), other(1, 'server_restart', true), other(2, 'closed', true), other(3, 'closed', true)],
      [100, 200, 200, 300],
    );
  });

  test('R3: brings one client back in 2.2 s at the median and in 3.5 s at the most', () => {
    const lives = seeds().flatMap((seed) => backAfter(0, seed).map((at) => at + DIAL_TAKES));
    assert.ok(percentile(lives, 50) <= 2_200, `${percentile(lives, 50)}`);
    assert.ok(Math.max(...lives) <= 3_500, `${Math.max(...lives)}`);
  });

  test('R4: of 200 clients no more than 95 dial within any 1 s and 20 within any 100 ms, and all are back in 5 s', () => {
    const runs = seeds().map((seed) => backAfter(0, seed));
    assert.ok(
      percentile(
        runs.map((at) => busiest(at, 1_000)),
        95,
      ) <= 95,
    );
    assert.ok(
      percentile(
        runs.map((at) => busiest(at, 100)),
        95,
      ) <= 20,
    );
    assert.ok(Math.max(...runs.flat()) + DIAL_TAKES <= 5_000);
  });

  test('R4: after a restart 200 clients spread over 4.5 s, no more than 65 within any 1 s, all back in 10 s', () => {
    const runs = seeds().map((seed) => backAfter(0, seed, 'server_restart'));
    assert.ok(
      percentile(
        runs.map((at) => busiest(at, 1_000)),
        95,
      ) <= 65,
    );
    for (const at of runs) assert.ok(Math.max(...at) - Math.min(...at) >= 4_500);
    assert.ok(Math.max(...runs.flat()) + DIAL_TAKES <= 10_000);
  });

  for (const [what, outage] of [
    ['10 s', 10_000],
    ['60 s', 60_000],
    ['10 min', 600_000],
  ] as const) {
    test(`R5: after an outage of ${what} clients are back in 5 s at the median and in 10 s at the most`, () => {
      const lives = seeds(20).flatMap((seed) => backAfter(outage, seed).map((at) => at - outage + DIAL_TAKES));
      assert.ok(percentile(lives, 50) <= 5_000, `${percentile(lives, 50)}`);
      assert.ok(Math.max(...lives) <= 10_000, `${Math.max(...lives)}`);
    });
  }
});

function seeds(count = SEEDS): readonly number[] {
  return Array.from({ length: count }, (_, place) => place + 1);
}

/** Plays the retries of 200 clients that were cut off at 0, and tells when each makes the first dial that is answered. */
function backAfter(outage: number, seed: number, reason = 'closed'): readonly number[] {
  const random = createRandom(seed);
  const delay = exponentialBackoff(random);
  return Array.from({ length: CLIENTS }, () => firstAnswered(delay, outage, reason));
}

function firstAnswered(delay: RetryDelay, outage: number, reason: string): number {
  let at = delay(1, reason, true);
  for (let attempt = 2; at < outage; attempt += 1) at += delay(attempt, 'refused', true);
  return at;
}

/** Tells how many of the instants lie within one window at the most. */
function busiest(instants: readonly number[], window: number): number {
  const sorted = [...instants].sort((one, other) => one - other);
  let first = 0;
  return sorted.reduce((most, at, last) => {
    while (at - (sorted[first] ?? at) > window) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}
