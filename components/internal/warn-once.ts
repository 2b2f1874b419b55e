const told = new Set<string>();

/** Tells the page's author what only the author can mend, once per page and text. */
export function warnOnce(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  console.warn(`cablegram: ${text}`);
}
