import type { Message } from './message.js';

/** Returns the size of a message as its body's JSON, in characters; 0 if the body cannot be written as JSON. */
export function sizeOf(message: Message): number {
  return jsonOf('body' in message ? message.body : message).length;
}

/** Writes a body as JSON; empty if that fails, since functions of the page may bring anything. */
export function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    return '';
  }
}
