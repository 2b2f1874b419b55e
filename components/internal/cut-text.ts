import { formatter } from '../format/intl-cache.js';

/** The longest character that is kept whole, in code units; a family of emoji has 11. */
const LONGEST_CHARACTER = 100;

/** Cuts a text to at most `most` code units, between two visible characters, and adds an ellipsis. */
export function cutText(text: string, most: number, locale: string): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most + LONGEST_CHARACTER);
  const end =
    'Segmenter' in Intl
      ? formatter(Intl.Segmenter, locale, {})
          .segment(start)
          .containing(most - 1)?.index
      : undefined;
  // A "character" with a hundred accents has no boundary nearby.
  const kept = end && most - end < LONGEST_CHARACTER ? start.slice(0, end) : Array.from(start.slice(0, most)).slice(0, -1).join('');
  return `${kept.trimEnd()}…`;
}
