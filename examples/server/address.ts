import type { IncomingMessage } from 'node:http';

/** Returns the URL of a request, or the root if a client sent something that cannot be parsed. */
export function addressOf(request: IncomingMessage): URL {
  const address = `http://localhost${request.url ?? '/'}`;
  return new URL(URL.canParse(address) ? address : 'http://localhost/');
}
