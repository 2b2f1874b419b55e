import { isScalar, readPath, timeOf } from '../../src/index.js';
import { formatNumber } from '../format/number.js';
import type { ItemMessage } from './feed-state.js';
import { type Read, textOf } from './item-template.js';
import { safeUrl } from './safe-url.js';

/** What an item says: `lead` in strong, `rest`, `object` (a link where there is a `url`), `note` below, `at` in epoch ms. */
export interface ItemText {
  readonly glyph: string;
  readonly tone: 'ok' | 'accent' | 'warn' | 'bad' | 'plain';
  readonly lead: string;
  readonly rest: string;
  readonly object: string;
  readonly url: string | undefined;
  readonly note: string;
  readonly at: number;
}

/** How much of one text is shown; a page is no place for a megabyte. */
const LONGEST = 400;

/** The last instant that a Date can hold, in epoch ms. */
const LAST_INSTANT = 8.64e15;

const MANNERS: readonly (readonly [words: RegExp, glyph: string, tone: ItemText['tone']])[] = [
  [/fail|error|reject|declin|critical|alert|refus/, '!', 'bad'],
  [/warn|delay|overdue|retr/, '!', 'warn'],
  [/cancel|delet|remov|left|minus/, '−', 'plain'],
  [/finish|complet|succe|paid|approv|done|ship|deliver|resolv|check|confirm/, '✓', 'ok'],
  [/creat|add|new|order|join|upload|open|start|publish|plus|import/, '+', 'accent'],
];

/** Tells what a message says, by the names that applications give to who did what to whom. Never throws; all of it is text. */
export function describeItem(message: ItemMessage, locale: string): ItemText {
  const { body } = message;
  const event = message.type === 'event' ? humanize(message.event) : '';
  const read = readerOf(message);
  const first = (...paths: readonly string[]): string => clip(paths.map((path) => textOf(read(path))).find(Boolean) ?? '');
  const actor = first('actor.name', 'actor', 'user.name', 'user', 'author.name', 'author');
  const verb = first('verb', 'action');
  const note = first('body', 'message', 'text', 'description', 'summary');
  const title = first('object.name', 'object.title', 'object', 'title', 'name', 'subject', 'number', 'metric');
  const value = message.type === 'datapoint' || message.type === 'value' ? clip(formatNumber(message.value, {}, locale)) : '';
  const lead = actor || event || (verb ? '' : title);
  const object = (lead === title ? '' : title) || value || (message.type === 'progress' ? first('status') : '');
  const icon = first('icon');
  const url = first('url', 'href', 'object.url');
  const [, glyph = '•', tone = 'plain'] =
    MANNERS.find(([words]) => words.test(`${event} ${verb} ${first('status')} ${first('level')} ${icon}`.toLowerCase())) ?? [];
  return {
    glyph: icon && Array.from(icon).length <= 2 ? icon : glyph,
    tone,
    lead,
    rest: verb || (actor ? event.toLowerCase() : ''),
    object: object || (lead || verb || note ? '' : clip(summarize(body))),
    url: url === '' ? undefined : safeUrl(url),
    note,
    at: happenedAt(message),
  };
}

/** Tells when a message happened, in epoch ms: by the server's word where that is a date, else by when it came. */
export function happenedAt(message: ItemMessage): number {
  const at = timeOf(message);
  return at !== undefined && Math.abs(at) <= LAST_INSTANT ? at : message.receivedAt;
}

/** Reads paths of a message: in its body, or in its `data`; `at` is when it happened, `value` a bare body itself. */
export function readerOf(message: ItemMessage): Read {
  const { body } = message;
  const data = readPath(body, 'data');
  return (path) => {
    const found = readPath(body, path) ?? (data === undefined ? undefined : readPath(data, path));
    if (path === 'at') return found ?? happenedAt(message);
    return found === undefined && path === 'value' && isScalar(body) ? body : found;
  };
}

/** Makes an empty item, which `fillItem` gives its words. */
export function createItem(): HTMLElement {
  const article = document.createElement('article');
  article.dataset['liveItem'] = '';
  article.append(document.createElement('div'), document.createElement('time'));
  return article;
}

/** Writes what an item says into its element; the same element can be written to again. */
export function fillItem(article: HTMLElement, text: ItemText): void {
  const { glyph, tone, lead, rest, object, url, note, at } = text;
  Object.assign(article.dataset, { glyph, tone });
  const line: Node[] = [];
  if (lead) line.push(element('strong', lead));
  if (rest) line.push(new Text(line.length > 0 ? ` ${rest}` : rest));
  if (object || (url && !lead)) {
    if (line.length > 0) line.push(new Text(' '));
    line.push(url ? link(url, object || url) : new Text(object));
  } else if (url && line[0]) line[0] = link(url, line[0]);
  if (note) line.push(element(line.length > 0 ? 'p' : 'span', note));
  article.firstElementChild?.replaceChildren(...line);
  article.querySelector('time')?.setAttribute('datetime', new Date(at).toISOString());
}

function link(url: string, ...content: readonly (Node | string)[]): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.append(...content);
  return anchor;
}

function element(name: 'strong' | 'p' | 'span', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** `job_order_created` → `Job order created`. */
function humanize(name: string): string {
  const words = clip(name.replace(/[_.:/-]+/g, ' ').trim());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Says the first few values of a body that has no words of its own. */
function summarize(body: unknown): string {
  if (typeof body !== 'object' || body === null) return textOf(body);
  const told = Object.entries(body).filter(
    ([name, value]) => textOf(value) !== '' && !/^(id|type|at|timestamp|time|created_at)$/.test(name),
  );
  return told
    .slice(0, 4)
    .map(([name, value]) => `${name} ${textOf(value)}`)
    .join(' · ');
}

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
