import { type Gap, type Message, readPath, timeOf } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';

/** A message that is an item of a feed: any that carries a body. */
export type ItemMessage = Exclude<Message, { readonly type: 'gap' | 'snapshot' | 'html' }>;

/** What a message does to the list of items: shows or removes one, or tells that something was missed. */
export type ListChange = Gap | { readonly type: 'item' | 'remove'; readonly key: string; readonly message: ItemMessage };

/** What a message does to a feed; `reset` forgets the items that those after it do not name. */
export type FeedChange = ListChange | { readonly type: 'reset' };

/** Which messages a feed takes, and how it tells items apart. */
export interface FeedRules {
  /** The names of the events that are shown, with blanks between; without any, all messages are. */
  readonly event: string;
  /** The path of an item's identity. */
  readonly key: string;
  /** Up to when the page already shows everything, in epoch ms. */
  readonly asOf: number | undefined;
}

/**
 * Tells what a message does to a feed; nothing where the feed does not take it. The parts of a snapshot are taken whenever they happened,
 * since they name all there is, also what the server rendered.
 */
export function changesOf(message: Message, rules: FeedRules, isPart = false): readonly FeedChange[] {
  if (message.type === 'html') return [];
  if (message.type === 'gap') return [message];
  if (message.type === 'snapshot') return [{ type: 'reset' }, ...message.messages.flatMap((part) => changesOf(part, rules, true))];
  const name = textAt(message, 'event') || textAt(message, 'type');
  if (rules.event && !rules.event.trim().split(/\s+/).includes(name)) return [];
  if (!isPart && isRendered(timeOf(message), rules.asOf)) return [];
  return [{ type: textAt(message, 'op') === 'remove' ? 'remove' : 'item', key: textAt(message, rules.key), message }];
}

/**
 * Says as text what a path leads to in the body of a message, or in its `data`; what is no value (an object, a list, nothing) says nothing.
 *
 * `at` is when it happened, in epoch ms where the body does not say it, and `value` a bare body itself.
 */
export function textAt(message: ItemMessage, path: string): string {
  const { body } = message;
  let found = readPath(body, path) ?? readPath(body, `data.${path}`);
  if (path === 'at') found ??= timeOf(message) ?? message.receivedAt;
  if (path === 'value') found ??= body;
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}
