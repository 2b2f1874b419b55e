/** Languages whose readers expect a rise in red, and the regions in which they expect green all the same. */
const RED_UP: ReadonlySet<string> = new Set(['zh', 'ja', 'ko']);
const GREEN_UP: ReadonlySet<string> = new Set(['HK', 'SG']);

/** Returns whether a rise is red: as the page sets it, else by the language. */
export function isRedUp(upColor: unknown, locale: string): boolean {
  if (upColor === 'red' || upColor === 'green') return upColor === 'red';
  const { language, region = '' } = new Intl.Locale(locale);
  return RED_UP.has(language) && !GREEN_UP.has(region);
}
