import type { MissedOffsets } from '../../message/message.js';
import type { MutablePosition } from './memory.js';

/** A numbered body that waits for its turn. */
export interface Numbered {
  readonly offset: number;
  /** Whether it is delivered. Other frames are numbered too, and only keep their place. */
  readonly isBody: boolean;
  readonly body: unknown;
}

/** Puts the bodies of one stream into the order of their offsets. */
export interface NumberedStream {
  readonly position: MutablePosition;
  /** Takes a body. Doubles are dropped; the others wait for `deliver`. */
  take(numbered: Numbered): void;
  /** Delivers what continues without a hole, and returns whether anything did. */
  deliver(): boolean;
  /** Whether the next body is there. */
  readonly isNext: boolean;
  /** Whether a body has come, a double too. */
  readonly isHeard: boolean;
  /** The offsets that are missing before the first waiting body. */
  readonly hole: MissedOffsets | undefined;
  /** Continues after the first hole, and returns it. */
  skip(): MissedOffsets | undefined;
  /** How many bodies wait. */
  readonly waiting: number;
}

/**
 * How late a body may come after the first one of a stream, and by how many places. Broadcasts posted at the same time overtake each other
 * by up to 8 places, and at the beginning it is unknown whether one is missing.
 */
const LATE_WITHIN = 500;
const MOST_LATE = 8;

/** What a stream needs. */
export interface StreamOptions {
  /** `isNext`: it continues the stream, and is not one that came late. */
  readonly deliver: (body: unknown, isNext: boolean) => void;
  /** Monotonic time in ms. */
  readonly now: () => number;
  /** Whether the stream begins with the first body that happens to come, so that earlier ones may follow. */
  readonly isBeginning: boolean;
}

/** Creates a stream that continues after `position`, which moves only with what is delivered. */
export function createNumberedStream(position: MutablePosition, { deliver, now, isBeginning }: StreamOptions): NumberedStream {
  const waiting = new Map<number, Numbered>();
  const { offset: base } = position;
  const lateUntil = isBeginning ? now() + LATE_WITHIN : -Infinity;
  const late = new Set<number>();
  let isHeard = false;

  function pass({ isBody, body }: Numbered, isNext: boolean): void {
    if (isBody) deliver(body, isNext);
  }

  function first(): number {
    return Math.min(...waiting.keys());
  }

  function hole(): MissedOffsets | undefined {
    if (waiting.size === 0) return undefined;
    const next = position.offset + 1;
    const { stream } = position;
    const last = first() - 1;
    return last < next ? undefined : { stream, first: next, last };
  }

  return {
    position,
    take(numbered) {
      isHeard = true;
      const { offset } = numbered;
      if (offset > position.offset) waiting.set(offset, numbered);
      else if (offset <= base && offset > base - MOST_LATE && now() < lateUntil && !late.has(offset)) {
        late.add(offset);
        pass(numbered, false);
      }
    },
    deliver() {
      const before = position.offset;
      for (let next = waiting.get(before + 1); next; next = waiting.get(position.offset + 1)) {
        waiting.delete(next.offset);
        // First, since a subscriber may end the link while it handles the body.
        position.offset = next.offset;
        pass(next, true);
      }
      return position.offset > before;
    },
    get isNext() {
      return waiting.has(position.offset + 1);
    },
    get isHeard() {
      return isHeard;
    },
    get hole() {
      return hole();
    },
    skip() {
      const skipped = hole();
      if (skipped) position.offset = skipped.last;
      return skipped;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
