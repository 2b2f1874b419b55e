import type { LocalizeController } from '../internal/localize.js';
import { clockTime } from '../format/time.js';
import type { Freshness } from '../internal/freshness.js';
import { doubtOf, type Glyph } from '../internal/note.js';
import type { Level } from './gauge.js';
import { isEnd, type JobState } from './job.js';
import type { ProgressState } from './progress-state.js';
import { type AmountStyle, amountText, jobNote } from './progress-words.js';
import type { Step } from './steps.js';

/** Everything that the words of an element depend on. Instants are epoch ms. */
export interface Facts {
  readonly progress: ProgressState;
  /** The state that is shown, which is `lost` if nothing was heard for too long. */
  readonly job: JobState | undefined;
  readonly freshness: Freshness;
  readonly error: unknown;
  /** Whether nothing was heard of a running job for long. */
  readonly isSilent: boolean;
  /** When something was last known. */
  readonly knownAt: number | undefined;
  readonly now: number;
  readonly steps: readonly Step[];
  readonly style: AmountStyle;
  readonly level: Level;
  /** The rest of time, in full. */
  readonly left: string;
}

/** The words under the bar. */
export interface Note {
  readonly glyph: Glyph | undefined;
  readonly tone: 'quiet' | 'ok' | 'warn' | 'bad';
  readonly text: string;
  readonly title?: string;
}

const TONES: Readonly<Record<JobState, Note['tone']>> = {
  queued: 'quiet',
  running: 'quiet',
  paused: 'quiet',
  cancelling: 'warn',
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'quiet',
  lost: 'warn',
};

/** Returns the amount with its step: `Step 2 of 3 · 40%`. `isLong` writes it for screen readers. */
export function valueText({ progress, job, steps, style }: Facts, words: LocalizeController, isLong = false): string {
  const { amount, step } = progress;
  const isStep = steps.length > 0 && step !== undefined && !isEnd(job);
  const where = isStep ? words.term('progressStep', step + 1, steps.length) : '';
  const isShown = amount !== undefined && (job !== 'succeeded' || amount.isCount);
  return [where, isShown ? amountText(amount, style, words, isLong) : ''].filter(Boolean).join(' · ');
}

/** Returns what screen readers are told of the bar: `196 of 330 pages, Binding, about 2 minutes left`. */
export function spokenText(facts: Facts, words: LocalizeController): string {
  const { progress, job, style, level, left } = facts;
  const value = valueText(facts, words, true);
  if (style.isMeter) return [value, level.side && words.term('progressLevel', level.side, level.tone === 'bad')].filter(Boolean).join(', ');
  const where = [value, stepName(facts)].filter(Boolean).join(': ');
  return [where, job && jobNote(job, progress.message, words).text, left].filter(Boolean).join(', ');
}

/** Returns why the data may be wrong, else the state of the job; `undefined` if there is nothing to say. */
export function noteOf(facts: Facts, words: LocalizeController): Note | undefined {
  const { progress, job, freshness, error, isSilent, knownAt, now, style } = facts;
  const { missedSince, isGone, amount } = progress;
  const silent = words.term('progressSilent', clockTime(knownAt ?? now, words.lang(), { now }));
  if (job === 'lost' && error === undefined)
    return { ...jobNote(job, isGone ? words.term('progressGone') : silent, words), tone: TONES[job] };
  // An end stays right without a connection.
  const isSettled = isEnd(job) && error === undefined;
  const doubt = isSettled ? undefined : doubtOf({ freshness, error }, words, missedSince ?? knownAt, now, missedSince ? 'missed' : 'asOf');
  if (doubt) return doubt;
  if (isSilent) return { glyph: 'stale', tone: 'quiet', text: silent };
  if (job !== undefined) return jobWords(facts, job, words);
  if (style.isMeter && amount) return undefined;
  if (freshness === 'waiting' || freshness === 'connecting') return { glyph: freshness, tone: 'quiet', text: words.term(freshness) };
  return freshness === 'live' ? { glyph: 'idle', tone: 'quiet', text: words.term('progressNone') } : undefined;
}

/** Of a step that simply runs, its name says enough. */
function jobWords(facts: Facts, job: JobState, words: LocalizeController): Note {
  const { message } = facts.progress;
  const { glyph, text } = jobNote(job, message, words);
  const name = stepName(facts);
  const parts = name && job === 'running' ? [name, message] : [text, name];
  return { glyph, tone: TONES[job], text: parts.filter(Boolean).join(' · ') };
}

function stepName({ progress: { step }, job, steps }: Facts): string | undefined {
  return step === undefined || isEnd(job) ? undefined : steps[step]?.label;
}
