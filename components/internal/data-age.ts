import { elementClock, type ElementClock } from './element-clock.js';

/** How far a server's clock may be off before its word counts for nothing, in ms: a year. */
const MOST_AHEAD = 31_536_000_000;

/**
 * How old the data of an element is, by our own clock: from when it came.
 *
 * A server's instants are compared with each other only. The page's content ages from when the element first saw its `as-of`; once a message
 * has shown how far the server's clock is ahead of ours, also from `as-of` itself.
 */
export class DataAge {
  readonly #clock: Pick<ElementClock, 'now' | 'wall'>;
  #heardAt: number | undefined;
  #rendered: { readonly asOf: number; readonly seenAt: number } | undefined;
  /** The server's clock less ours, less the shortest way from there to here, in ms. */
  #ahead: number | undefined;

  constructor(clock: Pick<ElementClock, 'now' | 'wall'> = elementClock) {
    this.#clock = clock;
  }

  /** Takes what came at `receivedAt` (our epoch ms), and when it happened by the server's word. */
  hear(receivedAt: number, happenedAt?: number): void {
    const { now, wall } = this.#clock;
    this.#heardAt = Math.max(this.#heardAt ?? -Infinity, now() - Math.max(0, wall() - receivedAt));
    if (happenedAt === undefined || Math.abs(happenedAt - receivedAt) > MOST_AHEAD) return;
    this.#ahead = Math.max(this.#ahead ?? -Infinity, happenedAt - receivedAt);
  }

  /** Forgets what came, though not how the clocks stand to each other. */
  forget(): void {
    this.#heardAt = undefined;
  }

  /** How old the data is, in ms: the youngest of what came and what the server rendered at `asOf`; `undefined` if neither is there. */
  of(asOf: number | undefined): number | undefined {
    const now = this.#clock.now();
    const ages = [this.#heardAt, this.#renderedAt(asOf)].filter((at) => at !== undefined).map((at) => now - at);
    return ages.length > 0 ? Math.min(...ages) : undefined;
  }

  /** When what the server rendered was new, by our clock that never jumps. */
  #renderedAt(asOf: number | undefined): number | undefined {
    if (asOf === undefined) return undefined;
    const { now, wall } = this.#clock;
    if (this.#rendered?.asOf !== asOf) this.#rendered = { asOf, seenAt: now() };
    return Math.min(this.#rendered.seenAt, now() - (wall() + (this.#ahead ?? 0) - asOf));
  }
}
