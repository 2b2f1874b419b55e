import { compareDecimals, isNumeric, readPath, type ReceivedMessage, timeOf } from '../../src/index.js';

/** A message that can be an item of a list: any message with a body. */
export type ItemMessage = Exclude<ReceivedMessage, { readonly type: 'html' }>;

/** An item's position in the order of its list. */
export interface ItemPlace {
  /** The sequence number or version that the element's `seq` or `version` names. */
  readonly number?: number | string | undefined;
  /** When it happened, in epoch ms. */
  readonly at?: number | undefined;
}

/** Returns the place of a message; `path` is the dot path of its sequence number. */
export function placeOf(message: ItemMessage, path: string): ItemPlace {
  const number = path === '' ? undefined : (readPath(message.body, path) ?? readPath(message.body, `data.${path}`));
  return { number: isNumeric(number) ? number : undefined, at: timeOf(message) };
}

/**
 * Returns whether one place comes after another for certain.
 *
 * Rails' `iso8601` cuts instants down to whole seconds, so a whole second may mean any instant within it.
 */
export function isLater(one: ItemPlace | undefined, other: ItemPlace | undefined): boolean {
  if (one?.number !== undefined && other?.number !== undefined) return compareDecimals(one.number, other.number) > 0;
  return one?.at !== undefined && other?.at !== undefined && one.at > latest(other.at);
}

/** Returns the newer of two places of one item, part by part. */
export function newerPlace(one: ItemPlace, other: ItemPlace): ItemPlace {
  return { number: other.number ?? one.number, at: other.at ?? one.at };
}

/**
 * Sorts a list of messages by their numbers, or else by their instants, if all of them have one.
 *
 * Otherwise the list stays as it is. A list in descending order is reversed first, so that the order within one second is kept.
 */
export function inOrder(messages: readonly ItemMessage[], path: string): readonly ItemMessage[] {
  const placed = messages.map((message) => ({ message, place: placeOf(message, path) }));
  const compare = placed.every(({ place }) => place.number !== undefined)
    ? (one: ItemPlace, other: ItemPlace): number => compareDecimals(one.number ?? 0, other.number ?? 0)
    : placed.every(({ place }) => place.at !== undefined)
      ? (one: ItemPlace, other: ItemPlace): number => (one.at ?? 0) - (other.at ?? 0)
      : undefined;
  const [first, last] = [placed[0], placed.at(-1)];
  if (!compare || !first || !last) return messages;
  if (compare(first.place, last.place) > 0) placed.reverse();
  return placed.sort((one, other) => compare(one.place, other.place)).map(({ message }) => message);
}

function latest(at: number): number {
  return at % 1000 === 0 ? at + 999 : at;
}
