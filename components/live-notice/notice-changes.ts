import { type Message, timeOf } from '../../src/index.js';
import { isAddressed } from '../internal/addressed.js';
import { isRendered } from '../internal/as-of.js';
import { inOrder, type ItemMessage, placeOf } from '../internal/item-place.js';
import { textAt } from '../internal/text-at.js';
import type { Arrival } from './notice-state.js';
import { type IsShown, readNotice, type ReadingRules } from './read-notice.js';

/** How long ago a message may have reached the page and still be news, in ms. A hidden page gets its messages up to a minute late. */
const NEWS_WITHIN = 90_000;

/** How long after a confirmation a server may send what it kept for the page, in ms. */
const CATCHING_UP_FOR = 5_000;

/** Selects the messages that an element takes, and how it reads them. */
export interface NoticeRules extends ReadingRules {
  readonly key: string;
  readonly seq: string | undefined;
  readonly version: string | undefined;
  readonly asOf: number | undefined;
}

/** When the channel was last confirmed, and now; both are epoch ms. */
export interface Moment {
  readonly confirmedAt: number | undefined;
  readonly now: number;
}

/** What a message means for the notices. `news` may be shown; `missed` and `read` notices go to the list only. */
export type NoticeChange =
  { readonly type: 'news' | 'missed' | 'read'; readonly arrival: Arrival } | { readonly type: 'remove'; readonly key: string };

/** Reads messages as notices, by an element's rules. */
export interface NoticeReader {
  readonly rules: NoticeRules;
  readonly locale: string;
  readonly isShown: IsShown;
}

/** Returns what a message means for the notices; `undefined` if the element does not take it. */
export function changeOf(message: ItemMessage, reader: NoticeReader, moment: Moment): NoticeChange | undefined {
  const { rules } = reader;
  if (!isAddressed(message, { event: rules.event })) return undefined;
  const key = textAt(message, rules.key);
  if (key !== '' && textAt(message, 'op') === 'remove') return { type: 'remove', key };
  const arrival = arrivalOf(message, reader);
  return arrival && { type: newsOf(message, rules.asOf, moment), arrival };
}

/**
 * Returns the notices of a snapshot, oldest first; `undefined` if it is no list of notices.
 *
 * Parts without an event name are taken too, because a list of stored notices has none.
 */
export function arrivalsOf(messages: readonly Message[], reader: NoticeReader): readonly Arrival[] | undefined {
  const { rules } = reader;
  const parts = messages.filter(isItemMessage);
  const taken = parts.filter((part) => isUnnamed(part) || isAddressed(part, { event: rules.event }));
  const arrivals = inOrder(taken, pathOf(rules)).flatMap((part) => arrivalOf(part, reader) ?? []);
  const isUnread = arrivals.length === 0 && (taken.length > 0 || parts.length < messages.length);
  return isUnread ? undefined : arrivals;
}

/** Returns whether a message can be a notice at all. */
export function isItemMessage(message: Message): message is ItemMessage {
  return message.type !== 'gap' && message.type !== 'snapshot' && message.type !== 'html';
}

function arrivalOf(message: ItemMessage, { rules, locale, isShown }: NoticeReader): Arrival | undefined {
  const reading = readNotice(message, rules, locale, isShown);
  return reading && { key: textAt(message, rules.key), message, reading, place: placeOf(message, pathOf(rules)) };
}

/**
 * Returns whether a message is news, or something that the page caught up with.
 *
 * A body that came right after a confirmation and says that it happened before is what the server kept for the page.
 */
function newsOf(message: ItemMessage, asOf: number | undefined, { confirmedAt, now }: Moment): 'news' | 'missed' | 'read' {
  const at = timeOf(message);
  const { receivedAt } = message;
  if (message.isReplayed || isRendered(at, asOf)) return 'read';
  if (now - receivedAt > NEWS_WITHIN) return 'missed';
  const isCatchingUp = confirmedAt !== undefined && receivedAt - confirmedAt < CATCHING_UP_FOR;
  return isCatchingUp && isRendered(at, confirmedAt) ? 'missed' : 'news';
}

function isUnnamed(message: ItemMessage): boolean {
  return textAt(message, 'event') === '' && textAt(message, 'type') === '';
}

function pathOf({ seq, version }: NoticeRules): string {
  return [seq, version].find(Boolean) ?? '';
}
