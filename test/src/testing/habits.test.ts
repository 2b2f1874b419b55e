import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Observable, type Subscription } from 'rxjs';
import type { Channel, ChannelOptions } from '../../../src/channel/channel.js';
import { createConnection } from '../../../src/connection.js';
import type { Message } from '../../../src/message/message.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { playFaults } from '../../../src/testing/play-faults.js';
import { randomFaults } from '../../../src/testing/random-faults.js';
import { createRandom, integer, type Random } from '../../../src/testing/random.js';
import { inVirtualTime, type VirtualTime } from '../../../src/testing/virtual-time.js';
import type { Transport } from '../../../src/transport/transport.js';

const SEEDS = 100;
/** How long a page is left to faults and to its reader, and how long it then may take to be right, in ms. */
const LENGTH = 60_000;
const RIGHT_WITHIN = 60_000;
/** How often a server says something, in ms; one for each seed in turn. */
const PACES = [50, 200, 1_000, 5_000];

interface Line {
  readonly seq: number;
  readonly value: number;
}

/** One part of a page, which shows what it is told. */
class View {
  shown: Line[] = [];
  #using: Subscription | undefined;
  readonly channel: Channel;

  constructor(channel: Channel) {
    this.channel = channel;
    this.join();
  }

  join(): void {
    if (this.#using) return;
    this.shown = [];
    this.#using = this.channel.messages$.subscribe((message) => this.#show(message));
  }

  leave(): void {
    this.#using?.unsubscribe();
    this.#using = undefined;
  }

  #show(message: Message): void {
    if (message.type === 'gap') return;
    const messages = message.type === 'snapshot' ? message.messages : [message];
    if (message.type === 'snapshot') this.shown = [];
    for (const told of messages) if ('body' in told) this.shown.push(told.body as Line);
  }
}

/** Counts how many links are open side by side. */
function counted(transport: Transport): { readonly transport: Transport; readonly most: () => number } {
  let [alive, most] = [0, 0];
  return {
    most: () => most,
    transport: (command$, dial) =>
      new Observable((subscriber) => {
        alive += 1;
        most = Math.max(most, alive);
        subscriber.add(() => (alive -= 1));
        return transport(command$, dial).subscribe(subscriber);
      }),
  };
}

/** What a reader and a machine do to a page. */
const habits: readonly ((view: View, time: VirtualTime, random: Random) => void)[] = [
  (view) => view.leave(),
  (view) => view.join(),
  (view) => view.channel.pause(),
  (view) => view.channel.resume(),
  (_, time) => (time.isVisible = false),
  (_, time) => show(time),
  (_, time, random) => time.sleep(integer(random, 1_000, 40_000)),
  (_, time) => time.goOffline(),
  (_, time) => goOnline(time),
];

function show(time: VirtualTime): void {
  time.isVisible = true;
  time.wake();
}

function goOnline(time: VirtualTime): void {
  time.isOnline = true;
  time.wake();
}

async function live(time: VirtualTime, seed: number): Promise<void> {
  const random = createRandom(seed);
  time.random = createRandom(seed + 1_000);
  const fake = new FakeCable({ beatEvery: 3_000 });
  const { transport, most } = counted(fake.transport);
  const connection = createConnection({ transports: [transport], environment: time.environment });
  const streams = ['numbered', 'numbered too', 'versioned'].map((name) => {
    const lines: Line[] = [{ seq: 1, value: 0 }];
    const options: ChannelOptions = {
      ...(name === 'versioned' ? { version: 'seq', key: () => 'the only one' } : { seq: 'seq' }),
      async snapshot() {
        await new Promise((resolve) => setTimeout(resolve, integer(random, 0, 400)));
        if (integer(random, 1, 10) === 1) throw new Error('500');
        return [...lines];
      },
    };
    setInterval(
      () => {
        lines.push({ seq: lines.length + 1, value: integer(random, 1, 99) });
        fake.broadcast(name, {}, lines.at(-1));
      },
      PACES[seed % PACES.length],
    );
    return { name, lines, views: [1, 2].map(() => new View(connection.channel(name, {}, options))) };
  });
  const views = streams.flatMap((stream) => stream.views);
  const script = playFaults(fake, randomFaults(seed, { for: LENGTH }), { seed });

  while (time.now < LENGTH) {
    await time.advanceAsync(integer(random, 10, 4_000));
    const view = views[integer(random, 0, views.length - 1)];
    if (view) habits[integer(random, 0, habits.length - 1)]?.(view, time, random);
  }
  script.end();
  show(time);
  goOnline(time);
  for (const view of views) {
    view.channel.resume();
    view.join();
  }
  await time.advanceAsync(RIGHT_WITHIN);

  for (const { name, lines, views } of streams) {
    for (const { channel, shown } of views) {
      const { state, subscription, health } = channel.status;
      const told = `seed ${seed}, ${name}\n${script.log}`;
      assert.deepEqual([state, subscription, health, most()], ['connected', 'confirmed', 'ok', 1], told);
      if (name === 'versioned') assert.deepEqual(shown.at(-1), lines.at(-1), told);
      else assert.deepEqual(shown, lines, told);
    }
  }
  connection.close();
  assert.equal(time.pending.listeners, 0);
}

suite('a page under random faults whose reader comes and goes', () => {
  test(`R25: R9: ends live on one link, every view equal to the server's state: ${SEEDS} seeds of a minute`, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) await inVirtualTime((time) => live(time, seed));
  });
});
