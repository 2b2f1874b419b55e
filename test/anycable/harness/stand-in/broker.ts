import { randomBytes } from 'node:crypto';

/** A message of a stream. Only the numbered ones are kept. */
export interface Broadcast {
  readonly stream: string;
  readonly message: unknown;
  /** Its place; a transient message, and every message without a broker, has none. */
  readonly epoch?: string;
  readonly offset?: number;
  /** `meta.broadcast_type`, which the history does not repeat. */
  readonly type?: string | undefined;
  /** The `sid` of the client that does not get it. */
  readonly exclude?: string | undefined;
}

/** From where a stream is asked for. */
export interface Asked {
  readonly since?: number | undefined;
  readonly position?: { readonly epoch: string; readonly offset: number } | undefined;
}

/** What a broker keeps, as on AnyCable's command line; durations in s. */
export interface BrokerSettings {
  readonly limit: number;
  readonly ttl: number;
}

interface Kept {
  readonly broadcast: Broadcast & { readonly offset: number };
  /** In seconds of the server's clock. */
  readonly at: number;
}

/** Returns the clock of the stand-in in seconds. It is not that of the page, which tests change. */
export function serverClock(): number {
  return (performance.timeOrigin + performance.now()) / 1_000;
}

/**
 * The history of a server, which several servers may share. Answers as facts about the real one say: all or nothing for a position, what is
 * left for a time.
 */
export class Broker {
  readonly epoch = randomBytes(2).toString('hex');
  readonly #settings: BrokerSettings;
  readonly #streams = new Map<string, { kept: Kept[]; last: number }>();
  readonly #listeners = new Set<(broadcast: Broadcast) => void>();

  constructor(settings: BrokerSettings) {
    this.#settings = settings;
  }

  /** Calls `listener` with each message, until the returned function is called. */
  listen(listener: (broadcast: Broadcast) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(broadcast: Broadcast, isTransient: boolean): void {
    const numbered = isTransient ? broadcast : this.#keep(broadcast);
    for (const listener of this.#listeners) listener(numbered);
  }

  /** Returns what the history of a stream holds; `undefined` if it refuses the position. */
  replay(stream: string, { position, since }: Asked): readonly Broadcast[] | undefined {
    const { kept, last } = this.#streamOf(stream);
    if (position) {
      const { epoch, offset } = position;
      const oldest = kept[0]?.broadcast.offset;
      if (epoch !== this.epoch || oldest === undefined || offset < oldest || offset > last) return undefined;
      return kept.filter(({ broadcast }) => broadcast.offset > offset).map(({ broadcast }) => broadcast);
    }
    if (since === undefined) return [];
    return kept.filter(({ at }) => Math.floor(at) >= since).map(({ broadcast }) => broadcast);
  }

  #keep(broadcast: Broadcast): Broadcast {
    const stream = this.#streamOf(broadcast.stream);
    stream.last += 1;
    const numbered = { ...broadcast, epoch: this.epoch, offset: stream.last };
    stream.kept.push({ broadcast: numbered, at: serverClock() });
    if (stream.kept.length > this.#settings.limit) stream.kept.shift();
    return numbered;
  }

  #streamOf(name: string): { kept: Kept[]; last: number } {
    const stream = this.#streams.get(name) ?? { kept: [], last: 0 };
    this.#streams.set(name, stream);
    const oldest = serverClock() - this.#settings.ttl;
    // The whole stream is forgotten together, a time after its last message.
    if ((stream.kept.at(-1)?.at ?? Infinity) < oldest) stream.kept = [];
    return stream;
  }
}
