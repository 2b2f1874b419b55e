import { Observable, Subscription } from 'rxjs';
import { after, type Environment } from '../environment.js';
import type { AskToken, Signal } from '../transport/transport.js';
import type { RetryDelay } from './backoff.js';
import { lastHeardAt, type Pulse } from './heartbeat.js';
import type { LinkEvent } from './link-event.js';
import { lossOf, PROVEN_AFTER, type Loss } from './loss.js';

/** What becomes of a link while nobody can see the page; see `ConnectionOptions`. */
export type WhenHidden = 'keep' | 'pause' | 'close' | 'follow';

/** When to dial again. */
export interface ReconnectPolicy {
  readonly retryDelay: RetryDelay;
  readonly environment: Environment;
  /** Asks for a fresh dial at once, from any state, and says why. */
  readonly redial$: Observable<string>;
  /** Ends the running dial for good, and says why. */
  readonly giveUp$?: Observable<Loss>;
  readonly pulse: Pulse;
  /** `close`: hangs up when the page is hidden. */
  readonly whenHidden?: WhenHidden;
  /** Brings a token for each dial; where there is one, a refusal for want of authorization is tried once more with another. */
  readonly getToken?: AskToken | undefined;
}

/** Opens the transport once; `attempt` is the number of tries that failed in a row. */
export type DialOnce = (attempt: number) => Observable<Signal>;

/** How a dial ended: `final` by the server's word, because we `asked` for another, or else lost. */
interface Ending extends Loss {
  readonly final: boolean;
  readonly asked: boolean;
  /** The wait that the server wished for, in ms. */
  readonly retryAfter?: number | undefined;
  /** When it was welcomed, in monotonic ms; `undefined` if it never was. */
  readonly openedAt: number | undefined;
}

/** Reasons of a server that mean another token may do. */
const UNAUTHORIZED: readonly string[] = ['unauthorized', 'token_expired'];

/** The shortest wait that a server can wish for, in ms. */
const LEAST_RETRY = 300;

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
  const { environment, redial$, giveUp$, pulse, getToken, retryDelay, whenHidden } = policy;
  const { now, isVisible, wake$ } = environment;
  return new Observable((subscriber) => {
    let running = new Subscription();
    let attempt = 0;
    let wasOpen = false;
    /** How many links in a row were lost within 10 s of their welcome. */
    let briefLinks = 0;
    let wokenAt = -Infinity;
    let renewed = false;
    /** What a wish for a fresh dial and a waking of the page mean in this turn. */
    let onRedial: (reason: string) => void;
    let onWake: (() => void) | undefined;
    /** Ends the running dial for good. */
    let onGiveUp: ((loss: Loss) => void) | undefined;

    /** Each turn replaces the one before, so that nothing nests deeper with the years, and the old socket is closed before the new one opens. */
    function beginTurn(redial: typeof onRedial, wake?: typeof onWake): Subscription {
      onRedial = redial;
      onWake = wake;
      onGiveUp = undefined;
      // One waking, one dial: where the server is away, the next one waits.
      wokenAt = -Infinity;
      running.unsubscribe();
      subscriber.add((running = new Subscription()));
      return running;
    }

    function dial(): void {
      if (!isVisible()) return rest(isVisible);
      let openedAt: number | undefined;
      let farewell: (Signal & { readonly type: 'goodbye' }) | undefined;
      const turn = beginTurn(dialAnew, () => {
        if (whenHidden === 'close' && !isVisible()) dialAnew('hidden');
      });
      function finish(loss: Loss, asked = false): void {
        const { reason, message = loss.message } = farewell ?? loss;
        end({ reason, message, openedAt, asked, final: farewell?.reconnect === false, retryAfter: farewell?.retryAfter });
      }
      function dialAnew(reason: string): void {
        finish({ reason, message: `A new connection was asked for (${reason}).` }, true);
      }
      onGiveUp = (loss) => end({ ...loss, openedAt, asked: false, final: true });
      subscriber.next({ type: 'dialling', attempt });
      if (turn.closed) return;
      turn.add(
        dialOnce(attempt).subscribe({
          next(signal) {
            if (signal.type === 'open') openedAt = signal.pending ? undefined : (openedAt ?? now());
            else if (signal.type === 'goodbye') farewell = signal;
            subscriber.next(signal);
          },
          error: (error: unknown) => finish(lossOf(error, openedAt !== undefined, environment)),
          complete: () => finish({ reason: 'closed', message: `The server ended the connection (${farewell?.reason ?? 'closed'}).` }),
        }),
      );
    }

    function end({ reason, message, final, asked, openedAt, retryAfter }: Ending): void {
      const isFound = now() - wokenAt < FOUND_WITHIN;
      const isOpen = openedAt !== undefined;
      wasOpen ||= isOpen;
      if (isOpen) {
        renewed = false;
        briefLinks = now() - openedAt >= PROVEN_AFTER ? 0 : briefLinks + 1;
      }
      // A refusal for want of a token is worth one more dial, with another token.
      const renews = final && !renewed && getToken !== undefined && UNAUTHORIZED.includes(reason);
      renewed ||= renews;
      const failed = final && !renews;
      // Two accidents in a row may happen to anybody; from the third on it is the server.
      attempt = final || asked ? 0 : isOpen ? Math.max(1, briefLinks - 1) : attempt + 1;
      let again = renews || (!final && (asked || isFound));
      // Whoever hears of the loss may ask for another dial within the call.
      beginTurn(() => (again = true));
      const heardAt = lastHeardAt(pulse, environment);
      subscriber.next({ type: failed ? 'failed' : 'lost', attempt, reason, message, heardAt });
      if (again) dial();
      else if (failed) rest(() => false);
      // A wish holds for the first try; it is spread, since a herd may have heard the same.
      else if (retryAfter !== undefined && attempt === 1) rest(() => true, Math.max(LEAST_RETRY, retryAfter) * (1 + environment.random()));
      else rest(() => true, retryDelay(attempt, reason, wasOpen));
    }

    /** Waits for a wish, for a waking of the page that will do, or for the end of `delay` where there is one. */
    function rest(wakes: () => boolean, delay?: number): void {
      const turn = beginTurn(dial, () => {
        if (wakes()) dial();
      });
      if (delay === undefined) return;
      subscriber.next({ type: 'waiting', retryAt: Math.round(Date.now() + delay) });
      turn.add(after(delay, dial));
    }

    subscriber.add(redial$.subscribe((reason) => onRedial(reason)));
    subscriber.add(giveUp$?.subscribe((loss) => onGiveUp?.(loss)));
    subscriber.add(
      wake$.subscribe(() => {
        wokenAt = now();
        onWake?.();
      }),
    );
    dial();
  });
}
