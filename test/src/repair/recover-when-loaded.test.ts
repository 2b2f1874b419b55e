import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { CablegramError } from '../../../src/errors.js';
import type { IdentifierEvent } from '../../../src/hub/subscription.js';
import { decode } from '../../../src/message/decode.js';
import type { LazyPart } from '../../../src/lazy-part.js';
import { recoverWhenLoaded } from '../../../src/repair/recover-when-loaded.js';
import type { Recovery } from '../../../src/repair/repaired-channel.js';
import type { RecoveryPart } from '../../../src/repair/recovery-part.js';
import { inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

interface Played {
  readonly time: VirtualTime;
  readonly recovery: Recovery;
  /** What was emitted, in short: the body of a message, or `gap`. */
  readonly emitted: string[];
  /** The events that the loaded part received. */
  readonly received: string[];
  readonly repairs: string[];
  readonly errors: CablegramError[];
  readonly loads: () => number;
  readonly arrive: () => Promise<void>;
  readonly fail: () => Promise<void>;
}

const confirmed: IdentifierEvent = { type: 'subscription', state: 'confirmed' };
const lost: IdentifierEvent = { type: 'lost', heardAt: 5 };
const body = (value: number): IdentifierEvent => ({ type: 'body', body: value });

/** Plays a channel whose repair is loaded by hand. */
function play(run: (played: Played) => Promise<void>, source: string | null = '/state'): Promise<void> {
  return inVirtualTimeAsync(async (time) => {
    const emitted: string[] = [];
    const received: string[] = [];
    const repairs: string[] = [];
    const errors: CablegramError[] = [];
    let loads = 0;
    let pending: { readonly resolve: (part: RecoveryPart) => void; readonly reject: (error: Error) => void } | undefined;
    const part: LazyPart<RecoveryPart> = {
      loaded: undefined,
      load: () =>
        new Promise((resolve, reject) => {
          loads += 1;
          pending = { resolve, reject };
        }),
      provide: () => undefined,
    };
    const loaded: RecoveryPart = {
      createRecovery: () => ({
        next: (event) => received.push(event.type === 'body' ? String(event.body) : event.type),
        refresh: () => received.push('refresh'),
        end: () => undefined,
      }),
    };
    const recovery = recoverWhenLoaded(
      {
        identifier: 'C',
        read: (each) => ({ message: decode(each, 0), seq: undefined, version: undefined, key: undefined }),
        seqOf: () => undefined,
        isDecodedByPage: false,
        isOrdered: true,
        source: source ?? undefined,
        get: {},
        isRefused: () => false,
        onRepair: (repair) => repairs.push(repair),
        onError: (error) => errors.push(error),
        onUndelivered: () => undefined,
        deliver: (message) => emitted.push('body' in message ? String(message.body) : message.type),
        environment: time.environment,
      },
      undefined,
      part,
    );
    await run({
      time,
      recovery,
      emitted,
      received,
      repairs,
      errors,
      loads: () => loads,
      async arrive() {
        pending?.resolve(loaded);
        await Promise.resolve();
      },
      async fail() {
        pending?.reject(new Error('404'));
        await Promise.resolve();
        await Promise.resolve();
      },
    });
    recovery.end();
    assert.equal(time.pending.timers, 0);
  });
}

suite('recoverWhenLoaded', () => {
  test('holds back the events until the code is there, and passes them on in their order', () =>
    play(async ({ recovery, emitted, received, arrive }) => {
      recovery.next(confirmed);
      recovery.next(body(1));
      assert.deepEqual(emitted, []);
      await arrive();
      recovery.next(body(2));
      assert.deepEqual(received, ['subscription', '1', '2']);
    }));

  test('delivers messages as they come after 2 s, and the channel is stale', () =>
    play(async ({ time, recovery, emitted, repairs }) => {
      recovery.next(confirmed);
      recovery.next(body(1));
      time.advance(1_999);
      assert.deepEqual([emitted, repairs], [[], []]);
      time.advance(1);
      recovery.next(body(2));
      assert.deepEqual([emitted, repairs], [['1', '2'], ['stale']]);
    }));

  test('begins with the state of the subscription if the code is there later, and passes nothing on twice', () =>
    play(async ({ time, recovery, emitted, received, arrive }) => {
      recovery.next(confirmed);
      recovery.next(body(1));
      time.advance(2_000);
      await arrive();
      recovery.next(body(2));
      assert.deepEqual([emitted, received], [['1'], ['subscription', '2']]);
    }));

  test('ends the doubt of a channel without a snapshot when the code is there', () =>
    play(async ({ time, recovery, repairs, arrive }) => {
      recovery.next(confirmed);
      time.advance(2_000);
      await arrive();
      assert.deepEqual(repairs, ['stale', 'ok']);
    }, null));

  test('reports code that cannot be loaded once, delivers messages, and loads again with the next confirmation', () =>
    play(async ({ recovery, emitted, received, repairs, errors, loads, arrive, fail }) => {
      recovery.next(confirmed);
      recovery.next(body(1));
      await fail();
      assert.deepEqual([errors.map(({ code }) => code), repairs, emitted, loads()], [['part-not-loaded'], ['stale'], ['1'], 1]);
      recovery.next(lost);
      recovery.next(confirmed);
      assert.deepEqual([emitted, loads()], [['1', 'gap'], 2]);
      await arrive();
      assert.deepEqual(received, ['subscription']);
    }));

  test('holds back 1,000 events at most', () =>
    play(async ({ recovery, emitted, repairs }) => {
      for (let value = 0; value < 1_000; value += 1) recovery.next(body(value));
      assert.deepEqual([emitted.length, repairs], [1_000, ['stale']]);
    }));

  test('passes nothing on after its end', () =>
    play(async ({ time, recovery, emitted, received, arrive }) => {
      recovery.next(confirmed);
      recovery.end();
      await arrive();
      time.advance(2_000);
      assert.deepEqual([emitted, received], [[], []]);
    }));
});
