const SCHEMES: readonly string[] = ['https:', 'http:', 'mailto:', 'tel:'];

/**
 * Returns a URL if its scheme is harmless: https, http, mailto, tel, or none of its own (relative, `#`). Returns an empty text for any other.
 *
 * The browser's own parser decides, so that no tab, newline or control character can hide a scheme from us that the browser would see.
 */
export function safeUrl(url: string): string {
  if (url === '') return url;
  try {
    return SCHEMES.includes(new URL(url, 'https://relative.invalid').protocol) ? url : '';
  } catch {
    return '';
  }
}
