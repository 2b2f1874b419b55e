import type { Message } from './message.js';

/** Returns the length of a message's body as JSON, in characters; 0 if the body cannot be written as JSON. */
export function sizeOf(message: Message): number {
  return jsonOf('body' in message ? message.body : message).length;
}

/** Writes a body as JSON. Returns an empty text if that fails, since functions of the page may return anything. */
export function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    return '';
  }
}
