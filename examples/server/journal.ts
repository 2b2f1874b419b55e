/** An object that a source broadcasts on a stream. */
export type Body = Readonly<Record<string, unknown>>;

/** How much of a stream is kept: the last `count` bodies, or the last body for each value of `key`, at most `count` of them. */
export interface Retention {
  readonly count: number;
  readonly key?: string;
}

/**
 * Numbers the bodies of each stream (`seq`, from 1, without gaps) and keeps the last of them, within bounds.
 *
 * Snapshots and the state for new subscribers both come from here, so that they always agree.
 */
export class Journal {
  readonly #broadcast: (stream: string, body: unknown) => void;
  readonly #retentionOf: (stream: string) => Retention;
  readonly #pages = new Map<string, Page>();

  constructor(broadcast: (stream: string, body: unknown) => void, retentionOf: (stream: string) => Retention) {
    this.#broadcast = broadcast;
    this.#retentionOf = retentionOf;
  }

  /** Numbers, keeps and broadcasts one body; returns its `seq`. */
  publish(stream: string, body: Body): number {
    const page = this.#page(stream);
    this.#broadcast(stream, page.write(body));
    return page.seq;
  }

  /** Numbers and keeps each body, and broadcasts them together as `{type:"batch", data:[…]}`. */
  publishBatch(stream: string, bodies: readonly Body[]): void {
    const page = this.#page(stream);
    this.#broadcast(stream, { type: 'batch', data: bodies.map((body) => page.write(body)) });
  }

  /** Returns the last bodies of a stream, oldest first. */
  last(stream: string, count: number = Infinity): readonly Body[] {
    const bodies = this.#pages.get(stream)?.bodies() ?? [];
    return count < bodies.length ? bodies.slice(bodies.length - Math.max(0, count)) : bodies;
  }

  /** Drops a stream that will carry no more bodies. */
  forget(stream: string): void {
    this.#pages.delete(stream);
  }

  #page(stream: string): Page {
    let page = this.#pages.get(stream);
    if (page === undefined) this.#pages.set(stream, (page = new Page(this.#retentionOf(stream))));
    return page;
  }
}

class Page {
  seq = 0;
  readonly #retention: Retention;
  readonly #kept = new Map<unknown, Body>();

  constructor(retention: Retention) {
    this.#retention = retention;
  }

  write(body: Body): Body {
    this.seq += 1;
    const numbered = { ...body, seq: this.seq };
    const key = this.#retention.key === undefined ? this.seq : body[this.#retention.key];
    this.#kept.delete(key);
    this.#kept.set(key, numbered);
    if (this.#kept.size > this.#retention.count) this.#kept.delete(this.#kept.keys().next().value);
    return numbered;
  }

  bodies(): readonly Body[] {
    return [...this.#kept.values()];
  }
}
