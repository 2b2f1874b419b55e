import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { idleStatus, nextStatus, type Status, type StatusEvent } from '../../src/status.js';

const BEGAN = 1_000;
const none = { waiting: 0, confirmed: 0, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 };
const lost = (attempt: number, reason = 'closed'): StatusEvent => ({
  type: 'lost',
  attempt,
  reason,
  message: `Lost (${reason}).`,
  heardAt: undefined,
});
const dialling = (attempt: number): StatusEvent => ({ type: 'dialling', attempt });
const open: StatusEvent = { type: 'open', kind: 'cable' };
const waiting: StatusEvent = { type: 'waiting', retryAt: 9_000 };
const failed: StatusEvent = { type: 'failed', attempt: 0, reason: 'unauthorized', message: 'No.', heardAt: undefined };

/** Folds events, each 10 ms after the one before. */
function fold(...events: readonly StatusEvent[]): Status {
  return events.reduce((status, event, place) => nextStatus(status, event, BEGAN + 10 * (place + 1)), idleStatus(BEGAN));
}

suite('nextStatus', () => {
  test('is connecting with the first dial', () => {
    assert.deepEqual(fold(dialling(0)), { ...idleStatus(BEGAN), state: 'connecting', since: 1_010 });
  });

  test('is connected by the transport that opened, without a reason', () => {
    const status = fold(dialling(0), lost(1), waiting, dialling(1), open);
    assert.deepEqual(status, { ...idleStatus(BEGAN), state: 'connected', transport: 'cable', since: 1_050 });
  });

  test('is connected by a lower rung with the reason that keeps it from the first', () => {
    const { state, transport, reason } = fold(dialling(0), { type: 'open', kind: 'polling', reason: 'refused' });
    assert.deepEqual([state, transport, reason], ['connected', 'polling', 'refused']);
  });

  test('is reconnecting when it is lost, and says why and which try it is', () => {
    const { state, transport, attempt, reason, message, retryAt } = fold(dialling(0), open, lost(1, 'silent'), waiting);
    assert.deepEqual(
      [state, transport, attempt, reason, message, retryAt],
      ['reconnecting', undefined, 1, 'silent', 'Lost (silent).', 9_000],
    );
  });

  test('says since when it is reconnecting, however many tries that takes', () => {
    assert.equal(fold(dialling(0), open, lost(1), waiting, dialling(1), lost(2), waiting).since, 1_030);
  });

  test('waits for nothing while it dials, and still says why it is not connected', () => {
    const { retryAt, reason, state } = fold(dialling(0), lost(1, 'refused'), waiting, dialling(1));
    assert.deepEqual([retryAt, reason, state], [undefined, 'refused', 'reconnecting']);
  });

  test('is failed with the reason', () => {
    const { state, reason, message, retryAt, transport } = fold(dialling(0), open, failed);
    assert.deepEqual([state, reason, message, retryAt, transport], ['failed', 'unauthorized', 'No.', undefined, undefined]);
  });

  test('begins to count the tries anew with a dial that was asked for after it failed', () => {
    const { state, attempt } = fold(dialling(0), lost(1), waiting, dialling(1), lost(2), waiting, dialling(2), failed, dialling(0));
    assert.deepEqual([state, attempt], ['connecting', 0]);
  });

  test('is idle again as if it had never been used', () => {
    assert.deepEqual(fold(dialling(0), open, { type: 'idle' }), idleStatus(1_030));
  });

  test('is disconnected with nothing left of what was', () => {
    const channels = { ...none, confirmed: 2, heard: 1 };
    const status = fold(dialling(0), open, { type: 'channels', channels }, { type: 'disconnected' });
    assert.deepEqual(status, { ...idleStatus(1_040), state: 'disconnected' });
  });

  test('tells how the channels stand', () => {
    const channels = { ...none, waiting: 1 };
    assert.deepEqual(fold({ type: 'channels', channels }).channels, channels);
  });

  const nothingNew: readonly (readonly [what: string, before: readonly StatusEvent[], event: StatusEvent])[] = [
    ['a body', [dialling(0), open], { type: 'body', identifier: 'i', body: 1 }],
    ['a heartbeat', [dialling(0), open], { type: 'heartbeat' }],
    ['a discarded frame', [dialling(0), open], { type: 'discarded', why: 'not-json' }],
    ['a goodbye, which the loss after it explains', [dialling(0), open], { type: 'goodbye', reason: 'x', reconnect: true }],
    ['the same counts again', [{ type: 'channels', channels: none }], { type: 'channels', channels: { ...none } }],
    ['a second welcome', [dialling(0), open], open],
    ['a transport that is ready and has no answer yet', [dialling(0)], { type: 'open', kind: 'polling', pending: true }],
    ['the same after a loss', [dialling(0), open, lost(1), dialling(1)], { type: 'open', kind: 'polling', pending: true }],
    ['the dial after a loss that was asked for', [dialling(0), open, lost(0, 'requested')], dialling(0)],
    ['the same wait again', [dialling(0), lost(1), waiting], waiting],
    ['idleness without use', [], { type: 'idle' }],
  ];
  for (const [what, before, event] of nothingNew) {
    test(`R12: is the same object after ${what}`, () => {
      const status = fold(...before);
      assert.equal(nextStatus(status, event, 9_999), status);
    });
  }
});
