import { type Gap, type Message, readPath, timeOf } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { inOrder, type ItemMessage, type ItemPlace, placeOf } from './item-place.js';

/** Shows an item, or removes it. */
export interface ItemChange {
  readonly type: 'item' | 'remove';
  /** The identity of the item; empty if it has none. */
  readonly key: string;
  readonly place: ItemPlace;
  readonly message: ItemMessage;
}

/** What a message does to the list of items: shows or removes one, or says that updates were missed. */
export type ListChange = Gap | ItemChange;

/** What a message does to a feed. The items that a snapshot does not name go at its `reset`; the items that it names follow. */
export type FeedChange = ListChange | { readonly type: 'reset' };

/** Which messages a feed takes, and how it identifies and orders items. */
export interface FeedRules {
  /** The names of the events to take, separated by spaces; without any, the feed takes all messages. */
  readonly event: string;
  /** The path of an item's identity. */
  readonly key: string;
  /** The path of a message's running number, or of its version; else its time orders it. */
  readonly seq?: string | undefined;
  readonly version?: string | undefined;
  /** Until when the page already shows everything, in epoch ms. */
  readonly asOf: number | undefined;
}

/** Where an item without a template has its text. */
const TEXTS =
  'actor actor.name user user.name verb action object object.name title name subject message text body description url href'.split(' ');

/**
 * Returns what a message does to a feed; nothing if the feed does not take it.
 *
 * The feed takes all items of a snapshot whenever they happened, since they are all there is. A snapshot that is one object without anything to
 * show, such as `{"error":"gone"}`, is no list of items: it does nothing. `isShown` returns whether the page's template shows something of a message.
 */
export function changesOf(message: Message, rules: FeedRules, isShown?: (message: ItemMessage) => boolean): readonly FeedChange[] {
  switch (message.type) {
    case 'html':
      return [];
    case 'gap':
      return [message];
    case 'snapshot':
      return changesOfSnapshot(message.messages, rules, isShown);
    case 'datapoint':
    case 'delta':
    case 'event':
    case 'progress':
    case 'metrics':
    case 'value':
    case 'unknown': {
      if (rules.event && !isNamed(rules.event, nameOf(message))) return [];
      if (isRendered(timeOf(message), rules.asOf)) return [];
      if (message.type === 'unknown' && message.error !== undefined && !isItem(message, rules, isShown)) return [];
      return [changeOf(message, rules)];
    }
    default:
      return message satisfies never;
  }
}

/**
 * Returns as text what a path leads to in the body of a message, or in its `data`; empty for anything that is no value (an object, a list).
 *
 * `at` is when it happened, in epoch ms if the body does not say it, and `value` a bare body itself.
 */
export function textAt(message: ItemMessage, path: string): string {
  const { body } = message;
  let found = readPath(body, path) ?? readPath(body, `data.${path}`);
  if (path === 'at') found ??= timeOf(message) ?? message.receivedAt;
  if (path === 'value') found ??= body;
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

/** A snapshot's items without the name of an event are taken too: the feed asked for the list, and a table has no events. */
function changesOfSnapshot(
  messages: readonly Message[],
  rules: FeedRules,
  isShown: ((message: ItemMessage) => boolean) | undefined,
): readonly FeedChange[] {
  const parts = messages.filter((part): part is ItemMessage => part.type !== 'gap' && part.type !== 'snapshot' && part.type !== 'html');
  const [first] = parts;
  if (first && parts.length === 1 && !isItem(first, rules, isShown)) return [];
  if (!first && messages.length > 0) return [];
  const taken = parts.filter((part) => !rules.event || nameOf(part) === '' || isNamed(rules.event, nameOf(part)));
  return [{ type: 'reset' }, ...inOrder(taken, pathOf(rules)).map((part) => changeOf(part, rules))];
}

function changeOf(message: ItemMessage, rules: FeedRules): ItemChange {
  return {
    type: textAt(message, 'op') === 'remove' ? 'remove' : 'item',
    key: textAt(message, rules.key),
    place: placeOf(message, pathOf(rules)),
    message,
  };
}

function pathOf({ seq, version }: FeedRules): string {
  return [seq, version].find(Boolean) ?? '';
}

function nameOf(message: ItemMessage): string {
  return textAt(message, 'event') || textAt(message, 'type');
}

function isNamed(names: string, name: string): boolean {
  return names.trim().split(/\s+/).includes(name);
}

/** Returns whether a single body is an item: a value, an event, or an object with an identity or with something to show. */
function isItem(message: ItemMessage, rules: FeedRules, isShown: ((message: ItemMessage) => boolean) | undefined): boolean {
  if (message.type !== 'unknown' && message.type !== 'metrics') return true;
  if (isShown?.(message) || textAt(message, rules.key) !== '') return true;
  return TEXTS.some((path) => textAt(message, path) !== '');
}
