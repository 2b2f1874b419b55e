import type { Span } from './gaps.js';

/** Why a view stands still. */
export type Hold = 'pointer' | 'cursor' | 'pin' | 'window' | 'group';

/** The shortest time that a view can show, in ms. */
const SHORTEST = 50;

/**
 * Knows whether a chart's view follows the present or stands still, and what it then shows.
 *
 * Whatever a person does with the view holds it still; once nothing holds it any more, it follows the present again. A window that a person chose
 * holds it until `follow`.
 */
export class Viewport {
  /** What the view shows while it stands still; `undefined` while it follows the present. */
  span: Span | undefined;
  /** Whether the view shows something else than when it stopped. */
  isMoved = false;
  readonly #holds = new Set<Hold>();
  readonly #current: () => Span;
  readonly #onChange: () => void;

  /** `current` returns what the view shows now. `onChange` is called after each change of the span. */
  constructor(current: () => Span, onChange: () => void) {
    this.#current = current;
    this.#onChange = onChange;
  }

  /** Holds the view still. */
  hold(reason: Hold): void {
    this.#holds.add(reason);
    if (!this.span) this.#set(this.#current());
  }

  /** Ends one reason for standing still. */
  release(reason: Hold): void {
    this.#holds.delete(reason);
    if (this.#holds.size === 0) this.#set(undefined);
  }

  /** Shows another stretch of time, still. */
  show(span: Span, reason: Hold = 'window'): void {
    this.#holds.add(reason);
    this.isMoved = true;
    this.#set(span);
  }

  /** Follows the present again. */
  follow(): void {
    this.#holds.clear();
    this.#set(undefined);
  }

  #set(span: Span | undefined): void {
    this.isMoved &&= span !== undefined;
    if (span?.since === this.span?.since && span?.until === this.span?.until) return;
    this.span = span && { since: span.since, until: span.until };
    this.#onChange();
  }
}

/** Returns a span that is `factor` times as long around an instant, within `bounds`. */
export function zoomed({ since, until }: Span, factor: number, around: number, bounds: Span): Span {
  const length = Math.max(SHORTEST, (until - since) * factor);
  const share = (around - since) / (until - since);
  const from = around - share * length;
  return within({ since: from, until: from + length }, bounds);
}

/** Returns a span moved by so many ms, within `bounds`. */
export function panned({ since, until }: Span, by: number, bounds: Span): Span {
  return within({ since: since + by, until: until + by }, bounds);
}

/** Moves and shortens a span so that it is within `bounds`, and at least as long as the shortest. */
export function within({ since, until }: Span, bounds: Span): Span {
  const length = Math.min(Math.max(SHORTEST, until - since), Math.max(SHORTEST, bounds.until - bounds.since));
  const from = Math.min(Math.max(since, bounds.since), bounds.until - length);
  return { since: from, until: from + length };
}
