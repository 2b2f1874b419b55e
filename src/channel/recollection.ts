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
  return new KeptMessages();
}

class KeptMessages implements Recollection {
  #self = {};
  #count = 0;
  #snapshot: Kept | undefined;
  /** The newest messages. The last one has the place `#count`. */
  #recent: Message[] = [];
  /** By metric and by event name, from the messages before the recent ones. */
  #named: Map<string, Kept> | undefined;
  /** Whether a view has left, and may come back. */
  #isLeft = false;
  /** The place of the newest message that was neither kept nor replaced by a later one. */
  #forgotten = 0;
  isIncomplete = false;

  get hasSnapshot(): boolean {
    return this.#snapshot !== undefined;
  }

  note(message: Message): void {
    this.#count += 1;
    if (message.type !== 'snapshot') return this.#keep(message);
    this.#reset();
    this.isIncomplete = false;
    this.#snapshot = { place: this.#count, message };
  }

  forNewView(): readonly Message[] {
    const messages = this.#all().map(({ message }) => message);
    return this.#snapshot ? messages : beginningOf(messages);
  }

  since({ count: seen, leftAt }: Bookmark): readonly Message[] {
    const missed = this.#all().filter(({ place }) => place > seen);
    const messages = missed.map(({ message }) => message);
    const isMissing = this.#forgotten > seen && !this.#snapshot;
    return isMissing ? [{ type: 'gap', since: leftAt, until: Date.now() }, ...messages] : messages;
  }

  bookmark(leftAt: number): Bookmark {
    this.#isLeft = true;
    return { of: this.#self, count: this.#count, leftAt };
  }

  knows({ of }: Bookmark): boolean {
    return of === this.#self;
  }

  clear(): void {
    this.#reset();
    this.#self = {};
    this.isIncomplete = this.#isLeft = false;
    this.#forgotten = this.#count = 0;
  }

  #keep(message: Message): void {
    const recent = this.#recent;
    if (!this.#snapshot && !this.#isLeft && isReplaced(recent.at(-1), message)) recent[recent.length - 1] = message;
    // A list that grows reserves space for 16, and most channels keep one message.
    else if (recent.length === 0) this.#recent = [message];
    else recent.push(message);
    if (this.#snapshot) {
      if (recent.length <= MOST_AFTER_SNAPSHOT) return;
      this.#reset();
      this.isIncomplete = true;
      this.#forgotten = this.#count;
    } else if (recent.length >= 2 * MOST_RECENT) this.#drop();
  }

  /** Drops the oldest messages. Not at each message, since moving 100 of them costs more than keeping 100 more. */
  #drop(): void {
    const first = this.#count - this.#recent.length + 1;
    const old = this.#recent.splice(0, MOST_RECENT);
    for (const [index, message] of old.entries()) {
      const place = first + index;
      if (message.type !== 'gap' && !isWhole(message)) this.#forgotten = place;
      const name = nameOf(message);
      if (name === undefined) continue;
      const named = (this.#named ??= new Map());
      named.set(name, { place, message });
      if (named.size > MOST_NAMES) named.delete(named.keys().next().value ?? '');
    }
  }

  #reset(): void {
    this.#snapshot = this.#named = undefined;
    this.#recent = [];
  }

  #all(): readonly Kept[] {
    const first = this.#count - this.#recent.length + 1;
    const newest = this.#recent.map((message, index) => ({ place: first + index, message }));
    if (this.#snapshot) return [this.#snapshot, ...newest];
    return [...[...(this.#named?.values() ?? [])].sort((one, other) => one.place - other.place), ...newest];
  }
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
