import type { ChannelCounts, Status } from '../../src/index.js';
import { relativeTime } from '../format/time.js';
import type { LocalizeController } from '../internal/localize.js';
import type { Translation } from '../translations/translation.js';
import type { ShownStatus, StatusKind } from './status-state.js';

/** What a badge says: settled words, and beside them what moves. */
export interface StatusWords {
  readonly text: string;
  /** Begins with what parts it from the text; empty where there is nothing to add. */
  readonly detail: string;
  /** What it means for what the page shows, in a sentence; for the banner. */
  readonly hint: string;
}

/** What the words are made of besides what is shown; instants are epoch ms. */
export interface StatusFacts {
  readonly status: Status | undefined;
  readonly heardAt: number | undefined;
  /** How many messages a pause holds back. */
  readonly waiting: number;
  readonly now: number;
}

/** Where words of the page's language come from. */
export type Words = Pick<LocalizeController, 'term' | 'lang'>;

const texts = {
  idle: 'statusIdle',
  connecting: 'connecting',
  waiting: 'waiting',
  live: 'live',
  polling: 'statusPolling',
  paused: 'paused',
  partial: 'statusPartial',
  stale: 'statusStale',
  reconnecting: 'statusReconnecting',
  offline: 'offline',
  failed: 'failed',
  closed: 'statusClosed',
} as const satisfies Record<StatusKind, keyof Translation>;

const hints = {
  partial: 'statusPartialHint',
  stale: 'statusOldHint',
  reconnecting: 'statusOldHint',
  offline: 'statusOfflineHint',
  failed: 'statusEndedHint',
  closed: 'statusEndedHint',
} as const satisfies Partial<Record<StatusKind, keyof Translation>>;

/** Puts what is shown into words. */
export function wordsOf(shown: ShownStatus, facts: StatusFacts, words: Words): StatusWords {
  const { kind } = shown;
  const reason = kind === 'failed' ? reasonOf(facts.status, words) : '';
  const detail = detailOf(shown, facts, words);
  return {
    text: reason || words.term(texts[kind]),
    detail: kind === 'reconnecting' || !detail ? detail : ` · ${detail}`,
    hint: hintOf(kind, facts.status, words),
  };
}

/** Says why the connection is not up; in the server's or the core's own words where the reason is a stranger. */
export function reasonOf(status: Status | undefined, words: Words): string {
  return words.term('statusReason', status?.reason ?? '') || (status?.message ?? '');
}

/** Counts channels by how they stand, those in trouble alone where `inTrouble`. */
export function channelsOf(channels: ChannelCounts, words: Words, inTrouble = false): string {
  const states = inTrouble ? (['unconfirmed', 'rejected'] as const) : (['confirmed', 'waiting', 'unconfirmed', 'rejected'] as const);
  return states
    .filter((state) => channels[state] > 0)
    .map((state) => words.term('statusChannels', channels[state], state))
    .join(', ');
}

/** The whole seconds until an instant, 1 at least, so that no countdown stands at nothing. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(1, Math.ceil((at - now) / 1000));
}

function hintOf(kind: StatusKind, status: Status | undefined, words: Words): string {
  if (kind === 'failed' && (status?.reason === 'unauthorized' || status?.reason === 'token_expired')) return words.term('statusSignInHint');
  return kind in hints ? words.term(hints[kind as keyof typeof hints]) : '';
}

function detailOf({ kind, restoredUntil }: ShownStatus, { status, heardAt, waiting, now }: StatusFacts, words: Words): string {
  if (restoredUntil !== undefined) return words.term('statusRestored');
  switch (kind) {
    case 'reconnecting':
      return status?.retryAt === undefined ? '' : ` ${words.term('statusIn', secondsUntil(status.retryAt, now))}`;
    case 'stale':
      return heardAt === undefined ? '' : words.term('statusHeard', relativeTime(heardAt, now, words.lang()));
    case 'paused':
      return waiting > 0 ? words.term('statusHeld', waiting) : '';
    case 'partial':
      return status ? channelsOf(status.channels, words, true) : '';
    default:
      return '';
  }
}
