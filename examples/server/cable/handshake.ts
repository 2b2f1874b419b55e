import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { addressOf } from '../address.js';

/** Who may come in. */
export interface Admission {
  /** Further origins than the page's own; compared exactly, scheme included. */
  readonly allowedOrigins: readonly string[];
  /** Whether a client without an Origin comes in. Rails refuses it; clients in Node send none. */
  readonly allowMissingOrigin: boolean;
  /** What a client must bring as `?token=` or as a subprotocol (bare, or after a dot); without it nobody is asked. */
  readonly token: string | undefined;
}

/** Tells whether the Origin of a request is the server's own, or absent and that is allowed, or in the list. */
export function isAllowedOrigin(request: IncomingMessage, allowed: readonly string[], allowMissing: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return allowMissing;
  const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return origin === `${scheme}://${host}` || allowed.includes(origin);
}

/** Tells whether a client brought the token that is asked for. */
export function isAuthorized(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = addressOf(request).searchParams.get('token');
  return given === token || offeredProtocols(request).some((protocol) => protocol === token || protocol.endsWith(`.${token}`));
}

/** Chooses the subprotocol; `false` answers 101 without one, which a browser then fails. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has('actioncable-v1-json') ? 'actioncable-v1-json' : false;
}

/** Answers an upgrade with plain HTTP and hangs up. */
export function refuseUpgrade(raw: Duplex, status: '404 Not Found' | '503 Service Unavailable', text: string): void {
  const head = [`HTTP/1.1 ${status}`, 'Content-Type: text/plain', `Content-Length: ${Buffer.byteLength(text)}`, 'Connection: close'];
  raw.once('finish', () => raw.destroy());
  raw.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

function offeredProtocols(request: IncomingMessage): readonly string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
}
