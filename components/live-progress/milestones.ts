import { isEnd, type JobState, type Outcome } from './job.js';
import type { ProgressState } from './progress-state.js';

/** What happened to a job since the last look. */
export interface Milestones {
  /** How the job ended, once. */
  readonly outcome?: Outcome | undefined;
  /** The quarter that it has passed: 25, 50 or 75. */
  readonly quarter?: number | undefined;
}

/** Finds the end of each job, and the quarters that it passes, each once. */
export class MilestoneWatch {
  #run = -1;
  #job: JobState | undefined;
  #quarter: number | undefined;

  /** Takes what the page brings, which is no news. */
  begin({ run, job, amount }: ProgressState): void {
    this.#run = run;
    this.#job = job;
    this.#quarter = amount && quarterOf(amount.fraction);
  }

  take({ run, job, amount }: ProgressState): Milestones {
    const isSameRun = run === this.#run;
    const outcome = isEnd(job) && !(isSameRun && this.#job === job) ? job : undefined;
    const before = isSameRun ? this.#quarter : undefined;
    const now = amount && quarterOf(amount.fraction);
    this.#run = run;
    this.#job = job;
    this.#quarter = before === undefined || now === undefined ? (now ?? before) : Math.max(before, now);
    const isPassed = job === 'running' && before !== undefined && now !== undefined && now > before && now < 4;
    return { outcome, quarter: isPassed ? now * 25 : undefined };
  }
}

function quarterOf(fraction: number): number {
  return Math.floor(fraction * 4);
}
