import { CablegramError } from '../errors.js';

/** The size of a command without its identifier and its data, in bytes. */
const FRAME = 64;

/** The most bytes of one character in a frame; `\u0000` takes the most. */
const MOST_BYTES = 6;

/**
 * Checks that a command with this identifier and data fits into a frame of `most` bytes. `what` is what it carries, and `limit` whose limit
 * that is, for the error.
 *
 * @throws CablegramError `too-large`.
 */
export function assertFits(
  most: number,
  identifier: string,
  data = '',
  what: string = data ? 'An action' : 'The parameters',
  limit = 'maxCommand is',
): void {
  if ((identifier.length + data.length) * MOST_BYTES + FRAME <= most) return;
  const size = FRAME + new TextEncoder().encode(JSON.stringify([identifier, data])).length;
  if (size <= most) return;
  throw new CablegramError('too-large', `${what} of ${identifier.slice(0, 80)} … would be ${size} bytes long, but ${limit} ${most}.`);
}
