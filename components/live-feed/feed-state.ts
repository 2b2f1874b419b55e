import { type Message, readPath, timeOf } from '../../src/index.js';

/** A message that is an item of a feed: any that carries a body. */
export type ItemMessage = Exclude<Message, { readonly type: 'gap' | 'snapshot' | 'html' }>;

/** What a message does to a feed. `reset` forgets what the items after it do not name; `isUpdate` makes no new item. */
export type FeedChange =
  | { readonly type: 'item'; readonly key: string | undefined; readonly isUpdate: boolean; readonly message: ItemMessage }
  | { readonly type: 'remove'; readonly key: string }
  | { readonly type: 'gap'; readonly since: number; readonly until: number }
  | { readonly type: 'reset' };

/** Which messages a feed takes, and how it tells items apart. */
export interface FeedRules {
  /** The names of the events that are shown; without any, all messages are. */
  readonly events: readonly string[];
  /** The path of an item's identity in the body, or in its `data`. */
  readonly key: string;
  /** Up to when the page already shows everything, in epoch ms. */
  readonly asOf: number | undefined;
}

/** What waits to be shown, and how many items more came than are kept. */
export interface Pending {
  readonly changes: readonly FeedChange[];
  readonly dropped: number;
}

export const nothingPending: Pending = { changes: [], dropped: 0 };

/** Tells what a message does to a feed; nothing where the feed does not take it. */
export function changesOf(message: Message, rules: FeedRules): readonly FeedChange[] {
  switch (message.type) {
    case 'html':
      return [];
    case 'gap':
      return [{ type: 'gap', since: message.since, until: message.until }];
    case 'snapshot':
      return [{ type: 'reset' }, ...message.messages.flatMap((part) => changesOf(part, rules))];
  }
  const { events, asOf } = rules;
  if (events.length > 0 && !events.includes(nameOf(message))) return [];
  if (asOf !== undefined && (timeOf(message) ?? Infinity) <= asOf) return [];
  const key = identityOf(message.body, rules.key);
  const op = readPath(message.body, 'op') ?? readPath(message.body, 'data.op');
  if (op === 'remove') return key === undefined ? [] : [{ type: 'remove', key }];
  return [{ type: 'item', key, isUpdate: op === 'update', message }];
}

/**
 * Adds changes to those that wait: the newest body of each key at the place of its first, gaps side by side as one.
 *
 * Holds at most `bound` items; of more, the oldest are dropped and counted.
 */
export function admit(pending: Pending, changes: readonly FeedChange[], bound: number): Pending {
  const kept: (FeedChange | undefined)[] = [...pending.changes];
  const places = new Map(kept.map((change, place) => [change && keyOf(change), place]));
  let { dropped } = pending;
  for (const change of changes) {
    const key = keyOf(change);
    const place = key === undefined ? undefined : places.get(key);
    const before = place === undefined ? undefined : kept[place];
    const last = kept.at(-1);
    if (change.type === 'reset') {
      kept.length = dropped = 0;
      places.clear();
    }
    if (place !== undefined && change.type === 'item' && before?.type === 'item') {
      kept[place] = { ...change, isUpdate: before.isUpdate && change.isUpdate };
    } else if (change.type === 'gap' && last?.type === 'gap') {
      kept[kept.length - 1] = { ...last, until: change.until };
    } else {
      if (place !== undefined) kept[place] = undefined;
      if (key !== undefined) places.set(key, kept.length);
      kept.push(change);
    }
  }
  const all = kept.filter((change) => change !== undefined);
  let excess = all.filter(isItem).length - bound;
  if (excess <= 0) return { changes: all, dropped };
  dropped += excess;
  return { changes: all.filter((change) => !isItem(change) || excess-- <= 0), dropped };
}

/** Tells how many items a second come, from the rate before; `elapsed` in ms. Half-forgets within 0.7 s. */
export function nextRate(rate: number, count: number, elapsed: number): number {
  return rate * Math.exp(-elapsed / 1000) + count;
}

export function isItem(change: FeedChange): change is FeedChange & { readonly type: 'item' } {
  return change.type === 'item';
}

function keyOf(change: FeedChange): string | undefined {
  return change.type === 'item' || change.type === 'remove' ? change.key : undefined;
}

function nameOf(message: ItemMessage): string {
  const name = message.type === 'event' ? message.event : readPath(message.body, 'type');
  return typeof name === 'string' ? name : '';
}

function identityOf(body: unknown, path: string): string | undefined {
  const key = readPath(body, path) ?? readPath(body, `data.${path}`);
  return typeof key === 'number' || (typeof key === 'string' && key !== '') ? String(key) : undefined;
}
