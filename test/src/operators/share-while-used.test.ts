import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { concat, NEVER, Observable, of, Subject, take } from 'rxjs';
import { shareWhileUsed } from '../../../src/operators/share-while-used.js';
import { marbles } from '../../support/marbles.js';
import { record } from '../../support/record.js';
import { inVirtualTime } from '../../support/virtual-time.js';

suite('shareWhileUsed', () => {
  test('shares one subscription, from the first subscriber to the last', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot('  -a-b-c-d-');
      const shared$ = source$.pipe(shareWhileUsed());
      expectObservable(shared$, '^----!  ').toBe('-a-b--');
      expectObservable(shared$, '--^----!').toBe('---b-c-');
      expectSubscriptions(source$.subscriptions).toBe('^------!');
    });
  });

  test('subscribes anew for a subscriber that comes after the last one left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-b-');
      const shared$ = source$.pipe(shareWhileUsed());
      expectObservable(shared$, '^-!   ').toBe('-a-');
      expectObservable(shared$, '---^-!').toBe('----a-');
      expectSubscriptions(source$.subscriptions).toBe(['^-!', '---^-!']);
    });
  });

  test('stays for so long after the last one left', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot('  -a-b-c-d-e---------');
      const shared$ = source$.pipe(shareWhileUsed({ idleAfter: 5 }));
      expectObservable(shared$, '^-!      ').toBe('-a-');
      expectObservable(shared$, '-----^--!').toBe('-----c-d-');
      expectSubscriptions(source$.subscriptions).toBe('^------------!');
    });
  });

  test('completes all, and later subscribers at once', () => {
    marbles(({ hot, expectObservable }) => {
      const shared$ = hot('-a-|').pipe(shareWhileUsed());
      expectObservable(shared$).toBe('-a-|');
      expectObservable(shared$, '-----^').toBe('-----|');
    });
  });

  test('passes an error on to all', () => {
    marbles(({ hot, expectObservable }) => {
      const shared$ = hot('-a-#').pipe(shareWhileUsed());
      expectObservable(shared$).toBe('-a-#');
      expectObservable(shared$, '--^').toBe('---#');
    });
  });

  test('completes with a source that brings nothing', () => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot('---|').pipe(shareWhileUsed())).toBe('---|');
    });
  });

  test('ends its source for a subscriber that leaves with the first value, which comes at once', () => {
    let running = 0;
    const source$ = new Observable<string>((subscriber) => {
      running += 1;
      subscriber.next('a');
      return () => (running -= 1);
    });
    const shared$ = source$.pipe(shareWhileUsed());
    record(shared$.pipe(take(1)));
    assert.equal(running, 0);
    record(shared$.pipe(take(1)));
    assert.equal(running, 0);
  });

  test('brings what comes at once to the one who asked for it', () => {
    assert.deepEqual(record(concat(of('a', 'b'), NEVER).pipe(shareWhileUsed())).values, ['a', 'b']);
  });

  test('R26: waits for nobody once its source has completed', () => {
    inVirtualTime((time) => {
      const source$ = new Subject<string>();
      const shared$ = source$.pipe(shareWhileUsed({ idleAfter: 5_000 }));
      record(shared$);
      source$.complete();
      assert.equal(time.pending.timers, 0);
      const left$ = new Subject<string>();
      record(left$.pipe(shareWhileUsed({ idleAfter: 5_000 }))).subscription.unsubscribe();
      left$.complete();
      assert.equal(time.pending.timers, 0);
    });
  });
});
