import { timeOf } from '../../src/index.js';
import { formatNumber } from '../format/number.js';
import { clockTime } from '../format/time.js';
import type { LocalizeController } from '../internal/localize.js';
import { cutText } from './cut-text.js';
import { textAt } from './feed-state.js';
import type { ItemMessage } from './item-place.js';
import type { Item } from './item-template.js';
import { isoTime } from './item-times.js';
import { safeUrl } from './safe-url.js';

/** How many characters of one text are shown. */
const LONGEST = 400;

/** Words that mean failure or success. */
const BAD = /fail|error|reject|critical/i;
const OK = /finish|complete|success|paid|done/i;

/** Creates an item without a template. */
export function createItem(words: LocalizeController): Item {
  const element = document.createElement('article');
  return { element, update: (message) => fillItem(element, message, words.lang()) };
}

/**
 * Writes a message into an article, as text only. Never throws.
 *
 * Reads the names that applications commonly use for actor, verb and object.
 */
export function fillItem(article: HTMLElement, message: ItemMessage, locale: string): void {
  const first = (...paths: readonly string[]): string => paths.map((path) => textAt(message, path)).find(Boolean) ?? '';
  const event = first('event').replace(/[_.:/-]+/g, ' ');
  const actor = first('actor.name', 'actor', 'user.name', 'user');
  const verb = first('verb', 'action') || (actor && event.toLowerCase());
  const title = first('object.name', 'object', 'title', 'name', 'subject', 'metric');
  const note = first('message', 'text', 'body', 'description');
  const value = 'value' in message && message.value !== undefined ? formatNumber(message.value, {}, locale) : first('status');
  const lead = actor || event.charAt(0).toUpperCase() + event.slice(1) || (verb ? '' : title);
  const object = (lead === title ? '' : title) || value || (lead || verb || note ? '' : JSON.stringify(message.body));

  const make = (name: string, properties: object, ...content: readonly (Node | string)[]): HTMLElement => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...content.map((part) => (typeof part === 'string' ? cutText(part, LONGEST, locale) : part)));
    return element;
  };
  const url = safeUrl(first('url', 'href'));
  const target = object || lead || url;
  const linked = (text: string): Node | string => (url && text === target ? make('a', { href: url }, text) : text);
  const line = [lead && make('strong', {}, linked(lead)), verb, target === lead ? '' : linked(target), note && make('p', {}, note)];

  const icon = first('icon');
  const words = `${event} ${verb} ${first('status')} ${first('level')} ${icon}`;
  const glyph = BAD.test(words) ? '!' : OK.test(words) ? '✓' : '+';
  Object.assign(article.dataset, { liveItem: '', glyph: icon && icon.length < 3 ? icon : glyph });
  article.replaceChildren(
    make('div', {}, ...line.filter(Boolean).flatMap((part, place) => (place ? [' ', part] : [part]))),
    make('time', { dateTime: isoTime(timeOf(message)) || isoTime(message.receivedAt) }),
  );
}

/** Creates the row that says from when to when (epoch ms) updates were missed. */
export function makeGap(since: number, until: number, words: LocalizeController): HTMLElement {
  const range = [since, until].map((at) => clockTime(at, words.lang(), { now: until })).join(' – ');
  const row = document.createElement('article');
  row.textContent = words.term('feedMissed', range);
  row.dataset['liveGap'] = String(since);
  return row;
}
