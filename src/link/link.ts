import { Observable } from 'rxjs';
import { CablegramError } from '../errors.js';
import type { Command, Signal, Transport } from '../transport/transport.js';
import { expectHeartbeat, type Deadlines } from './heartbeat.js';
import { ladder } from './ladder.js';
import type { LinkEvent } from './link-event.js';
import { reconnect, type ReconnectPolicy } from './reconnect.js';

/** What a link is made of. */
export interface LinkPolicy extends ReconnectPolicy, Deadlines {
  /** The ladder, best rung first. */
  readonly transports: readonly [Transport, ...Transport[]];
  /** Asks to leave the first rung, which beats and says nothing. */
  readonly stepDown$: Observable<unknown>;
}

/**
 * Keeps a way to the server open: subscribing dials, unsubscribing hangs up.
 *
 * What fails becomes an event; the stream itself never errs and never completes.
 */
export function link(command$: Observable<Command>, policy: LinkPolicy): Observable<LinkEvent> {
  const { environment, pulse, getToken } = policy;
  const rungs = ladder(policy.transports, policy);
  // Called within an Observable, so that what a transport throws is a failed dial like any other.
  const transport: Transport = (commands$, dial) => new Observable((subscriber) => rungs(commands$, dial).subscribe(subscriber));
  function dial(attempt: number): Observable<Signal> {
    if (!getToken) return transport(command$, { attempt });
    return withToken(getToken, (token) => transport(command$, { attempt, ...(token !== undefined && { token }) }));
  }
  return reconnect((attempt) => dial(attempt).pipe(expectHeartbeat(policy, environment, pulse)), policy);
}

/** Asks for a token first, one for each dial; it is not kept. */
function withToken(
  getToken: () => Promise<string | undefined>,
  use: (token: string | undefined) => Observable<Signal>,
): Observable<Signal> {
  return new Observable((subscriber) => {
    getToken().then(
      (token) => {
        if (!subscriber.closed) subscriber.add(use(token).subscribe(subscriber));
      },
      (cause: unknown) => subscriber.error(new CablegramError('token-failed', 'getToken failed.', { cause })),
    );
  });
}
