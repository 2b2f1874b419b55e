import { CablegramError } from '../errors.js';

/** What a command weighs beside its identifier and its data, in bytes. */
const FRAME = 64;

/** How many bytes one character may take in a frame; `\u0000` takes most. */
const MOST_BYTES = 6;

/**
 * Checks that a command of these parts fits into a frame of so many bytes.
 *
 * @throws CablegramError `too-large`.
 */
export function assertFits(maxCommand: number, identifier: string, data = ''): void {
  if ((identifier.length + data.length) * MOST_BYTES + FRAME <= maxCommand) return;
  const size = FRAME + new TextEncoder().encode(JSON.stringify([identifier, data])).length;
  if (size <= maxCommand) return;
  const what = data ? 'An action' : 'The parameters';
  throw new CablegramError(
    'too-large',
    `${what} of ${identifier.slice(0, 80)} … would be ${size} bytes long; the server takes ${maxCommand} at most (maxCommand).`,
  );
}
