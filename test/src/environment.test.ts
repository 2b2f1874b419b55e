import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { after, nextAnimationFrame, pageEnvironment } from '../../src/environment.js';
import { record } from '../support/record.js';
import { inVirtualTime, type VirtualTime } from '../support/virtual-time.js';

/** Runs a test on a page of which only these parts are there, as a process has none of them. */
function onPage(parts: Readonly<Record<string, unknown>>, run: () => void): void {
  const before = Object.keys(parts).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(parts)) Object.defineProperty(globalThis, name, { value, configurable: true });
  try {
    run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** Counts the listeners of a window or a document. */
class Page extends EventTarget {
  listeners = 0;
  visibilityState = 'visible';

  override addEventListener(type: string, listener: EventListener): void {
    this.listeners += 1;
    super.addEventListener(type, listener);
  }

  override removeEventListener(type: string, listener: EventListener): void {
    this.listeners -= 1;
    super.removeEventListener(type, listener);
  }
}

suite('pageEnvironment', () => {
  test('in a process it is visible and online, tells monotonic time, and draws in [0, 1)', () => {
    assert.deepEqual([pageEnvironment.isVisible(), pageEnvironment.isOnline()], [true, true]);
    const before = performance.now();
    assert.ok(pageEnvironment.now() >= before && pageEnvironment.now() <= performance.now());
    const drawn = Array.from({ length: 100 }, () => pageEnvironment.random());
    assert.ok(drawn.every((each) => each >= 0 && each < 1) && new Set(drawn).size > 50);
  });

  test('asks the page anew each time whether it is visible and online', () => {
    const document = new Page();
    const navigator = { onLine: true };
    onPage({ document, navigator }, () => {
      assert.deepEqual([pageEnvironment.isVisible(), pageEnvironment.isOnline()], [true, true]);
      document.visibilityState = 'hidden';
      navigator.onLine = false;
      assert.deepEqual([pageEnvironment.isVisible(), pageEnvironment.isOnline()], [false, false]);
    });
  });

  test('R5: R26: wakes with each word of the page that makes it worth a look, and listens no longer than somebody does', () => {
    const [window, document] = [new Page(), new Page()];
    onPage({ window, document }, () => {
      const [wakes, offlines] = [record(pageEnvironment.wake$), record(pageEnvironment.offline$)];
      for (const type of ['online', 'pageshow', 'focus']) window.dispatchEvent(new Event(type));
      for (const type of ['resume', 'visibilitychange']) document.dispatchEvent(new Event(type));
      assert.deepEqual([wakes.values.length, offlines.values.length], [5, 0]);
      window.dispatchEvent(new Event('offline'));
      assert.deepEqual([wakes.values.length, offlines.values.length], [5, 1]);
      for (const { subscription } of [wakes, offlines]) subscription.unsubscribe();
      assert.deepEqual([window.listeners, document.listeners], [0, 0]);
    });
  });
});

suite('after', () => {
  test('calls once, no sooner than asked, and is closed when the call comes', () => {
    inVirtualTime((time) => {
      const calls: unknown[] = [];
      const waiting = after(10.2, () => calls.push([time.now, waiting.closed]));
      time.advance(100);
      assert.deepEqual(calls, [[11, true]]);
    });
  });

  test('calls no more once it is ended, and leaves no timer', () => {
    inVirtualTime((time) => {
      after(10, () => assert.fail('called')).unsubscribe();
      assert.equal(time.pending.timers, 0);
      time.advance(100);
    });
  });

  test('waits as long as a timer can where it is told to wait longer, instead of not at all', (t) => {
    const delays: unknown[] = [];
    t.mock.method(globalThis, 'setTimeout', (_run: () => void, delay: number) => delays.push(delay));
    for (const delay of [2 ** 31 - 1, 2 ** 31, Infinity]) after(delay, () => undefined);
    assert.deepEqual(delays, [2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1]);
  });
});

suite('nextAnimationFrame', () => {
  interface Frames {
    readonly time: VirtualTime;
    /** Brings the next frame. */
    readonly next: () => void;
    /** How many frames were asked for and did not come yet. */
    readonly asked: () => number;
  }

  /** Runs a test in virtual time on a page whose frames come by hand. */
  function withFrames(run: (frames: Frames) => void): void {
    inVirtualTime((time) => {
      const waiting = new Map<number, () => void>();
      let last = 0;
      const parts = {
        requestAnimationFrame(callback: () => void) {
          last += 1;
          waiting.set(last, callback);
          return last;
        },
        cancelAnimationFrame: (id: number) => waiting.delete(id),
      };
      function next(): void {
        const due = [...waiting.values()];
        waiting.clear();
        for (const callback of due) callback();
      }
      onPage(parts, () => run({ time, next, asked: () => waiting.size }));
    });
  }

  test('serves all who wait in one frame of the page, in their order, and asks for none while nobody does', () =>
    withFrames(({ time, next, asked }) => {
      const calls: number[] = [];
      for (const each of [1, 2, 3]) nextAnimationFrame(() => calls.push(each));
      assert.deepEqual([asked(), calls], [1, []]);
      next();
      assert.deepEqual([asked(), time.pending.timers, calls], [0, 0, [1, 2, 3]]);
      nextAnimationFrame(() => calls.push(4));
      assert.equal(asked(), 1);
      next();
      assert.deepEqual(calls, [1, 2, 3, 4]);
    }));

  test('serves in the next frame a callback that is requested within a frame', () =>
    withFrames(({ next }) => {
      const calls: string[] = [];
      nextAnimationFrame(() => {
        calls.push('first');
        nextAnimationFrame(() => calls.push('second'));
      });
      next();
      assert.deepEqual(calls, ['first']);
      next();
      assert.deepEqual(calls, ['first', 'second']);
    }));

  test('who takes the call back is not called, and the last one takes the frame back', () =>
    withFrames(({ time, next, asked }) => {
      const calls: number[] = [];
      const [one, two] = [1, 2].map((each) => nextAnimationFrame(() => calls.push(each)));
      one?.();
      assert.equal(asked(), 1);
      two?.();
      assert.deepEqual([asked(), time.pending.timers], [0, 0]);
      nextAnimationFrame(() => calls.push(3));
      next();
      assert.deepEqual(calls, [3]);
      // Taken back too late, it harms nobody who came since.
      nextAnimationFrame(() => calls.push(4));
      one?.();
      next();
      assert.deepEqual(calls, [3, 4]);
    }));

  test('serves a page that gets no frames after a second, and takes the frame back', () =>
    withFrames(({ time, asked }) => {
      let calls = 0;
      nextAnimationFrame(() => (calls += 1));
      time.advance(999);
      assert.equal(calls, 0);
      time.advance(1);
      assert.deepEqual([calls, asked()], [1, 0]);
    }));

  test('one that throws takes nothing from the others, and is told to the page', (t) =>
    withFrames(({ next }) => {
      const later: (() => void)[] = [];
      t.mock.method(globalThis, 'queueMicrotask', (run: () => void) => later.push(run));
      let called = false;
      nextAnimationFrame(() => {
        throw new Error('broken');
      });
      nextAnimationFrame(() => (called = true));
      next();
      assert.ok(called);
      assert.equal(later.length, 1);
      assert.throws(() => later[0]?.(), /broken/);
    }));

  test('without a page a frame takes 16 ms', () => {
    inVirtualTime((time) =>
      onPage({ requestAnimationFrame: undefined }, () => {
        const calls: number[] = [];
        nextAnimationFrame(() => calls.push(time.now));
        time.advance(100);
        assert.deepEqual(calls, [16]);
      }),
    );
  });
});
