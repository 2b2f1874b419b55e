/**
 * The state of a job.
 *
 * `lost`: nothing was heard of the job for too long, or the server no longer knows it.
 */
export type JobState = 'queued' | 'running' | 'paused' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'lost';

/** How a job ended. */
export type Outcome = Extract<JobState, 'succeeded' | 'failed' | 'cancelled'>;

/** All states of a job. */
export const JOB_STATES: readonly JobState[] = ['queued', 'running', 'paused', 'cancelling', 'succeeded', 'failed', 'cancelled', 'lost'];

/** The words that servers use for each state, in lower case. */
const WORDS: Readonly<Record<JobState, string>> = {
  queued: 'queued enqueued pending waiting scheduled created accepted',
  running:
    'running started starting restarted retried retrying resumed working processing performing in_progress progress progressed active busy',
  paused: 'paused on_hold suspended',
  cancelling: 'cancelling canceling stopping aborting',
  succeeded: 'succeeded success successful complete completed done finished',
  failed: 'failed failure error errored crashed timed_out dead',
  cancelled: 'cancelled canceled stopped aborted killed',
  lost: 'lost',
};

const STATE_OF: ReadonlyMap<string, JobState> = new Map(
  JOB_STATES.flatMap((state) => WORDS[state].split(' ').map((word) => [word, state] as const)),
);

/** The words with which a job begins, so that a body with one of them may begin a job anew. */
const BEGINNINGS: ReadonlySet<string> = new Set(`${WORDS.queued} started starting restarted retried retrying`.split(' '));

/** The state that a server's word means, and whether the word begins a job. */
export interface JobWord {
  readonly state: JobState;
  readonly isBeginning: boolean;
}

/** Reads a whole status, such as `In progress`; `undefined` if it is no known word. */
export function readStatus(status: string): JobWord | undefined {
  return wordOf(wordsIn(status).join('_'));
}

/** Reads the end of an event's name: `print_export_completed` means that the job succeeded. */
export function readEventName(name: string): JobWord | undefined {
  const words = wordsIn(name);
  return wordOf(words.slice(-2).join('_')) ?? wordOf(words.at(-1) ?? '');
}

/** Returns whether a job in this state does nothing more. */
export function isEnd(state: JobState | undefined): state is Outcome {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

function wordOf(word: string): JobWord | undefined {
  const state = STATE_OF.get(word);
  return state && { state, isBeginning: BEGINNINGS.has(word) };
}

function wordsIn(text: string): readonly string[] {
  const words = text.slice(0, 200).replace(/([a-z\d])([A-Z])/g, '$1 $2');
  return words
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean);
}
