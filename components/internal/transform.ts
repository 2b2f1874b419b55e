import { CablegramError, decode, type Message, readPath } from '../../src/index.js';

/** Changes a body before an element reads it; a list becomes several bodies, and `undefined` leaves the body out. */
export type Transform = (body: unknown) => unknown;

/** Messages after the page's function, and whether it failed on any of them. */
export interface Transformed {
  readonly messages: readonly Message[];
  readonly isPartial: boolean;
}

/**
 * Passes the body of each message through the page's function and decodes the result. The bodies of a snapshot are passed one by one.
 *
 * If the function throws, that body alone is left out, and `onError` is called.
 */
export function transformed(messages: readonly Message[], transform: Transform, onError: (error: CablegramError) => void): Transformed {
  let isPartial = false;

  function change(message: Message): readonly Message[] {
    if (message.type === 'gap') return [message];
    if (message.type === 'snapshot') return changeSnapshot(message.messages);
    try {
      const { receivedAt, isLate, isReplayed } = message;
      const flags = { ...(isLate && { isLate }), ...(isReplayed && { isReplayed }) };
      return decodeAll(transform(message.body), receivedAt).map((made) => ({ ...made, ...flags }));
    } catch (cause) {
      isPartial = true;
      onError(new CablegramError('body-undecodable', `A body was left out, because transform threw: ${String(cause)}`, { cause }));
      return [];
    }
  }

  /** Leaves out a snapshot without a readable message, because an empty snapshot would clear the element. */
  function changeSnapshot(parts: readonly Message[]): readonly Message[] {
    const wasPartial = isPartial;
    isPartial = false;
    const left = parts.flatMap(change);
    const isUnread = isPartial && left.length === 0;
    isPartial ||= wasPartial;
    return isUnread ? [] : [{ type: 'snapshot', messages: left }];
  }

  return { messages: messages.flatMap(change), isPartial };
}

/** Decodes a body, or each member of a batch or of a list of objects; `undefined` is none. */
export function decodeAll(body: unknown, receivedAt: number): readonly Message[] {
  if (body === undefined) return [];
  const members = membersOf(body);
  return members ? members.flatMap((member) => decodeAll(member, receivedAt)) : [decode(body, receivedAt)];
}

function membersOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body.length > 0 && body.every(isObject) ? body : undefined;
  const data = readPath(body, 'type') === 'batch' ? readPath(body, 'data') : undefined;
  return Array.isArray(data) ? data : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
