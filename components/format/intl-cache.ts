import { zoneIn } from './zoned-locale.js';

/** How many formatters are cached. A page needs a handful; beyond the limit, the cache is emptied. */
const MOST_KEPT = 200;

const kept = new Map<string, unknown>();

/**
 * Returns a cached `Intl` formatter for a locale and options. Creating one costs as much as a hundred calls.
 *
 * Dates are in the time zone that the locale carries (`zonedLocale`), unless the options name another.
 */
export function formatter<Formatter, Options>(
  Kind: new (locale: string, options: Options) => Formatter,
  locale: string,
  options: Options,
): Formatter {
  const key = `${Kind.name} ${locale} ${JSON.stringify(options)}`;
  const known = kept.get(key) as Formatter | undefined;
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const timeZone = Kind === (Intl.DateTimeFormat as unknown) ? zoneIn(locale) : undefined;
  const made = new Kind(locale, timeZone === undefined ? options : { timeZone, ...options });
  kept.set(key, made);
  return made;
}
