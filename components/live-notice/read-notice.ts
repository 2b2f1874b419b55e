import { isNumeric, timeOf } from '../../src/index.js';
import { type AttributeReader, UNREADABLE } from '../internal/converters.js';
import type { ItemMessage } from '../internal/item-place.js';
import { wordsOf } from '../internal/item-words.js';
import { textAt } from '../internal/text-at.js';

/** How serious a notice is, least serious first. */
export const SEVERITIES = ['info', 'success', 'warning', 'danger'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What a notice says. */
export interface NoticeReading {
  readonly title: string;
  /** Details below the title; may be empty. */
  readonly text: string;
  /** An address with a harmless scheme, or empty. */
  readonly href: string;
  readonly severity: Severity;
  /** When it happened, else when it was received, in epoch ms. */
  readonly at: number;
}

/** How an element reads its notices. */
export interface ReadingRules {
  /** Names of the events that the element asks for, which say something even if their bodies do not. */
  readonly event: string;
  /** The severity of a notice whose body names none. */
  readonly severity: Severity;
  /** Dot path of the severity; if empty, `severity`, else `level`. */
  readonly severityField: string;
}

/** Where a body with a number says what it means. */
const TEXTS: readonly string[] = ['title', 'subject', 'message', 'text', 'description'];

/** Returns whether the page's template shows any value of a message. */
export type IsShown = (message: ItemMessage) => boolean;

/** The words that servers and log levels use. `notice` and `alert` are the names of Rails' flash messages. */
const WORDS: Readonly<Record<Severity, string>> = {
  info: 'info information notice debug',
  success: 'success ok done',
  warning: 'warning warn',
  danger: 'danger error critical fatal alert emergency failure failed',
};

/**
 * Reads a message as a notice; `undefined` if it says nothing in words.
 *
 * Events, progress and objects with a title or text are notices, and so is plain text. Numbers, measured values and changes are not, because
 * a number alone tells a person nothing. Any body is a notice if the page's template shows some value of it, which `isShown` returns.
 */
export function readNotice(message: ItemMessage, rules: ReadingRules, locale: string, isShown?: IsShown): NoticeReading | undefined {
  const { lead, verb, object, note, url } = wordsOf(message, locale);
  const says = saysWords(message) ? [lead, verb, object].filter(Boolean).join(' ') : '';
  const title = says || note || (rules.event === '' ? '' : nameIn(message));
  if (title === '' && !isShown?.(message)) return undefined;
  return {
    title,
    text: says === '' ? '' : note,
    href: url,
    severity: severityOf(message, rules),
    at: timeOf(message) ?? message.receivedAt,
  };
}

/** A severity, or a word for it; `info` if the page sets none. */
export const severityAttribute: AttributeReader<Severity> = {
  fallback: 'info',
  expected: SEVERITIES.join(', '),
  fromAttribute: (text) => text,
  read: (value) => (value === '' || value === false ? 'info' : (severityIn(String(value)) ?? UNREADABLE)),
};

/** Returns the severity that a text means; `undefined` if it means none. */
export function severityIn(text: string): Severity | undefined {
  const word = text.trim().toLowerCase();
  return word === '' ? undefined : SEVERITIES.find((severity) => WORDS[severity].split(' ').includes(word));
}

function severityOf(message: ItemMessage, { severity, severityField }: ReadingRules): Severity {
  const paths = severityField === '' ? ['severity', 'level'] : [severityField];
  return paths.map((path) => severityIn(textAt(message, path))).find(Boolean) ?? severity;
}

function saysWords(message: ItemMessage): boolean {
  switch (message.type) {
    case 'event':
    case 'progress':
    case 'unknown':
    case 'metrics':
      return true;
    case 'value':
      return typeof message.value === 'string' && message.value.trim() !== '' && !isNumeric(message.value);
    case 'datapoint':
    case 'delta':
      return TEXTS.some((path) => textAt(message, path) !== '');
    default:
      return message satisfies never;
  }
}

/** The name of an event in its `type`, `{"type":"export_failed","id":7}`. */
function nameIn(message: ItemMessage): string {
  const name = textAt(message, 'type').replace(/[_.:/-]+/g, ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
