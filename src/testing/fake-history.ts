import type { MissedOffsets } from '../message/message.js';
import type { Signal } from '../transport/transport.js';

/** How much a fake server remembers. */
export interface FakeHistoryOptions {
  /** How many bodies of each channel are kept. @default 100 */
  readonly limit?: number;
}

/** A body on the wire. */
type Body = Signal & { readonly type: 'body' };

/** What was sent to one channel since the server was started. */
interface Stream {
  /** The bodies that are kept, the oldest first. */
  readonly kept: { readonly offset: number; readonly signal: Body }[];
  /** The offset of the newest body. */
  last: number;
}

/** How far the client has come in one channel. */
interface Position {
  readonly epoch: number;
  offset: number;
}

/** The history of a fake server, and a client that uses it as `anyCable()` does. Each channel is one stream, named by its identifier. */
export class FakeHistory {
  readonly #limit: number;
  readonly #streams = new Map<string, Stream>();
  readonly #positions = new Map<string, Position>();
  readonly #offsets = new WeakMap<Signal, number>();
  #epoch = 1;

  constructor({ limit = 100 }: FakeHistoryOptions) {
    this.#limit = limit;
  }

  /** Numbers a body, and keeps it. */
  record(identifier: string, body: unknown): Body {
    const signal: Body = { type: 'body', identifier, body };
    const stream = this.#streamOf(identifier);
    stream.last += 1;
    this.#offsets.set(signal, stream.last);
    stream.kept.push({ offset: stream.last, signal });
    if (stream.kept.length > this.#limit) stream.kept.shift();
    return signal;
  }

  /** Returns the confirmation of a subscription, and the bodies that follow it. */
  resume(identifier: string, resumes: boolean): readonly Signal[] {
    const stream = this.#streamOf(identifier);
    const known = resumes ? this.#positions.get(identifier) : undefined;
    if (!known) {
      this.#positions.set(identifier, { epoch: this.#epoch, offset: stream.last });
      return [{ type: 'confirmed', identifier, missed: 'unknown' }];
    }
    const isOther = known.epoch !== this.#epoch;
    const position = { epoch: this.#epoch, offset: isOther ? 0 : known.offset };
    const bodies = stream.kept.filter(({ offset }) => offset > position.offset);
    const before = (bodies[0]?.offset ?? stream.last + 1) - 1;
    const missed: MissedOffsets[] = before > position.offset ? [{ stream: identifier, first: position.offset + 1, last: before }] : [];
    // Where the server has nothing of it any more, nobody knows what was missed.
    const isUnknown = isOther || (bodies.length === 0 && missed.length > 0);
    this.#positions.set(identifier, { ...position, offset: before });
    return [{ type: 'confirmed', identifier, missed: isUnknown ? 'unknown' : missed }, ...bodies.map(({ signal }) => signal)];
  }

  /** Returns what a client makes of a signal: a double is dropped, and what is missing before a body is fetched. */
  arrive(signal: Signal): readonly Signal[] {
    const offset = this.#offsets.get(signal);
    const position = signal.type === 'body' ? this.#positions.get(signal.identifier) : undefined;
    if (signal.type !== 'body' || offset === undefined || !position) return [signal];
    const { identifier } = signal;
    const first = position.offset + 1;
    if (offset < first) return [];
    const between = this.#streamOf(identifier).kept.filter((kept) => kept.offset >= first && kept.offset <= offset);
    position.offset = offset;
    if (between.length === 0) return [signal];
    const before = (between[0]?.offset ?? first) - 1;
    const missed: readonly Signal[] =
      before >= first ? [{ type: 'missed', identifier, offsets: [{ stream: identifier, first, last: before }] }] : [];
    return [...missed, ...between.map((kept) => kept.signal)];
  }

  /** Begins a new epoch, with nothing kept. */
  restart(): void {
    this.#epoch += 1;
    this.#streams.clear();
  }

  /** Forgets what is kept, but not how far it has come. */
  expire(): void {
    for (const { kept } of this.#streams.values()) kept.length = 0;
  }

  #streamOf(identifier: string): Stream {
    const stream = this.#streams.get(identifier) ?? { kept: [], last: 0 };
    this.#streams.set(identifier, stream);
    return stream;
  }
}
