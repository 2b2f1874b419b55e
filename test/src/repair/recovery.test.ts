import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Channel, ChannelOptions } from '../../../src/channel/channel.js';
import type { Message } from '../../../src/message/message.js';
import type { Connection } from '../../../src/scope.js';
import type { SnapshotSource } from '../../../src/transport/transport.js';
import type { FakeCable } from '../../../src/testing/fake-cable.js';
import { beat, connect } from '../../support/fake-connection.js';
import { record } from '../../support/record.js';
import { inVirtualTime, inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

const RETRY = 1_600;

interface Played {
  readonly time: VirtualTime;
  readonly fake: FakeCable;
  readonly connection: Connection;
  readonly channel: Channel;
  /** The snapshot that the channel names. */
  readonly snapshot: SnapshotSource;
  readonly messages: readonly Message[];
  /** What was delivered, in short: `n`, `gap`, or `[n n]` for a snapshot. */
  readonly told: () => string;
  readonly fetches: () => number;
  /** Whether the newest fetch was called off. */
  readonly isAborted: () => boolean;
  /** Answers the newest fetch. */
  readonly answer: (body: unknown) => Promise<void>;
  readonly fail: () => Promise<void>;
  readonly say: (...seqs: readonly number[]) => void;
}

/** Plays a channel with a snapshot that is answered by hand; bodies are `{ seq }`. */
function play(run: (played: Played) => Promise<void>, options: ChannelOptions = { seq: 'seq' }): Promise<void> {
  return inVirtualTimeAsync(async (time) => {
    const { fake, connection } = connect(time);
    let fetches = 0;
    let pending:
      { readonly resolve: (body: unknown) => void; readonly reject: (error: Error) => void; readonly signal: AbortSignal } | undefined;
    const snapshot = ({ signal }: { readonly signal: AbortSignal }): Promise<unknown> =>
      new Promise((resolve, reject) => {
        fetches += 1;
        pending = { resolve, reject, signal };
      });
    const channel = connection.channel('C', {}, { ...options, snapshot });
    const { values } = record(channel.messages$);
    await settled();
    await run({
      time,
      fake,
      connection,
      channel,
      snapshot,
      messages: values,
      told: () => values.map(short).join(' '),
      fetches: () => fetches,
      isAborted: () => pending?.signal.aborted ?? false,
      async answer(body) {
        pending?.resolve(body);
        await settled();
      },
      async fail() {
        pending?.reject(new Error('500'));
        await settled();
      },
      say: (...seqs) => seqs.forEach((seq) => fake.broadcast('C', {}, { seq })),
    });
    connection.close();
    // A fetch that is called off is not waited for any more once that is known.
    await settled();
    assert.equal(time.pending.timers, 0);
  });
}

function short(message: Message): string {
  if (message.type === 'snapshot') return `[${message.messages.map(short).join(' ')}]`;
  if (message.type === 'gap') return 'gap';
  return String((message.body as { readonly seq: number }).seq);
}

const seqs = (...numbers: readonly number[]): readonly object[] => numbers.map((seq) => ({ seq }));

suite('recovery by a snapshot', () => {
  test('R19: confirms, then fetches, then applies; what came meanwhile follows, without doubles', () =>
    play(async ({ fetches, say, told, answer }) => {
      assert.equal(fetches(), 1);
      say(3, 4);
      assert.equal(told(), '');
      await answer(seqs(1, 2, 3));
      assert.equal(told(), '[1 2 3] 4');
      say(4, 5);
      assert.equal(told(), '[1 2 3] 4 5');
    }));

  test('R19: repairs a loss: nothing is missing and nothing comes twice', () =>
    play(async ({ time, fake, say, told, answer }) => {
      await answer(seqs(1));
      say(2);
      fake.drop();
      time.advance(RETRY + 500);
      await settled();
      say(5, 6);
      await answer(seqs(2, 3, 4, 5));
      assert.equal(told(), '[1] 2 [2 3 4 5] 6');
    }));

  test('R19: what was asked for before the confirmation is asked for again, and nothing that came meanwhile is lost', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      const answers: ((body: unknown) => void)[] = [];
      const snapshot = (): Promise<unknown> => new Promise((resolve) => answers.push(resolve));
      const channel = connection.channel('C', {}, { seq: 'seq', snapshot });
      const { values } = record(channel.messages$);
      const say = (seq: number): void => fake.signal({ type: 'body', identifier: channel.identifier, body: { seq } });
      say(1);
      time.advance(500);
      say(2);
      await settled();
      fake.confirm('C');
      answers.at(-1)?.(seqs(1));
      await settled();
      time.advance(2_000);
      await settled();
      answers.at(-1)?.(seqs(1, 2));
      await settled();
      assert.deepEqual([answers.length, values.map(short).join(' ')], [2, '1 2 [1 2]']);
      connection.close();
      await settled();
    }));

  test('R22: live messages wait no longer than 2 s for it', () =>
    play(async ({ time, say, told, answer }) => {
      say(7);
      time.advance(1_999);
      assert.equal(told(), '');
      time.advance(1);
      say(8);
      // Half a second more, since without a snapshot nobody knows which number is the first.
      time.advance(500);
      assert.equal(told(), '7 8');
      await answer(seqs(6, 7));
      assert.equal(told(), '7 8 [6 7] 8');
    }));

  test('R22: one that fails lets live messages go on, is called stale, and is fetched again within 30 s', () =>
    play(async ({ time, fake, say, told, fail, answer, channel, fetches }) => {
      say(1);
      await fail();
      say(2);
      time.advance(500);
      assert.equal(told(), '1 2');
      assert.equal(channel.status.health, 'stale');
      for (let failures = 2; failures < 8; failures += 1) {
        beat(time, fake, 30_000);
        await settled();
        assert.ok(fetches() >= failures, `${fetches()} fetches after ${failures - 1} failures`);
        await fail();
      }
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(3));
      assert.equal(channel.status.health, 'ok');
      assert.equal(told(), '1 2 [3]');
    }));

  test('R22: one that hangs longer than that and then fails loses no live message', () =>
    play(async ({ time, fake, say, told, fail }) => {
      say(7);
      beat(time, fake, 9_000);
      say(8);
      await fail();
      say(9);
      assert.equal(told(), '7 8 9');
    }));

  test('R22: one that fails after a loss is told as a gap', () =>
    play(async ({ time, fake, say, told, fail, answer }) => {
      await answer(seqs(1));
      fake.drop();
      time.advance(RETRY + 500);
      await settled();
      say(4);
      await fail();
      assert.match(told(), /gap/);
    }));

  test('R16: R19: what a server says before it confirms tells no gap where a snapshot is still to come', () =>
    play(async ({ time, fake, channel, answer, told }) => {
      await answer(seqs(1));
      fake.ignore();
      fake.drop();
      time.advance(RETRY);
      fake.signal({ type: 'body', identifier: channel.identifier, body: { seq: 3 } });
      time.advance(500);
      assert.equal(told(), '[1] 3');
      fake.confirm('C');
      time.advance(2_000);
      await settled();
      await answer(seqs(2, 3));
      assert.equal(told(), '[1] 3 [2 3]');
    }));

  test('R22: what is delivered over a gap comes after the word of it', () =>
    play(async ({ time, fake, say, told, fail, answer }) => {
      await answer([]);
      fake.drop();
      time.advance(RETRY + 500);
      await settled();
      say(4);
      await fail();
      assert.equal(told(), '[] gap 4');
    }, {}));

  test('R22: one that is cut by the next loss tells no gap where nothing was heard', () =>
    play(async ({ time, fake, told, fail, answer }) => {
      await answer(seqs(1));
      for (let losses = 0; losses < 2; losses += 1) {
        await fail();
        fake.drop();
        time.advance(RETRY + 500);
        await settled();
      }
      await answer(seqs(1));
      assert.equal(told(), '[1] [1]');
    }));

  test('R22: what was live before is called stale until the snapshot is there, and at first where it takes more than 2 s', () =>
    play(async ({ time, fake, answer, channel }) => {
      time.advance(1_999);
      assert.equal(channel.status.health, 'ok');
      time.advance(1);
      assert.equal(channel.status.health, 'stale');
      await answer(seqs(1));
      assert.equal(channel.status.health, 'ok');
      fake.drop();
      time.advance(RETRY + 500);
      await settled();
      assert.deepEqual([channel.status.subscription, channel.status.health], ['confirmed', 'stale']);
      await answer(seqs(1));
      assert.equal(channel.status.health, 'ok');
    }));

  test('R22: is called stale while a hole waits for it', () =>
    play(async ({ time, say, answer, channel }) => {
      await answer(seqs(1));
      say(3);
      time.advance(500);
      assert.equal(channel.status.health, 'stale');
      time.advance(2_000);
      await settled();
      await answer(seqs(2, 3));
      assert.equal(channel.status.health, 'ok');
    }));

  test('R22: one that is refused again and again is asked for ever later', () =>
    play(async ({ time, fake, say, answer, fetches, channel }) => {
      await answer(seqs(1));
      say(2, 4);
      for (let seconds = 0; seconds < 60; seconds += 1) {
        time.advance(1_000);
        fake.heartbeat();
        await settled();
        await answer(seqs(1));
      }
      assert.equal(channel.status.health, 'stale');
      assert.ok(fetches() < 10, `${fetches()} in a minute`);
    }));

  test('X7: of a channel that the server rejected none is fetched any more', () =>
    play(async ({ time, fake, fail, fetches }) => {
      await fail();
      fake.reject('C');
      beat(time, fake, 60_000);
      await settled();
      assert.equal(fetches(), 1);
    }));

  test('R22: one that is older than what is shown rolls nothing back', () =>
    play(async ({ time, fake, say, told, answer, fetches }) => {
      await answer(seqs(1));
      say(2, 3, 4, 6);
      time.advance(3_000);
      await settled();
      fake.heartbeat();
      assert.equal(fetches(), 2);
      await answer(seqs(1, 2));
      assert.ok(!told().includes('[1 2]'), told());
    }));

  test('R22: one of a server that lags rolls nothing back after a loss either, and the state is in doubt until it has caught up', () =>
    play(async ({ time, fake, told, answer, channel }) => {
      await answer(seqs(1, 2));
      fake.drop();
      time.advance(RETRY);
      await settled();
      for (let n = 0; n < 3; n += 1) {
        await answer(seqs(1));
        assert.deepEqual([told(), channel.status.health], ['[1 2]', 'stale']);
        beat(time, fake, 4_000);
        await settled();
      }
      await answer(seqs(1, 2, 3));
      assert.deepEqual([told(), channel.status.health], ['[1 2] [1 2 3]', 'ok']);
    }));

  test('R22: where the count began anew after a loss it is believed within half a minute', () =>
    play(async ({ time, fake, told, answer, channel }) => {
      await answer(seqs(1, 2));
      fake.drop();
      time.advance(RETRY);
      await settled();
      for (let passed = 0; channel.status.health !== 'ok' && passed < 30_000; passed += 3_000) {
        await answer(seqs(1));
        beat(time, fake, 3_000);
        await settled();
      }
      assert.deepEqual([told(), channel.status.health], ['[1 2] [1]', 'ok']);
    }));

  for (const [what, options, bodies] of [
    ['numbers', { seq: 'seq' }, [{ seq: 2 }, { seq: 1 }, { seq: 3 }]],
    ['versions', { version: 'v' }, [{ v: 2 }, { v: 1 }, { v: 3 }]],
  ] as const) {
    test(`R22: R30: one whose ${what} are older, of a transport that fetches, rolls nothing back, unless it stays so`, () =>
      inVirtualTimeAsync(async (time) => {
        const { fake, connection } = connect(time);
        const channel = connection.channel('C', {}, { ...options, snapshot: () => new Promise(() => undefined) });
        const { values } = record(channel.messages$);
        const { identifier } = channel;
        const [right, older, newer] = bodies;
        const seen = (): readonly unknown[] => [
          values
            .map((message) => (message.type === 'snapshot' ? message.messages.map((one) => 'body' in one && one.body) : message))
            .flat(),
          channel.status.health,
        ];
        fake.signal({ type: 'snapshot', identifier, body: right });
        fake.signal({ type: 'snapshot', identifier, body: older });
        assert.deepEqual(seen(), [[right], 'stale']);
        fake.signal({ type: 'snapshot', identifier, body: newer });
        assert.deepEqual(seen(), [[right, newer], 'ok']);
        fake.signal({ type: 'snapshot', identifier, body: older });
        for (let n = 0; n < 4; n += 1) fake.signal({ type: 'unchanged', identifier });
        assert.deepEqual(seen(), [[right, newer, older], 'ok']);
        fake.signal({ type: 'unchanged', identifier });
        assert.equal(values.length, 3);
        connection.close();
      }));
  }

  test('R22: one whose versions are older than what is shown rolls nothing back, unless it says so again and again', () =>
    play(
      async ({ time, fake, messages, answer, channel }) => {
        const shown = (): string => messages.map((message) => ('body' in message ? JSON.stringify(message.body) : message.type)).join(' ');
        await answer([{ id: 'a', v: 1 }]);
        fake.broadcast('C', {}, { id: 'a', v: 3 });
        fake.drop();
        time.advance(RETRY + 500);
        await settled();
        await answer([{ id: 'a', v: 2 }]);
        assert.deepEqual([shown(), channel.status.health], ['snapshot {"id":"a","v":3}', 'stale']);
        fake.broadcast('C', {}, { id: 'b', v: 1 });
        time.advance(2_000);
        await settled();
        fake.broadcast('C', {}, { id: 'a', v: 4 });
        // What came while it was fetched is newer for that reason alone.
        await answer([
          { id: 'a', v: 3 },
          { id: 'b', v: 1 },
        ]);
        assert.match(shown(), /snapshot \{"id":"a","v":4\}$/);
        assert.equal(channel.status.health, 'ok');
        fake.drop();
        time.advance(RETRY + 2_000);
        await settled();
        for (let passed = 0; passed < 30_000 && channel.status.health !== 'ok'; passed += 3_000) {
          // Made anew, as its counter says.
          await answer([{ id: 'a', v: 0 }]);
          assert.equal(shown().endsWith('snapshot'), channel.status.health === 'ok');
          beat(time, fake, 3_000);
          await settled();
        }
        assert.equal(channel.status.health, 'ok');
      },
      { key: 'id', version: 'v' },
    ));

  test('R20: a true hole brings one snapshot, within a second', () =>
    play(async ({ time, say, told, answer, fetches }) => {
      await answer(seqs(1));
      time.advance(3_000);
      say(2, 4);
      assert.equal(told(), '[1] 2');
      time.advance(1_000);
      await settled();
      assert.equal(fetches(), 2);
      await answer(seqs(3, 4));
      assert.equal(told(), '[1] 2 4 [3 4]');
    }));

  test('R20: what is late by less than half a second is no hole', () =>
    play(async ({ time, say, told, answer, fetches }) => {
      await answer(seqs(1));
      time.advance(3_000);
      say(3, 4);
      time.advance(400);
      say(2);
      time.advance(3_000);
      assert.equal(told(), '[1] 2 3 4');
      assert.equal(fetches(), 1);
    }));

  test('R20: X7: holes upon holes bring no more than one snapshot in 2 s, one at a time', () =>
    play(async ({ time, fake, say, answer, fetches }) => {
      await answer(seqs(1));
      let seq = 1;
      for (let seconds = 0; seconds < 20; seconds += 1) {
        say((seq += 2));
        time.advance(1_000);
        fake.heartbeat();
        await settled();
        await answer(seqs(seq));
      }
      assert.ok(fetches() <= 11, `${fetches()} in 20 s`);
      assert.ok(fetches() > 5, `${fetches()} in 20 s`);
    }));

  test('R21: silence is checked after 20 to 30 s, and put off by what is heard', () =>
    play(async ({ time, fake, say, answer, fetches }) => {
      await answer(seqs(1));
      beat(time, fake, 18_000);
      say(2);
      beat(time, fake, 18_000);
      await settled();
      assert.equal(fetches(), 1);
      beat(time, fake, 12_000);
      await settled();
      assert.equal(fetches(), 2);
    }));

  for (const [why, what] of [
    ['too-large', 'too large to be read'],
    ['not-json', 'no JSON'],
  ] as const) {
    test(`R28: a frame that was ${what} starts a snapshot, and the state is in doubt until then`, () =>
      play(async ({ time, fake, answer, channel, fetches, told }) => {
        await answer(seqs(1));
        time.advance(3_000);
        fake.signal({ type: 'discarded', why: 'unknown' });
        assert.equal(channel.status.health, 'ok');
        fake.signal({ type: 'discarded', why });
        await settled();
        assert.deepEqual([channel.status.health, fetches()], ['stale', 2]);
        await answer(seqs(1, 2));
        assert.deepEqual([channel.status.health, told()], ['ok', '[1] [1 2]']);
      }));
  }

  test('R28: without a snapshot it is a gap since what was shown last', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const { values } = record(connection.channel('C').messages$);
      fake.broadcast('C', {}, 1);
      const since = time.wall;
      time.advance(2_000);
      fake.signal({ type: 'discarded', why: 'too-large' });
      assert.deepEqual(values.at(-1), { type: 'gap', since, until: since + 2_000 });
      connection.close();
    });
  });

  test('a quiet channel is heard by its snapshot, which is asked again, and was not before it came', () =>
    play(async ({ time, fake, answer, channel, connection }) => {
      const told = () => [channel.status.heard, connection.status.channels.heard, channel.lastHeardAt];
      assert.deepEqual(told(), [false, 0, undefined]);
      await answer(seqs(1));
      const first = time.wall;
      assert.deepEqual(told(), [true, 1, first]);
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1));
      assert.equal(channel.lastHeardAt, time.wall);
      assert.ok(time.wall > first);
    }));

  test('R21: one that moved while nothing was heard is applied, and 2 s later called deaf, with one fresh dial', () =>
    play(async ({ time, fake, told, answer, channel }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      assert.equal(told(), '[1] [1 2]');
      assert.equal(channel.status.health, 'ok');
      time.advance(2_000);
      await settled();
      assert.equal(fake.dials, 2);
      fake.broadcast('C', {}, { seq: 3 });
      assert.notEqual(channel.status.health, 'deaf');
    }));

  test('R21: while the server then confirms nothing, the snapshot goes on, and the rung below is asked for', () =>
    play(async ({ time, fake, told, answer, channel, connection, fetches }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      fake.ignore();
      time.advance(2_000);
      await settled();
      assert.deepEqual([fake.dials, channel.status.health], [2, 'stale']);
      beat(time, fake, 12_000);
      await settled();
      assert.equal(connection.status.channels.unconfirmed, 1);
      await answer(seqs(1, 2, 3));
      beat(time, fake, 33_000);
      await settled();
      await answer(seqs(1, 2, 3, 4));
      assert.equal(told(), '[1] [1 2] [1 2 3] [1 2 3 4]');
      assert.equal(fetches(), 4);
    }));

  test('R21: what the server says before it confirms does not prove that it hears, and what it says after does', () =>
    play(async ({ time, fake, answer, channel, say }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      fake.ignore();
      time.advance(2_000);
      await settled();
      // Rails transmits from `subscribed` without its pub/sub.
      fake.signal({ type: 'body', identifier: channel.identifier, body: { seq: 2 } });
      fake.confirm('C');
      await settled();
      await answer(seqs(1, 2));
      assert.equal(channel.status.health, 'deaf');
      say(3);
      assert.equal(channel.status.health, 'stale');
      time.advance(2_000);
      await settled();
      await answer(seqs(1, 2, 3));
      assert.equal(channel.status.health, 'ok');
    }));

  test('R21: one that the rung below fetches makes a deaf channel right', () =>
    play(async ({ time, fake, answer, channel }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      fake.ignore();
      time.advance(2_000);
      await settled();
      fake.signal({ type: 'snapshot', identifier: channel.identifier, body: seqs(1, 2, 3) });
      fake.confirm('C');
      assert.equal(channel.status.health, 'ok');
    }));

  test('R21: a cable that says it late, within 2 s, is not called deaf', () =>
    play(async ({ time, fake, say, answer, channel }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      time.advance(1_900);
      say(2);
      time.advance(1_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
    }));

  test('R21: one that moved by what was heard proves nothing', () =>
    play(async ({ time, fake, say, answer, channel, fetches }) => {
      await answer(seqs(1));
      say(2, 3);
      beat(time, fake, 30_000);
      await settled();
      assert.equal(fetches(), 2);
      await answer(seqs(1, 2, 3));
      time.advance(3_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
    }));

  /** Says something every 5 s for over a minute, and then nothing; the snapshot is right in between. */
  async function sayOften({ time, fake, say, answer }: Played): Promise<void> {
    await answer(seqs(1));
    for (let n = 0; n < 14; n += 1) {
      say(2);
      beat(time, fake, 5_000);
    }
    beat(time, fake, 25_000);
    await settled();
    await answer(seqs(2));
  }

  test('R21: without numbers it proves something if the channel is silent for much longer than ever before', () =>
    play(async (played) => {
      const { time, fake, answer, channel } = played;
      await sayOften(played);
      time.advance(3_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(3));
      time.advance(3_000);
      assert.equal(fake.dials, 2);
    }, {}));

  test('R21: without numbers, a server that confirms the fresh dial is not deaf, and the snapshot proves nothing any more', () =>
    play(async (played) => {
      const { time, fake, answer, channel } = played;
      await sayOften(played);
      for (let n = 3; n < 80; n += 1) {
        beat(time, fake, 3_000);
        await settled();
        await answer(seqs(n));
      }
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 2]);
    }, {}));

  test('R21: a snapshot that changes by itself gives no alarm in ten minutes to a channel that is heard each 80 s', () =>
    play(async ({ time, fake, answer, channel }) => {
      const healths = record(channel.status$);
      await answer({ uptime: 0 });
      for (let seconds = 3; seconds <= 600; seconds += 3) {
        beat(time, fake, 3_000);
        if (seconds % 80 < 3) fake.broadcast('C', {}, { orders: seconds });
        await settled();
        await answer({ uptime: seconds });
      }
      assert.equal(fake.dials, 1);
      assert.deepEqual([...new Set(healths.values.map(({ health }) => health))], ['ok']);
    }, {}));

  test('R21: one of a function that says the same again proves nothing', () =>
    play(async ({ time, fake, answer, channel }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1));
      time.advance(3_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
    }, {}));

  for (const options of [{ seq: 'seq' }, {}]) {
    test(`R21: what is heard while it is fetched is heard, ${'seq' in options ? 'with' : 'without'} numbers`, () =>
      play(async ({ time, fake, say, answer, channel }) => {
        await answer(seqs(1));
        beat(time, fake, 30_000);
        await settled();
        say(2);
        await answer(seqs(1, 2));
        beat(time, fake, 3_000);
        assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
      }, options));
  }

  test('R21: what is heard while it is fetched moves the next one', () =>
    play(async ({ time, fake, say, answer, channel }) => {
      say(2);
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      beat(time, fake, 3_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
    }, {}));

  test('R21: a loss explains the silence', () =>
    play(async ({ time, fake, answer, channel }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      fake.drop();
      time.advance(RETRY + 500);
      await settled();
      await answer(seqs(1, 2));
      time.advance(3_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 2]);
    }));

  test('R21: a deaf channel that hears again is stale until its snapshot brings what was missed', () =>
    play(async ({ time, fake, say, answer, channel, told }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      time.advance(4_000);
      await settled();
      await answer(seqs(1, 2));
      assert.equal(channel.status.health, 'deaf');
      time.advance(4_000);
      fake.heartbeat();
      say(4);
      await settled();
      assert.equal(channel.status.health, 'stale');
      await answer(seqs(1, 2, 3, 4));
      assert.deepEqual([channel.status.health, told()], ['ok', '[1] [1 2] [1 2 3 4]']);
    }));

  test('R21: one that fails meanwhile keeps no channel stale for ever', () =>
    play(async ({ time, fake, answer, fail, channel }) => {
      await answer(seqs(1));
      beat(time, fake, 30_000);
      await settled();
      await answer(seqs(1, 2));
      time.advance(4_000);
      await settled();
      await fail();
      assert.equal(channel.status.health, 'stale');
      beat(time, fake, 4_000);
      await settled();
      await answer(seqs(1, 2));
      assert.equal(channel.status.health, 'ok');
    }));

  test('R21: a hidden page checks no silence', () =>
    play(async ({ time, fake, answer, fetches }) => {
      await answer(seqs(1));
      time.isVisible = false;
      beat(time, fake, 120_000);
      await settled();
      assert.equal(fetches(), 1);
    }));

  test('R20: one without a number takes back nothing that came while it was fetched', () =>
    play(async ({ time, fake, say, answer, told }) => {
      await answer([]);
      beat(time, fake, 30_000);
      await settled();
      say(1);
      time.advance(500);
      await answer([{}]);
      time.advance(500);
      assert.equal(told(), '[] 1 [undefined] 1');
    }));

  test('R20: what has no sensible number passes as it comes, and stops nothing', () =>
    play(
      async ({ say, answer, told }) => {
        await answer(seqs(1));
        say(Number.NaN, 2, Number.POSITIVE_INFINITY, 3);
        assert.equal(told(), '[1] NaN 2 Infinity 3');
      },
      { seq: (body) => (body as { readonly seq: number }).seq },
    ));

  test('a view that brings the snapshot to a channel that is live already begins with it', () =>
    inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      record(connection.channel('C').messages$);
      await settled();
      const { values } = record(connection.channel('C', {}, { snapshot: () => Promise.resolve({ value: 7 }) }).messages$);
      await settled();
      assert.deepEqual(
        values.map(({ type }) => type),
        ['snapshot'],
      );
      connection.close();
    }));

  test('R30: where the transport fetches, silence is not checked besides', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time, { confirm: false });
      let fetches = 0;
      const channel = connection.channel('C', {}, { snapshot: () => Promise.resolve({ value: (fetches += 1) }) });
      const { values } = record(channel.messages$);
      fake.signal({ type: 'snapshot', identifier: channel.identifier, body: { value: 0 } });
      fake.confirm('C');
      channel.pause();
      for (let n = 0; n < 1_001; n += 1) fake.broadcast('C', {}, n);
      channel.resume();
      await settled();
      assert.equal(fetches, 1);
      beat(time, fake, 60_000);
      await settled();
      assert.deepEqual([fetches, channel.status.health, values.at(-1)?.type], [1, 'ok', 'snapshot']);
      connection.close();
    }));

  test('R11: R30: a snapshot that says what it said before the rung below took over is shown again', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C', {}, { snapshot: () => Promise.resolve('A') });
      const { values } = record(channel.messages$);
      await settled();
      fake.signal({ type: 'snapshot', identifier: channel.identifier, body: 'B' });
      fake.drop();
      time.advance(RETRY + 500);
      await settled();
      assert.deepEqual(
        values.map((message) => message.type === 'snapshot' && message.messages.map((one) => 'body' in one && one.body)),
        [['A'], ['B'], ['A']],
      );
      connection.close();
    }));

  test('R21: R30: a transport that fetches is not called deaf', () =>
    inVirtualTimeAsync(async (time) => {
      const { fake, connection } = connect(time);
      let value = 0;
      const channel = connection.channel('C', {}, { snapshot: () => Promise.resolve({ value }) });
      record(channel.messages$);
      await settled();
      fake.signal({ type: 'unchanged', identifier: channel.identifier });
      value = 1;
      beat(time, fake, 30_000);
      await settled();
      beat(time, fake, 3_000);
      assert.deepEqual([channel.status.health, fake.dials], ['ok', 1]);
      connection.close();
    }));

  test('whoever subscribes late to a view that others read already begins with the last snapshot and what followed it, too', () =>
    play(async ({ answer, say, channel, told, fetches }) => {
      await answer(seqs(1));
      say(2);
      assert.equal(told(), '[1] 2');
      const late = record(channel.messages$);
      assert.equal(late.values.map(short).join(' '), '[1] 2');
      channel.pause();
      say(3);
      const paused = record(channel.messages$);
      assert.equal(paused.values.map(short).join(' '), '[1] 2');
      channel.resume();
      for (const { values } of [late, paused]) assert.equal(values.map(short).join(' '), '[1] 2 3');
      assert.equal(fetches(), 1);
      for (const { subscription } of [late, paused]) subscription.unsubscribe();
    }));

  test('a view that joins late begins with the last snapshot and what followed it, and fetches none', () =>
    play(async ({ connection, snapshot, say, answer, fetches }) => {
      await answer(seqs(1));
      say(2, 3);
      const late = record(connection.channel('C', {}, { snapshot }).messages$);
      say(4);
      assert.equal(late.values.map(short).join(' '), '[1] 2 3 4');
      assert.equal(fetches(), 1);
    }));

  test('30 views fetch it once', () =>
    play(async ({ connection, snapshot, answer, fetches }) => {
      const views = Array.from({ length: 30 }, () => record(connection.channel('C', {}, { snapshot }).messages$));
      await answer(seqs(1));
      assert.equal(fetches(), 1);
      assert.ok(views.every(({ values }) => values.map(short).join(' ') === '[1]'));
    }));

  test('a view of messages that comes to a channel whose bodies are used already is repaired too', () =>
    inVirtualTimeAsync(async (time) => {
      const { connection } = connect(time);
      let fetches = 0;
      const channel = connection.channel('C', {}, { snapshot: async () => ((fetches += 1), { value: 7 }) });
      record(channel.bodies$);
      const { values } = record(channel.messages$);
      await settled();
      assert.deepEqual([fetches, values.map(({ type }) => type)], [1, ['snapshot']]);
      connection.close();
    }));

  test('keeps state by version and key: older state is dropped', () =>
    play(
      async ({ fake, messages, answer }) => {
        await answer([{ id: 'a', v: 2 }]);
        for (const body of [
          { id: 'a', v: 1 },
          { id: 'b', v: 1 },
          { id: 'a', v: 3 },
          { id: 'a', v: 3 },
        ]) {
          fake.broadcast('C', {}, body);
        }
        const bodies = messages.map((message) => ('body' in message ? message.body : message.type));
        assert.deepEqual(bodies, ['snapshot', { id: 'b', v: 1 }, { id: 'a', v: 3 }]);
      },
      { key: 'id', version: 'v' },
    ));

  test('keeps state by a version that is text, and takes no other for one', () =>
    play(
      async ({ fake, messages, answer }) => {
        await answer([{ id: 'a', v: '2026-01-02' }]);
        for (const v of ['2026-01-01', '2026-01-03', { not: 'a version' }]) fake.broadcast('C', {}, { id: 'a', v });
        const versions = messages.map((message) => ('body' in message ? (message.body as { readonly v: unknown }).v : message.type));
        assert.deepEqual(versions, ['snapshot', '2026-01-03', { not: 'a version' }]);
      },
      { key: 'id', version: 'v' },
    ));

  test('a snapshot stands where its highest number does, and its parts are put in order', () =>
    play(async ({ say, told, answer }) => {
      await answer(seqs(3, 1, 2));
      say(2, 3, 4);
      assert.equal(told(), '[1 2 3] 4');
    }));

  test('R23: where more than 1,000 messages came while it was fetched, it is fetched again', () =>
    play(async ({ time, say, told, answer, fetches }) => {
      say(...Array.from({ length: 1_001 }, (_, n) => n + 1));
      await answer(seqs(0));
      time.advance(2_000);
      await settled();
      assert.equal(fetches(), 2);
      await answer(seqs(1_001));
      say(1_002);
      assert.ok(told().endsWith('[1001] 1002'));
    }));

  test('R23: 1,000 messages are remembered', () =>
    play(async ({ time, say, told, answer, fetches }) => {
      const numbers = Array.from({ length: 1_000 }, (_, n) => n + 1);
      say(...numbers);
      await answer(seqs(0));
      time.advance(2_000);
      await settled();
      assert.deepEqual([fetches(), told()], [1, `[0] ${numbers.join(' ')}`]);
    }));

  test('X7: what a view missed is not fetched while the link is lost, but with the next confirmation', () =>
    play(async ({ time, fake, channel, say, answer, fetches }) => {
      await answer(seqs(0));
      channel.pause();
      say(...Array.from({ length: 1_001 }, (_, n) => n + 1));
      beat(time, fake, 6_000);
      fake.drop();
      channel.resume();
      await settled();
      assert.equal(fetches(), 1);
      time.advance(RETRY + 2_000);
      await settled();
      assert.equal(fetches(), 2);
    }));

  test('R26: calls off what it fetches when it is left, and applies nothing any more', () =>
    play(async ({ connection, isAborted, answer, told }) => {
      connection.close();
      assert.ok(isAborted());
      await answer(seqs(1));
      assert.equal(told(), '');
    }));

  test('R26: calls off what it fetches when the link is lost', () =>
    play(async ({ fake, isAborted, answer, told }) => {
      fake.drop();
      assert.ok(isAborted());
      await answer(seqs(1));
      assert.equal(told(), '');
    }));
});

suite('recovery without a snapshot', () => {
  /** Follows numbered bodies, and tells what was delivered; `gaps` with their bounds, in ms since the beginning. */
  function follow(time: VirtualTime) {
    const { fake, connection } = connect(time);
    const { values } = record(connection.channel('C', {}, { seq: 'seq' }).messages$);
    const began = time.wall;
    return {
      fake,
      connection,
      say: (...numbers: readonly number[]) => numbers.forEach((seq) => fake.broadcast('C', {}, { seq })),
      told: () => values.map(short).join(' '),
      gaps: () => values.flatMap((message) => (message.type === 'gap' ? [[message.since - began, message.until - began]] : [])),
    };
  }

  test('R20: a hole is told as a gap, from what was shown last, and a beginning is none', () => {
    inVirtualTime((time) => {
      const { say, told, gaps } = follow(time);
      say(7);
      time.advance(1_000);
      say(8);
      time.advance(1_000);
      say(11);
      time.advance(1_000);
      assert.equal(told(), '7 8 gap 11');
      assert.deepEqual(gaps(), [[1_000, 2_500]]);
    });
  });

  test('R22: a loss is one gap, however far the numbers went on meanwhile', () => {
    inVirtualTime((time) => {
      const { fake, say, told, gaps } = follow(time);
      say(1);
      time.advance(1_000);
      say(2);
      time.advance(2_000);
      fake.heartbeat();
      time.advance(1_000);
      fake.drop();
      time.advance(RETRY);
      say(900);
      time.advance(1_000);
      assert.equal(told(), '1 2 gap 900');
      // From the last sign of life to the confirmation.
      assert.deepEqual(gaps(), [[3_000, 4_000 + RETRY]]);
    });
  });

  test('R11: another transport is a gap from the last body, since nobody knows what fell between the two', () => {
    inVirtualTime((time) => {
      const { fake, connection, say, gaps } = follow(time);
      say(1);
      time.advance(1_000);
      say(2);
      time.advance(2_000);
      fake.heartbeat();
      time.advance(1_000);
      fake.signal({ type: 'open', kind: 'sse' });
      fake.signal({ type: 'confirmed', identifier: connection.channel('C').identifier });
      assert.deepEqual(gaps(), [[1_000, 4_000]]);
    });
  });
});

/** Lets every promise that can be settled settle. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
}
