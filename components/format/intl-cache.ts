/** How many formatters are kept; a page has a handful, and a page that makes more begins anew. */
const MOST_KEPT = 200;

const kept = new Map<string, unknown>();

/** Tells the one formatter of a kind of `Intl` for this locale and these options; making one costs a hundred times a call. */
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
