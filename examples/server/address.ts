import type { IncomingMessage } from 'node:http';

/** Reads the address that a request asks for; the root for one that cannot be read, since a client may write anything there. */
export function addressOf(request: IncomingMessage): URL {
  const address = `http://localhost${request.url ?? '/'}`;
  return new URL(URL.canParse(address) ? address : 'http://localhost/');
}
