import { elementClock, type ElementClock } from './element-clock.js';

/** How far a server's clock may be off before its instants are ignored, in ms: a year. */
const MOST_AHEAD = 31_536_000_000;

/**
 * Measures how old an element's data is, by this machine's clock, from when the data arrived.
 *
 * A server's instants are compared only with each other. The page's content ages from when the element first saw its `as-of`; once a message
 * has shown the offset between the two clocks, it ages from `as-of` itself.
 */
export class DataAge {
  readonly #clock: Pick<ElementClock, 'now' | 'wall'>;
  #heardAt: number | undefined;
  #rendered: { readonly asOf: number; readonly seenAt: number } | undefined;
  /** The server's clock minus ours, minus the shortest latency seen, in ms. */
  #ahead: number | undefined;

  constructor(clock: Pick<ElementClock, 'now' | 'wall'> = elementClock) {
    this.#clock = clock;
  }

  /** Notes data that arrived at `receivedAt` (our epoch ms) and happened at `happenedAt` by the server's clock. */
  hear(receivedAt: number, happenedAt?: number): void {
    const { now, wall } = this.#clock;
    this.#heardAt = Math.max(this.#heardAt ?? -Infinity, now() - Math.max(0, wall() - receivedAt));
    if (happenedAt === undefined || Math.abs(happenedAt - receivedAt) > MOST_AHEAD) return;
    this.#ahead = Math.max(this.#ahead ?? -Infinity, happenedAt - receivedAt);
  }

  /** Forgets the data, but keeps the offset between the clocks. */
  forget(): void {
    this.#heardAt = undefined;
  }

  /** Returns the age in ms of the newest data, received or rendered at `asOf`; `undefined` if there is neither. */
  of(asOf: number | undefined): number | undefined {
    const now = this.#clock.now();
    const ages = [this.#heardAt, this.#renderedAt(asOf)].filter((at) => at !== undefined).map((at) => now - at);
    return ages.length > 0 ? Math.min(...ages) : undefined;
  }

  /** Returns when the server rendered the content, by our monotonic clock. */
  #renderedAt(asOf: number | undefined): number | undefined {
    if (asOf === undefined) return undefined;
    const { now, wall } = this.#clock;
    if (this.#rendered?.asOf !== asOf) this.#rendered = { asOf, seenAt: now() };
    return Math.min(this.#rendered.seenAt, now() - (wall() + (this.#ahead ?? 0) - asOf));
  }
}
