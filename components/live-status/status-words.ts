import { html, type TemplateResult } from 'lit';
import type { Connection, Diagnosis } from '../../src/index.js';
import { formatNumber } from '../format/number.js';
import { clockTime, relativeTime } from '../format/time.js';
import { dataFactsOf } from '../internal/data-facts.js';
import type { LocalizeController } from '../internal/localize.js';
import type { Watched } from './status-controller.js';
import { isUnavailable, type ShownStatus } from './status-state.js';

/** The input for the words. */
export interface StatusView {
  readonly shown: ShownStatus;
  /** The connection; `undefined` if Turbo is watched. */
  readonly connection: Connection | undefined;
  readonly watched: Watched | undefined;
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
  const isOld = kind === 'stale' || kind === 'unknown' || kind === 'reconnecting' || kind === 'offline';
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

/** Returns the lines of the details. `pollEvery` is in ms, if it is known. */
export function linesOf(view: StatusView, words: LocalizeController, pollEvery: number | undefined): readonly Words[] {
  const { shown, diagnosis, watched, connection } = view;
  if (!watched) return [];
  const { transport, attempt, retryAt, channels } = watched.status;
  const { waiting, confirmed, unconfirmed, rejected, heard } = channels;
  const asked = waiting + confirmed + unconfirmed + rejected;
  return [
    isUnavailable(shown.kind) ? html`${words.term('statusUnavailable')} ${sinceOf(view, words)}` : '',
    transport === undefined ? '' : words.term('statusTransport', transport),
    transport === 'polling' && pollEvery ? words.term('statusPollEvery', durationText(pollEvery, words)) : '',
    whyOf(view, words),
    // For the page's author, in English.
    diagnosis ? html`<span part="remedy" lang="en">${diagnosis.remedy}</span>` : '',
    attempt > 0 ? words.term('statusAttempts', attempt) : '',
    retryAt === undefined ? '' : `${words.term('statusReconnecting')} ${countdown(retryAt, view.now, words)}`,
    heardOf(watched, view.now, words),
    asked > 0 ? words.term('statusChannels', confirmed, asked, heard) : '',
    rejected > 0 ? words.term('statusRefused', rejected) : '',
    ...(connection ? dataLines(connection, view.now, words) : []),
  ].filter(Boolean);
}

/** Returns what the page received, and what it did not. */
function dataLines(connection: Connection, now: number, words: LocalizeController): readonly string[] {
  const { heardAt, gaps, lastGap } = dataFactsOf(connection);
  const discarded = Object.values(connection.discarded).reduce((sum, count) => sum + count, 0);
  const clock = (at: number): string => clockTime(at, words.lang(), { now });
  return [
    heardAt === undefined ? '' : words.term('statusData', relativeTime(heardAt, now, words.lang())),
    lastGap ? words.term('statusGaps', gaps, `${clock(lastGap.since)} – ${clock(lastGap.until)}`) : '',
    discarded > 0 ? words.term('statusDiscarded', discarded) : '',
  ];
}

/** Writes the details as text that a person sends to support. It is in English but for the lines, and holds no query of an address. */
export function diagnosticsText(lines: readonly string[], { shown, watched, connection, now }: StatusView): string {
  const { state = '', reason = '', message = '' } = watched?.status ?? {};
  return [
    ...lines,
    `status: ${[shown.kind, state, reason, message].filter(Boolean).join(', ')}`,
    `cable: ${(connection?.cableUrl ?? '').replace(/[?#].*/, '')}`,
    `page: ${location.origin}${location.pathname}`,
    `time: ${new Date(now).toISOString()}`,
    `browser: ${navigator.userAgent}`,
  ].join('\n');
}

function durationText(ms: number, words: LocalizeController): string {
  return formatNumber(ms, { style: 'duration', options: { unitDisplay: 'short' } }, words.lang());
}

/** At least one second, so that no countdown shows zero. */
function countdown(retryAt: number, now: number, words: LocalizeController): string {
  return words.term('statusIn', Math.max(1, Math.ceil((retryAt - now) / 1000)));
}

function detailOf({ shown: { kind, restoredUntil }, watched, now }: StatusView, words: LocalizeController): string {
  if (!watched) return '';
  const { retryAt } = watched.status;
  if (restoredUntil !== undefined) return ` · ${words.term('statusRestored')}`;
  if (kind === 'stale') return ` · ${heardOf(watched, now, words)}`;
  if (kind === 'reconnecting' && retryAt) return ` ${countdown(retryAt, now, words)}`;
  return '';
}

function heardOf({ lastHeardAt }: Watched, now: number, words: LocalizeController): string {
  return lastHeardAt === undefined ? '' : words.term('statusHeard', relativeTime(lastHeardAt, now, words.lang()));
}

/** Returns why the connection does not work, if it is known. If the language has no words for it, the words of the server or the core are used. */
function whyOf({ watched, diagnosis }: StatusView, words: LocalizeController): string {
  const { reason = '', message = '' } = watched?.status ?? {};
  // Browsers hide why a connection was refused, and the diagnosis may know. For any other reason, the status knows more.
  if (!diagnosis || (reason !== '' && reason !== 'refused')) return words.term('statusReason', reason) || withoutStop(message);
  return words.term('statusReason', diagnosis.cause ?? diagnosis.code) || withoutStop(diagnosis.message);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function sinceOf({ watched, now }: StatusView, words: LocalizeController): TemplateResult {
  const since = watched?.status.since ?? now;
  const time = clockTime(since, words.lang(), { now, second: undefined });
  const [before, after] = words.term('sinceTime', time).split(time);
  return html`${before}<time datetime=${new Date(since).toISOString()}>${time}</time>${after}`;
}
