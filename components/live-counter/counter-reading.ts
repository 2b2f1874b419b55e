import { isNumeric, isScalar, type Message, readPath, type ReceivedMessage, type Scalar, timeOf } from '../../src/index.js';
import { isAddressed } from '../internal/addressed.js';

/** Selects the messages that a counter reads, and the value in them. */
export interface CounterPick {
  /** Names of events, separated by spaces. Each event adds one, unless it contains `field`. */
  readonly event: string;
  /** Dot path of the whole value in the body. */
  readonly field: string;
  /** Dot path of an item's identity, and the identity of the one item to follow. */
  readonly key: string;
  readonly entity: string;
  /** Messages that happened earlier are ignored, in epoch ms. */
  readonly asOf: number | undefined;
}

/** What a counter reads from one message: the whole value, or a step to add. */
export type Reading = (
  | { readonly type: 'whole'; readonly value: Scalar; readonly isEvent: boolean }
  | { readonly type: 'step'; readonly step: number | string; readonly id: string | undefined; readonly isEvent: boolean }
) & {
  /** When it happened by the server's clock, in epoch ms. */
  readonly saidAt: number | undefined;
};

/** Reads a message, or a part of a snapshot; returns `undefined` if the counter cannot use it. */
export function readMessage(message: ReceivedMessage, pick: CounterPick, isPart: boolean): Reading | undefined {
  const { key, entity } = pick;
  if (!isAddressed(message, { event: '', key, entity })) return undefined;
  const isEvent = pick.event !== '' && isAddressed(message, { event: pick.event });
  const value = valueOf(message, pick, isEvent, isPart);
  if (value !== undefined) return { type: 'whole', value, isEvent, saidAt: timeOf(message) };
  const step = stepOf(message, pick, isEvent);
  return step === undefined ? undefined : { type: 'step', step, isEvent, id: idOf(message, pick), saidAt: timeOf(message) };
}

/**
 * Returns whether a snapshot is a valid list without anything for the counter: all its events have other names, or its items have other
 * identities.
 */
export function isAboutOthers(parts: readonly Message[], { event, key, entity }: CounterPick): boolean {
  if (!event && !entity) return parts.length === 0;
  return parts.every((part) => {
    if (part.type === 'gap' || part.type === 'snapshot') return false;
    const isNamed = part.type === 'event' || typeof readPath(part.body, 'type') === 'string';
    return (!event || isNamed) && (!entity || isIdentity(readPath(part.body, key || 'id')));
  });
}

/** With both `event` and `field`, a body without an event name may hold the whole value. So may any part of a snapshot, except another event. */
function valueOf(message: ReceivedMessage, { event, field }: CounterPick, isEvent: boolean, isPart: boolean): Scalar | undefined {
  if (field === '') return event === '' && hasValue(message) ? message.value : undefined;
  const isOtherEvent = message.type === 'event' || (!isPart && typeof readPath(message.body, 'type') === 'string');
  if (event !== '' && !isEvent && isOtherEvent) return undefined;
  const value = readPath(message.body, field);
  const found = value === undefined ? readPath(message.body, `data.${field}`) : value;
  return isScalar(found) ? found : undefined;
}

function hasValue(message: ReceivedMessage): message is ReceivedMessage & { readonly type: 'value' | 'datapoint' | 'event' } {
  return message.type === 'value' || message.type === 'datapoint' || message.type === 'event';
}

function stepOf(message: ReceivedMessage, { event, field }: CounterPick, isEvent: boolean): number | string | undefined {
  if (event === '') return field === '' && message.type === 'delta' ? message.increment : undefined;
  if (!isEvent) return undefined;
  const increment = readPath(message.body, 'increment');
  return isNumeric(increment) ? increment : 1;
}

/** Returns the event's identity, so that it counts once. The followed item's own id does not identify an event, because all its messages have it. */
function idOf(message: ReceivedMessage, { key, entity }: CounterPick): string | undefined {
  const itemPath = key || 'id';
  const path = entity ? 'id' : itemPath;
  if (entity && itemPath === path) return undefined;
  const id = readPath(message.body, path);
  return isIdentity(id) ? String(id) : undefined;
}

function isIdentity(id: unknown): id is string | number {
  return typeof id === 'string' || typeof id === 'number';
}
