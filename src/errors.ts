/** What went wrong, for programs; `message` is for people. */
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
  | 'part-not-loaded'
  | 'presence-unsupported'
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
  | 'unacknowledged'
  | 'unread';

/**
 * The error class of cablegram. It is thrown for a caller's mistake; network and server failures are statuses instead.
 *
 * `code` is for programs and stays stable, `message` is for people, `cause` holds the original error, if there is one.
 */
export class CablegramError extends Error {
  override readonly name = 'CablegramError';
  readonly code: CablegramErrorCode;

  constructor(code: CablegramErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Where the code is explained: a section of the package's documentation, such as `docs/errors.md#timed-out`. */
  get page(): string {
    return `docs/errors.md#${this.code}`;
  }
}

/** Creates the error that is thrown when a connection is used after `close()`. */
export function connectionClosed(): CablegramError {
  return new CablegramError('connection-closed', 'This connection was closed; create a new one.');
}
