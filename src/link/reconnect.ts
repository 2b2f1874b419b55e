import { concat, defer, EMPTY, filter, ignoreElements, merge, Observable, of, repeat, take, timer } from 'rxjs';
import type { Environment } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { Signal } from '../transport/transport.js';
import type { RetryDelay } from './backoff.js';
import type { Pulse } from './heartbeat.js';
import type { LinkEvent } from './link-event.js';

/** When to dial again. */
export interface ReconnectPolicy {
  readonly retryDelay: RetryDelay;
  readonly environment: Environment;
  /** Asks for a fresh dial at once, from any state. */
  readonly redial$: Observable<unknown>;
  readonly pulse: Pulse;
}

/** Opens the transport once; `attempt` is the number of tries that failed in a row. */
export type DialOnce = (attempt: number) => Observable<Signal>;

/** How a dial ended: `final` by the server's word, `requested` by ours. */
interface Ending {
  readonly reason: string;
  readonly message: string;
  readonly final: boolean;
  readonly opened: boolean;
}

/**
 * Keeps a link up: each end of a dial becomes a `lost` event, a wait and another dial, for ever; a goodbye that is final becomes `failed`,
 * which only `redial$` ends. Never errs and never completes.
 *
 * A wait is cut short when the page wakes. Nothing is dialled while the page is hidden, since browsers stall such dials for seconds.
 */
export function reconnect(dialOnce: DialOnce, policy: ReconnectPolicy): Observable<LinkEvent> {
  return defer(() => {
    let attempt = 0;
    let ending: Ending | undefined;
    function end(how: Ending): LinkEvent {
      ending = how;
      attempt = how.final || how.reason === REQUESTED ? 0 : how.opened ? 1 : attempt + 1;
      const { reason, message } = how;
      return how.final ? { type: 'failed', reason, message } : { type: 'lost', attempt, reason, message, heardAt: heardAt(policy) };
    }
    const dial$ = defer(() => concat(of<LinkEvent>({ type: 'dialling', attempt }), untilEnd(dialOnce(attempt), policy, end)));
    const rest$ = defer(() => (ending ? restAfter(ending, attempt, policy) : EMPTY));
    return concat(whenVisible(policy), dial$, rest$).pipe(repeat());
  });
}

const REQUESTED = 'requested';

/** Passes a dial's signals on, and its end as one last event, whether it erred, completed, or was cut short by `redial$`. */
function untilEnd(dial$: Observable<Signal>, policy: ReconnectPolicy, end: (how: Ending) => LinkEvent): Observable<LinkEvent> {
  return new Observable((subscriber) => {
    let opened = false;
    let farewell: { readonly reason: string; readonly reconnect: boolean } | undefined;
    function finish(reason: string, message: string): void {
      subscriber.next(end({ reason, message, opened, final: farewell?.reconnect === false }));
      subscriber.complete();
    }
    subscriber.add(policy.redial$.subscribe(() => finish(REQUESTED, 'A new connection was asked for.')));
    subscriber.add(
      dial$.subscribe({
        next(signal) {
          if (signal.type === 'open') opened = true;
          else if (signal.type === 'goodbye') farewell = signal;
          subscriber.next(signal);
        },
        error(error: unknown) {
          const message = error instanceof Error ? error.message : String(error);
          finish(farewell?.reason ?? reasonOf(error, opened, policy.environment), message);
        },
        complete() {
          const reason = farewell?.reason ?? 'closed';
          finish(reason, `The server refuses the connection (${reason}).`);
        },
      }),
    );
  });
}

function reasonOf(error: unknown, opened: boolean, { isOnline }: Environment): string {
  if (!isOnline()) return 'offline';
  if (error instanceof CablegramError && (error.code === 'silent' || error.code === 'no-welcome')) return error.code;
  return opened ? 'closed' : 'refused';
}

function restAfter({ final, reason }: Ending, attempt: number, policy: ReconnectPolicy): Observable<LinkEvent> {
  const { retryDelay, environment, redial$ } = policy;
  if (final) return redial$.pipe(take(1), ignoreElements());
  if (reason === REQUESTED) return EMPTY;
  const delay = retryDelay(attempt, reason);
  const due$ = merge(timer(delay), redial$, environment.wake$).pipe(take(1), ignoreElements());
  return concat(of<LinkEvent>({ type: 'waiting', retryAt: Date.now() + delay }), due$);
}

function whenVisible({ environment, redial$ }: ReconnectPolicy): Observable<never> {
  const { isVisible, wake$ } = environment;
  return defer(() => (isVisible() ? EMPTY : merge(wake$.pipe(filter(isVisible)), redial$).pipe(take(1), ignoreElements())));
}

/** Turns the monotonic instant of the last sign of life into epoch ms. */
function heardAt({ pulse, environment }: ReconnectPolicy): number | undefined {
  return pulse.heardAt === undefined ? undefined : Math.round(Date.now() - (environment.now() - pulse.heardAt));
}
