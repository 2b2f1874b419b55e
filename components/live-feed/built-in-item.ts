import { timeOf } from '../../src/index.js';
import { clockTime } from '../format/time.js';
import { cutText } from '../internal/cut-text.js';
import type { ItemMessage } from '../internal/item-place.js';
import type { Item } from '../internal/item-template.js';
import { isoTime } from '../internal/item-times.js';
import { wordsOf } from '../internal/item-words.js';
import type { LocalizeController } from '../internal/localize.js';
import { textAt } from '../internal/text-at.js';

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

/** Writes a message into an article, as text only. Never throws. */
export function fillItem(article: HTMLElement, message: ItemMessage, locale: string): void {
  const { event, lead, verb, note, url, ...words } = wordsOf(message, locale);
  const object = words.object || (lead || verb || note ? '' : JSON.stringify(message.body));

  const make = (name: string, properties: object, ...content: readonly (Node | string)[]): HTMLElement => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...content.map((part) => (typeof part === 'string' ? cutText(part, LONGEST, locale) : part)));
    return element;
  };
  const target = object || lead || url;
  const linked = (text: string): Node | string => (url && text === target ? make('a', { href: url }, text) : text);
  const line = [lead && make('strong', {}, linked(lead)), verb, target === lead ? '' : linked(target), note && make('p', {}, note)];

  const icon = textAt(message, 'icon');
  const signs = `${event} ${verb} ${textAt(message, 'status')} ${textAt(message, 'level')} ${icon}`;
  const glyph = BAD.test(signs) ? '!' : OK.test(signs) ? '✓' : '+';
  Object.assign(article.dataset, { liveItem: '', glyph: icon && icon.length < 3 ? icon : glyph });
  article.replaceChildren(
    make('div', {}, ...line.filter(Boolean).flatMap((part, place) => (place ? [' ', part] : [part]))),
    make('time', { dateTime: isoTime(timeOf(message)) || isoTime(message.receivedAt) }),
  );
}

/** Creates the row that says from when to when (epoch ms) updates were missed, with a button that reloads them. */
export function makeGap(since: number, until: number, words: LocalizeController): HTMLElement {
  const range = [since, until].map((at) => clockTime(at, words.lang(), { now: until })).join(' – ');
  const row = document.createElement('article');
  const text = document.createElement('span');
  text.textContent = words.term('feedMissed', range);
  const reload = document.createElement('button');
  reload.type = 'button';
  reload.textContent = words.term('feedReload');
  reload.dataset['liveReload'] = '';
  row.append(text, ' ', reload);
  row.dataset['liveGap'] = String(since);
  return row;
}
