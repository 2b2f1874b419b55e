import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Observable, Subject } from 'rxjs';
import { createHub, type Hub } from '../../../src/hub/hub.js';
import { noChannels, type IdentifierEvent } from '../../../src/hub/subscription.js';
import type { LinkEvent } from '../../../src/link/link-event.js';
import type { Command } from '../../../src/transport/transport.js';
import { record } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

const OPEN = { type: 'open', kind: 'cable' } as const;
const LOST = { type: 'lost', attempt: 1, reason: 'closed', message: '', heardAt: 7 } as const;

interface Played {
  readonly hub: Hub;
  readonly commands: readonly Command[];
  /** Reports an event of the link; the hub hears it only while it keeps the link open. */
  readonly next: (event: LinkEvent) => void;
  /** How many use the link. */
  readonly links: () => number;
  /** How often it was reported that the counts changed. */
  readonly reports: () => number;
  /** How often a fresh dial was asked for, since the server answers nothing. */
  readonly redials: () => number;
  /** How much came for nobody. */
  readonly strays: () => number;
  /** What was reported of deafness: whether it was proved again. */
  readonly verdicts: readonly boolean[];
}

function play(time: VirtualTime, answer?: (next: Played['next'], command: Command) => void): Played {
  const commands: Command[] = [];
  const verdicts: boolean[] = [];
  const event$ = new Subject<LinkEvent>();
  const next = (event: LinkEvent): void => event$.next(event);
  let links = 0;
  let reports = 0;
  let redials = 0;
  let strays = 0;
  const hub = createHub({
    event$: new Observable((subscriber) => {
      links += 1;
      subscriber.add(() => (links -= 1));
      subscriber.add(event$.subscribe(subscriber));
    }),
    send(command) {
      commands.push(command);
      answer?.(next, command);
    },
    now: () => time.now,
    linger: 1_000,
    idleAfter: 0,
    onCounts: () => (reports += 1),
    onUnread: () => (redials += 1),
    onStray: () => (strays += 1),
    onDeaf: () => verdicts.push(false),
    onStillDeaf: () => verdicts.push(true),
  });
  return { hub, commands, next, links: () => links, reports: () => reports, redials: () => redials, strays: () => strays, verdicts };
}

/** Makes a hub whose link is open, kept so by somebody else. */
function playOpen(time: VirtualTime, answer?: Parameters<typeof play>[1]): Played {
  const played = play(time, answer);
  played.hub.keepOpen();
  played.next(OPEN);
  return played;
}

/** A server that confirms within the call. */
function confirm(next: Played['next'], { type, identifier }: Command): void {
  if (type === 'subscribe') next({ type: 'confirmed', identifier });
}

/** The events of an identifier, followed while subscribed to. */
function followed(hub: Hub, ...[identifier, snapshots]: [string, Parameters<Hub['follow']>[2]?]): Observable<IdentifierEvent> {
  return new Observable((subscriber) => {
    hub.follow(identifier, subscriber, snapshots);
    return () => hub.leave(identifier, subscriber);
  });
}

/** The one repair of each identifier. */
const voter = {};

suite('createHub', () => {
  test('reports the state of the identifier first to each follower', () => {
    inVirtualTime((time) => {
      const { hub, next } = play(time);
      const first = record(followed(hub, 'i'));
      next(OPEN);
      next({ type: 'confirmed', identifier: 'i' });
      const second = record(followed(hub, 'i'));
      assert.deepEqual(first.values, [
        { type: 'subscription', state: 'waiting' },
        { type: 'subscription', state: 'confirmed' },
      ]);
      assert.deepEqual(second.values, [{ type: 'subscription', state: 'confirmed' }]);
    });
  });

  test('routes what is said of an identifier to its followers alone', () => {
    inVirtualTime((time) => {
      const { hub, next } = play(time);
      const [one, other] = [record(followed(hub, 'i')), record(followed(hub, 'j'))];
      next(OPEN);
      next({ type: 'body', identifier: 'i', body: 0 });
      next({ type: 'body', identifier: 'nobody', body: 1 });
      next({ type: 'confirmed', identifier: 'nobody' });
      assert.deepEqual(one.values.slice(1), [{ type: 'body', identifier: 'i', body: 0 }]);
      assert.equal(other.values.length, 1);
    });
  });

  test('reports a loss to every follower, with the last sign of life', () => {
    inVirtualTime((time) => {
      const { hub, next } = play(time, confirm);
      const followers = [record(followed(hub, 'i')), record(followed(hub, 'j'))];
      next(OPEN);
      next(LOST);
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
      const { hub, next } = play(time);
      const { values } = record(followed(hub, 'i'));
      next(OPEN);
      next({ type: 'body', identifier: 'i', body: 1 });
      time.advance(10_000);
      next({ type: 'body', identifier: 'i', body: 2 });
      assert.deepEqual(values, [
        { type: 'subscription', state: 'waiting' },
        { type: 'body', identifier: 'i', body: 1 },
        { type: 'subscription', state: 'unconfirmed' },
        { type: 'subscription', state: 'confirmed' },
        { type: 'body', identifier: 'i', body: 2 },
      ]);
    });
  });

  test('R11: reports a change of the transport as a loss, because bodies may be lost between the two', () => {
    inVirtualTime((time) => {
      const { hub, next } = play(time, confirm);
      const { values } = record(followed(hub, 'i'));
      next(OPEN);
      next(OPEN);
      assert.deepEqual(values.slice(-3), [
        { type: 'subscription', state: 'waiting' },
        { type: 'lost', heardAt: undefined },
        { type: 'subscription', state: 'confirmed' },
      ]);
    });
  });

  test('R12: tells an answer that comes within the call once, and waits for no other', () => {
    inVirtualTime((time) => {
      const { hub } = playOpen(time, confirm);
      const { values } = record(followed(hub, 'i'));
      assert.deepEqual(values, [
        { type: 'subscription', state: 'waiting' },
        { type: 'subscription', state: 'confirmed' },
      ]);
      assert.equal(time.pending.timers, 0);
    });
  });

  test('schedules nothing for a body', () => {
    inVirtualTime((time) => {
      const { hub, next } = playOpen(time, confirm);
      record(followed(hub, 'i'));
      for (let bodies = 0; bodies < 100; bodies += 1) next({ type: 'body', identifier: 'i', body: bodies });
      assert.equal(time.pending.timers, 0);
    });
  });

  test('keeps the link open once, while anything is followed, lingers or rests', () => {
    inVirtualTime((time) => {
      const { hub, links, next } = play(time, confirm);
      const followers = ['i', 'i', 'j'].map((identifier) => record(followed(hub, identifier)));
      next(OPEN);
      assert.equal(links(), 1);
      for (const { subscription } of followers) subscription.unsubscribe();
      time.advance(1_249);
      assert.equal(links(), 1);
      time.advance(1);
      assert.equal(links(), 0);
    });
  });

  test('lets the link go at once where it is down when the linger ends', () => {
    inVirtualTime((time) => {
      const { hub, links, commands } = play(time);
      record(followed(hub, 'i')).subscription.unsubscribe();
      time.advance(1_000);
      assert.deepEqual([links(), commands.length, time.pending.timers], [0, 0, 0]);
    });
  });

  test('counts how identifiers stand and which were heard by somebody', () => {
    inVirtualTime((time) => {
      const { hub, next } = playOpen(time, confirm);
      const left = record(followed(hub, 'i'));
      record(followed(hub, 'j'));
      left.subscription.unsubscribe();
      next({ type: 'body', identifier: 'i', body: 1 });
      assert.deepEqual(hub.counts, { waiting: 0, confirmed: 2, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 });
      next({ type: 'body', identifier: 'j', body: 1 });
      next({ type: 'body', identifier: 'j', body: 2 });
      assert.equal(hub.counts.heard, 1);
      time.advance(2_000);
      assert.deepEqual(hub.counts, { waiting: 0, confirmed: 1, unconfirmed: 0, rejected: 0, heard: 1, deaf: 0 });
    });
  });

  test('counts an identifier as heard once the server has said who is present, since it may bring nothing else', () => {
    inVirtualTime((time) => {
      const { hub, next } = playOpen(time, confirm);
      record(followed(hub, 'i'));
      next({ type: 'extra', identifier: 'i', report: { type: 'taken' } });
      next({ type: 'extra', identifier: 'i', report: { type: 'unsupported', message: 'No presence here.' } });
      next({ type: 'extra', identifier: 'i', report: { type: 'whisper', data: {} } });
      assert.equal(hub.counts.heard, 0);
      next({ type: 'extra', identifier: 'i', report: { type: 'presence', message: { type: 'info', total: 0 } } });
      assert.equal(hub.counts.heard, 1);
    });
  });

  test('reports its counts once for all changes of one call, and none after its end', () =>
    inVirtualTime(async (time) => {
      const { hub, next, reports } = play(time, confirm);
      for (let index = 0; index < 100; index += 1) record(followed(hub, `${index}`));
      next(OPEN);
      assert.deepEqual([hub.counts.confirmed, reports()], [100, 0]);
      await time.advanceAsync(0);
      assert.equal(reports(), 1);
      next({ type: 'body', identifier: '1', body: 1 });
      next({ type: 'body', identifier: '1', body: 2 });
      await time.advanceAsync(0);
      assert.deepEqual([hub.counts.heard, reports()], [1, 2]);
      next(LOST);
      hub.end();
      await time.advanceAsync(0);
      assert.deepEqual([hub.counts, reports()], [noChannels, 2]);
    }));

  test('R21: counts who proved deaf, until it hears or nobody uses it', () => {
    inVirtualTime((time) => {
      const { hub } = playOpen(time, confirm);
      const left = record(followed(hub, 'i'));
      record(followed(hub, 'j'));
      hub.noteRepair('i', voter, 'deaf');
      hub.noteRepair('j', voter, 'deaf');
      assert.equal(hub.counts.deaf, 2);
      hub.noteRepair('j', voter, 'ok');
      assert.equal(hub.counts.deaf, 1);
      left.subscription.unsubscribe();
      time.advance(2_000);
      assert.equal(hub.counts.deaf, 0);
    });
  });

  test('R21: the first proof asks for a fresh dial, and none more while one is deaf', () => {
    inVirtualTime((time) => {
      const { hub, verdicts } = playOpen(time, confirm);
      for (const identifier of ['i', 'j']) record(followed(hub, identifier));
      time.advance(25_000);
      hub.noteRepair('i', voter, 'deaf');
      hub.noteRepair('j', voter, 'deaf');
      assert.deepEqual(verdicts, [false]);
    });
  });

  test('R21: proved again, the server is deaf where nobody heard anything in between, and one channel alone where somebody did', () => {
    for (const hears of [false, true]) {
      inVirtualTime((time) => {
        const { hub, verdicts, next } = playOpen(time, confirm);
        for (const identifier of ['i', 'j']) record(followed(hub, identifier));
        for (const proofs of [1, 2]) {
          time.advance(25_000);
          if (hears) next({ type: 'body', identifier: 'j', body: proofs });
          hub.noteRepair('i', voter, 'deaf');
        }
        assert.deepEqual(verdicts, hears ? [false] : [false, true]);
      });
    }
  });

  test('R21: what a server says before it confirms does not prove that it is heard', () => {
    inVirtualTime((time) => {
      const { hub, verdicts, next } = playOpen(time);
      for (const identifier of ['i', 'j']) record(followed(hub, identifier));
      next({ type: 'confirmed', identifier: 'i' });
      hub.noteRepair('i', voter, 'deaf');
      next({ type: 'body', identifier: 'j', body: 'transmitted' });
      hub.noteRepair('i', voter, 'deaf');
      assert.deepEqual(verdicts, [false, true]);
    });
  });

  test('R21: one that was deaf and is used anew begins anew', () => {
    inVirtualTime((time) => {
      const { hub, verdicts } = playOpen(time, confirm);
      const first = record(followed(hub, 'i'));
      hub.noteRepair('i', voter, 'deaf');
      first.subscription.unsubscribe();
      record(followed(hub, 'i'));
      hub.noteRepair('i', voter, 'deaf');
      assert.deepEqual(verdicts, [false, false]);
    });
  });

  test('asks nothing for an identifier that lingers when the link opens, and asks when a user comes back', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = play(time);
      record(followed(hub, 'i')).subscription.unsubscribe();
      next(OPEN);
      assert.deepEqual(commands, []);
      record(followed(hub, 'i'));
      assert.deepEqual(commands, [{ type: 'subscribe', identifier: 'i' }]);
    });
  });

  test('believes no link that was let go to be open', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = play(time);
      const keeping = hub.keepOpen();
      next(OPEN);
      keeping.unsubscribe();
      record(followed(hub, 'i'));
      time.advance(30_000);
      assert.deepEqual(commands, []);
    });
  });

  test('R17: asks another kind of transport for what the last one rejected, and the same one never again', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = play(time);
      next({ type: 'open', kind: 'polling' });
      const { values } = record(followed(hub, 'i'));
      next({ type: 'rejected', identifier: 'i' });
      next(LOST);
      next({ type: 'open', kind: 'polling' });
      assert.equal(commands.length, 1);
      next(OPEN);
      next({ type: 'confirmed', identifier: 'i' });
      assert.equal(commands.length, 2);
      assert.deepEqual(values.at(-1), { type: 'subscription', state: 'confirmed' });
    });
  });

  test('a follower that leaves takes nothing from those who stay', () => {
    inVirtualTime((time) => {
      const { hub, commands, links, next } = play(time, confirm);
      const stays = record(followed(hub, 'i'));
      next(OPEN);
      record(followed(hub, 'i')).subscription.unsubscribe();
      record(followed(hub, 'j')).subscription.unsubscribe();
      time.advance(60_000);
      next({ type: 'body', identifier: 'i', body: 1 });
      assert.deepEqual(stays.values.at(-1), { type: 'body', identifier: 'i', body: 1 });
      assert.deepEqual(
        commands.filter(({ type }) => type === 'unsubscribe').map(({ identifier }) => identifier),
        ['j'],
      );
      assert.equal(links(), 1);
    });
  });

  test('asks nothing while the link is lost, of those who come then neither', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = playOpen(time, confirm);
      next(LOST);
      record(followed(hub, 'i'));
      time.advance(30_000);
      assert.deepEqual(commands, []);
      next(OPEN);
      assert.equal(commands.length, 1);
    });
  });

  test('R21: whoever hears speaks for the server until the next proof, and no longer', () => {
    inVirtualTime((time) => {
      const { hub, verdicts, next } = playOpen(time, confirm);
      for (const identifier of ['i', 'j']) record(followed(hub, identifier));
      hub.noteRepair('i', voter, 'deaf');
      next({ type: 'body', identifier: 'j', body: 1 });
      hub.noteRepair('i', voter, 'deaf');
      assert.deepEqual(verdicts, [false]);
      hub.noteRepair('i', voter, 'deaf');
      assert.deepEqual(verdicts, [false, true]);
    });
  });

  for (const [why, identifier, heard] of [
    ['too-large', undefined, [['too-large'], ['too-large']]],
    ['not-json', undefined, [['not-json'], ['not-json']]],
    ['rounded', 'j', [[], ['rounded']]],
    ['not-json', 'nobody', [[], []]],
    ['unknown', undefined, [[], []]],
  ] as const) {
    test(`R28: reports a frame discarded as ${why} of ${identifier ?? 'anybody'} to those that may have missed it`, () => {
      inVirtualTime((time) => {
        const { hub, next } = playOpen(time, confirm);
        const followers = ['i', 'j'].map((one) => record(followed(hub, one)));
        next({ type: 'discarded', why, ...(identifier !== undefined && { identifier }) });
        assert.deepEqual(
          followers.map(({ values }) => values.flatMap((event) => (event.type === 'discarded' ? [event.why] : []))),
          heard,
        );
      });
    });
  }

  test('R17: asks for what the server rejected again when the token differs, and after forgiveRejections()', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = playOpen(time);
      record(followed(hub, 'i'));
      next({ type: 'rejected', identifier: 'i' });
      next(LOST);
      next(OPEN);
      assert.equal(commands.length, 1);
      next(LOST);
      next({ ...OPEN, renewed: true });
      assert.equal(commands.length, 2);
      next({ type: 'rejected', identifier: 'i' });
      hub.forgiveRejections();
      next(LOST);
      next(OPEN);
      assert.equal(commands.length, 3);
    });
  });

  test('finds an identifier that the server spells in another order or with blanks, and counts what is for nobody', () => {
    inVirtualTime((time) => {
      const { hub, next, strays } = playOpen(time);
      const { values } = record(followed(hub, '{"channel":"C","a":1,"b":2}'));
      const identifier = '{"b": 2, "a": 1, "channel": "C"}';
      next({ type: 'confirmed', identifier });
      next({ type: 'body', identifier, body: 1 });
      next({ type: 'body', identifier, body: 2 });
      assert.deepEqual(values.slice(1), [
        { type: 'subscription', state: 'confirmed' },
        { type: 'body', identifier, body: 1 },
        { type: 'body', identifier, body: 2 },
      ]);
      assert.equal(strays(), 0);
      for (const other of ['{"channel":"C","a":1}', 'no JSON', '7', '{}']) next({ type: 'body', identifier: other, body: 3 });
      assert.equal(strays(), 4);
    });
  });

  test('hands an action over only while its identifier is confirmed, and says when no socket took it', () => {
    inVirtualTime((time) => {
      let isClosing = false;
      const { hub, commands, next } = playOpen(time, (say, { type, identifier }) => {
        if (type === 'perform' && isClosing) say({ type: 'unsent', identifier });
      });
      assert.equal(hub.perform('i', '{}'), false);
      record(followed(hub, 'i'));
      assert.equal(hub.perform('i', '{}'), false);
      next({ type: 'confirmed', identifier: 'i' });
      assert.equal(hub.perform('i', '{}'), true);
      isClosing = true;
      assert.equal(hub.perform('i', '{}'), false);
      assert.equal(commands.filter(({ type }) => type === 'perform').length, 2);
    });
  });

  test('asks once for a fresh dial where a server that beats answers nothing for 30 s', () => {
    inVirtualTime((time) => {
      const { hub, next, redials } = playOpen(time);
      for (const identifier of ['i', 'j']) record(followed(hub, identifier));
      next({ type: 'heartbeat' });
      time.advance(29_999);
      assert.equal(redials(), 0);
      time.advance(1);
      assert.ok(redials() >= 1);
      const asked = redials();
      for (let dials = 0; dials < 3; dials += 1) {
        next(LOST);
        next(OPEN);
        next({ type: 'heartbeat' });
        time.advance(60_000);
      }
      assert.equal(redials(), asked);
    });
  });

  test('asks for no fresh dial where the server answered others, or does not beat', () => {
    inVirtualTime((time) => {
      const { hub, next, redials } = playOpen(time);
      record(followed(hub, 'misspelt'));
      time.advance(120_000);
      next({ type: 'heartbeat' });
      record(followed(hub, 'j'));
      next(LOST);
      next(OPEN);
      next({ type: 'heartbeat' });
      next({ type: 'confirmed', identifier: 'j' });
      time.advance(120_000);
      assert.equal(redials(), 0);
    });
  });

  test('says that a subscription resumes, once a transport with history has confirmed it', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = play(time);
      const follower = record(followed(hub, 'i'));
      next(OPEN);
      next({ type: 'confirmed', identifier: 'i', missed: 'unknown' });
      next(LOST);
      next(OPEN);
      next({ type: 'confirmed', identifier: 'i', missed: [] });
      next(LOST);
      next(OPEN);
      // Another transport, which knows nothing of history.
      next({ type: 'confirmed', identifier: 'i' });
      assert.deepEqual(commands, [
        { type: 'subscribe', identifier: 'i' },
        { type: 'subscribe', identifier: 'i', resumes: true },
        { type: 'subscribe', identifier: 'i', resumes: true },
      ]);
      const confirmed = follower.values.filter((event) => event.type === 'subscription' && event.state === 'confirmed');
      assert.deepEqual(confirmed, [
        { type: 'subscription', state: 'confirmed' },
        { type: 'subscription', state: 'confirmed', missed: [] },
        { type: 'subscription', state: 'confirmed' },
      ]);
    });
  });

  test('new users of a subscription do not resume it', () => {
    inVirtualTime((time) => {
      const { hub, commands, next } = play(time);
      hub.keepOpen();
      const follower = record(followed(hub, 'i'));
      next(OPEN);
      next({ type: 'confirmed', identifier: 'i', missed: 'unknown' });
      follower.subscription.unsubscribe();
      time.advance(2_000);
      record(followed(hub, 'i'));
      assert.deepEqual(
        commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe', 'subscribe'],
      );
      assert.deepEqual(commands.at(-1), { type: 'subscribe', identifier: 'i' });
    });
  });

  test('passes what is missing to the users of that subscription alone', () => {
    inVirtualTime((time) => {
      const { hub, next } = play(time, confirm);
      next(OPEN);
      const [one, other] = [record(followed(hub, 'i')), record(followed(hub, 'j'))];
      const offsets = [{ stream: 's', first: 2, last: 3 }];
      next({ type: 'missed', identifier: 'i', offsets });
      assert.deepEqual(one.values.at(-1), { type: 'missed', offsets });
      assert.ok(other.values.every(({ type }) => type === 'subscription'));
    });
  });

  test('R26: once it has ended nobody is followed any more', () => {
    inVirtualTime((time) => {
      const { hub, commands, links, next } = play(time, confirm);
      hub.end();
      next(OPEN);
      const late = record(followed(hub, 'i'));
      assert.deepEqual([late.values, late.completed, commands, links(), time.pending.timers], [[], true, [], 0, 0]);
    });
  });

  test('R26: end() completes every follower, lets the link go, and leaves no timer', () => {
    inVirtualTime((time) => {
      const { hub, links, next } = play(time);
      const followers = [record(followed(hub, 'i')), record(followed(hub, 'j'))];
      next(OPEN);
      record(followed(hub, 'lingers')).subscription.unsubscribe();
      hub.end();
      assert.ok(followers.every(({ completed }) => completed));
      assert.deepEqual([links(), time.pending.timers], [0, 0]);
      const late = record(followed(hub, 'i'));
      assert.deepEqual([late.completed, late.values, links()], [true, [], 0]);
    });
  });
});
