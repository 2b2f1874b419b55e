import type { LitElement, ReactiveController } from 'lit';
import type { Channel } from '../../src/index.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveCancelRequestEvent, LiveErrorEvent, LiveRetryRequestEvent } from '../internal/events.js';
import { isEnd, type JobState } from './job.js';

/** How long a button waits for the server before it can be pressed again, in ms. */
const ANSWERED_WITHIN = 10_000;

/** What a person can ask for. */
export type Wish = 'cancel' | 'retry';

/** A wish for a job, and the channel's action that grants it. */
export interface Ask {
  readonly wish: Wish;
  readonly job: JobState | undefined;
  readonly entity: string | undefined;
  /** Dot path of the identity in a body, whose last part names it in the action's data. */
  readonly key: string;
  readonly action: string;
  readonly channel: Channel | undefined;
}

/** Returns what a person can ask for in a state of the job. */
export function wishIn(job: JobState | undefined): Wish | undefined {
  if (job === 'failed' || job === 'cancelled' || job === 'lost') return 'retry';
  return job === undefined || isEnd(job) || job === 'cancelling' ? undefined : 'cancel';
}

/**
 * Asks for a job to be cancelled or run again: first the page, by an event, then the server, by an action.
 *
 * The host shows what the server says and not what it hopes, so the button only waits until the state changes.
 */
export class ActionController implements ReactiveController {
  readonly #host: LitElement;
  /** The state in which the person asked. */
  #askedIn: JobState | undefined;
  #stopWaiting: (() => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the server has not answered yet. */
  get isWaiting(): boolean {
    return this.#askedIn !== undefined;
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Takes the state of the job: another one is the answer. */
  take(job: JobState | undefined): void {
    if (job !== this.#askedIn) this.#end();
  }

  ask({ wish, job, entity, key, action, channel }: Ask): void {
    if (this.isWaiting) return;
    const isWanted = this.#host.dispatchEvent(wish === 'retry' ? new LiveRetryRequestEvent(entity) : new LiveCancelRequestEvent(entity));
    if (isWanted && !action) return;
    this.#askedIn = job;
    this.#stopWaiting = elementClock.after(ANSWERED_WITHIN, () => this.#giveUp());
    this.#host.requestUpdate();
    if (!isWanted) return;
    const [name = 'id'] = (key || 'id').split('.').slice(-1);
    channel?.perform(action, entity === undefined ? {} : { [name]: entity }).catch((error: unknown) => {
      this.#giveUp();
      this.#host.dispatchEvent(new LiveErrorEvent(error));
    });
  }

  #giveUp(): void {
    this.#end();
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#stopWaiting?.();
    this.#askedIn = undefined;
  }
}
