import type { Connection } from '../../src/index.js';
import { warnOnce } from './warn-once.js';

/** Host names of development machines. */
const DEVELOPMENT = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.+\.(localhost|local|test))$/;

/**
 * Warns, only on a development machine, when a cable of another origin accepts the page without a token.
 *
 * Such a cable can identify people only by cookies, which browsers may block, and which other pages could misuse. The warning waits until the
 * cable is open, because only then is it certain that no token was sent.
 */
export function warnOfForeignCable(connection: Connection, url: string): void {
  const { hostname, origin } = location;
  const address = url.replace(/^ws/i, 'http');
  const cable = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : undefined;
  if (!DEVELOPMENT.test(hostname) || !cable || cable.origin === origin) return;
  const following = connection.status$.subscribe(({ transport }) => {
    if (transport !== 'cable') return;
    warnOnce(
      `The cable at ${cable.host} has another origin and gets no token. If it identifies people by cookies, browsers may block them, and other ` +
        'pages may connect in their name. Allow only your own origins on the server, and send a token with getToken.',
    );
    queueMicrotask(() => following.unsubscribe());
  });
}
