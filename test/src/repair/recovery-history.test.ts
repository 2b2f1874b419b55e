import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ChannelOptions } from '../../../src/channel/channel.js';
import type { Message } from '../../../src/message/message.js';
import type { FakeCable } from '../../../src/testing/fake-cable.js';
import { connect } from '../../support/fake-connection.js';
import { record } from '../../support/record.js';
import { inVirtualTimeAsync } from '../../support/virtual-time.js';

interface Played {
  readonly fake: FakeCable;
  readonly say: (...seqs: readonly number[]) => void;
  /** What was delivered, in short: `n`, `gap` with its offsets, or `snapshot`. */
  readonly told: () => string;
  /** Loses the link, and gets it back after `meanwhile`. */
  readonly away: (meanwhile: () => void) => Promise<void>;
  /** How often the snapshot was fetched. */
  readonly fetches: () => number;
}

/** Follows a channel of a server that keeps 5 bodies. */
function play(options: ChannelOptions & { readonly hasSnapshot?: boolean }, run: (played: Played) => Promise<void>): Promise<void> {
  return inVirtualTimeAsync(async (time) => {
    const { fake, connection } = connect(time, { history: { limit: 5 } });
    const { hasSnapshot = false, ...rest } = options;
    let fetches = 0;
    let last = 0;
    const snapshot = (): Promise<unknown> => {
      fetches += 1;
      return Promise.resolve({ seq: last });
    };
    const { values } = record(connection.channel('C', {}, { ...rest, ...(hasSnapshot && { snapshot }) }).messages$);
    await time.advanceAsync(0);
    await run({
      fake,
      say: (...seqs) =>
        seqs.forEach((seq) => {
          last = seq;
          fake.broadcast('C', {}, { seq });
        }),
      told: () => values.map(short).join(' '),
      async away(meanwhile) {
        if (fake.isOpen) fake.drop();
        meanwhile();
        await time.advanceAsync(4_000);
      },
      fetches: () => fetches,
    });
    connection.close();
  });
}

function short(message: Message): string {
  if (message.type === 'snapshot') return 'snapshot';
  if (message.type === 'gap') return ['gap', ...(message.offsets ?? []).map(({ first, last }) => `${first}-${last}`)].join(' ');
  return String((message.body as { readonly seq: number }).seq);
}

suite('recovery by the history of the server', () => {
  for (const [what, options] of [
    ['without numbers of its own', {}],
    ['with numbers of its own', { seq: 'seq' }],
  ] as const) {
    test(`tells no gap where nothing is missing, ${what}`, () =>
      play(options, async ({ say, told, away }) => {
        say(1, 2);
        await away(() => say(3, 4));
        say(5);
        await away(() => undefined);
        say(6);
        assert.equal(told().replace(/^gap /, ''), '1 2 3 4 5 6');
      }));
  }

  test('tells which offsets are missing, before what follows them', () =>
    play({}, async ({ say, told, away }) => {
      say(1, 2);
      await away(() => say(3, 4, 5, 6, 7, 8, 9));
      assert.equal(told(), '1 2 gap 3-4 5 6 7 8 9');
    }));

  test('a restart is one gap, and what the new server has comes', () =>
    play({}, async ({ fake, say, told, away }) => {
      say(1, 2);
      fake.restart();
      await away(() => say(3));
      say(4);
      assert.equal(told(), '1 2 gap 3 4');
    }));

  test('a history that has expired is a gap without offsets', () =>
    play({}, async ({ fake, say, told, away }) => {
      say(1);
      await away(() => {
        say(2);
        fake.expireHistory();
      });
      say(3);
      assert.equal(told(), '1 gap 3');
    }));

  test('fetches no snapshot where nothing is missing', () =>
    play({ hasSnapshot: true }, async ({ say, told, away, fetches }) => {
      say(1, 2);
      await away(() => say(3, 4));
      say(5);
      assert.deepEqual([told(), fetches()], ['snapshot 1 2 3 4 5', 1]);
    }));

  test('fetches the snapshot for what is missing, and tells no gap', () =>
    play({ hasSnapshot: true, seq: 'seq' }, async ({ say, told, away, fetches }) => {
      say(1);
      await away(() => say(2, 3, 4, 5, 6, 7, 8));
      say(9);
      assert.deepEqual([told(), fetches()], ['snapshot 1 snapshot 9', 2]);
    }));

  test('what is missing on an open link is told, or fetched', async () => {
    const missing = { type: 'missed', identifier: '{"channel":"C"}', offsets: [{ stream: 's', first: 3, last: 4 }] } as const;
    await play({}, ({ fake, say, told }) => {
      say(1);
      fake.signal(missing);
      assert.equal(told(), '1 gap 3-4');
      return Promise.resolve();
    });
    await play({ hasSnapshot: true }, async ({ fake, say, told, away, fetches }) => {
      say(1);
      fake.signal(missing);
      await away(() => undefined);
      assert.ok(fetches() >= 2 && !told().includes('gap'), told());
    });
  });
});
