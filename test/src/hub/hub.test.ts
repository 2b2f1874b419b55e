import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subscription } from 'rxjs';
import { createHub, type Hub } from '../../../src/hub/hub.js';
import type { ChannelCounts } from '../../../src/hub/subscription.js';
import type { Command } from '../../../src/transport/transport.js';
import { record } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

const OPEN = { type: 'open', kind: 'cable' } as const;
const LOST = { type: 'lost', attempt: 1, reason: 'closed', message: '', heardAt: 7 } as const;

interface Played {
  readonly hub: Hub;
  readonly commands: readonly Command[];
  readonly counts: () => ChannelCounts | undefined;
  readonly holds: () => number;
  /** What was told of deafness: whether it was proved again. */
  readonly verdicts: readonly boolean[];
}

function play(time: VirtualTime, answer?: (hub: Hub, command: Command) => void): Played {
  const commands: Command[] = [];
  const verdicts: boolean[] = [];
  let counts: ChannelCounts | undefined;
  let holds = 0;
  const hub = createHub({
    hold() {
      holds += 1;
      return new Subscription(() => (holds -= 1));
    },
    send(command) {
      commands.push(command);
      answer?.(hub, command);
    },
    now: () => time.now,
    linger: 1_000,
    onCounts: (next) => (counts = next),
    onDeaf: (isStill) => verdicts.push(isStill),
  });
  return { hub, commands, counts: () => counts, holds: () => holds, verdicts };
}

/** A server that confirms within the call. */
function confirm(hub: Hub, { type, identifier }: Command): void {
  if (type === 'subscribe') hub.next({ type: 'confirmed', identifier });
}

suite('createHub', () => {
  test('tells each follower first how its identifier stands', () => {
    inVirtualTime((time) => {
      const { hub } = play(time);
      const first = record(hub.follow('i'));
      hub.next(OPEN);
      hub.next({ type: 'confirmed', identifier: 'i' });
      const second = record(hub.follow('i'));
      assert.deepEqual(first.values, [
        { type: 'subscription', state: 'waiting' },
        { type: 'subscription', state: 'confirmed' },
      ]);
      assert.deepEqual(second.values, [{ type: 'subscription', state: 'confirmed' }]);
    });
  });

  test('routes what is said of an identifier to its followers alone', () => {
    inVirtualTime((time) => {
      const { hub } = play(time);
      const [one, other] = [record(hub.follow('i')), record(hub.follow('j'))];
      hub.next(OPEN);
      hub.next({ type: 'body', identifier: 'i', body: 0 });
      hub.next({ type: 'body', identifier: 'nobody', body: 1 });
      hub.next({ type: 'confirmed', identifier: 'nobody' });
      assert.deepEqual(one.values.slice(1), [{ type: 'body', identifier: 'i', body: 0 }]);
      assert.equal(other.values.length, 1);
    });
  });

  test('tells every follower of a loss, with the last sign of life', () => {
    inVirtualTime((time) => {
      const { hub } = play(time, confirm);
      const followers = [record(hub.follow('i')), record(hub.follow('j'))];
      hub.next(OPEN);
      hub.next(LOST);
      for (const { values } of followers) {
        assert.deepEqual(values.slice(-2), [
          { type: 'subscription', state: 'waiting' },
          { type: 'lost', heardAt: 7 },
        ]);
      }
    });
  });

  test('R15: R25: takes a body after 10 s without an answer for the answer', () => {
    inVirtualTime((time) => {
      const { hub } = play(time);
      const { values } = record(hub.follow('i'));
      hub.next(OPEN);
      hub.next({ type: 'body', identifier: 'i', body: 1 });
      time.advance(10_000);
      hub.next({ type: 'body', identifier: 'i', body: 2 });
      assert.deepEqual(values, [
        { type: 'subscription', state: 'waiting' },
        { type: 'body', identifier: 'i', body: 1 },
        { type: 'subscription', state: 'unconfirmed' },
        { type: 'subscription', state: 'confirmed' },
        { type: 'body', identifier: 'i', body: 2 },
      ]);
    });
  });

  test('R11: tells a change of the transport as a loss, since nobody knows what fell between the two', () => {
    inVirtualTime((time) => {
      const { hub } = play(time, confirm);
      const { values } = record(hub.follow('i'));
      hub.next(OPEN);
      hub.next(OPEN);
      assert.deepEqual(values.slice(-3), [
        { type: 'subscription', state: 'waiting' },
        { type: 'lost', heardAt: undefined },
        { type: 'subscription', state: 'confirmed' },
      ]);
    });
  });

  test('R12: tells an answer that comes within the call once, and waits for no other', () => {
    inVirtualTime((time) => {
      const { hub } = play(time, confirm);
      hub.next(OPEN);
      const { values } = record(hub.follow('i'));
      assert.deepEqual(values, [
        { type: 'subscription', state: 'waiting' },
        { type: 'subscription', state: 'confirmed' },
      ]);
      assert.equal(time.pending.timers, 0);
    });
  });

  test('schedules nothing for a body', () => {
    inVirtualTime((time) => {
      const { hub } = play(time, confirm);
      hub.next(OPEN);
      record(hub.follow('i'));
      for (let bodies = 0; bodies < 100; bodies += 1) hub.next({ type: 'body', identifier: 'i', body: bodies });
      assert.equal(time.pending.timers, 0);
    });
  });

  test('holds the link once, while anything is followed, lingers or rests', () => {
    inVirtualTime((time) => {
      const { hub, holds } = play(time, confirm);
      hub.next(OPEN);
      const followers = ['i', 'i', 'j'].map((identifier) => record(hub.follow(identifier)));
      assert.equal(holds(), 1);
      for (const { subscription } of followers) subscription.unsubscribe();
      time.advance(1_249);
      assert.equal(holds(), 1);
      time.advance(1);
      assert.equal(holds(), 0);
    });
  });

  test('lets the link go at once where it is down when the linger ends', () => {
    inVirtualTime((time) => {
      const { hub, holds, commands } = play(time);
      record(hub.follow('i')).subscription.unsubscribe();
      time.advance(1_000);
      assert.deepEqual([holds(), commands.length, time.pending.timers], [0, 0, 0]);
    });
  });

  test('counts how identifiers stand and which were heard by somebody', () => {
    inVirtualTime((time) => {
      const { hub, counts } = play(time, confirm);
      hub.next(OPEN);
      const left = record(hub.follow('i'));
      record(hub.follow('j'));
      left.subscription.unsubscribe();
      hub.next({ type: 'body', identifier: 'i', body: 1 });
      assert.deepEqual(counts(), { waiting: 0, confirmed: 2, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 });
      hub.next({ type: 'body', identifier: 'j', body: 1 });
      hub.next({ type: 'body', identifier: 'j', body: 2 });
      assert.equal(counts()?.heard, 1);
      time.advance(2_000);
      assert.deepEqual(counts(), { waiting: 0, confirmed: 1, unconfirmed: 0, rejected: 0, heard: 1, deaf: 0 });
    });
  });

  test('R21: counts who proved deaf, until it hears or nobody uses it', () => {
    inVirtualTime((time) => {
      const { hub, counts } = play(time, confirm);
      hub.next(OPEN);
      const left = record(hub.follow('i'));
      record(hub.follow('j'));
      hub.noteRepair('i', 'deaf');
      hub.noteRepair('j', 'deaf');
      assert.equal(counts()?.deaf, 2);
      hub.noteRepair('j', 'ok');
      assert.equal(counts()?.deaf, 1);
      left.subscription.unsubscribe();
      time.advance(2_000);
      assert.equal(counts()?.deaf, 0);
    });
  });

  test('R21: the first proof asks for a fresh dial, and none more while one is deaf', () => {
    inVirtualTime((time) => {
      const { hub, verdicts } = play(time, confirm);
      hub.next(OPEN);
      for (const identifier of ['i', 'j']) record(hub.follow(identifier));
      time.advance(25_000);
      hub.noteRepair('i', 'deaf');
      hub.noteRepair('j', 'deaf');
      assert.deepEqual(verdicts, [false]);
    });
  });

  test('R21: proved again, the server is deaf where nobody heard anything in between, and one channel alone where somebody did', () => {
    for (const hears of [false, true]) {
      inVirtualTime((time) => {
        const { hub, verdicts } = play(time, confirm);
        hub.next(OPEN);
        for (const identifier of ['i', 'j']) record(hub.follow(identifier));
        for (const proofs of [1, 2]) {
          time.advance(25_000);
          if (hears) hub.next({ type: 'body', identifier: 'j', body: proofs });
          hub.noteRepair('i', 'deaf');
        }
        assert.deepEqual(verdicts, hears ? [false] : [false, true]);
      });
    }
  });

  test('R21: what a server says before it confirms does not prove that it is heard', () => {
    inVirtualTime((time) => {
      const { hub, verdicts } = play(time);
      hub.next(OPEN);
      for (const identifier of ['i', 'j']) record(hub.follow(identifier));
      hub.next({ type: 'confirmed', identifier: 'i' });
      hub.noteRepair('i', 'deaf');
      hub.next({ type: 'body', identifier: 'j', body: 'transmitted' });
      hub.noteRepair('i', 'deaf');
      assert.deepEqual(verdicts, [false, true]);
    });
  });

  test('R21: one that was deaf and is used anew begins anew', () => {
    inVirtualTime((time) => {
      const { hub, verdicts } = play(time, confirm);
      hub.next(OPEN);
      const first = record(hub.follow('i'));
      hub.noteRepair('i', 'deaf');
      first.subscription.unsubscribe();
      record(hub.follow('i'));
      hub.noteRepair('i', 'deaf');
      assert.deepEqual(verdicts, [false, false]);
    });
  });

  test('asks nothing for an identifier that lingers when the link opens, and asks when a user comes back', () => {
    inVirtualTime((time) => {
      const { hub, commands } = play(time);
      record(hub.follow('i')).subscription.unsubscribe();
      hub.next(OPEN);
      assert.deepEqual(commands, []);
      record(hub.follow('i'));
      assert.deepEqual(commands, [{ type: 'subscribe', identifier: 'i' }]);
    });
  });

  test('believes no link that was let go to be open', () => {
    inVirtualTime((time) => {
      const { hub, commands } = play(time);
      hub.next(OPEN);
      hub.next({ type: 'idle' });
      record(hub.follow('i'));
      time.advance(30_000);
      assert.deepEqual(commands, []);
    });
  });

  test('R17: asks another kind of transport for what the last one rejected, and the same one never again', () => {
    inVirtualTime((time) => {
      const { hub, commands } = play(time);
      hub.next({ type: 'open', kind: 'polling' });
      const { values } = record(hub.follow('i'));
      hub.next({ type: 'rejected', identifier: 'i' });
      hub.next(LOST);
      hub.next({ type: 'open', kind: 'polling' });
      assert.equal(commands.length, 1);
      hub.next(OPEN);
      hub.next({ type: 'confirmed', identifier: 'i' });
      assert.equal(commands.length, 2);
      assert.deepEqual(values.at(-1), { type: 'subscription', state: 'confirmed' });
    });
  });

  test('a follower that leaves takes nothing from those who stay', () => {
    inVirtualTime((time) => {
      const { hub, commands, holds } = play(time, confirm);
      hub.next(OPEN);
      const stays = record(hub.follow('i'));
      record(hub.follow('i')).subscription.unsubscribe();
      record(hub.follow('j')).subscription.unsubscribe();
      time.advance(60_000);
      hub.next({ type: 'body', identifier: 'i', body: 1 });
      assert.deepEqual(stays.values.at(-1), { type: 'body', identifier: 'i', body: 1 });
      assert.deepEqual(
        commands.filter(({ type }) => type === 'unsubscribe').map(({ identifier }) => identifier),
        ['j'],
      );
      assert.equal(holds(), 1);
    });
  });

  test('asks nothing while the link is lost, of those who come then neither', () => {
    inVirtualTime((time) => {
      const { hub, commands } = play(time, confirm);
      hub.next(OPEN);
      hub.next(LOST);
      record(hub.follow('i'));
      time.advance(30_000);
      assert.deepEqual(commands, []);
      hub.next(OPEN);
      assert.equal(commands.length, 1);
    });
  });

  test('R21: whoever hears speaks for the server until the next proof, and no longer', () => {
    inVirtualTime((time) => {
      const { hub, verdicts } = play(time, confirm);
      hub.next(OPEN);
      for (const identifier of ['i', 'j']) record(hub.follow(identifier));
      hub.noteRepair('i', 'deaf');
      hub.next({ type: 'body', identifier: 'j', body: 1 });
      hub.noteRepair('i', 'deaf');
      assert.deepEqual(verdicts, [false]);
      hub.noteRepair('i', 'deaf');
      assert.deepEqual(verdicts, [false, true]);
    });
  });

  test('R26: once it has ended nobody is followed any more', () => {
    inVirtualTime((time) => {
      const { hub, commands, holds } = play(time, confirm);
      hub.next(OPEN);
      hub.end();
      const late = record(hub.follow('i'));
      assert.deepEqual([late.values, late.completed, commands, holds(), time.pending.timers], [[], true, [], 0, 0]);
    });
  });

  test('R26: end() completes every follower, lets the link go, and leaves no timer', () => {
    inVirtualTime((time) => {
      const { hub, holds } = play(time);
      hub.next(OPEN);
      const followers = [record(hub.follow('i')), record(hub.follow('j'))];
      record(hub.follow('lingers')).subscription.unsubscribe();
      hub.end();
      assert.ok(followers.every(({ completed }) => completed));
      assert.deepEqual([holds(), time.pending.timers], [0, 0]);
      const late = record(hub.follow('i'));
      assert.deepEqual([late.completed, late.values, holds()], [true, [], 0]);
    });
  });
});
