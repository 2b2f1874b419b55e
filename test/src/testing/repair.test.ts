import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Message } from '../../../src/message/message.js';
import { createConnection } from '../../../src/connection.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { playFaults, type TimedFault } from '../../../src/testing/play-faults.js';
import { randomFaults } from '../../../src/testing/random-faults.js';
import { createRandom, integer } from '../../../src/testing/random.js';
import { inVirtualTime, type VirtualTime } from '../../../src/testing/virtual-time.js';

/** How many random scripts are played, and for how long each, in ms. */
const SEEDS = 200;
const LENGTH = 60_000;
/** How long after the last fault a page may take, in ms: 31 s for a channel that fell silent (R21), and what else takes longest. */
const RIGHT_WITHIN = 45_000;
/** How often the server says something, in ms. */
const EVERY = 200;

interface Line {
  readonly seq: number;
  readonly value: number;
}

/** A server's own state: the lines of a feed, all of them, so that one that was missed is missed in the end. */
class Shop {
  readonly lines: Line[] = [];
  readonly fake = new FakeCable({ beatEvery: 3_000 });
  #seq = 0;

  sell(value: number): void {
    this.#seq += 1;
    const line = { seq: this.#seq, value };
    this.lines.push(line);
    this.fake.broadcast('Sales', {}, line);
  }
}

/** A page: the feed's lines as they arrived. */
class Page {
  lines: Line[] = [];
  twice = 0;
  readonly #shown = new Set<number>();

  show(message: Message): void {
    if (message.type === 'gap') return;
    const bodies = message.type === 'snapshot' ? message.messages : [message];
    if (message.type === 'snapshot') {
      this.lines = [];
      this.#shown.clear();
    }
    for (const body of bodies) if ('body' in body) this.#add(body.body as Line);
  }

  #add(line: Line): void {
    if (this.#shown.has(line.seq)) this.twice += 1;
    this.#shown.add(line.seq);
    this.lines.push(line);
  }
}

/** How long a snapshot takes, in ms, and how often one of so many fails. */
const SNAPSHOT = { least: 0, most: 400, failing: 10 };

/** Plays faults between a shop and a page, and compares them in the end. */
async function live(time: VirtualTime, faults: readonly TimedFault[], seed: number): Promise<void> {
  const random = createRandom(seed);
  time.random = createRandom(seed + 1_000);
  const shop = new Shop();
  const page = new Page();
  const connection = createConnection({ transports: [shop.fake.transport], environment: time.environment });
  const channel = connection.channel('Sales', {}, { seq: 'seq', snapshot });
  async function snapshot(): Promise<readonly Line[]> {
    await new Promise((resolve) => setTimeout(resolve, integer(random, SNAPSHOT.least, SNAPSHOT.most)));
    if (integer(random, 1, SNAPSHOT.failing) === 1) throw new Error('500');
    return [...shop.lines];
  }
  const using = channel.messages$.subscribe((message) => page.show(message));
  const script = playFaults(shop.fake, faults, { seed });
  const selling = setInterval(() => shop.sell(integer(random, 1, 1_000)), EVERY);

  await time.advanceAsync(LENGTH);
  script.end();
  await time.advanceAsync(RIGHT_WITHIN);
  clearInterval(selling);
  await time.advanceAsync(1_000);

  const { state, subscription, health } = channel.status;
  const told = `seed ${seed}: ${state} ${subscription} ${health}\n${script.log}`;
  assert.deepEqual([state, subscription, health], ['connected', 'confirmed', 'ok'], told);
  assert.deepEqual(page.lines, shop.lines, told);
  assert.equal(page.twice, 0, told);
  using.unsubscribe();
  connection.close();
  assert.deepEqual(time.pending, { timers: 0, listeners: 0 }, told);
}

suite('a page under random faults in virtual time', () => {
  test(`R25: ends live, equal to the server's state, nothing twice and nothing left running: ${SEEDS} seeds of a minute`, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      await inVirtualTime((time) => live(time, randomFaults(seed, { for: LENGTH }), seed));
    }
  });
});

/** Follows one numbered channel whose snapshot is what `lines` holds at the time. */
function follow(time: VirtualTime, fake: FakeCable, lines: readonly Line[]): { readonly page: Page; readonly leave: () => void } {
  const page = new Page();
  const connection = createConnection({ transports: [fake.transport], environment: time.environment });
  const channel = connection.channel('Sales', {}, { seq: 'seq', snapshot: () => Promise.resolve([...lines]) });
  channel.messages$.subscribe((message) => page.show(message));
  return { page, leave: () => connection.close() };
}

suite('what random faults found', () => {
  test('R20: what is lost after an empty snapshot is a hole too', async () => {
    await inVirtualTime(async (time) => {
      const fake = new FakeCable({ beatEvery: 3_000 });
      const lines: Line[] = [];
      const { page, leave } = follow(time, fake, lines);
      await time.advanceAsync(3_000);
      for (const seq of [1, 2, 3]) {
        lines.push({ seq, value: seq });
        // The first two are said by nobody, as by a server that is deaf for a while.
        if (seq > 2) fake.broadcast('Sales', {}, lines.at(-1));
        await time.advanceAsync(4_000);
      }
      assert.deepEqual(page.lines, lines);
      leave();
    });
  });

  test('a silent channel looks once, not again and again at one instant', async () => {
    const random = createRandom(1);
    let most = 0;
    for (let n = 0; n < 300; n += 1)
      await inVirtualTime(async (time) => {
        time.random = random;
        const fake = new FakeCable({ beatEvery: 3_000 });
        time.advance(random() * 1_000);
        const { leave } = follow(time, fake, []);
        await time.advanceAsync(5_000 + random());
        fake.broadcast('Sales', {}, { seq: 1, value: 1 });
        const start = setTimeout;
        let instants = 0;
        Object.assign(globalThis, {
          setTimeout(run: () => void, delay: number) {
            if (delay < 1) instants += 1;
            return start(run, delay);
          },
        });
        await time.advanceAsync(32_000);
        most = Math.max(most, instants);
        leave();
      });
    assert.ok(most <= 1, `${most} waits of less than a ms in 32 s`);
  });
});
