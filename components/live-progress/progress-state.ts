import type { Message, ReceivedMessage } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { type Amount, readAmount } from './amount.js';
import { isEnd, type JobState, readStatus } from './job.js';
import { type ProgressPick, readProgress, type Reading } from './progress-reading.js';

/** After how long a body counts as new and not as late, if times do not tell, in ms. */
const LATE_FOR = 10_000;

/** How many ended jobs are remembered, so that their late bodies begin no job. */
const MOST_ENDED = 50;

/** What an element shows of a job. */
export interface ProgressState {
  /** Counts the jobs, so that what belongs to one job (its rate, its announcements) begins anew with the next. */
  readonly run: number;
  readonly job: JobState | undefined;
  readonly id?: string | undefined;
  readonly amount?: Amount | undefined;
  /** Index of the current step. */
  readonly step?: number | undefined;
  readonly message?: string | undefined;
  readonly url?: string | undefined;
  /** When it was true: by the server's clock, and when it arrived; in epoch ms. */
  readonly saidAt?: number | undefined;
  readonly at?: number | undefined;
  /** Since when only bodies with earlier times have arrived. */
  readonly lateSince?: number | undefined;
  /** Since when something may be missing, until the next body. */
  readonly missedSince?: number | undefined;
  /** Whether a body has said a state. Without one, a job is complete at its maximum. */
  readonly hasWords: boolean;
  /** Whether it came from a message, so that the page's own content is outdated. */
  readonly isLive: boolean;
  /** Whether the job was known before it ended. */
  readonly wasUnfinished: boolean;
  /** Whether the server's list no longer has the job. */
  readonly isGone?: boolean;
  /** Another job of the channel whose body was left out. */
  readonly other?: string | undefined;
  /** Ids of jobs that have ended. */
  readonly ended: readonly string[];
  /** What is wrong with the last body, for the page's author. */
  readonly complaints: readonly string[];
}

/** What the server rendered. */
export interface PageProgress {
  readonly value: unknown;
  readonly max: number | undefined;
  readonly status: string;
  readonly message: string;
  /** Whether there is a bar, though without a value. */
  readonly isBar: boolean;
}

/** Nothing is known of any job. */
export const emptyProgress: ProgressState = {
  run: 0,
  job: undefined,
  hasWords: false,
  isLive: false,
  wasUnfinished: false,
  ended: [],
  complaints: [],
};

/** Returns the state of an element that shows what the server rendered, and goes on counting from `run`. */
export function renderedProgress(page: PageProgress, pick: ProgressPick, run: number): ProgressState {
  const { amount, complaint } = readAmount('value', page.value === '' ? undefined : page.value, {
    min: pick.min,
    max: page.max ?? 100,
    isOpen: pick.isMeter,
  });
  const word = readStatus(page.status);
  const isUnknown = page.status.trim() !== '' && word === undefined;
  const implied = amount?.fraction === 1 ? 'succeeded' : amount || page.isBar ? 'running' : undefined;
  const job = pick.isMeter ? undefined : (word?.state ?? implied);
  const complaints = [complaint, isUnknown ? `status is ${JSON.stringify(page.status.slice(0, 80))}, which is no known state` : undefined];
  return {
    ...emptyProgress,
    run,
    job,
    id: pick.entity || undefined,
    amount,
    message: page.message || undefined,
    saidAt: pick.asOf,
    at: pick.asOf,
    hasWords: word !== undefined,
    wasUnfinished: job !== undefined && !isEnd(job),
    complaints: complaints.filter((one) => one !== undefined),
  };
}

/**
 * Applies one message to the state. Returns the same object if the element cannot use the message, and a copy if the message brings nothing new,
 * such as an outdated body.
 */
export function reduceProgress(state: ProgressState, message: Message, pick: ProgressPick): ProgressState {
  switch (message.type) {
    case 'gap':
      return isEnd(state.job) ? state : { ...state, missedSince: state.missedSince ?? message.since };
    case 'snapshot':
      return reduceSnapshot(state, message.messages, pick);
    case 'datapoint':
    case 'delta':
    case 'event':
    case 'progress':
    case 'metrics':
    case 'value':
    case 'html':
    case 'unknown': {
      const reading = readProgress(message, pick);
      if (reading === undefined) return state;
      return isRendered(reading.saidAt, pick.asOf) ? { ...state } : enter(state, reading, message.receivedAt, pick);
    }
    default:
      return message satisfies never;
  }
}

/** A snapshot is the full state, so it replaces what is shown, unless it is older. */
function reduceSnapshot(state: ProgressState, messages: readonly Message[], pick: ProgressPick): ProgressState {
  const parts = messages.filter((message) => message.type !== 'gap' && message.type !== 'snapshot');
  const readings = parts.flatMap((part) => {
    const reading = readProgress(part, pick);
    return reading ? [{ reading, receivedAt: part.receivedAt }] : [];
  });
  if (readings.length === 0) return isAboutOthers(parts, pick) ? withoutJob(state) : state;
  if (readings.every(({ reading }) => isRendered(reading.saidAt, pick.asOf))) return { ...state, missedSince: undefined };
  const folded = readings.reduce((soFar, { reading, receivedAt }) => enter(soFar, reading, receivedAt, pick), {
    ...emptyProgress,
    run: state.run,
    ended: state.ended,
  });
  const receivedAt = folded.at ?? 0;
  if (folded.id !== state.id || state.job === undefined) return { ...folded, run: state.run + 1, wasUnfinished: !isEnd(folded.job) };
  if (isLate(state, folded.saidAt, receivedAt)) return { ...state, lateSince: state.lateSince ?? receivedAt };
  const isNewer = isBefore(state.saidAt, folded.saidAt);
  if (isEnd(state.job)) {
    const isSure = isNewer || receivedAt - (state.at ?? 0) > LATE_FOR;
    if (folded.job !== state.job && !isSure) return { ...state };
    return isEnd(folded.job) ? { ...folded, run: state.run, wasUnfinished: state.wasUnfinished } : { ...folded, run: state.run + 1 };
  }
  const isKept = !isNewer && !pick.allowDecrease && isLower(folded, state);
  return { ...folded, ...(isKept && { amount: state.amount, step: state.step }), run: state.run, wasUnfinished: true };
}

/** Returns whether a snapshot is a valid list without the job. */
function isAboutOthers(parts: readonly ReceivedMessage[], pick: ProgressPick): boolean {
  if (!pick.entity && !pick.event) return parts.length === 0;
  return parts.every((part) => readProgress(part, { ...pick, entity: '', event: '' }));
}

/** The server's list does not have the job: it never existed, is forgotten after its end, or is lost. */
function withoutJob(state: ProgressState): ProgressState {
  const { job } = state;
  if (job === undefined || isEnd(job)) return { ...state, isLive: true, missedSince: undefined };
  return { ...state, job: 'lost', isGone: true, missedSince: undefined };
}

function enter(state: ProgressState, reading: Reading, receivedAt: number, pick: ProgressPick): ProgressState {
  const { id, saidAt, isBeginning } = reading;
  const { job } = state;
  if (pick.isMeter) return isLate(state, saidAt, receivedAt) ? late(state, receivedAt) : merge(state, reading, receivedAt, pick);
  if (id !== undefined && state.id !== undefined && id !== state.id) {
    if (!isEnd(job) && job !== undefined && job !== 'lost') return { ...state, other: id };
    return state.ended.includes(id) && !isBeginning ? { ...state } : begin(state, reading, receivedAt, pick);
  }
  if (isLate(state, saidAt, receivedAt)) return late(state, receivedAt);
  const isLong = receivedAt - (state.at ?? receivedAt) > LATE_FOR;
  if (isEnd(job)) {
    if (reading.state === job) return merge(state, reading, receivedAt, pick);
    if (isEnd(reading.state)) return isLong || isBefore(state.saidAt, saidAt) ? merge(state, reading, receivedAt, pick) : { ...state };
    return isBeginning || isLong ? begin(state, reading, receivedAt, pick) : { ...state };
  }
  // A retry of a job whose failure was not told.
  const isAgain = isBeginning && (state.amount?.fraction ?? 0) > 0 && isBefore(state.saidAt, saidAt);
  return isAgain ? begin(state, reading, receivedAt, pick) : merge(state, reading, receivedAt, pick);
}

function late(state: ProgressState, receivedAt: number): ProgressState {
  return { ...state, lateSince: state.lateSince ?? receivedAt };
}

/** Begins a job anew. */
function begin({ run, ended }: ProgressState, reading: Reading, receivedAt: number, pick: ProgressPick): ProgressState {
  return merge({ ...emptyProgress, run: run + 1, ended }, reading, receivedAt, pick);
}

/** Applies a body of the job that is shown. */
function merge(state: ProgressState, reading: Reading, receivedAt: number, pick: ProgressPick): ProgressState {
  const { saidAt, id = state.id } = reading;
  const amount = reading.amount ?? state.amount;
  const step = reading.step ?? state.step;
  const isBack = !pick.isMeter && !pick.allowDecrease && reading.amount !== undefined && isLower({ amount, step }, state);
  const said = reading.state === 'queued' && state.job !== undefined && state.job !== 'lost' ? state.job : reading.state;
  const isSameState = said === undefined || said === state.job;
  // A lower progress is late, unless the body brings another state, such as a failure.
  if (isBack && isSameState) return { ...state };
  const shown = isBack ? { amount: state.amount, step: state.step } : { amount, step };
  const hasWords = state.hasWords || reading.state !== undefined;
  const job = pick.isMeter ? undefined : (said ?? impliedState(state, shown, hasWords || reading.complaints.length > 0, pick));
  const isSuspicious = job === 'succeeded' && shown.amount?.isCount === false && Number(shown.amount.max) === 100;
  const isShare = isSuspicious && Number(shown.amount?.value) > 0 && Number(shown.amount?.value) <= 1;
  return {
    run: state.run,
    job,
    id,
    ...shown,
    message: reading.message ?? (isSameState ? state.message : undefined),
    url: reading.url ?? state.url,
    saidAt: saidAt ?? state.saidAt,
    at: receivedAt,
    hasWords,
    isLive: true,
    wasUnfinished: state.wasUnfinished || (!isEnd(job) && job !== undefined),
    ended: isEnd(job) && id !== undefined ? remember(state.ended, id) : state.ended,
    complaints: isShare
      ? [...reading.complaints, 'the job is complete at 1 of 100; if its progress is from 0 to 1, set max="1"']
      : reading.complaints,
  };
}

/** A body that says no state goes on with the job; one that says numbers alone is complete at the maximum. */
function impliedState(
  { job }: ProgressState,
  { amount, step }: Pick<ProgressState, 'amount' | 'step'>,
  hasWords: boolean,
  { steps }: ProgressPick,
): JobState {
  const isLastStep = steps.length === 0 || step === steps.length - 1;
  if (!hasWords && amount?.fraction === 1 && isLastStep) return 'succeeded';
  return job === undefined || job === 'queued' || job === 'lost' ? 'running' : job;
}

/** Returns whether a place is before another: an earlier step, a lower count of the same step, or a lower fraction. */
function isLower(one: Pick<ProgressState, 'amount' | 'step'>, other: Pick<ProgressState, 'amount' | 'step'>): boolean {
  const [step, otherStep] = [one.step ?? 0, other.step ?? 0];
  if (step !== otherStep) return step < otherStep;
  if (one.amount === undefined || other.amount === undefined) return false;
  // If the total grows, the fraction falls though the count goes on.
  const isCount = one.amount.isCount && other.amount.isCount;
  return isCount ? Number(one.amount.value) < Number(other.amount.value) : one.amount.fraction < other.amount.fraction;
}

/** Returns whether a body is outdated: it arrived later but is older, by the server's clock, than what is shown. */
function isLate({ saidAt, lateSince }: ProgressState, said: number | undefined, receivedAt: number): boolean {
  return isBefore(said, saidAt) && (lateSince === undefined || receivedAt - lateSince <= LATE_FOR);
}

/** Compares instants; a whole second may be any instant within it. */
function isBefore(one: number | undefined, other: number | undefined): boolean {
  return isRendered(one, other);
}

function remember(ended: readonly string[], id: string): readonly string[] {
  return [...ended.filter((one) => one !== id), id].slice(-MOST_ENDED);
}
