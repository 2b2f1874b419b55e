import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { CablegramError } from '../../../src/errors.js';
import { expectHeartbeat, lastHeardAt, type Pulse } from '../../../src/link/heartbeat.js';
import type { Signal } from '../../../src/transport/transport.js';
import { marbles } from '../../support/marbles.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

const DEADLINES = { openWithin: 8_000, heartbeatWithin: 6_500 };
const open: Signal = { type: 'open', kind: 'cable' };
const heartbeat: Signal = { type: 'heartbeat' };
const body: Signal = { type: 'body', identifier: 'i', body: 1 };

/** Watches a link by hand. */
function watch(time: VirtualTime): { signal$: Subject<Signal>; heard: Recording<Signal>; pulse: Pulse; codes: () => unknown[] } {
  const signal$ = new Subject<Signal>();
  const pulse: Pulse = { heardAt: undefined };
  const heard = record(signal$.pipe(expectHeartbeat({ ...DEADLINES, environment: time.environment, pulse })));
  return { signal$, heard, pulse, codes: () => heard.errors.map((error) => error instanceof CablegramError && error.code) };
}

/** Watches a link that was welcomed and beats. */
function watchOpen(time: VirtualTime): ReturnType<typeof watch> {
  const watched = watch(time);
  watched.signal$.next(open);
  watched.signal$.next(heartbeat);
  return watched;
}

suite('expectHeartbeat', () => {
  test('passes signals, completion and errors on', () => {
    marbles(({ hot, now, expectObservable, expectSubscriptions }) => {
      inEnvironment(now, (environment) => {
        const signals = { o: open, h: heartbeat, b: body };
        const ending$ = hot('-oh-b-|', signals);
        const failing$ = hot('-oh-#', signals);
        const left$ = hot('-oh----', signals);
        const operator = expectHeartbeat({ ...DEADLINES, environment, pulse: { heardAt: undefined } });
        expectObservable(ending$.pipe(operator)).toBe('-oh-b-|', signals);
        expectObservable(failing$.pipe(operator)).toBe('-oh-#', signals);
        expectObservable(left$.pipe(operator), '^---!').toBe('-oh-', signals);
        expectSubscriptions(left$.subscriptions).toBe('^---!');
      });
    });
  });

  test('completes with a source that says nothing', () => {
    marbles(({ hot, now, expectObservable }) => {
      inEnvironment(now, (environment) => {
        expectObservable(hot<Signal>('---|').pipe(expectHeartbeat({ ...DEADLINES, environment, pulse: { heardAt: undefined } }))).toBe(
          '---|',
        );
      });
    });
  });

  test('R6: gives up 8 s after the dial where no welcome comes', () => {
    inVirtualTime((time) => {
      const { codes } = watch(time);
      time.advance(7_999);
      assert.deepEqual(codes(), []);
      time.advance(1);
      assert.deepEqual(codes(), ['no-welcome']);
    });
  });

  test('R6: other signals than the welcome do not put it off', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watch(time);
      for (let at = 0; at < 8_000; at += 1_000) {
        signal$.next(heartbeat);
        time.advance(1_000);
      }
      assert.deepEqual(codes(), ['no-welcome']);
    });
  });

  test('R2: calls 6.5 s without a sign of life silence, so that it is told within 7 s of the last byte', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      time.advance(3_000);
      signal$.next(heartbeat);
      time.advance(6_499);
      assert.deepEqual(codes(), []);
      time.advance(501);
      assert.deepEqual(codes(), ['silent']);
    });
  });

  for (const [what, signal] of [
    ['a body', body],
    ['a confirmation', { type: 'confirmed', identifier: 'i' }],
    ['a rejection', { type: 'rejected', identifier: 'i' }],
    ['a frame that was thrown away', { type: 'discarded', why: 'not-json' }],
  ] satisfies [string, Signal][]) {
    test(`R7: counts ${what} as a sign of life where pings stall`, () => {
      inVirtualTime((time) => {
        const { signal$, codes } = watchOpen(time);
        for (let at = 0; at < 30_000; at += 6_000) {
          time.advance(6_000);
          signal$.next(signal);
        }
        assert.deepEqual(codes(), []);
      });
    });
  }

  test('R7: signals that come late by as much as 3 s are no silence', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      for (const late of [3_500, 500, 3_400, 600, 2_000, 3_500]) {
        time.advance(2_500 + late);
        signal$.next(heartbeat);
      }
      assert.deepEqual(codes(), []);
    });
  });

  test('expects nothing of a transport that never beats', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watch(time);
      signal$.next(open);
      signal$.next(body);
      time.advance(3_600_000);
      assert.deepEqual(codes(), []);
      time.wake();
      assert.deepEqual(codes(), []);
    });
  });

  test('expects beats from the first one on, however late that is', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watch(time);
      signal$.next(open);
      time.advance(60_000);
      signal$.next(heartbeat);
      time.advance(6_499);
      assert.deepEqual(codes(), []);
      time.advance(1);
      assert.deepEqual(codes(), ['silent']);
    });
  });

  test('R21: expects no beats of a rung that took over, until it beats', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      signal$.next({ type: 'open', kind: 'polling' });
      time.advance(600_000);
      assert.deepEqual(codes(), []);
      signal$.next(open);
      signal$.next(heartbeat);
      time.advance(6_500);
      assert.deepEqual(codes(), ['silent']);
    });
  });

  test('R8: a wall clock that jumps by an hour changes nothing, and silence is still noticed', () => {
    for (const hour of [3_600_000, -3_600_000]) {
      inVirtualTime((time) => {
        const { signal$, codes } = watchOpen(time);
        time.setWallClock(hour);
        time.advance(3_000);
        signal$.next(heartbeat);
        time.advance(6_000);
        assert.deepEqual(codes(), []);
        time.advance(500);
        assert.deepEqual(codes(), ['silent']);
      });
    }
  });

  test('R9: a timer that fires late reads what is queued before it believes the silence', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      time.sleep(30_000);
      time.advance(0);
      assert.deepEqual(codes(), []);
      signal$.next(heartbeat);
      time.advance(6_000);
      assert.deepEqual(codes(), []);
    });
  });

  test('R9: after a sleep of the machine silence is believed a quarter of a second later', () => {
    inVirtualTime((time) => {
      const { codes } = watchOpen(time);
      time.sleep(30_000);
      time.advance(249);
      assert.deepEqual(codes(), []);
      time.advance(1);
      assert.deepEqual(codes(), ['silent']);
    });
  });

  test('R2: a timer that a busy page held up for less than a second reads what is queued, too', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      time.sleep(6_500 + 400);
      time.advance(0);
      assert.deepEqual(codes(), []);
      signal$.next(heartbeat);
      time.advance(6_499);
      assert.deepEqual(codes(), []);
      time.sleep(1 + 400);
      time.advance(250);
      assert.deepEqual(codes(), ['silent']);
    });
  });

  test('R9: each sleep is met with its own grace', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      for (let sleeps = 0; sleeps < 3; sleeps += 1) {
        time.sleep(30_000);
        time.advance(100);
        signal$.next(heartbeat);
        time.advance(1_000);
      }
      assert.deepEqual(codes(), []);
    });
  });

  test('R9: its timers are no chain, which a browser fires once a minute while the page is hidden', () => {
    inVirtualTime((time) => {
      const { setTimeout } = globalThis;
      let level = 0;
      const levels: number[] = [];
      globalThis.setTimeout = ((callback: () => void, delay: number) => {
        const own = level + 1;
        levels.push(own);
        return setTimeout(() => {
          level = own;
          callback();
          level = 0;
        }, delay);
      }) as typeof globalThis.setTimeout;
      try {
        const { signal$, codes } = watchOpen(time);
        for (let beats = 0; beats < 100; beats += 1) {
          time.advance(1_500);
          signal$.next(body);
          time.advance(1_500);
          signal$.next(heartbeat);
        }
        time.advance(7_000);
        assert.deepEqual(codes(), ['silent']);
      } finally {
        globalThis.setTimeout = setTimeout;
      }
      // Chromium begins at five.
      assert.ok(Math.max(...levels) < 4, `${Math.max(...levels)} timers in a row`);
    });
  });

  test('looks at once when the page wakes, also where its timers stand still', () => {
    inVirtualTime((time) => {
      const { codes } = watchOpen(time);
      time.sleep(7_000);
      time.wake();
      assert.deepEqual(codes(), ['silent']);
    });
  });

  test('a waking while all is well changes nothing', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      for (let at = 0; at < 60_000; at += 1_000) {
        time.advance(1_000);
        time.wake();
        if (at % 3_000 === 0) signal$.next(heartbeat);
      }
      assert.deepEqual(codes(), []);
      assert.equal(time.pending.timers, 1);
    });
  });

  test('does not believe the word of being offline while beats come', () => {
    inVirtualTime((time) => {
      const { signal$, codes } = watchOpen(time);
      time.goOffline();
      for (let beats = 0; beats < 5; beats += 1) {
        time.advance(3_000);
        signal$.next(heartbeat);
      }
      assert.deepEqual(codes(), []);
    });
  });

  test('checks the word of being offline for one beat and half a second', () => {
    inVirtualTime((time) => {
      const { codes } = watchOpen(time);
      time.advance(1_000);
      time.goOffline();
      time.advance(3_499);
      assert.deepEqual(codes(), []);
      time.advance(1);
      assert.deepEqual(codes(), ['silent']);
    });
  });

  test('runs one timer, however many signals come', () => {
    inVirtualTime((time) => {
      const { signal$ } = watchOpen(time);
      for (let n = 0; n < 1_000; n += 1) signal$.next(body);
      assert.equal(time.pending.timers, 1);
    });
  });

  test('R26: leaves no timer and no listener behind when it is left, in any state', () => {
    for (const begin of [watch, watchOpen]) {
      inVirtualTime((time) => {
        const { heard } = begin(time);
        heard.subscription.unsubscribe();
        assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
      });
    }
  });

  test('R26: leaves no timer and no listener behind when it told the silence', () => {
    inVirtualTime((time) => {
      watchOpen(time);
      time.advance(10_000);
      assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
    });
  });
});

suite('lastHeardAt', () => {
  test('tells the last signal in epoch ms, by a clock that nobody changed', () => {
    inVirtualTime((time) => {
      const { signal$, pulse } = watchOpen(time);
      assert.equal(lastHeardAt({ heardAt: undefined }, time.environment), undefined);
      time.advance(500);
      signal$.next(body);
      time.advance(2_000);
      assert.equal(lastHeardAt(pulse, time.environment), time.wall - 2_000);
    });
  });
});

function inEnvironment(now: () => number, run: (environment: VirtualTime['environment']) => void): void {
  inVirtualTime((time) => run({ ...time.environment, now }));
}
