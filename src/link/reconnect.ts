import { Observable, Subscription } from 'rxjs';
import { after, type Environment } from '../environment.js';
import type { AskToken, Signal } from '../transport/transport.js';
import type { RetryDelay } from './backoff.js';
import { lastHeardAt, type Pulse } from './heartbeat.js';
import type { LinkEvent } from './link-event.js';
import { lossOf, PROVEN_AFTER, type Loss } from './loss.js';

/** What happens to a link while the page is hidden; see `ConnectionOptions`. */
export type WhenHidden = 'keep' | 'pause' | 'close' | 'follow';

/** When to reconnect. */
export interface ReconnectPolicy {
  readonly retryDelay: RetryDelay;
  readonly environment: Environment;
  /** Asks to reconnect at once, from any state; the value is the reason. */
  readonly redial$: Observable<string>;
  /** Ends the running attempt or link for good; the value is the reason. */
  readonly giveUp$?: Observable<Loss>;
  readonly pulse: Pulse;
  /** `close`: closes the link when the page is hidden. */
  readonly whenHidden?: WhenHidden;
  /** Returns a token for each attempt. If it is set, one `unauthorized` answer is followed by another attempt with a new token. */
  readonly getToken?: AskToken | undefined;
}

/** Opens the transport once; `attempt` is the number of failed attempts in a row, `reason` why the page asked for it or the last one ended. */
export type DialOnce = (attempt: number, reason?: string) => Observable<Signal>;

/** How an attempt or link ended. `final`: the server ended it for good. `asked`: we closed it to open a new one. Otherwise it was lost. */
interface Ending extends Loss {
  readonly final: boolean;
  readonly asked: boolean;
  /** How long the server asked us to wait, in ms. */
  readonly retryAfter?: number | undefined;
  /** When it was welcomed, in monotonic ms; `undefined` if it never was. */
  readonly openedAt: number | undefined;
}

/** Reasons of a server after which another token may be accepted. */
const UNAUTHORIZED: readonly string[] = ['unauthorized', 'token_expired'];

/** The shortest wait that a server can ask for, in ms. */
const LEAST_RETRY = 300;

/** How long after the page wakes a loss counts as noticed because of that, in ms: the grace of the heartbeat, and a queued `close`. */
const FOUND_WITHIN = 1_000;

/**
 * Keeps a link up. Each end becomes a `lost` event, a wait and another attempt, without limit. A final goodbye becomes `failed`, and only
 * `redial$` starts again. Never errors and never completes.
 *
 * A wait ends early when the page wakes; if the page finds the link dead when it wakes, there is no wait at all. Nothing connects while the
 * page is hidden, since browsers stall such attempts for seconds.
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
    /** What a request to reconnect and a waking page do in the current turn. */
    let onRedial: (reason: string) => void;
    let onWake: (() => void) | undefined;
    /** Ends the running attempt or link for good. */
    let onGiveUp: ((loss: Loss) => void) | undefined;

    /** Each turn replaces the one before. So nothing nests deeper over time, and the old socket is closed before the new one opens. */
    function beginTurn(redial: typeof onRedial, wake?: typeof onWake): Subscription {
      onRedial = redial;
      onWake = wake;
      onGiveUp = undefined;
      // One waking starts one attempt. If the server is unavailable, the next attempt waits.
      wokenAt = -Infinity;
      running.unsubscribe();
      subscriber.add((running = new Subscription()));
      return running;
    }

    function dial(reason?: string): void {
      if (!isVisible()) return rest(isVisible);
      let openedAt: number | undefined;
      let farewell: (Signal & { readonly type: 'goodbye' }) | undefined;
      const turn = beginTurn(redial, () => {
        if (whenHidden === 'close' && !isVisible()) redial('hidden');
      });
      function finish(loss: Loss, asked = false): void {
        const { reason, message = loss.message } = farewell ?? loss;
        end({ reason, message, openedAt, asked, final: farewell?.reconnect === false, retryAfter: farewell?.retryAfter });
      }
      function redial(reason: string): void {
        finish({ reason, message: `The link was closed in order to reconnect (${reason}).` }, true);
      }
      onGiveUp = (loss) => end({ ...loss, openedAt, asked: false, final: true });
      subscriber.next({ type: 'dialling', attempt });
      if (turn.closed) return;
      turn.add(
        dialOnce(attempt, reason).subscribe({
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
      // A refusal because of the token is worth one more attempt with another token.
      const renews = final && !renewed && getToken !== undefined && UNAUTHORIZED.includes(reason);
      renewed ||= renews;
      const failed = final && !renews;
      // Two losses in a row may be an accident. From the third on the server is the cause.
      attempt = final || asked ? 0 : isOpen ? Math.max(1, briefLinks - 1) : attempt + 1;
      let again = renews || (!final && (asked || isFound));
      // A subscriber may ask to reconnect while it handles the loss.
      beginTurn(() => (again = true));
      const heardAt = lastHeardAt(pulse, environment);
      subscriber.next({ type: failed ? 'failed' : 'lost', attempt, reason, message, heardAt });
      if (again) dial(reason);
      else if (failed) rest(() => false);
      // The server's wish applies to the first attempt. It is spread, since many clients may have received the same one.
      else if (retryAfter !== undefined && attempt === 1) rest(() => true, Math.max(LEAST_RETRY, retryAfter) * (1 + environment.random()));
      else rest(() => true, retryDelay(attempt, reason, wasOpen));
    }

    /** Waits for a request, for a waking of the page that `wakes` accepts, or for the end of `delay` if it is given. */
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
