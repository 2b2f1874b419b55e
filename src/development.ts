/**
 * Whether this is the development build, which warns about mistakes of the page's author.
 *
 * The build for production replaces it with `false` (scripts/production.ts), and rollup then removes every branch that needs it. Errors and
 * statuses are the same in both builds, so use it only for what ends in the console.
 */
export const IS_DEVELOPMENT: boolean = true;

/** How many warnings a page gets, since a text may name what a server sends. */
const MOST_WARNINGS = 100;

/** An error that may say where it is explained, as a `CablegramError` does. */
interface Mistake {
  readonly message: string;
  readonly page?: string;
}

const warned = new Set<string>();

/**
 * Warns the page's author in the console, once per page and text. Use it only for what the author can mend.
 *
 * The warning of an error also names the page that explains its code.
 *
 * The build for production removes the call and its text. Write `if (IS_DEVELOPMENT)` around a check that only warns; the build fails where
 * it is needed.
 */
export function warnOnce(mistake: string | Mistake): void {
  if (!IS_DEVELOPMENT) return;
  const text = typeof mistake === 'string' ? mistake : mistake.message + (mistake.page ? ` See cablegram/${mistake.page}` : '');
  if (warned.has(text) || warned.size >= MOST_WARNINGS) return;
  warned.add(text);
  console.warn(`cablegram: ${text}`);
}
