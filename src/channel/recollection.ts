import type { Message } from '../message/message.js';
import { isSameThing, isWhole, thingOf } from '../repair/thing.js';

/** Where one view left a stream, so that it can continue there. */
export interface Bookmark {
  /** Identifies the recollection. */
  readonly of: object;
  /** How many messages it had received. */
  readonly count: number;
  /** Since when the view may have missed something, in epoch ms. */
  readonly leftAt: number;
}

/** The messages that are kept for a view that joins later or comes back. */
export interface Recollection {
  note(message: Message): void;
  /** Returns the messages that a new view starts with. */
  forNewView(): readonly Message[];
  /** Returns the messages that a returning view has not received; starts with a gap if some were not kept. */
  since(bookmark: Bookmark): readonly Message[];
  /** Returns where a view leaves. */
  bookmark(leftAt: number): Bookmark;
  /** Returns whether a bookmark belongs to what is kept now. */
  knows(bookmark: Bookmark): boolean;
  /** Whether the kept messages start with a snapshot. */
  readonly hasSnapshot: boolean;
  /** Whether more messages arrived since the snapshot than are kept, so that a new view needs a new snapshot. */
  readonly isIncomplete: boolean;
  clear(): void;
}

interface Kept {
  readonly place: number;
  readonly message: Message;
}

/** How many messages are kept after a snapshot, and how many without one. */
const MOST_AFTER_SNAPSHOT = 1_000;
const MOST_RECENT = 100;

/** How many events and items a new view starts with if there is no snapshot. */
const MOST_ITEMS = 100;

/** How many metrics and events are kept by name. */
const MOST_NAMES = 1_000;

/**
 * Keeps what the views of a stream show: the last snapshot and the 1,000 messages after it. Without a snapshot, it keeps the last 100
 * messages, and of those before them the last whole value of each metric and the last event of each name.
 *
 * From the last 100 a new view gets the last whole value of each thing and the last 100 events and items, marked `isReplayed`. Until a view
 * has left, a value is replaced by the next one of the same thing, since only a view that comes back needs both. With hundreds of channels,
 * keeping them all costs more than everything else that a message needs.
 */
export function createRecollection(): Recollection {
  let self = {};
  let count = 0;
  let snapshot: Kept | undefined;
  /** The newest messages. The last one has the place `count`. */
  let recent: Message[] = [];
  /** By metric and by event name, from the messages before the recent ones. */
  let named = new Map<string, Kept>();
  let isIncomplete = false;
  /** Whether a view has left, and may come back. */
  let isLeft = false;
  /** The place of the newest message that was neither kept nor replaced by a later one. */
  let forgotten = 0;

  function keep(message: Message): void {
    if (!snapshot && !isLeft && isReplaced(recent.at(-1), message)) recent.pop();
    recent.push(message);
    if (snapshot) {
      if (recent.length <= MOST_AFTER_SNAPSHOT) return;
      reset();
      isIncomplete = true;
      forgotten = count;
    } else if (recent.length >= 2 * MOST_RECENT) drop();
  }

  /** Drops the oldest messages. Not at each message, since moving 100 of them costs more than keeping 100 more. */
  function drop(): void {
    const first = count - recent.length + 1;
    const old = recent.splice(0, MOST_RECENT);
    for (const [index, message] of old.entries()) {
      const place = first + index;
      if (message.type !== 'gap' && !isWhole(message)) forgotten = place;
      const name = nameOf(message);
      if (name === undefined) continue;
      named.set(name, { place, message });
      if (named.size > MOST_NAMES) named.delete(named.keys().next().value ?? '');
    }
  }

  function reset(): void {
    snapshot = undefined;
    recent = [];
    named = new Map();
  }

  function all(): readonly Kept[] {
    const first = count - recent.length + 1;
    const newest = recent.map((message, index) => ({ place: first + index, message }));
    if (snapshot) return [snapshot, ...newest];
    return [...[...named.values()].sort((one, other) => one.place - other.place), ...newest];
  }

  return {
    note(message) {
      count += 1;
      if (message.type !== 'snapshot') return keep(message);
      reset();
      isIncomplete = false;
      snapshot = { place: count, message };
    },
    forNewView() {
      const messages = all().map(({ message }) => message);
      return snapshot ? messages : beginningOf(messages);
    },
    since({ count: seen, leftAt }) {
      const missed = all().filter(({ place }) => place > seen);
      const messages = missed.map(({ message }) => message);
      return forgotten > seen && !snapshot ? [{ type: 'gap', since: leftAt, until: Date.now() }, ...messages] : messages;
    },
    bookmark(leftAt) {
      isLeft = true;
      return { of: self, count, leftAt };
    },
    knows: ({ of }) => of === self,
    get hasSnapshot() {
      return snapshot !== undefined;
    },
    get isIncomplete() {
      return isIncomplete;
    },
    clear() {
      reset();
      self = {};
      isIncomplete = isLeft = false;
      forgotten = count = 0;
    },
  };
}

/** Returns whether only a view that comes back needs `message` besides `next`. */
function isReplaced(message: Message | undefined, next: Message): boolean {
  return message !== undefined && !('isLate' in message) && !('isLate' in next) && isSameThing(message, next);
}

/** Returns a name such that a newer message of the same name replaces this one. Cheap, since it runs for each message. */
function nameOf(message: Message): string | undefined {
  if (message.type === 'datapoint') return `datapoint ${message.metric ?? ''}`;
  if (message.type === 'event') return `event ${message.event}`;
  return message.type === 'value' || message.type === 'metrics' || message.type === 'progress' ? message.type : undefined;
}

/** The last whole value of each thing and the last items, oldest first. Deltas without a whole value before them are left out. */
function beginningOf(messages: readonly Message[]): readonly Message[] {
  const known = new Set<string>();
  const beginning: Message[] = [];
  let items = 0;
  for (const message of [...messages].reverse()) {
    if (message.type === 'gap') {
      // What comes before a gap is uncertain.
      beginning.push(message);
      continue;
    }
    if (!('body' in message) || message.isLate) continue;
    const thing = thingOf(message, undefined);
    const name = thing ?? nameOf(message);
    const isKnown = name !== undefined && known.has(name);
    if (name !== undefined) known.add(name);
    if (thing === undefined) items += 1;
    if (isKnown && (thing !== undefined || items > MOST_ITEMS)) continue;
    if (name === undefined && items > MOST_ITEMS) continue;
    beginning.push({ ...message, isReplayed: true });
  }
  while (beginning.at(-1)?.type === 'gap') beginning.pop();
  beginning.reverse();
  const whole = beginning.findIndex((message) => thingOf(message, undefined) !== undefined);
  return beginning.filter((message, index) => message.type !== 'delta' || (whole >= 0 && index > whole));
}
