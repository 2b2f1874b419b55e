/** How many formatters are cached. A page needs a handful; beyond the limit, the cache is emptied. */
const MOST_KEPT = 200;

const kept = new Map<string, unknown>();

/** Returns a cached `Intl` formatter for a locale and options. Creating one costs as much as a hundred calls. */
export function formatter<Formatter, Options>(
  Kind: new (locale: string, options: Options) => Formatter,
  locale: string,
  options: Options,
): Formatter {
  const key = `${Kind.name} ${locale} ${JSON.stringify(options)}`;
  const known = kept.get(key) as Formatter | undefined;
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = new Kind(locale, options);
  kept.set(key, made);
  return made;
}
