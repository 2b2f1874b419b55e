import { Observable, Subscription } from 'rxjs';
import { after, type Environment } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { Signal } from '../transport/transport.js';
import type { RetryDelay } from './backoff.js';
import { lastHeardAt, type Pulse } from './heartbeat.js';
import type { LinkEvent } from './link-event.js';

/** When to dial again. */
export interface ReconnectPolicy {
  readonly retryDelay: RetryDelay;
  readonly environment: Environment;
  /** Asks for a fresh dial at once, from any state, and says why. */
  readonly redial$: Observable<string>;
  readonly pulse: Pulse;
  /** `close`: hangs up when the page is hidden. */
  readonly whenHidden?: 'keep' | 'pause' | 'close';
  /** Brings a token for each dial; where there is one, a refusal for want of authorization is tried once more with another. */
  readonly getToken?: (() => Promise<string | undefined>) | undefined;
}

/** Opens the transport once; `attempt` is the number of tries that failed in a row. */
export type DialOnce = (attempt: number) => Observable<Signal>;

/** How a dial ended: `final` by the server's word, because we `asked` for another, or else lost. */
interface Ending {
  readonly reason: string;
  readonly message: string;
  readonly final: boolean;
  readonly asked: boolean;
  readonly opened: boolean;
}

/** Reasons of a server that mean another token may do. */
const UNAUTHORIZED: readonly string[] = ['unauthorized', 'token_expired'];

/** How long after a waking of the page a loss counts as found by it, in ms: the grace of the heartbeat, and a queued `close`. */
const FOUND_WITHIN = 1_000;

/**
 * Keeps a link up: each end of a dial becomes a `lost` event, a wait and another dial, for ever; a goodbye that is final becomes `failed`,
 * which only `redial$` ends. Never errs and never completes.
 *
 * A wait is cut short when the page wakes, and left out where the waking finds the link dead (R9). Nothing is dialled while the page is
 * hidden, since browsers stall such dials for seconds.
 */
export function reconnect(dialOnce: DialOnce, policy: ReconnectPolicy): Observable<LinkEvent> {
  const { now, isVisible, wake$ } = policy.environment;
  return new Observable((subscriber) => {
    let running = new Subscription();
    let attempt = 0;
    let ended: Ending | undefined;
    let wokenAt = -Infinity;
    let renewed = false;
    /** A refusal for want of a token is worth one more dial, with another token. */
    function renews({ final, reason, opened }: Ending): boolean {
      if (opened) renewed = false;
      if (!final || renewed || !policy.getToken || !UNAUTHORIZED.includes(reason)) return false;
      renewed = true;
      return true;
    }
    function end(how: Ending): LinkEvent {
      const ending = renews(how) ? { ...how, final: false, asked: true } : how;
      const { reason, message, final, asked, opened } = ending;
      ended = ending;
      attempt = final || asked ? 0 : opened ? 1 : attempt + 1;
      return final
        ? { type: 'failed', reason, message }
        : { type: 'lost', attempt, reason, message, heardAt: lastHeardAt(policy.pulse, policy.environment) };
    }
    function nextTurn(): Observable<LinkEvent> {
      const ending = ended;
      const isFound = now() - wokenAt < FOUND_WITHIN;
      ended = undefined;
      // One waking, one dial: where the server is away, the next one waits.
      wokenAt = -Infinity;
      if (ending?.final) return rest(policy, () => false);
      if (ending && !ending.asked && !isFound) return rest(policy, () => true, policy.retryDelay(attempt, ending.reason));
      if (!isVisible()) return rest(policy, isVisible);
      return untilEnd(dialOnce(attempt), attempt, policy, end);
    }
    // Each turn replaces the one before, so that nothing nests deeper with the years. The old socket is closed before the new one opens.
    function turn(): void {
      running.unsubscribe();
      running = new Subscription();
      running.add(nextTurn().subscribe({ next: (event) => subscriber.next(event), complete: turn }));
    }
    subscriber.add(wake$.subscribe(() => (wokenAt = now())));
    turn();
    return () => running.unsubscribe();
  });
}

/** Passes a dial's signals on, and its end as one last event, whether it erred, completed, or was cut short by `redial$`. */
function untilEnd(
  dial$: Observable<Signal>,
  attempt: number,
  { redial$, environment, whenHidden }: ReconnectPolicy,
  end: (ending: Ending) => LinkEvent,
): Observable<LinkEvent> {
  return new Observable((subscriber) => {
    let opened = false;
    let farewell: (Signal & { readonly type: 'goodbye' }) | undefined;
    function finish(reason: string, message: string, asked = false): void {
      subscriber.next(end({ reason: farewell?.reason ?? reason, message, opened, asked, final: farewell?.reconnect === false }));
      subscriber.complete();
    }
    subscriber.next({ type: 'dialling', attempt });
    const dialAnew = (reason: string): void => finish(reason, `A new connection was asked for (${reason}).`, true);
    subscriber.add(redial$.subscribe(dialAnew));
    if (whenHidden === 'close') {
      subscriber.add(
        environment.wake$.subscribe(() => {
          if (!environment.isVisible()) dialAnew('hidden');
        }),
      );
    }
    subscriber.add(
      dial$.subscribe({
        next(signal) {
          if (signal.type === 'open') opened = !signal.pending;
          else if (signal.type === 'goodbye') farewell = signal;
          subscriber.next(signal);
        },
        error: (error: unknown) => finish(reasonOf(error, opened, environment), error instanceof Error ? error.message : String(error)),
        complete: () => finish('closed', farewell?.message ?? `The connection ended (${farewell?.reason ?? 'closed'}).`),
      }),
    );
  });
}

/** Waits for `redial$`, for a waking of the page that will do, or for the end of `delay` where there is one. */
function rest({ redial$, environment }: ReconnectPolicy, wakes: () => boolean, delay?: number): Observable<LinkEvent> {
  return new Observable((subscriber) => {
    const done = (): void => subscriber.complete();
    subscriber.add(redial$.subscribe(done));
    subscriber.add(
      environment.wake$.subscribe(() => {
        if (wakes()) done();
      }),
    );
    if (delay === undefined) return;
    subscriber.next({ type: 'waiting', retryAt: Date.now() + delay });
    subscriber.add(after(delay, done));
  });
}

function reasonOf(error: unknown, opened: boolean, { isOnline }: Environment): string {
  if (!isOnline()) return 'offline';
  if (error instanceof CablegramError && error.code !== 'link-lost') return error.code;
  return opened ? 'closed' : 'refused';
}
