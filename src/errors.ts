/** What went wrong, for programs; `message` says it to people. */
export type CablegramErrorCode =
  | 'action-forbidden'
  | 'body-undecodable'
  | 'body-unread'
  | 'channel-conflict'
  | 'connection-closed'
  | 'link-lost'
  | 'no-welcome'
  | 'number-rounded'
  | 'option-invalid'
  | 'queue-full'
  | 'silent'
  | 'snapshot-failed'
  | 'snapshot-unplaced'
  | 'snapshot-unreadable'
  | 'stream-silent'
  | 'subscription-rejected'
  | 'timed-out'
  | 'token-failed'
  | 'too-large'
  | 'unread';

/**
 * The one error class of cablegram: thrown for a caller's mistake, never for the world's failures, which are statuses.
 *
 * `code` is for programs and stays stable, `message` is for people, `cause` holds the original where there is one.
 */
export class CablegramError extends Error {
  override readonly name = 'CablegramError';
  readonly code: CablegramErrorCode;

  constructor(code: CablegramErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Makes the error of whoever uses a connection after `close()`. */
export function connectionClosed(): CablegramError {
  return new CablegramError('connection-closed', 'This connection was closed; make a new one.');
}
