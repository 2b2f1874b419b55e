/** Whether this is the development build, which warns about mistakes of the page's author. */
export const IS_DEVELOPMENT: boolean = true;

const warned = new Set<string>();

/** Logs a warning that the page's author can act on, once per page and text. */
export function warnOnce(text: string): void {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`cablegram: ${text}`);
}
