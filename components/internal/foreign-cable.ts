import type { Connection } from '../../src/index.js';
import { warnOnce } from './warn-once.js';

/** Names of machines on which pages are made, not served. */
const DEVELOPMENT = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.+\.(localhost|local|test))$/;

/**
 * Warns who makes a page, on a machine of development alone, where a cable of another origin takes it without a token (X4).
 *
 * By cookies alone that cable knows every page that it lets in, and browsers withhold them from some. Said once it is open, since only then
 * is it known that no token was brought.
 */
export function warnOfForeignCable(connection: Connection, url: string): void {
  const { hostname, origin } = location;
  const address = url.replace(/^ws/i, 'http');
  const cable = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : undefined;
  if (!DEVELOPMENT.test(hostname) || !cable || cable.origin === origin) return;
  const following = connection.status$.subscribe(({ transport }) => {
    if (transport !== 'cable') return;
    warnOnce(
      `The cable of ${cable.host} is of another origin and is brought no token. If it knows people by cookies, browsers may withhold them, ` +
        'and other pages may use it in their name: let it allow your origins alone, and bring a token by getToken.',
    );
    queueMicrotask(() => following.unsubscribe());
  });
}
