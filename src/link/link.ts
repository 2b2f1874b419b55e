import { Observable } from 'rxjs';
import type { Command, Signal, Transport } from '../transport/transport.js';
import { expectHeartbeat, type Deadlines } from './heartbeat.js';
import type { LinkEvent } from './link-event.js';
import { reconnect, type ReconnectPolicy } from './reconnect.js';

/** What a link is made of. */
export interface LinkPolicy extends ReconnectPolicy, Deadlines {
  readonly transport: Transport;
}

/**
 * Keeps one transport open: subscribing dials, unsubscribing hangs up.
 *
 * What fails becomes an event; the stream itself never errs and never completes.
 */
export function link(commands$: Observable<Command>, policy: LinkPolicy): Observable<LinkEvent> {
  const { transport, environment, pulse } = policy;
  // Called within an Observable, so that what a transport throws is a failed dial like any other.
  const dialOnce = (attempt: number): Observable<Signal> =>
    new Observable((subscriber) => transport(commands$, { attempt }).subscribe(subscriber));
  return reconnect((attempt) => dialOnce(attempt).pipe(expectHeartbeat(policy, environment, pulse)), policy);
}
