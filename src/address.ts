/** Resolves an address as a link on this page would; `undefined` if it is invalid. Without a page only absolute addresses are valid. */
export function resolveAddress(url: string): URL | undefined {
  const base = (globalThis.document as Document | undefined)?.baseURI ?? pageLocation()?.href;
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

/** Returns whether an address has another origin than the page; `undefined` without a page. */
export function isCrossOrigin({ origin }: URL): boolean | undefined {
  const page = pageLocation();
  return page && origin !== page.origin;
}

/** The address of the page or worker; a Node process has none. */
export function pageLocation(): Location | undefined {
  return globalThis.location as Location | undefined;
}
