import { type Gap, type Message, timeOf } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { inOrder, type ItemMessage, type ItemPlace, placeOf } from '../internal/item-place.js';
import { textAt } from '../internal/text-at.js';

/** Shows an item, or removes it. */
export interface ItemChange {
  readonly type: 'item' | 'remove';
  /** The identity of the item; empty if it has none. */
  readonly key: string;
  readonly place: ItemPlace;
  readonly message: ItemMessage;
}

/** A change of the list: shows or removes an item, or reports missed updates. */
export type ListChange = Gap | ItemChange;

/** The changes that a message makes. A snapshot's `reset` removes the items that it does not name; the items that it names follow. */
export type FeedChange = ListChange | { readonly type: 'reset' };

/** Selects the messages that a feed takes, and how it identifies and orders items. */
export interface FeedRules {
  /** The names of the events to take, separated by spaces; without any, the feed takes all messages. */
  readonly event: string;
  /** Dot path of an item's identity. */
  readonly key: string;
  /** Dot path of a message's sequence number or version. Without it, items are ordered by time. */
  readonly seq?: string | undefined;
  readonly version?: string | undefined;
  /** Until when the page already shows everything, in epoch ms. */
  readonly asOf: number | undefined;
}

/** Paths of the text of an item without a template. */
const TEXTS =
  'actor actor.name user user.name verb action object object.name title name subject message text body description url href'.split(' ');

/**
 * Returns the changes that a message makes to a feed; empty if the feed does not take it.
 *
 * The feed takes all items of a snapshot, no matter when they happened, because a snapshot is the full state. A snapshot that is one object
 * without anything to show, such as `{"error":"gone"}`, is not a list of items and changes nothing. `isShown` returns whether the page's template
 * shows any value of a message.
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

/** Items of a snapshot without an event name are taken too, because the feed requested this list and a table has no events. */
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
