import { FakeCable } from '../../src/testing/fake-cable.js';
import type { RandomFaultType } from '../../src/testing/random-faults.js';
import { integer, type Random } from '../../src/testing/random.js';
import type { VirtualTime } from '../../src/testing/virtual-time.js';

/** What a server says: a line of a feed, or what a thing is now. */
interface Said {
  readonly n: number;
  readonly id: string;
  readonly value: number;
  readonly at: number;
}

/** What a page knows of a channel, and so what it can tell. */
export interface Kind {
  readonly shape: 'feed' | 'things';
  readonly snapshot: 'none' | 'function' | 'url';
  readonly order: 'none' | 'seq' | 'version';
  /** Its snapshot tells no number. */
  readonly isBare: boolean;
  /** Below the cable it is polled. */
  readonly isPolled: boolean;
  /** The server may lose its state and its count. */
  readonly resets: boolean;
  /** Its state is asked of a copy that may be some seconds behind, as that of a database is. */
  readonly lags: boolean;
  /** Some views name nothing but the snapshot, and take from the others how bodies are ordered. */
  readonly isMixed: boolean;
  readonly among: readonly RandomFaultType[];
}

const CUTS: readonly RandomFaultType[] = ['drop', 'half-open', 'goodbye', 'refuse', 'hang', 'late-confirm'];
/** Faults that nobody is told of. */
export const LOSSES: readonly RandomFaultType[] = ['deaf', 'lose', 'lost-confirm'];
const DISORDER: readonly RandomFaultType[] = ['reorder', 'duplicate', 'delay', 'freeze'];

/** How far a copy of the server's state may be behind, in ms. */
const LONGEST_LAG = 5_000;

/** Draws what a channel is, and the faults that a page can get over where it is so. */
export function drawKind(random: Random): Kind {
  const pick = <T>(list: readonly T[]): T => list[integer(random, 0, list.length - 1)] as T;
  const shape = pick(['feed', 'things'] as const);
  const snapshot = pick(['none', 'function', 'url'] as const);
  const order = pick(shape === 'feed' ? (['none', 'seq', 'seq'] as const) : (['none', 'seq', 'version', 'version'] as const));
  const isLossy = order !== 'none' && snapshot !== 'none' && random() < 0.4;
  const isBare = shape === 'things' && order === 'seq' && random() < 0.5;
  const isPolled = snapshot === 'url' && random() < 0.5;
  const resets = snapshot !== 'none' && order !== 'version' && random() < 0.3;
  const isMixed = snapshot !== 'none' && random() < 0.3;
  const lags = snapshot !== 'none' && order !== 'none' && !isBare && !resets && random() < 0.3;
  return {
    shape,
    snapshot,
    order,
    isBare,
    isPolled,
    resets,
    lags,
    isMixed,
    among: [...CUTS, ...(isLossy ? LOSSES : []), ...(order === 'none' ? [] : DISORDER)],
  };
}

/** A server: what it said, what is so now, and what it says when asked for all of it. */
export class ModelledServer {
  readonly fake = new FakeCable({ beatEvery: 3_000 });
  said: Said[] = [];
  fails = true;
  readonly time: VirtualTime;
  readonly kind: Kind;
  readonly random: Random;
  #n: number;

  constructor(time: VirtualTime, kind: Kind, random: Random) {
    this.time = time;
    this.kind = kind;
    this.random = random;
    // Far enough that the next count is known for another.
    this.#n = kind.resets ? 5_000 : 0;
  }

  /** Begins anew, with nothing; nobody can know it of a count that is not far below, unless the link is lost with it. */
  reset(isRestarted: boolean): void {
    const canBeKnown = this.kind.order === 'seq' && this.#n > 5_000;
    this.said = [];
    this.#n = 0;
    if (isRestarted || !canBeKnown) this.fake.goodbye('server_restart', true);
    else this.say();
  }

  say(): void {
    const { random } = this;
    this.#n += 1;
    // Few values, so that what is so now was often so before.
    const said = { n: this.#n, id: `t${integer(random, 1, 3)}`, value: integer(random, 1, 2), at: this.time.wall };
    this.said.push(said);
    this.fake.broadcast('C', {}, this.write(said));
  }

  /** A body holds no more than what the page may know. */
  write({ n, id, value }: Said): Record<string, unknown> {
    const { order, shape } = this.kind;
    if (shape === 'feed') return order === 'seq' ? { seq: n, value } : { line: n, value };
    return { id, value, ...(order === 'seq' && { seq: n }), ...(order === 'version' && { v: n }) };
  }

  state(said: readonly Said[] = this.said): unknown[] {
    const things = new Map(said.map((one) => [one.id, one]));
    const all = this.kind.shape === 'feed' ? said : [...things.values()].sort((one, other) => one.n - other.n);
    return all.map((said) => (this.kind.isBare ? { id: said.id, value: said.value } : this.write(said)));
  }

  /** Answers within a second, with what is so at some time in between; now and then not at all, or with an error. */
  async answer(signal: AbortSignal): Promise<unknown[]> {
    const { random } = this;
    await pass(integer(random, 0, 200));
    const lag = this.kind.lags && this.fails && random() < 0.5 ? integer(random, 0, LONGEST_LAG) : 0;
    // An empty state tells no number, so that nobody can know it for an old one.
    const state = this.state(this.said.filter(({ at }, place) => place === 0 || at <= this.time.wall - lag));
    const luck = random();
    await (this.fails && !this.kind.isPolled && luck < 0.03
      ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
      : pass(integer(random, 0, 300)));
    if (signal.aborted || (this.fails && luck > 0.92)) throw new Error('500');
    return state;
  }

  /** Views of one channel bring the same function. */
  readonly snapshot = ({ signal }: { readonly signal: AbortSignal }): Promise<unknown[]> => this.answer(signal);

  readonly fetch = async (
    _url: unknown,
    { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
  ): Promise<Response> => {
    const text = JSON.stringify(await this.answer(signal));
    const etag = `W/"${text}"`;
    if (headers['if-none-match'] === etag) return new Response(null, { status: 304 });
    return new Response(text, { headers: { 'content-type': 'application/json', etag } });
  };
}

function pass(delay: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delay));
}
