import { CablegramError } from '../errors.js';
import type { IdentifierEvent, IdentifierListener, SubscriptionState } from '../hub/subscription.js';
import { createGapReport, orderByTime } from './gap-report.js';
import type { MessageObserver, Recovery, RecoveryOptions } from './recovery-options.js';
import { recoverWhenLoaded } from './recover-when-loaded.js';

/** The repair of a channel, which learns later what the views know of its bodies. */
export interface GapRecovery extends Recovery, IdentifierListener {
  next(event: IdentifierEvent): void;
  /** Loads what numbers and versions need, since a view has them that came later. */
  order(): void;
}

/**
 * Repairs what a channel missed by its snapshot, or reports a gap if it has none, and puts numbered bodies in order.
 *
 * Only pages that use snapshots, numbers or versions load the code for them, with the first channel that has one.
 */
export function recoverGap(options: RecoveryOptions, out: MessageObserver): GapRecovery {
  return new Recovering(options, out);
}

class Recovering implements GapRecovery {
  readonly #options: RecoveryOptions;
  readonly #out: MessageObserver;
  #subscription: SubscriptionState = 'waiting';
  #isPlain: boolean;
  #recovery: Recovery;
  #isOver = false;

  constructor(options: RecoveryOptions, out: MessageObserver) {
    this.#options = options;
    this.#out = out;
    this.#isPlain = options.source === undefined && !options.isOrdered();
    this.#recovery = this.#isPlain ? createGapReport(options, orderByTime, out) : recoverWhenLoaded(options, out);
  }

  next(event: IdentifierEvent): void {
    if (this.#isOver) return;
    if (event.type === 'subscription') this.#subscription = event.state;
    if (event.type === 'discarded' && event.why === 'rounded') this.#options.onError(rounded(this.#options.identifier));
    this.#recovery.next(event);
  }

  complete(): void {
    // The views have completed, since the connection ends them first.
  }

  refresh(): void {
    this.#recovery.refresh();
  }

  order(): void {
    if (!this.#isPlain) return;
    this.#isPlain = false;
    const missedSince = this.#recovery.end();
    this.#recovery = recoverWhenLoaded({ ...this.#options, missedSince: () => missedSince }, this.#out);
    this.#recovery.next({ type: 'subscription', state: this.#subscription });
  }

  end(): number | undefined {
    this.#isOver = true;
    return this.#recovery.end();
  }
}

function rounded(identifier: string): CablegramError {
  const why = `A body of ${identifier} contains a whole number beyond 2^53, which the page's own consumer has rounded, so the body was dropped.`;
  return new CablegramError('number-rounded', `${why} Send such numbers as text, or connect with cable().`);
}
