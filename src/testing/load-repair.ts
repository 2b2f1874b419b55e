import { recoveryPart } from '../repair/recovery-part.js';

/**
 * Loads the code that repairs channels with a snapshot, a sequence number or a version.
 *
 * A page loads it with the first such channel. Call this before tests in virtual time, which do not wait for a dynamic import.
 */
export async function loadRepair(): Promise<void> {
  await recoveryPart.load();
}
