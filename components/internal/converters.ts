import type { ComplexAttributeConverter } from 'lit';
import { parseJson as parseExactly, readInstant } from '../../src/index.js';
import { parseDuration } from '../format/duration.js';
import { warnOnce } from './warn-once.js';

/** Reads a duration as CSS writes it (`30s`, `500ms`; a bare number is ms) into ms. */
export const durationAttribute: ComplexAttributeConverter<number | undefined> = {
  fromAttribute: (text) => parsed(text, parseDuration, 'a duration such as 30s'),
};

/** Reads an instant (ISO 8601, epoch seconds or epoch ms) into epoch ms. */
export const instantAttribute: ComplexAttributeConverter<number | undefined> = {
  fromAttribute: (text) => parsed(text, readInstant, 'an instant'),
};

/** Reads text; an attribute that was taken away, as a morph does, is as one that was never there. */
export const textAttribute: ComplexAttributeConverter<string> = { fromAttribute: (text) => text ?? '' };

/** Reads a number, and an attribute that was taken away as none. */
export const numberAttribute: ComplexAttributeConverter<number | undefined> = {
  fromAttribute: (text) => (text === null ? undefined : Number(text)),
};

/** Reads JSON; what is no JSON counts as absent, and the page's author is told. */
export const jsonAttribute: ComplexAttributeConverter = {
  fromAttribute: (text) => parsed(text, parseJson, 'JSON'),
};

function parsed<T>(text: string | null, parse: (text: string) => T | undefined, expected: string): T | undefined {
  if (text === null || text.trim() === '') return undefined;
  const value = parse(text.trim());
  if (value === undefined) warnOnce(`an attribute needs ${expected}, but got ${JSON.stringify(text.slice(0, 80))}.`);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}
