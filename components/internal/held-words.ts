import { formatNumber } from '../format/number.js';
import type { LocalizeController } from './localize.js';
import type { ScopeHeld } from './scope-controller.js';

/** Returns what is held back in words, each fact with a number: `37 waiting`, `12 dropped`. */
export function heldWords({ waiting, dropped }: ScopeHeld, words: LocalizeController): readonly string[] {
  const locale = words.lang();
  return [
    waiting === 0 ? '' : words.term('pausedWaiting', formatNumber(waiting, {}, locale)),
    dropped === 0 ? '' : words.term('pausedDropped', formatNumber(dropped, {}, locale)),
  ].filter(Boolean);
}

/** Writes how long a pause has lasted, in whole minutes: `2 min`. Empty in the first minute, so that the words do not change every second. */
export function pausedFor(since: number | undefined, now: number, words: LocalizeController): string {
  const minutes = since === undefined ? 0 : Math.floor((now - since) / 60_000);
  return minutes < 1 ? '' : formatNumber(minutes * 60_000, { style: 'duration', options: { unitDisplay: 'short' } }, words.lang());
}
