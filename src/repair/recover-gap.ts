import { Observable, type OperatorFunction } from 'rxjs';
import { CablegramError } from '../errors.js';
import type { IdentifierEvent, SubscriptionState } from '../hub/subscription.js';
import { passTo } from '../operators/pass-to.js';
import type { Message } from '../message/message.js';
import { createGapReport, orderByTime } from './gap-report.js';
import type { RecoveryOptions } from './recovery-options.js';
import { recoverWhenLoaded } from './recover-when-loaded.js';

/** What a running repair does at once. */
export interface RepairControls {
  /** Fetches the snapshot again, if there is one. */
  refresh(): void;
  /** Loads what numbers and versions need, since a view has them that came later. */
  order(): void;
}

/**
 * Repairs what a channel missed by its snapshot, or reports a gap if it has none, and puts numbered bodies in order.
 *
 * Only pages that use snapshots, numbers or versions load the code for them, with the first channel that has one. `onRun` is called with the
 * controls when the repair begins, and with `undefined` when it ends.
 */
export function recoverGap(
  options: RecoveryOptions,
  onRun: (controls: RepairControls | undefined) => void,
): OperatorFunction<IdentifierEvent, Message> {
  const { identifier, source: snapshot, isOrdered, onError } = options;
  return (source) =>
    new Observable((subscriber) => {
      let subscription: SubscriptionState = 'waiting';
      let isPlain = snapshot === undefined && !isOrdered();
      let recovery = isPlain ? createGapReport(options, orderByTime, subscriber) : recoverWhenLoaded(options, subscriber);

      function order(): void {
        if (!isPlain) return;
        isPlain = false;
        const missedSince = recovery.end();
        recovery = recoverWhenLoaded({ ...options, missedSince: () => missedSince }, subscriber);
        recovery.next({ type: 'subscription', state: subscription });
      }

      function next(event: IdentifierEvent): void {
        if (event.type === 'subscription') subscription = event.state;
        if (event.type === 'discarded' && event.why === 'rounded') onError(rounded(identifier));
        recovery.next(event);
      }

      onRun({ refresh: () => recovery.refresh(), order });
      subscriber.add(() => {
        onRun(undefined);
        recovery.end();
      });
      subscriber.add(source.subscribe(passTo(subscriber, next)));
    });
}

function rounded(identifier: string): CablegramError {
  const why = `A body of ${identifier} contains a whole number beyond 2^53, which the page's own consumer has rounded, so the body was dropped.`;
  return new CablegramError('number-rounded', `${why} Send such numbers as text, or connect with cable().`);
}
