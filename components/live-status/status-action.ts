import { safeUrl } from '../internal/safe-url.js';
import type { StatusKind } from './status-state.js';

/** What a person can do about a status. */
export type StatusAction = 'retry' | 'reload' | 'sign-in';

/** The kinds in which a person can retry the connection. */
const mendable: ReadonlySet<StatusKind> = new Set(['reconnecting', 'offline', 'stale', 'unavailable', 'failed']);

/** Returns what a person can do; `undefined` if nothing helps but waiting. */
export function actionOf(kind: StatusKind, reason: string | undefined, signInUrl: string): StatusAction | undefined {
  const isSignedOut = reason === 'unauthorized' || reason === 'token_expired' || reason === 'signed-out';
  if (kind === 'failed' && isSignedOut && signInUrl !== '' && safeUrl(signInUrl) !== '') return 'sign-in';
  // Another attempt would use what belongs to another session.
  const isOtherSession = reason === 'other-user' || reason === 'signed-out';
  if (kind === 'rejected' || kind === 'unknown' || (kind === 'failed' && isOtherSession)) return 'reload';
  return mendable.has(kind) ? 'retry' : undefined;
}
