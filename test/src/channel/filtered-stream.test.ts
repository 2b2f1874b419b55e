import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { ChannelOptions } from '../../../src/channel/channel.js';
import { createRandom, integer } from '../../../src/testing/random.js';
import { connect } from '../../support/fake-connection.js';
import { inVirtualTimeAsync } from '../../support/virtual-time.js';

/** An item of the follower, and when it was broadcast, in ms. */
interface Item {
  readonly id: number;
  readonly at: number;
}

/** How many ids the server assigns, how far apart in ms, and which share of them is for this follower. */
const IDS = 200;
const EVERY = 60;
const ONE_IN = 4;

/** How long a snapshot takes, in ms, and how many items it holds. */
const FETCHED_AFTER = 80;
const MOST_ITEMS = 50;

/** What a follower got, in the order of arrival: ids, and how late each was, in ms. `expected` are the ids that were broadcast. */
interface Followed {
  readonly latencies: readonly number[];
  readonly ids: readonly number[];
  readonly expected: readonly number[];
  readonly fetches: number;
}

/** Lets a person follow a quarter of all ids for 12 s. */
async function follow(options: ChannelOptions<Item>, seed: number): Promise<Followed> {
  let followed: Followed | undefined;
  await inVirtualTimeAsync(async (time) => {
    const random = createRandom(seed);
    const { fake, connection } = connect(time);
    const items: Item[] = [];
    let fetches = 0;
    const latencies: number[] = [];
    const ids: number[] = [];
    const known = new Set<number>();
    const snapshot = async (): Promise<readonly Item[]> => {
      fetches += 1;
      await new Promise((resolve) => setTimeout(resolve, FETCHED_AFTER));
      return items.slice(-MOST_ITEMS);
    };
    const see = ({ id, at }: Item): void => {
      if (known.has(id)) return;
      known.add(id);
      ids.push(id);
      latencies.push(time.now - at);
    };
    connection.channel<Item>('Followed', {}, { snapshot, ...options }).messages$.subscribe((message) => {
      if (message.type === 'snapshot') for (const { body } of message.messages as readonly { readonly body: Item }[]) see(body);
      else if (message.type !== 'gap') see(message.body as Item);
    });
    await time.advanceAsync(1_000);
    for (let id = 1; id <= IDS; id += 1) {
      if (integer(random, 1, ONE_IN) === 1) {
        const item = { id, at: time.now };
        items.push(item);
        fake.broadcast('Followed', {}, item);
      }
      await time.advanceAsync(EVERY);
    }
    await time.advanceAsync(5_000);
    connection.close();
    followed = { latencies, ids, expected: items.map(({ id }) => id), fetches };
  });
  assert.ok(followed);
  return followed;
}

/** How many items a stream needs at most until its holes are known to be none, and how late one may be until then, in ms. */
const LEARNED_AFTER = 20;
const LATE_WITHIN = 1_250;

suite('a channel whose ids are numbered for all followers', () => {
  for (const seed of [1, 2, 3, 4]) {
    test(`R20: with version, brings each item at once and fetches only the first state (seed ${seed})`, async () => {
      const { latencies, ids, expected, fetches } = await follow({ version: 'id' }, seed);
      assert.deepEqual(ids, expected);
      assert.deepEqual([Math.max(...latencies), fetches], [0, 1]);
    });

    test(`R20: with seq, learns within ${LEARNED_AFTER} items that the missing ids are no holes (seed ${seed})`, async () => {
      const { latencies, ids, expected, fetches } = await follow({ seq: 'id' }, seed);
      assert.deepEqual(ids, expected);
      const [before, after] = [latencies.slice(0, LEARNED_AFTER), latencies.slice(LEARNED_AFTER)];
      assert.ok(Math.max(...before) <= LATE_WITHIN, `one item was ${Math.max(...before)} ms late`);
      assert.equal(Math.max(...after), 0);
      assert.ok(fetches <= 4, `${fetches} fetches`);
    });
  }
});
