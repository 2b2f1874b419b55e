import { Observable } from 'rxjs';
import { CablegramError } from '../errors.js';
import { passTo } from '../operators/pass-to.js';
import { createTokenWatch } from '../transport/token.js';
import type { AskToken, Command, Signal, Transport } from '../transport/transport.js';
import { expectHeartbeat, type HeartbeatPolicy } from './heartbeat.js';
import { ladderWhenLoaded } from './ladder-when-loaded.js';
import type { LinkEvent } from './link-event.js';
import { reconnect, type ReconnectPolicy } from './reconnect.js';

/** What a link needs. */
export interface LinkPolicy extends ReconnectPolicy, HeartbeatPolicy {
  /** The transports, best first. */
  readonly transports: readonly [Transport, ...Transport[]];
  /** Asks to leave the first transport, which sends heartbeats but delivers nothing. */
  readonly stepDown$: Observable<unknown>;
}

/**
 * Keeps the server reachable: subscribing connects, unsubscribing closes.
 *
 * A failure becomes an event. The stream itself never fails and never completes.
 */
export function link(command$: Observable<Command>, policy: LinkPolicy): Observable<LinkEvent> {
  const { getToken, environment } = policy;
  const isOther = createTokenWatch();
  const [first, ...below] = policy.transports;
  const withToken = (rung: Transport): Transport => (getToken ? authorized(rung, getToken, isOther) : guarded(rung));
  const transport = ladderWhenLoaded(withToken(first), below.map(withToken), policy);
  const memory = {};
  return reconnect(
    (attempt, reason) => transport(command$, { attempt, reason, isVisible: environment.isVisible, memory }).pipe(expectHeartbeat(policy)),
    policy,
  );
}

/** Turns an exception of a transport into a failed attempt. */
function guarded(transport: Transport): Transport {
  return (commands$, dial) => new Observable((subscriber) => transport(commands$, dial).subscribe(subscriber));
}

/** Asks for a token before each attempt, does not store it, and marks an `open` whose token differs from the one before. */
function authorized(transport: Transport, getToken: AskToken, isOther: (token: string | undefined) => boolean): Transport {
  return (commands$, dial) =>
    new Observable((subscriber) => {
      const asking = new AbortController();
      subscriber.add(() => asking.abort());
      function dialWith(token: string | undefined): void {
        if (subscriber.closed) return;
        const isRenewed = isOther(token);
        const mark = (signal: Signal): Signal => (isRenewed && signal.type === 'open' ? { ...signal, renewed: true } : signal);
        const signal$ = guarded(transport)(commands$, { ...dial, token, getToken });
        subscriber.add(signal$.subscribe(passTo(subscriber, (signal) => subscriber.next(mark(signal)))));
      }
      getToken(asking.signal).then(dialWith, (cause: unknown) =>
        subscriber.error(new CablegramError('token-failed', 'getToken failed.', { cause })),
      );
    });
}
