import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { addressOf } from '../address.js';

/** Which clients may connect. */
export interface Admission {
  /** Allowed origins besides the server's own; compared exactly, including the scheme. */
  readonly allowedOrigins: readonly string[];
  /** Whether clients without an Origin are accepted. Rails refuses them; clients in Node send none. */
  readonly allowMissingOrigin: boolean;
  /** Token that clients must send as `?token=` or as a subprotocol (alone, or after a dot). Without it, no token is required. */
  readonly token: string | undefined;
}

/** Returns whether the Origin of a request is the server's own, is in the list, or is missing and may be. */
export function isAllowedOrigin(request: IncomingMessage, allowed: readonly string[], allowMissing: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return allowMissing;
  const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return origin === `${scheme}://${host}` || allowed.includes(origin);
}

/** Returns whether a client sent the required token. */
export function isAuthorized(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = addressOf(request).searchParams.get('token');
  return given === token || offeredProtocols(request).some((protocol) => protocol === token || protocol.endsWith(`.${token}`));
}

/** Chooses the subprotocol. `false` answers 101 without one, which makes a browser fail the socket. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has('actioncable-v1-json') ? 'actioncable-v1-json' : false;
}

/** Answers an upgrade with plain HTTP and closes the socket. */
export function refuseUpgrade(raw: Duplex, status: '404 Not Found' | '503 Service Unavailable', text: string): void {
  const head = [`HTTP/1.1 ${status}`, 'Content-Type: text/plain', `Content-Length: ${Buffer.byteLength(text)}`, 'Connection: close'];
  raw.once('finish', () => raw.destroy());
  raw.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

function offeredProtocols(request: IncomingMessage): readonly string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
}
