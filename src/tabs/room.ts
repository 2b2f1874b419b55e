import { resolveAddress } from '../address.js';

/** Increase it when the meaning of a message between tabs changes: tabs of two versions then never meet. */
const VERSION = 1;

/** The names under which the tabs of one address and session meet. Locks and channels are visible to pages of the same origin only. */
export interface Room {
  /** The channel, and the lock of the tab that leads. */
  readonly name: string;
  /** The lock of the tab that is about to replace a leader that does not answer. */
  readonly takeover: string;
  /** The lock that a tab holds as long as it is a member. */
  readonly tab: (id: string) => string;
}

/**
 * Returns the room of an address and a session. The name contains both in full, so that no two rooms can have the same name, as two hashes
 * might.
 */
export function roomOf(address: string, session: string): Room {
  const name = nameOf('link', resolveAddress(address)?.href ?? address, session);
  return { name, takeover: `${name} takeover`, tab: (id) => `${name} tab ${id}` };
}

/** Returns the name of the channel on which the end of a session is announced. */
export function sessionChannel(session: string): string {
  return nameOf('session', session);
}

function nameOf(...parts: readonly string[]): string {
  return `cablegram ${JSON.stringify([VERSION, ...parts])}`;
}
