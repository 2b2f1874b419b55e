import { createRandom, integer, pick, type Random } from '../../examples/server/random.js';
import type { DemoServer } from '../../examples/server/server.js';
import { inject, type Fault } from '../support/fault-proxy/fault.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { Follower } from './follower.js';
import { readKept, until } from './outcome.js';
import { Source } from './source.js';

/** How often one client is disconnected. */
export interface DisconnectOptions {
  readonly server: DemoServer;
  readonly seed: number;
  readonly times: number;
}

/** How it went; durations in ms. */
export interface Disconnected {
  /** From the confirmation after each disconnect until all was shown that had been said by then. */
  readonly completeAfter: readonly number[];
  readonly said: number;
  /** What was wrong; `undefined` where nothing was. */
  readonly wrong: string | undefined;
}

/** From the fault to live: a half-open link 10 s, and a machine that is busy (R2). */
const LIVE_WITHIN = 20_000;

/** What breaks a link by itself, and what is bad weather until a reset ends both. */
const BREAKING = ['reset', 'close', 'cut', 'half-open', 'refuse', 'hang', 'answer'] as const;
const WEATHER = ['stall', 'delay', 'throttle', 'duplicate', 'drop', 'corrupt'] as const;

/** R19: disconnects a client again and again, by every kind of fault, while its stream goes on, and tells what each repair took. */
export async function runDisconnects({ server, seed, times }: DisconnectOptions): Promise<Disconnected> {
  const random = createRandom(seed);
  const proxy = await FaultProxy.start({ to: server.url, seed });
  const source = new Source(server, `disconnects-${seed}`, 20);
  const follower = new Follower({ url: proxy.url, stream: source.stream, seed });
  const { screen } = follower;
  const completeAfter: number[] = [];
  let wrong = (await until(() => follower.isLive, LIVE_WITHIN)) ? undefined : 'never live';
  try {
    while (!wrong && completeAfter.length < times) {
      // None within 2 s of the snapshot before is asked for (X7), and what is due waits for that.
      await sleep(integer(random, 1_500, 2_500));
      const { dials } = follower;
      await disconnect(proxy, draw(random), random);
      if (!(await until(() => follower.dials > dials && follower.isLive, LIVE_WITHIN))) wrong = `not live: ${follower.standing}`;
      const liveAt = follower.liveAt ?? performance.now();
      const due = source.last;
      const difference = (): string | undefined => screen.differenceTo(source.kept(screen.last));
      if (!(await until(() => screen.last >= due && !difference(), 5_000))) wrong ??= difference() ?? 'not complete within 5 s';
      completeAfter.push(performance.now() - liveAt);
    }
    source.stop();
    await until(() => screen.last >= source.last, 2_000);
    wrong ??= screen.twice > 0 ? `${screen.twice} were shown twice` : screen.differenceTo(await readKept(server, source.stream));
    return { completeAfter, said: source.said.length, wrong };
  } finally {
    source.stop();
    follower.close();
    await proxy.end();
  }
}

async function disconnect(proxy: FaultProxy, fault: Fault, random: Random): Promise<void> {
  const undo = inject(proxy, fault);
  await sleep(integer(random, 100, 600));
  if ((WEATHER as readonly string[]).includes(fault.type)) proxy.reset();
  await undo();
}

function draw(random: Random): Fault {
  const type = pick(random, [...BREAKING, ...WEATHER] as const);
  switch (type) {
    case 'answer':
      return { type, status: pick(random, [403, 404, 503]) };
    case 'delay':
      return { type, by: 300, jitter: 200 };
    case 'throttle':
      return { type, bytesPerSecond: 1_000 };
    case 'duplicate':
    case 'drop':
    case 'corrupt':
      return { type, share: 0.2 };
    default:
      return { type };
  }
}

function sleep(length: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}
