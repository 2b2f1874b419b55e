import { TIME_KEYS } from '../message/decode.js';
import { readInstant } from '../message/instant.js';
import type { Message } from '../message/message.js';
import { isRecord, readOwn } from '../message/path.js';
import { contentOf, isSameThing, thingOf } from './thing.js';

/** Decides which state is newest by the time in its body. */
export interface Lateness {
  /** Returns whether something newer is known of the same thing. If not, remembers the message. */
  isLate(message: Message, key: unknown): boolean;
  /** Forgets everything known. */
  reset(): void;
}

/** The newest state of one thing, and the late state received since. */
interface Known {
  stamp: unknown;
  late: unknown;
  lateSince: number;
}

/** How long late but increasing times may arrive until the server's clock counts as set back, in ms. */
const LATE_WITHIN = 10_000;

/** How many things are remembered. The oldest is forgotten first. */
const MOST_THINGS = 10_000;

/**
 * Finds state that arrives after newer state of the same thing, since brokers such as Solid Cable and Redis can reorder bodies.
 *
 * Only whole state with a time in its body can be late; deltas and events never are. Equal instants are not late. Times are parsed only if
 * comparing them as text or numbers does not already show that a message is newer.
 */
export function createLateness(now: () => number): Lateness {
  return new LatenessByTime(now);
}

class LatenessByTime implements Lateness {
  readonly #now: () => number;
  #things: Map<string, Known> | undefined;
  #last: Message | undefined;
  #lastKey: unknown;
  #lastKnown: Known | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  isLate(message: Message, key: unknown): boolean {
    const stamp = 'body' in message ? stampIn(message.body) : undefined;
    if (stamp === undefined) return false;
    const known = this.#knownOf(message, key, stamp);
    if (!known) return false;
    if (isBefore(stamp, known.stamp) && !this.#wasSetBack(known, stamp)) return true;
    known.stamp = stamp;
    known.late = undefined;
    return false;
  }

  reset(): void {
    this.#things = this.#last = this.#lastKnown = undefined;
  }

  /** Finds what is known of the thing in a message. Tries the thing of the last message first, since a name takes time to build. */
  #knownOf(message: Message, key: unknown, stamp: unknown): Known | undefined {
    if (!this.#last || key !== this.#lastKey || !isSameThing(message, this.#last)) {
      const thing = thingOf(message, key);
      if (thing === undefined) return undefined;
      const things = (this.#things ??= new Map<string, Known>());
      let known = things.get(thing);
      if (!known) things.set(thing, (known = { stamp, late: undefined, lateSince: 0 }));
      if (things.size > MOST_THINGS) things.delete(things.keys().next().value ?? '');
      this.#lastKnown = known;
    }
    this.#last = message;
    this.#lastKey = key;
    return this.#lastKnown;
  }

  /** A clock that was set back keeps increasing from there; single late messages do not. */
  #wasSetBack(known: Known, stamp: unknown): boolean {
    const goesOn = known.late !== undefined && isBefore(known.late, stamp);
    if (!goesOn) known.lateSince = this.#now();
    known.late = stamp;
    return goesOn && this.#now() >= known.lateSince + LATE_WITHIN;
  }
}

function stampIn(body: unknown): unknown {
  if (!isRecord(body)) return undefined;
  return stampOf(body) ?? stampOf(contentOf(body) ?? body);
}

function stampOf(body: Readonly<Record<string, unknown>>): unknown {
  for (const field of TIME_KEYS) {
    const stamp = readOwn(body, field);
    if (stamp !== undefined && stamp !== null) return stamp;
  }
  return undefined;
}

function isBefore(stamp: unknown, known: unknown): boolean {
  if (typeof stamp === 'number' && typeof known === 'number') {
    if (stamp >= known) return false;
  } else if (typeof stamp === 'string' && typeof known === 'string' && isAlike(stamp, known) && stamp >= known) return false;
  const [one, other] = [readInstant(stamp), readInstant(known)];
  return one !== undefined && other !== undefined && one < other;
}

/** UTC texts of the same form sort like their instants. `Sun, 29 Nov` does not, and neither does a time with an offset. */
function isAlike(one: string, other: string): boolean {
  return one.length === other.length && one.endsWith('Z') && other.endsWith('Z');
}
