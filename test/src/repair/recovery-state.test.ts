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
function play(...events: readonly RecoveryEvent[]): { readonly state: RecoveryState; readonly effects: string } {
  let state = initialRecovery();
  let effects = '';
  for (const event of events) {
    const step = nextRecovery(state, event);
    state = step.state;
    effects = step.effects.map((effect) => (effect.type === 'report' ? effect.repair : effect.type)).join(' ');
  }
  return { state, effects };
}

const CONFIRMED: RecoveryEvent = { type: 'confirmed' };
const COMPLETE: RecoveryEvent = { type: 'confirmed', isComplete: true };
const LOST: RecoveryEvent = { type: 'lost', since: 5 };

suite('nextRecovery', () => {
  for (const [what, events, expected] of [
    ['a first confirmation fetches the snapshot', [CONFIRMED], 'hold fetch-anew'],
    ['a later confirmation is stale until the snapshot is there', [CONFIRMED, RIGHT, LOST, CONFIRMED], 'stale hold fetch-anew'],
    ['a complete confirmation needs no snapshot', [CONFIRMED, RIGHT, LOST, COMPLETE], 'resume-order watch'],
    ['… nor the one after it', [CONFIRMED, RIGHT, LOST, COMPLETE, LOST, COMPLETE], 'resume-order watch'],
    ['a complete confirmation of what was not right needs one', [CONFIRMED, LOST, COMPLETE], 'stale hold fetch-anew'],
    ['… also after a loss while the snapshot was fetched', [CONFIRMED, RIGHT, LOST, CONFIRMED, LOST, COMPLETE], 'stale hold fetch-anew'],
    ['a right answer is followed by what came meanwhile', [CONFIRMED, RIGHT], 'catch-up ok watch'],
    ['a wrong answer is tried again', [CONFIRMED, WRONG], 'catch-up stale retry'],
    ['a hole fetches', [CONFIRMED, RIGHT, { type: 'hole', isBeginning: false }], 'stale fetch'],
    ['a snapshot that changed unheard is suspicious', [CONFIRMED, RIGHT, UNHEARD], 'catch-up suspect ok watch'],
    ['what nothing explained is deaf', [CONFIRMED, RIGHT, UNHEARD, { type: 'unexplained' }], 'deaf'],
    ['a body clears the suspicion', [CONFIRMED, RIGHT, UNHEARD, { type: 'heard' }], 'clear-suspicion'],
  ] as const) {
    test(what, () => assert.equal(play(...events).effects, expected));
  }
});
