/** A command of a client. */
export interface ClientCommand {
  readonly command: string;
  readonly identifier: string;
  readonly data?: unknown;
}

/** The first frame of an accepted connection. */
export const WELCOME = '{"type":"welcome"}';

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Writes JSON as Rails does: `<`, `>`, `&` and the two line separators escaped, own `__proto__` keys kept. */
export function encode(body: unknown): string {
  return (JSON.stringify(body) ?? 'null').replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character);
}

/** The server-wide ping, in whole Unix seconds. */
export function pingFrame(at: number): string {
  return encode({ type: 'ping', message: Math.floor(at / 1000) });
}

/** The answer to a subscribe command. Rails writes the identifier first. */
export function answerFrame(identifier: string, type: 'confirm_subscription' | 'reject_subscription'): string {
  return encode({ identifier, type });
}

/** A body for one subscription; it has no type. Takes JSON, so that a broadcast is encoded only once. */
export function messageFrame(identifier: string, json: string): string {
  return `{"identifier":${encode(identifier)},"message":${json}}`;
}

/** The last frame before the server closes. */
export function disconnectFrame(reason: string, reconnect: boolean): string {
  return encode({ type: 'disconnect', reason, reconnect });
}

/** Reads a client's frame; returns `undefined` if it is not a command. */
export function readCommand(text: string): ClientCommand | undefined {
  const frame = parse(text);
  if (!isRecord(frame) || typeof frame['command'] !== 'string' || typeof frame['identifier'] !== 'string') return undefined;
  return { command: frame['command'], identifier: frame['identifier'], data: frame['data'] };
}

/** Reads JSON that holds an object; returns `undefined` for anything else. */
export function parseRecord(text: unknown): Readonly<Record<string, unknown>> | undefined {
  const value = typeof text === 'string' ? parse(text) : undefined;
  return isRecord(value) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
