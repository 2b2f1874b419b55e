import { noChannels, type ChannelCounts } from './subscription.js';

/** How many channels are in which state, kept as running totals, so that a change of one of a thousand channels costs one addition. */
export interface Counts {
  /** The current totals; the same object until one of them changes. */
  readonly now: ChannelCounts;
  /** Adds `by` to one total. */
  add(name: keyof ChannelCounts, by: 1 | -1): void;
  /** Sets every total to 0; nothing is reported after that. */
  end(): void;
}

/**
 * Creates the totals of a hub. `onChange` is called in the microtask after a change, once for all changes until then.
 *
 * A reconnection changes every channel several times within one call. Reporting each change would cost 250,000 comparisons for 500
 * channels.
 */
export function createCounts(onChange: () => void): Counts {
  let now: ChannelCounts = noChannels;
  let isDue = false;
  let hasEnded = false;
  function report(): void {
    isDue = false;
    if (!hasEnded) onChange();
  }
  return {
    get now() {
      return now;
    },
    add(name, by) {
      now = { ...now, [name]: now[name] + by };
      if (isDue) return;
      isDue = true;
      queueMicrotask(report);
    },
    end() {
      now = noChannels;
      hasEnded = true;
    },
  };
}
