import { formatNumber } from '../format/number.js';
import type { ItemMessage } from './item-place.js';
import { safeUrl } from './safe-url.js';
import { textAt } from './text-at.js';

/** What a message says, as text; empty where its body says nothing. */
export interface ItemWords {
  /** The event's name as words: `order created`. */
  readonly event: string;
  /** Who did it, else what happened. */
  readonly lead: string;
  readonly verb: string;
  /** What it was done to, or the value. */
  readonly object: string;
  /** A sentence or two. */
  readonly note: string;
  /** An address with a harmless scheme. */
  readonly url: string;
}

/** Reads the names that applications commonly use for actor, verb, object and description. */
export function wordsOf(message: ItemMessage, locale: string): ItemWords {
  const first = (...paths: readonly string[]): string => {
    for (const path of paths) {
      const text = textAt(message, path);
      if (text) return text;
    }
    return '';
  };
  const event = first('event').replace(/[_.:/-]+/g, ' ');
  const actor = first('actor.name', 'actor', 'user.name', 'user');
  const verb = first('verb', 'action') || (actor && event.toLowerCase());
  const title = first('object.name', 'object', 'title', 'name', 'subject', 'metric');
  const note = first('message', 'text', 'body', 'description');
  const value = 'value' in message && message.value !== undefined ? formatNumber(message.value, {}, locale) : first('status');
  const lead = actor || event.charAt(0).toUpperCase() + event.slice(1) || (verb ? '' : title);
  return { event, lead, verb, object: (lead === title ? '' : title) || value, note, url: safeUrl(first('url', 'href')) };
}
