import type { Page } from 'puppeteer-core';

/** Where in a page a text stands: its markup, its shadow trees by their hosts, what it stores, and what it asked for by address. */
export function leaks(page: Page, text: string): Promise<readonly string[]> {
  return page.evaluate((sought) => {
    const { localStorage, sessionStorage, document } = globalThis;
    const places = new Map<string, string>();
    const look = (root: ParentNode): void => {
      for (const { localName, shadowRoot } of root.querySelectorAll('*')) {
        if (!shadowRoot) continue;
        places.set(localName, (places.get(localName) ?? '') + shadowRoot.innerHTML);
        look(shadowRoot);
      }
    };
    places.set('markup', document.documentElement.outerHTML);
    look(document);
    places.set('localStorage', JSON.stringify({ ...localStorage }));
    places.set('sessionStorage', JSON.stringify({ ...sessionStorage }));
    places.set('cookie', document.cookie);
    places.set('addresses', [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)].join('\n'));
    return [...places].filter(([, held]) => held.includes(sought)).map(([place]) => place);
  }, text);
}
