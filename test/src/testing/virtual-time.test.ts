import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRandom } from '../../../src/testing/random.js';
import { inVirtualTime, VirtualTime } from '../../../src/testing/virtual-time.js';

const names = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date', 'requestAnimationFrame'] as const;

/** What of the page or process virtual time replaces. */
function clocks(): unknown[] {
  const page = globalThis as unknown as Record<string, unknown>;
  return [...names.map((name) => page[name]), performance.now, Object.keys(globalThis).length];
}

suite('inVirtualTime', () => {
  test('puts the real time back, however the test ends', async () => {
    const real = clocks();
    inVirtualTime(() => assert.notDeepEqual(clocks(), real));
    assert.deepEqual(clocks(), real);
    assert.throws(
      () =>
        inVirtualTime(() => {
          throw new Error('sync');
        }),
      /sync/,
    );
    assert.deepEqual(clocks(), real);
    const running = inVirtualTime(async (time) => {
      await time.advanceAsync(1);
      throw new Error('async');
    });
    assert.notDeepEqual(clocks(), real);
    await assert.rejects(running, /async/);
    assert.deepEqual(clocks(), real);
  });

  test('throws what a timer threw, unless the test took it out', async () => {
    const fail = (what: string): unknown =>
      setTimeout(() => {
        throw new Error(what);
      }, 10);
    const run = (time: VirtualTime): void => {
      fail('one');
      time.advance(10);
    };
    assert.throws(() => inVirtualTime(run), /one/);
    assert.throws(
      () =>
        inVirtualTime((time) => {
          fail('another');
          run(time);
        }),
      AggregateError,
    );
    inVirtualTime((time) => {
      run(time);
      time.uncaught = [];
    });
    await assert.rejects(
      inVirtualTime(async (time) => {
        fail('one');
        await time.advanceAsync(10);
      }),
      /one/,
    );
  });

  test('refuses a second virtual time beside the first', () => {
    const real = clocks();
    inVirtualTime(() => {
      assert.throws(() => inVirtualTime(() => undefined), { code: 'option-invalid' });
    });
    assert.deepEqual(clocks(), real);
  });
});

suite('VirtualTime', () => {
  test('runs timers in the order of their times, each with its arguments', () => {
    inVirtualTime((time) => {
      const ran: string[] = [];
      const note = (what: string): void => void ran.push(`${time.now} ${what}`);
      setTimeout(note, 20, 'late');
      setTimeout(note, 10, 'first');
      setTimeout(note, 10, 'second');
      clearTimeout(setTimeout(note, 5, 'cleared'));
      const each = setInterval(note, 8, 'each');
      time.advance(16);
      clearInterval(each);
      time.advance(4);
      assert.deepEqual(ran, ['8 each', '10 first', '10 second', '16 each', '20 late']);
      assert.equal(time.pending.timers, 0);
    });
  });

  test('runs what a timer starts within the same advance', () => {
    inVirtualTime((time) => {
      let count = 0;
      const again = (): void => {
        count += 1;
        setTimeout(again, 100);
      };
      setTimeout(again);
      time.advance(1_000);
      assert.equal(count, 11);
    });
  });

  test('goes on where timers begin one another at once for ever, as a page does', () => {
    inVirtualTime((time) => {
      let count = 0;
      const again = (): void => {
        count += 1;
        setTimeout(again, 0);
      };
      again();
      time.advance(99);
      assert.equal(count, 1 + 5 + 24);
    });
  });

  test('moves every clock', () => {
    inVirtualTime((time) => {
      const [wall, began] = [Date.now(), performance.now()];
      time.advance(1_500);
      assert.equal(Date.now() - wall, 1_500);
      assert.equal(new Date().getTime() - wall, 1_500);
      assert.equal(performance.now() - began, 1_500);
      assert.equal(time.environment.now(), 1_500);
      assert.equal(time.wall, Date.now());
      assert.equal(Date(), new Date().toString());
      time.setWallClock(3_600_000);
      assert.deepEqual([Date.now() - wall, performance.now() - began], [3_601_500, 1_500]);
    });
  });

  test('leaves dates what they are', () => {
    const real = new Date(0);
    inVirtualTime(() => {
      assert.ok(real instanceof Date);
      assert.equal(new Date(2026, 1, 3).getDate(), 3);
      assert.equal(Date.UTC(1970, 0, 1), 0);
      class Dated extends Date {}
      assert.ok(new Dated() instanceof Dated);
    });
  });

  test('sleeps without any timer, which then come late', () => {
    inVirtualTime((time) => {
      let ranAt: number | undefined;
      setTimeout(() => (ranAt = time.now), 10);
      time.sleep(1_000);
      assert.equal(ranAt, undefined);
      time.advance(0);
      assert.equal(ranAt, 1_000);
    });
  });

  test('lets promises settle between timers', async () => {
    await inVirtualTime(async (time) => {
      const ran: string[] = [];
      async function wait(name: string, ...delays: readonly number[]): Promise<void> {
        for (const delay of delays) {
          await new Promise((resolve) => setTimeout(resolve, delay));
          for (let n = 0; n < 20; n += 1) await Promise.resolve();
          ran.push(`${time.now} ${name}`);
        }
      }
      void Promise.resolve().then(() => wait('a', 10, 10));
      void wait('b', 15, 10);
      await time.advanceAsync(30);
      assert.deepEqual(ran, ['10 a', '15 b', '20 a', '25 b']);
      assert.equal(time.now, 30);
    });
  });

  test('has timers that Node libraries can let go of', () => {
    inVirtualTime((time) => {
      const timer = setTimeout(() => assert.fail(), 10);
      assert.equal(timer.unref().ref(), timer);
      clearTimeout(timer);
      time.advance(20);
    });
  });

  test('draws what it is told to', () => {
    const time = new VirtualTime();
    assert.equal(time.environment.random(), 0.5);
    time.random = createRandom(1);
    const again = createRandom(1);
    assert.deepEqual([time.environment.random(), time.environment.random()], [again(), again()]);
  });
});
