/** Rate of the shop: a name, or messages a second. */
export type Rate = 'calm' | 'busy' | 'flood' | number;

/** From this many messages a second, totals are sent in batches. */
export const BATCHES_FROM = 50;

const NAMED: Readonly<Record<string, number>> = { calm: 4, busy: 80, flood: 4000 };
const MOST = 10_000;

/** Returns whether a value is a rate: one of the names, or a number from 0 to 10,000. */
export function isRate(value: unknown): value is Rate {
  return typeof value === 'string' ? Object.hasOwn(NAMED, value) : typeof value === 'number' && value >= 0 && value <= MOST;
}

/** Converts a rate to messages a second: calm is 4 (an order about every 2 s), busy 80, flood 4,000. Throws for anything else. */
export function messagesPerSecond(rate: Rate): number {
  if (!isRate(rate)) throw new RangeError(`A rate is "calm", "busy", "flood" or 0 to ${MOST} messages a second, but got ${String(rate)}.`);
  return typeof rate === 'number' ? rate : (NAMED[rate] ?? 0);
}
