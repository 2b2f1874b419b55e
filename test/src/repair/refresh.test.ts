import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Fetched } from '../../../src/repair/conditional-get.js';
import { createRefresh, type Refresh } from '../../../src/repair/refresh.js';
import { inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

interface Played {
  readonly time: VirtualTime;
  readonly refresh: Refresh;
  /** When each request went out, in ms since the beginning. */
  readonly fetchedAt: readonly number[];
  /** Whether each answer was one to silence. */
  readonly silent: readonly boolean[];
  /** Lets so many ms pass. */
  readonly pass: (duration: number) => Promise<void>;
}

/** Plays the fetching of a snapshot that is always answered at once, unless `answer` says when. */
function play(run: (played: Played) => Promise<void>, answer: () => Promise<Fetched> = async () => ({ type: 'same' })): Promise<void> {
  return inVirtualTimeAsync(async (time) => {
    const fetchedAt: number[] = [];
    const silent: boolean[] = [];
    const refresh = createRefresh({
      fetch() {
        fetchedAt.push(time.now);
        return answer();
      },
      environment: time.environment,
      onAnswer: (_fetched, isSilent) => silent.push(isSilent),
    });
    await run({ time, refresh, fetchedAt, silent, pass: (duration) => time.advanceAsync(duration) });
    refresh.end();
    assert.equal(time.pending.timers, 0);
  });
}

/** Fails so many times, and tells how long each next try waited. */
async function waitsOf({ time, refresh, fetchedAt, pass }: Played, failures: number): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let failed = 0; failed < failures; failed += 1) {
    const from = time.now;
    refresh.retry(undefined);
    const { length } = fetchedAt;
    while (fetchedAt.length === length) await pass(10);
    waits.push((fetchedAt.at(-1) ?? NaN) - from);
  }
  return waits;
}

suite('createRefresh', () => {
  test('X7: fetches at once, and no sooner than 2 s after the one before, however often it is asked', () =>
    play(async ({ refresh, fetchedAt, silent, pass }) => {
      for (let asked = 0; asked < 3; asked += 1) {
        refresh.soon();
        await pass(100);
      }
      await pass(10_000);
      refresh.soon();
      await pass(0);
      assert.deepEqual(fetchedAt, [0, 2_000, 10_300]);
      assert.deepEqual(silent, [false, false, false]);
    }));

  test('X7: asks nothing more while an answer is awaited', () =>
    play(
      async ({ refresh, fetchedAt, pass }) => {
        refresh.soon();
        await pass(5_000);
        refresh.soon();
        await pass(5_000);
        assert.deepEqual(fetchedAt, [0]);
      },
      () => new Promise(() => undefined),
    ));

  test('R22: after a failure waits 2 s, then longer each time, up to 30 s, and begins anew once all was well', () =>
    play(async (played) => {
      const { time, refresh } = played;
      time.random = () => 1 - 2 ** -40;
      const waits = await waitsOf(played, 8);
      assert.deepEqual(
        waits.map((wait) => Math.round(wait / 10) * 10),
        [2_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000],
      );
      refresh.watch();
      assert.deepEqual(
        (await waitsOf(played, 3)).map((wait) => Math.round(wait / 10) * 10),
        [2_000, 2_000, 4_000],
      );
    }));

  test('R22: spreads its waits over their upper half', () =>
    play(async (played) => {
      played.time.random = () => 0;
      assert.equal((await waitsOf(played, 6)).at(-1), 15_000);
    }));

  test('R22: waits as long as the server asks for', () =>
    play(async ({ refresh, fetchedAt, silent, pass }) => {
      refresh.retry(45_000);
      await pass(44_999);
      assert.deepEqual(fetchedAt, []);
      await pass(1);
      assert.deepEqual([fetchedAt, silent], [[45_000], [false]]);
    }));

  test('R22: waits no longer than 60 s, whatever the server asks for', () =>
    play(async ({ refresh, fetchedAt, pass }) => {
      refresh.retry(3_600_000);
      await pass(60_000);
      assert.deepEqual(fetchedAt, [60_000]);
    }));

  test('R22: a hole that is found sooner waits as long as the server asked for, too', () =>
    play(async ({ refresh, fetchedAt, pass }) => {
      refresh.soon();
      await pass(0);
      refresh.retry(10_000);
      refresh.soon();
      await pass(9_900);
      assert.deepEqual(fetchedAt, [0]);
      await pass(200);
      assert.deepEqual(fetchedAt, [0, 10_000]);
    }));

  test('R19: a confirmation, which stops what waits, is not bound by what the server asked for before', () =>
    play(async ({ refresh, fetchedAt, pass }) => {
      refresh.soon();
      await pass(0);
      refresh.retry(45_000);
      await pass(3_000);
      refresh.stop();
      refresh.soon();
      await pass(0);
      assert.deepEqual(fetchedAt, [0, 3_000]);
    }));

  for (const [random, silence] of [
    [0, 20_000],
    [1 - 2 ** -40, 30_000],
  ] as const) {
    test(`R21: asks after ${silence} ms of silence, and what is heard puts that off`, () =>
      play(async ({ time, refresh, fetchedAt, silent, pass }) => {
        time.random = () => random;
        refresh.watch();
        await pass(15_000);
        refresh.onHeard();
        await pass(silence - 1);
        assert.deepEqual(fetchedAt, []);
        await pass(1);
        assert.deepEqual([fetchedAt.map(Math.round), silent], [[15_000 + silence], [true]]);
        // Whoever has the answer says what comes next.
        await pass(300_000);
        assert.equal(fetchedAt.length, 1);
      }));
  }

  test('R21: a hidden page is not asked for its silence, and one that is shown again not for what it slept through', () =>
    play(async ({ time, refresh, fetchedAt, pass }) => {
      time.isVisible = false;
      refresh.watch();
      await pass(60_000);
      time.isVisible = true;
      await pass(14_000);
      assert.deepEqual(fetchedAt, []);
      await pass(25_000);
      assert.equal(fetchedAt.length, 1);
    }));

  test('X7: a word that comes sooner takes the place of the one that waits', () =>
    play(async ({ refresh, fetchedAt, pass }) => {
      refresh.watch();
      refresh.soon();
      await pass(100_000);
      assert.deepEqual(fetchedAt, [0]);
    }));

  test('R26: tells no answer of what was called off, and starts nothing when that was for good', () => {
    const pending: ((fetched: Fetched) => void)[] = [];
    return play(
      async ({ refresh, fetchedAt, silent, pass }) => {
        refresh.soon();
        refresh.stop();
        pending[0]?.({ type: 'same' });
        await pass(2_000);
        assert.deepEqual(silent, []);
        refresh.soon();
        refresh.end();
        refresh.stop();
        refresh.watch();
        refresh.retry(undefined);
        await pass(100_000);
        assert.equal(fetchedAt.length, 2);
      },
      () => new Promise((resolve) => pending.push(resolve)),
    );
  });
});
