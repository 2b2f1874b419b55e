import type { ComplexAttributeConverter } from 'lit';
import { type Connection, isNumeric, parseJson, readInstant } from '../../src/index.js';
import { parseDuration } from '../format/duration.js';
import { type HourCycle, isTimeZone } from '../format/zoned-locale.js';
import { isSource, type LiveSource } from './live-source.js';
import type { Transform } from './transform.js';

/** Returned by a reader for a value that it cannot read. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/**
 * Reads a value that a page sets as an attribute or as a property.
 *
 * Frameworks choose between the two: React 19 and Vue 3 set `params='{"shop":1}'` as a property that holds text. So the attribute passes its
 * text on unchanged, and the property's setter reads it (see `ReadingElement`).
 */
export interface AttributeReader<Value> extends ComplexAttributeConverter {
  /** The property's value if the page sets nothing, or something unreadable. */
  readonly fallback: Value;
  /** What the page should have written, for the error message: `a duration such as 30s`. */
  readonly expected: string;
  /** Reads any value but `null` and `undefined`. */
  readonly read: (value: unknown) => Value | typeof UNREADABLE;
}

/** Returns whether a property's converter is a reader. */
export function isReader(converter: unknown): converter is AttributeReader<unknown> {
  return typeof converter === 'object' && converter !== null && 'read' in converter;
}

/** Text; `fallback` if the page sets none. */
export function textReader<Fallback extends string | undefined>(fallback: Fallback): AttributeReader<string | Fallback> {
  return reader('text', fallback, (value) => {
    // `label={isShown && 'Orders'}` sets no text.
    if (value === false) return fallback;
    return isText(value) ? String(value) : UNREADABLE;
  });
}

/** Text, empty if the page sets none. */
export const textAttribute: AttributeReader<string> = textReader('');

/** Text, or `undefined`. */
export const optionalTextAttribute: AttributeReader<string | undefined> = textReader(undefined);

/** A boolean. The text `false` is off too, because Vue and Svelte write it into the attribute. */
export const flagAttribute: AttributeReader<boolean> = reader('true or false', false, (value) =>
  typeof value === 'string' ? value.trim().toLowerCase() !== 'false' : Boolean(value),
);

/** A number, or its text. */
export const numberAttribute: AttributeReader<number | undefined> = reader('a number', undefined, (value) => numberIn(value));

/** A number, or its text, as decimal text with every digit that the page wrote. */
export const decimalAttribute: AttributeReader<string | undefined> = reader('a number', undefined, (value) => {
  const written = typeof value === 'string' ? value.trim() : value;
  return isNumeric(written) ? String(written) : UNREADABLE;
});

/** A number, or a percentage as text. */
export const boundAttribute: AttributeReader<number | string | undefined> = reader<number | string | undefined>(
  'a number, or a percentage such as 90%',
  undefined,
  (value) => (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*%\s*$/.test(value) ? value.trim() : numberIn(value)),
);

/** A whole number within bounds, or its text; `fallback` if the page sets none. */
export function wholeNumberReader<Fallback extends number | undefined>(
  lowest: number,
  highest: number,
  fallback: Fallback,
): AttributeReader<number | Fallback> {
  const bounds = highest === Infinity ? `from ${lowest}` : `from ${lowest} to ${highest}`;
  return reader<number | Fallback>(`a whole number ${bounds}`, fallback, (value) => {
    const number = numberIn(value);
    return typeof number === 'number' && Number.isInteger(number) && number >= lowest && number <= highest ? number : UNREADABLE;
  });
}

/** A duration in CSS notation (`30s`, `500ms`; a bare number is ms), in ms. */
export const durationAttribute: AttributeReader<number | undefined> = reader('a duration such as 30s', undefined, (value) => {
  const ms = typeof value === 'number' ? value : isText(value) ? parseDuration(String(value)) : undefined;
  return ms !== undefined && ms >= 0 && ms < Infinity ? ms : UNREADABLE;
});

/** An instant in any form that a server's body may use, or a `Date`; in epoch ms. */
export const instantAttribute: AttributeReader<number | undefined> = reader('an instant', undefined, (value) => {
  const written = typeof value === 'string' ? value.trim() : value;
  return readInstant(written instanceof Date ? written.getTime() : written) ?? UNREADABLE;
});

/** Any value, or its JSON. */
export const jsonAttribute: AttributeReader<unknown> = reader('JSON', undefined, jsonIn);

/** An object, or its JSON. */
export const objectAttribute: AttributeReader<object | undefined> = reader('a JSON object', undefined, (value) => {
  const read = jsonIn(value);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : UNREADABLE;
});

/** A connection, or the name of a `<live-connection>`. */
export const connectionAttribute: AttributeReader<Connection | string | undefined> = reader(
  'a connection, or the name of a <live-connection>',
  undefined,
  (value) => (typeof value === 'string' || isConnection(value) ? value : UNREADABLE),
);

/** A time zone that `Intl` knows. */
export const timeZoneAttribute: AttributeReader<string | undefined> = reader<string | undefined>(
  'a time zone such as Europe/Berlin',
  undefined,
  (value) => (typeof value === 'string' && isTimeZone(value.trim()) ? value.trim() : UNREADABLE),
);

/** An hour cycle. */
export const hourCycleAttribute: AttributeReader<HourCycle | undefined> = wordReader(undefined, 'h23', 'h12', 'h11', 'h24');

/** A limit: a number, or one with a comparison, such as `>= 90` or `<= 10`. As text. */
export const thresholdAttribute: AttributeReader<string | undefined> = reader<string | undefined>(
  'a number, or one such as <= 10',
  undefined,
  (value) => {
    const text = isText(value) ? String(value).trim() : '';
    return isNumeric(text.replace(/^[<>]=?\s*/, '')) ? text : UNREADABLE;
  },
);

/** How much an element may move. */
export const motionAttribute: AttributeReader<'auto' | 'none' | 'full'> = wordReader('auto', 'auto', 'none', 'full');

/** How many times a second something may happen, more than 0. */
export const rateAttribute: AttributeReader<number | undefined> = reader<number | undefined>('a number above 0', undefined, (value) => {
  const number = numberIn(value);
  return typeof number === 'number' && number > 0 ? number : UNREADABLE;
});

/** What is announced to screen readers, by elements that announce nothing by default. */
export const announceAttribute: AttributeReader<'off' | 'polite'> = wordReader('off', 'off', 'polite');

/** Which connections a control is about: those of the whole page, or the nearest. */
export const scopeAttribute: AttributeReader<'page' | null> = wordReader(null, 'page');

/** One of the words; `fallback` if the page sets none. */
export function wordReader<Word extends string, Fallback extends Word | null | undefined>(
  fallback: Fallback,
  ...words: readonly Word[]
): AttributeReader<Word | Fallback> {
  return reader<Word | Fallback>(words.join(', '), fallback, (value) =>
    value === false ? fallback : (words.find((word) => word === value) ?? UNREADABLE),
  );
}

/** Some of the words, separated by spaces or commas; as text, with spaces. Empty if the page sets none. */
export function wordsReader(...words: readonly string[]): AttributeReader<string> {
  return reader(`some of ${words.join(', ')}`, '', (value) => {
    const read =
      isText(value) && value !== false
        ? String(value)
            .trim()
            .toLowerCase()
            .split(/[\s,]+/)
        : [];
    return read.every((word) => words.includes(word)) ? read.join(' ') : UNREADABLE;
  });
}

/** An Observable, an AsyncIterable or an EventTarget. */
export const sourceProperty: AttributeReader<LiveSource | undefined> = reader<LiveSource | undefined>(
  'an Observable, an AsyncIterable or an EventTarget',
  undefined,
  (value) => (isSource(value) ? value : UNREADABLE),
);

/** A function. */
export const transformProperty: AttributeReader<Transform | undefined> = reader<Transform | undefined>('a function', undefined, (value) =>
  typeof value === 'function' ? (value as Transform) : UNREADABLE,
);

function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && 'status$' in value && 'channel' in value;
}

/** Makes a reader. Blank text counts as absent, except for text and booleans. */
function reader<Value>(expected: string, fallback: Value, read: (value: unknown) => Value | typeof UNREADABLE): AttributeReader<Value> {
  const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
  const isPlain = expected === 'text' || expected === 'true or false';
  return {
    fallback,
    expected,
    // The property's setter reads it.
    fromAttribute: (text) => text,
    read: (value) => (!isPlain && isBlank(value) ? fallback : read(value)),
  };
}

/** Returns whether a value is text, or what a framework may pass for text: a number, `true`. */
function isText(value: unknown): value is string | number | bigint | boolean {
  return typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol';
}

function numberIn(value: unknown): number | typeof UNREADABLE {
  const written = typeof value === 'string' ? value.trim() : value;
  return isNumeric(written) ? Number(written) : UNREADABLE;
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return UNREADABLE;
  }
}
