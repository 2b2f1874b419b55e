import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { initialRecovery, nextRecovery, type RecoveryEvent, type RecoveryState } from '../../../src/repair/recovery-state.js';

const RIGHT: RecoveryEvent = {
  type: 'answered',
  answer: { type: 'right', news: undefined, isSilent: false, isIncomplete: false, isUnplaced: false },
};
const WRONG: RecoveryEvent = { type: 'answered', answer: { type: 'wrong', error: undefined, retryAfter: undefined } };
const UNHEARD: RecoveryEvent = {
  type: 'answered',
  answer: { type: 'right', news: 'number', isSilent: true, isIncomplete: false, isUnplaced: false },
};

/** Plays events, and names the effects of the last one. */
function play(hasSnapshot: boolean, ...events: readonly RecoveryEvent[]): { readonly state: RecoveryState; readonly effects: string } {
  let state = initialRecovery(hasSnapshot);
  let effects = '';
  for (const event of events) {
    const step = nextRecovery(state, event);
    state = step.state;
    effects = step.effects.map((effect) => (effect.type === 'report' ? effect.repair : effect.type)).join(' ');
  }
  return { state, effects };
}

const CONFIRMED: RecoveryEvent = { type: 'confirmed' };
const LOST: RecoveryEvent = { type: 'lost', since: 5 };

suite('nextRecovery', () => {
  for (const [what, hasSnapshot, events, expected] of [
    ['a first confirmation fetches the snapshot', true, [CONFIRMED], 'hold fetch-anew'],
    ['a first confirmation without a snapshot does nothing', false, [CONFIRMED], ''],
    ['a later confirmation is stale until the snapshot is there', true, [CONFIRMED, RIGHT, LOST, CONFIRMED], 'stale hold fetch-anew'],
    ['a later confirmation without a snapshot is a gap', false, [CONFIRMED, LOST, CONFIRMED], 'gap'],
    ['a right answer is followed by what came meanwhile', true, [CONFIRMED, RIGHT], 'catch-up ok watch'],
    ['a wrong answer is tried again', true, [CONFIRMED, WRONG], 'catch-up stale retry'],
    ['a hole fetches', true, [CONFIRMED, RIGHT, { type: 'hole', isBeginning: false, since: 1 }], 'stale fetch'],
    ['a snapshot that changed unheard is suspicious', true, [CONFIRMED, RIGHT, UNHEARD], 'catch-up suspect ok watch'],
    ['what nothing explained is deaf', true, [CONFIRMED, RIGHT, UNHEARD, { type: 'unexplained' }], 'deaf'],
    ['a body clears the suspicion', true, [CONFIRMED, RIGHT, UNHEARD, { type: 'heard' }], 'clear-suspicion'],
    ['a transport that serves others leaves a channel in doubt', false, [CONFIRMED, { type: 'unserved', since: 1 }], 'stale'],
  ] as const) {
    test(what, () => assert.equal(play(hasSnapshot, ...events).effects, expected));
  }
});
