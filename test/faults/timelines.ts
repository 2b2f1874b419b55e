import type { DemoServer } from '../../examples/server/server.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { play, timeline } from '../support/fault-proxy/timeline.js';
import { Follower } from './follower.js';
import { readKept, until } from './outcome.js';
import { Source, type Numbered } from './source.js';

/** Which timeline, and for how long. */
export interface TimelineOptions {
  readonly server: DemoServer;
  readonly seed: number;
  readonly seconds: number;
  /** Puts polling below the cable; the way up takes a minute. */
  readonly ladder?: boolean;
}

/** How a timeline went; durations in ms. */
export interface Journey {
  readonly faults: number;
  readonly dials: number;
  readonly snapshots: number;
  /** How many bodies were said. */
  readonly said: number;
  /** From the end of the last fault until it was right for good: live, and showing what is said. */
  readonly rightAfter: number;
  /** What was wrong in the end; `undefined` where nothing was. */
  readonly wrong: string | undefined;
}

/** How long after the last fault a client may take, in ms: a half-open link 10 s, a handshake that hung 12 s (R2, R6), a machine that is busy. */
const RIGHT_WITHIN = 15_000;
/** The same from a rung below: a probe within 40 s that may take 10 s, twice. */
const CLIMBED_WITHIN = 90_000;
/** How many bodies a page that is right may be behind, on a busy machine. */
const BEHIND = 10;

/** R25: lets the faults of a seed happen between a client and its server, and tells whether it is right in the end. */
export async function runTimeline({ server, seed, seconds, ladder = false }: TimelineOptions): Promise<Journey> {
  const faults = timeline(seed, seconds);
  const proxy = await FaultProxy.start({ to: server.url, seed });
  const source = new Source(server, `timeline-${seed}`, 20);
  const follower = new Follower({ url: proxy.url, stream: source.stream, seed, ladder });
  const { screen } = follower;
  try {
    await play(proxy, faults);
    const rightAfter = await untilRight(follower, source, ladder ? CLIMBED_WITHIN : RIGHT_WITHIN);
    source.stop();
    await until(() => screen.last >= source.last, 2_000);
    return {
      faults: faults.length,
      dials: follower.dials,
      snapshots: screen.snapshots,
      said: source.said.length,
      rightAfter,
      wrong: wrongIn(follower, await readKept(server, source.stream)),
    };
  } finally {
    source.stop();
    follower.close();
    await proxy.end();
  }
}

/** Waits until it is right and stays so for a second, and tells since when it was, in ms from now. */
async function untilRight(follower: Follower, source: Source, within: number): Promise<number> {
  const { screen } = follower;
  const began = performance.now();
  let rightAt = Infinity;
  await until(() => {
    const isRight = follower.isLive && screen.last >= source.last - BEHIND && !screen.differenceTo(source.kept(screen.last));
    rightAt = isRight ? Math.min(rightAt, performance.now()) : Infinity;
    return performance.now() - rightAt >= 1_000;
  }, within);
  return rightAt - began;
}

function wrongIn(follower: Follower, kept: readonly Numbered[]): string | undefined {
  const { screen, isLive, standing, alive, mostAlive } = follower;
  if (!isLive) return `not live: ${standing}; ${screen.differenceTo(kept) ?? 'all shown'}`;
  if (alive !== 1 || mostAlive !== 1) return `${alive} sockets, ${mostAlive} at the most`;
  if (screen.twice > 0) return `${screen.twice} were shown twice`;
  return screen.differenceTo(kept);
}
