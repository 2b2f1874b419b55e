import { CablegramError } from '../errors.js';
import { createGapReport, orderByTime } from './gap-report.js';
import type { Recovery, RepairedChannel } from './repaired-channel.js';
import { recoverWhenLoaded } from './recover-when-loaded.js';

/**
 * Repairs what a channel missed by its snapshot, or reports a gap if it has none, and puts numbered bodies in order. `missedSince`: since when
 * something may be missing, in epoch ms, if the channel was left and messages arrived in the meantime.
 *
 * Only pages that use snapshots, numbers or versions load the code for them, with the first channel that has one.
 */
export function recoverGap(channel: RepairedChannel, missedSince: number | undefined): Recovery {
  const isPlain = channel.source === undefined && !channel.isOrdered;
  return isPlain ? createGapReport(channel, missedSince, orderByTime) : recoverWhenLoaded(channel, missedSince);
}

/** A body that an adopted consumer has read, and whose numbers are wrong. */
export function rounded(identifier: string): CablegramError {
  const why = `A body of ${identifier} contains a whole number beyond 2^53, which the page's own consumer has rounded, so the body was dropped.`;
  return new CablegramError('number-rounded', `${why} Send such numbers as text, or connect with cable().`);
}
