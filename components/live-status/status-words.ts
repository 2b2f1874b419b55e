import { html, type TemplateResult } from 'lit';
import type { Connection, Diagnosis } from '../../src/index.js';
import { clockTime, relativeTime } from '../format/time.js';
import type { LocalizeController } from '../internal/localize.js';
import { isUnavailable, type ShownStatus } from './status-state.js';

/** The input for the words. */
export interface StatusView {
  readonly shown: ShownStatus;
  readonly connection: Connection | undefined;
  /** Why the connection does not work, if that was diagnosed. */
  readonly diagnosis: Diagnosis | undefined;
  /** Epoch ms. */
  readonly now: number;
}

/** The words of a badge. */
export interface StatusWords {
  readonly text: string;
  /** A countdown or an age, with its separator from the text; empty if there is nothing to add. */
  readonly detail: string;
  /** What the status means for the data on the page, in one or two sentences; for the banner. */
  readonly hint: Words;
}

type Words = string | TemplateResult;

/** Returns the words for the status on display. */
export function wordsOf(view: StatusView, words: LocalizeController): StatusWords {
  const { kind } = view.shown;
  if (isUnavailable(kind)) return unavailableWords(view, words);
  const isOld = kind === 'stale' || kind === 'reconnecting' || kind === 'offline';
  return {
    text: words.term(kind === 'reconnecting' ? 'statusReconnecting' : kind),
    detail: detailOf(view, words),
    hint: kind === 'closed' || kind === 'rejected' ? words.term('statusEndedHint') : isOld ? words.term('statusOldHint') : '',
  };
}

/** `failed` has its reason in the announced text, because the person must act. For `unavailable`, the reason is known later and is not announced. */
function unavailableWords(view: StatusView, words: LocalizeController): StatusWords {
  const text = words.term('statusUnavailable');
  const why = whyOf(view, words);
  const since = sinceOf(view, words);
  if (view.shown.kind === 'unavailable') {
    return { text, detail: '', hint: html`${since}. ${why && `${why}. `}${words.term('statusOldHint')}` };
  }
  return { text: why ? `${text} · ${why}` : text, detail: '', hint: html`${since}. ${words.term('statusEndedHint')}` };
}

/** Returns the lines of the details. */
export function linesOf(connection: Connection, view: StatusView, words: LocalizeController): readonly Words[] {
  const { transport, attempt, channels } = connection.status;
  const { waiting, confirmed, unconfirmed, rejected, heard } = channels;
  const asked = waiting + confirmed + unconfirmed + rejected;
  const { shown, diagnosis, now } = view;
  return [
    isUnavailable(shown.kind) ? html`${words.term('statusUnavailable')} ${sinceOf(view, words)}` : '',
    transport === undefined ? '' : words.term('statusTransport', transport),
    whyOf(view, words),
    // For the page's author, in English.
    diagnosis ? html`<span part="remedy" lang="en">${diagnosis.remedy}</span>` : '',
    attempt > 0 ? words.term('statusAttempts', attempt) : '',
    heardOf(connection, now, words),
    asked > 0 ? words.term('statusChannels', confirmed, asked, heard) : '',
  ].filter(Boolean);
}

function detailOf({ shown: { kind, restoredUntil }, connection, now }: StatusView, words: LocalizeController): string {
  if (!connection) return '';
  const { retryAt } = connection.status;
  if (restoredUntil !== undefined) return ` · ${words.term('statusRestored')}`;
  if (kind === 'stale') return ` · ${heardOf(connection, now, words)}`;
  // At least one second, so that no countdown shows zero.
  if (kind === 'reconnecting' && retryAt) return ` ${words.term('statusIn', Math.max(1, Math.ceil((retryAt - now) / 1000)))}`;
  return '';
}

function heardOf({ lastHeardAt }: Connection, now: number, words: LocalizeController): string {
  return lastHeardAt === undefined ? '' : words.term('statusHeard', relativeTime(lastHeardAt, now, words.lang()));
}

/** Returns why the connection does not work, if it is known. If the language has no words for it, the words of the server or the core are used. */
function whyOf({ connection, diagnosis }: StatusView, words: LocalizeController): string {
  const { reason = '', message = '' } = connection?.status ?? {};
  // Browsers hide why a connection was refused, and the diagnosis may know. For any other reason, the status knows more.
  if (!diagnosis || (reason !== '' && reason !== 'refused')) return words.term('statusReason', reason) || withoutStop(message);
  return words.term('statusReason', diagnosis.cause ?? diagnosis.code) || withoutStop(diagnosis.message);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function sinceOf({ connection, now }: StatusView, words: LocalizeController): TemplateResult {
  const since = connection?.status.since ?? now;
  const time = clockTime(since, words.lang(), { now, second: undefined });
  const [before, after] = words.term('sinceTime', time).split(time);
  return html`${before}<time datetime=${new Date(since).toISOString()}>${time}</time>${after}`;
}
