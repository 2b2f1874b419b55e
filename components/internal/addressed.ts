import { type Message, readPath, type ReceivedMessage } from '../../src/index.js';

/** Selects the bodies of a channel that are meant for an element. */
export interface Address {
  /** Names of events, separated by spaces; `export_*` matches all names that begin so. If empty, all bodies match. */
  readonly event: string;
  /** Dot path of an item's identity, and the identity of the one item to follow. */
  readonly key?: string;
  readonly entity?: string;
}

/**
 * Returns whether a body is meant for an element, by the name of its event and the identity of its item.
 *
 * Elements on one channel may follow different events and items. A body that is addressed to an element but that it cannot use is a mistake.
 */
export function isAddressed(message: Message, { event, key, entity }: Address): boolean {
  if (message.type === 'gap' || message.type === 'snapshot') return true;
  const path = key === '' ? 'id' : (key ?? 'id');
  return (!event || isNamed(message, event)) && (!entity || isEntity(message.body, path, entity));
}

function isNamed(message: ReceivedMessage, names: string): boolean {
  const name = message.type === 'event' ? message.event : readPath(message.body, 'type');
  if (typeof name !== 'string') return false;
  return names.split(/\s+/).some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one !== '' && one === name));
}

function isEntity(body: unknown, path: string, entity: string): boolean {
  const identity = readPath(body, path) ?? readPath(body, `data.${path}`);
  return (typeof identity === 'string' || typeof identity === 'number') && String(identity) === entity;
}
