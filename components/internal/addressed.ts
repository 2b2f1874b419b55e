import { type Message, readPath } from '../../src/index.js';

/** Which bodies of a channel are meant for an element. */
export interface Address {
  /** Names of events, separated by spaces; without any, all bodies. */
  readonly event: string;
  /** Dot path of an item's identity, and the one item that is followed. */
  readonly key?: string;
  readonly entity?: string;
}

/**
 * Tells whether a body is meant for an element, by the name of its event and the identity of its item.
 *
 * Other elements of the channel may look for other events and items; a body that is meant for an element and says nothing to it is a mistake.
 */
export function isAddressed(message: Message, { event, key, entity }: Address): boolean {
  if (message.type === 'gap' || message.type === 'snapshot') return true;
  const path = key === '' ? 'id' : (key ?? 'id');
  return (!event || isNamed(message, event)) && (!entity || isEntity(message.body, path, entity));
}

type Body = Exclude<Message, { type: 'gap' | 'snapshot' }>;

function isNamed(message: Body, names: string): boolean {
  const name = message.type === 'event' ? message.event : readPath(message.body, 'type');
  return names.split(/\s+/).some((one) => one !== '' && one === name);
}

function isEntity(body: unknown, path: string, entity: string): boolean {
  const identity = readPath(body, path) ?? readPath(body, `data.${path}`);
  return (typeof identity === 'string' || typeof identity === 'number') && String(identity) === entity;
}
