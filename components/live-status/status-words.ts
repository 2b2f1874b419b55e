import type { Connection, Status } from '../../src/index.js';
import { relativeTime } from '../format/time.js';
import type { LocalizeController } from '../internal/localize.js';
import type { ShownStatus } from './status-state.js';

/** What a badge says: settled words, and beside them what moves. */
export interface StatusWords {
  readonly text: string;
  /** Begins with what parts it from the text; empty where there is nothing to add. */
  readonly detail: string;
  /** What it means for what the page shows, in a sentence; for the banner. */
  readonly hint: string;
}

/** Puts what is shown into words; `now` is epoch ms. */
export function wordsOf(shown: ShownStatus, connection: Connection | undefined, now: number, words: LocalizeController): StatusWords {
  const { kind } = shown;
  const isOver = kind === 'failed' || kind === 'closed';
  const isOld = kind === 'stale' || kind === 'reconnecting' || kind === 'offline';
  const reason = kind === 'failed' && connection ? reasonOf(connection.status, words) : '';
  return {
    text: reason || words.term(kind === 'reconnecting' ? 'statusReconnecting' : kind),
    detail: connection ? detailOf(shown, connection, now, words) : '',
    hint: isOver ? words.term('statusEndedHint') : isOld ? words.term('statusOldHint') : '',
  };
}

/** Lists what is known of a connection, line by line, for whoever asks why; `now` is epoch ms. */
export function linesOf(connection: Connection, now: number, words: LocalizeController): readonly string[] {
  const { state, transport, attempt, channels } = connection.status;
  const { waiting, confirmed, unconfirmed, rejected, heard } = channels;
  const asked = waiting + confirmed + unconfirmed + rejected;
  return [
    transport === undefined ? '' : words.term('statusTransport', transport),
    state === 'connected' ? '' : reasonOf(connection.status, words),
    attempt > 0 ? words.term('statusAttempts', attempt) : '',
    heardOf(connection, now, words),
    asked > 0 ? words.term('statusChannels', confirmed, asked, heard) : '',
  ].filter(Boolean);
}

function detailOf({ kind, restoredUntil }: ShownStatus, connection: Connection, now: number, words: LocalizeController): string {
  const { retryAt } = connection.status;
  if (restoredUntil !== undefined) return ` · ${words.term('statusRestored')}`;
  if (kind === 'stale') return ` · ${heardOf(connection, now, words)}`;
  // A second at least, so that no countdown stands at nothing.
  if (kind === 'reconnecting' && retryAt) return ` ${words.term('statusIn', Math.max(1, Math.ceil((retryAt - now) / 1000)))}`;
  return '';
}

function heardOf({ lastHeardAt }: Connection, now: number, words: LocalizeController): string {
  return lastHeardAt === undefined ? '' : words.term('statusHeard', relativeTime(lastHeardAt, now, words.lang()));
}

/** Says why the connection is not up; in the server's or the core's own words where the reason is a stranger. */
function reasonOf({ reason = '', message = '' }: Status, words: LocalizeController): string {
  return words.term('statusReason', reason) || message;
}
