import { readPath } from '../../src/index.js';
import { formatter } from '../format/intl-cache.js';
import { cutText } from '../internal/cut-text.js';
import { safeUrl } from '../internal/safe-url.js';
import { textOf } from '../internal/text-at.js';
import type { Member } from './presence-part.js';

/** What is shown of one member. */
export interface Face {
  readonly id: string;
  readonly name: string;
  /** One or two letters; empty without a name. */
  readonly initials: string;
  /** The address of a picture; empty without one. */
  readonly picture: string;
  /** Which of the six colours, from 1: the same for one id in every page. */
  readonly hue: number;
}

/** Where a member's info holds its name and its picture, as dot paths. */
export interface FaceFields {
  readonly nameField: string;
  readonly avatarField: string;
}

const HUES = 6;

/** The longest name that is shown, in characters. */
const LONGEST_NAME = 60;

/** The longest address of a picture, in characters. */
const LONGEST_URL = 2_000;

/** Reads a member. Its info comes from another client and may be anything. */
export function faceOf({ id, info }: Member, { nameField, avatarField }: FaceFields, locale: string): Face {
  const text = typeof info === 'string' ? info : textOf(readPath(info, nameField));
  const name = cutText(text.replace(/\s+/g, ' ').trim(), LONGEST_NAME, locale);
  return { id, name, initials: initialsOf(name, locale), picture: pictureAt(textOf(readPath(info, avatarField))), hue: hueOf(id) };
}

/** Returns the first letters of the first and the last word. */
export function initialsOf(name: string, locale: string): string {
  const words = name.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word = '') => firstLetter(word, locale))
    .join('')
    .toLocaleUpperCase(locale);
}

function firstLetter(word: string, locale: string): string {
  const rest = word.slice(Math.max(0, word.search(/[\p{L}\p{N}]/u)));
  if (!('Segmenter' in Intl)) return Array.from(rest)[0] ?? '';
  const first = formatter(Intl.Segmenter, locale, {}).segment(rest).containing(0)?.segment ?? '';
  // A letter with a hundred accents is no initial.
  return first.length > 8 ? (Array.from(first)[0] ?? '') : first;
}

/** Pictures come by http(s) or from the page's own site. */
function pictureAt(url: string): string {
  return url.length <= LONGEST_URL && !/^\s*(mailto|tel):/i.test(url) ? safeUrl(url) : '';
}

function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id.slice(0, LONGEST_NAME)) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % HUES) + 1;
}
