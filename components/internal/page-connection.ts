import { type Connection, sharedConnection, type SharedConnectionOptions } from '../../src/index.js';
import { warnOfForeignCable } from './foreign-cable.js';

/** The connection of a page that says nothing else: where `<meta name="action-cable-url">` points, else `/cable`. */
export function pageConnection(session: string = pageSession()): Connection {
  return connectionTo(pageAddress(), { session });
}

/** Where the page says its cable is. */
export function pageAddress(): string {
  const address = metaOf('action-cable-url');
  return address === '' ? '/cable' : address;
}

/** Whose data the page shows, as `<meta name="cablegram-session">` says; empty if it says nothing. */
export function pageSession(): string {
  return metaOf('cablegram-session');
}

/** The page's connection to a cable, whose address is remembered. */
export function connectionTo(url: string, { session = pageSession(), ...options }: SharedConnectionOptions = {}): Connection {
  const connection = sharedConnection(url, { session, ...options });
  if (!addresses.has(connection) && !options.getToken) warnOfForeignCable(connection, url);
  return remember(connection, url);
}

/** A scope of a connection, whose address is that of the connection. */
export function scopeOf(connection: Connection): Connection {
  return remember(connection.scope(), addressOf(connection));
}

/** Where the cable of a connection is; `undefined` for one that the page made by itself. */
export function addressOf(connection: Connection): string | undefined {
  return addresses.get(connection);
}

/**
 * Calls back when the page names another cable or another session, as a visit by Turbo may do without a new page. Returns a function that
 * stops.
 */
export function whenPageChanges(onChange: () => void): () => void {
  let before = `${pageAddress()} ${pageSession()}`;
  const observer = new MutationObserver(() => {
    const now = `${pageAddress()} ${pageSession()}`;
    if (now === before) return;
    before = now;
    onChange();
  });
  observer.observe(document.head, { childList: true, subtree: true, attributes: true, attributeFilter: ['content'] });
  return () => observer.disconnect();
}

function metaOf(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

function remember(connection: Connection, address: string | undefined): Connection {
  addresses.set(connection, address);
  return connection;
}

const addresses = new WeakMap<Connection, string | undefined>();
