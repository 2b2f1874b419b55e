import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  isOver,
  nextStep,
  noSubscription,
  reduceSubscription,
  type WireSubscription,
  type SubscriptionEvent,
} from '../../../src/hub/subscription.js';

type Deed = readonly [at: number, event: SubscriptionEvent];

interface Play {
  /** What was sent, as `at:command`. */
  readonly commands: readonly string[];
  /** How it stood, whenever that changed, as `at:state`. */
  readonly states: readonly string[];
  readonly subscription: WireSubscription;
}

/** Plays what happens to one identifier and looks again whenever that is asked for, as the hub does. */
function play(deeds: readonly Deed[], until: number): Play {
  const commands: string[] = [];
  const states: string[] = [];
  let subscription = noSubscription;
  let dueAt: number | undefined;
  let next = 0;
  function look(at: number): void {
    const before = subscription.state;
    const step = nextStep(subscription, at);
    ({ subscription, dueAt } = step);
    if (step.command) commands.push(`${at}:${step.command}`);
    if (subscription.state !== before) states.push(`${at}:${subscription.state}`);
  }
  for (;;) {
    const [at, event] = deeds[next] ?? [Infinity, undefined];
    const now = Math.min(at, dueAt ?? Infinity);
    if (now > until) return { commands, states, subscription };
    if (event !== undefined && at === now) {
      next += 1;
      const before = subscription.state;
      subscription = reduceSubscription(subscription, event);
      if (subscription.state !== before) states.push(`${at}:${subscription.state}`);
    }
    look(now);
  }
}

suite('nextStep', () => {
  test('asks once the link is open and somebody wants it, whichever comes first', () => {
    for (const deeds of [
      [
        [0, 'wanted'],
        [5, 'opened'],
      ],
      [
        [0, 'opened'],
        [5, 'wanted'],
      ],
    ] satisfies Deed[][]) {
      assert.deepEqual(play(deeds, 1_000).commands, ['5:subscribe']);
    }
  });

  test('asks nothing while the link is down', () => {
    assert.deepEqual(play([[0, 'wanted']], 60_000).commands, []);
  });

  test('asks no more once it is confirmed', () => {
    const { commands, states } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [40, 'confirmed'],
      ],
      600_000,
    );
    assert.deepEqual([commands, states], [['0:subscribe'], ['40:confirmed']]);
  });

  test('R15: asks an unanswered one again at 2, 5, 10, 20, 30 and 40 s, and calls it unconfirmed at 10 s', () => {
    const { commands, states } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
      ],
      45_000,
    );
    assert.deepEqual(
      commands,
      [0, 2_000, 5_000, 10_000, 20_000, 30_000, 40_000].map((at) => `${at}:subscribe`),
    );
    assert.deepEqual(states, ['10000:unconfirmed']);
  });

  test('R15: asks no more than 5 times in 25 s', () => {
    assert.equal(
      play(
        [
          [0, 'opened'],
          [0, 'wanted'],
        ],
        25_000,
      ).commands.length,
      5,
    );
  });

  test('R15: recovers when the answer comes after 60 s, and asks no more', () => {
    const { commands, states } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [60_000, 'confirmed'],
      ],
      600_000,
    );
    assert.deepEqual(states, ['10000:unconfirmed', '60000:confirmed']);
    assert.equal(commands.at(-1), '50000:subscribe');
  });

  test('R15: begins the waits anew with each link', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [3_000, 'lost'],
        [4_000, 'opened'],
      ],
      7_000,
    );
    assert.deepEqual(commands, ['0:subscribe', '2000:subscribe', '4000:subscribe', '6000:subscribe']);
  });

  test('asks again on every new link', () => {
    const { commands, states } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'confirmed'],
        [5_000, 'lost'],
        [6_000, 'opened'],
        [6_010, 'confirmed'],
      ],
      60_000,
    );
    assert.deepEqual(commands, ['0:subscribe', '6000:subscribe']);
    assert.deepEqual(states, ['10:confirmed', '5000:waiting', '6010:confirmed']);
  });

  test('R17: a rejection ends it: no further command, on no further link', () => {
    const { commands, states } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'rejected'],
        [5_000, 'lost'],
        [6_000, 'opened'],
      ],
      600_000,
    );
    assert.deepEqual([commands, states], [['0:subscribe'], ['10:rejected']]);
  });

  test('a confirmation that nobody asked for changes nothing', () => {
    const { states } = play(
      [
        [0, 'opened'],
        [1, 'confirmed'],
        [2, 'rejected'],
      ],
      1_000,
    );
    assert.deepEqual(states, []);
  });

  test('leaves at once where it stands', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'confirmed'],
        [500, 'unwanted'],
      ],
      60_000,
    );
    assert.deepEqual(commands, ['0:subscribe', '500:unsubscribe']);
  });

  test('R14: S11: leaves no sooner than it is answered', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [1, 'unwanted'],
        [700, 'confirmed'],
      ],
      60_000,
    );
    assert.deepEqual(commands, ['0:subscribe', '700:unsubscribe']);
  });

  test('R14: leaves an unanswered one after 10 s, asking nothing meanwhile', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [1, 'unwanted'],
      ],
      60_000,
    );
    assert.deepEqual(commands, ['0:subscribe', '10000:unsubscribe']);
  });

  test('sends nothing to leave what was rejected', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'rejected'],
        [20, 'unwanted'],
      ],
      60_000,
    );
    assert.deepEqual(commands, ['0:subscribe']);
  });

  test('sends nothing to leave over a link that is down', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'confirmed'],
        [20, 'lost'],
        [30, 'unwanted'],
        [9_000, 'opened'],
      ],
      60_000,
    );
    assert.deepEqual(commands, ['0:subscribe']);
  });

  test('R14: S11: asks no sooner than 250 ms after it left', () => {
    const { commands } = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'confirmed'],
        [500, 'unwanted'],
        [501, 'wanted'],
      ],
      1_000,
    );
    assert.deepEqual(commands, ['0:subscribe', '500:unsubscribe', '750:subscribe']);
  });

  test('R14: any row of comings and goings leaves the commands linear', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const { commands } = play([[0, 'opened'], ...comings(seed)], 120_000);
      let [asked, leftAt] = [false, -Infinity];
      for (const command of commands) {
        const [text, what] = command.split(':');
        const at = Number(text);
        if (what === 'subscribe') assert.ok(at >= leftAt + 250, `${seed}: ${commands.join(' ')}`);
        else assert.ok(asked, `${seed}: ${commands.join(' ')}`);
        if (what === 'unsubscribe') leftAt = at;
        asked = what === 'subscribe';
      }
    }
  });
});

suite('isOver', () => {
  test('waits until it is left and has rested', () => {
    const standing = play(
      [
        [0, 'opened'],
        [0, 'wanted'],
        [10, 'confirmed'],
        [500, 'unwanted'],
      ],
      500,
    ).subscription;
    assert.deepEqual(
      [500, 749, 750].map((now) => isOver(standing, now)),
      [false, false, true],
    );
  });

  test('has nothing to wait for where the link is down', () => {
    assert.ok(
      isOver(
        play(
          [
            [0, 'opened'],
            [0, 'wanted'],
            [10, 'confirmed'],
            [20, 'lost'],
            [30, 'unwanted'],
          ],
          30,
        ).subscription,
        30,
      ),
    );
  });

  test('is never so while somebody wants it', () => {
    assert.ok(!isOver(play([[0, 'wanted']], 0).subscription, 1e9));
  });

  test('waits for the answer that the server owes', () => {
    assert.ok(
      !isOver(
        play(
          [
            [0, 'opened'],
            [0, 'wanted'],
            [1, 'unwanted'],
          ],
          1,
        ).subscription,
        5_000,
      ),
    );
  });
});

/** Draws who comes, goes, and is answered in the first minute. */
function comings(seed: number): readonly Deed[] {
  const events = ['wanted', 'unwanted', 'confirmed', 'wanted', 'unwanted'] as const;
  let state = seed;
  let at = 0;
  return Array.from({ length: 60 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    at += (state >> 8) % 1_500;
    return [at, events[(state >> 4) % events.length] ?? 'wanted'] as const;
  });
}
