import { Observable } from 'rxjs';
import { CablegramError } from '../errors.js';
import type { Command, GetToken, Transport } from '../transport/transport.js';
import { expectHeartbeat, type HeartbeatPolicy } from './heartbeat.js';
import { ladder } from './ladder.js';
import type { LinkEvent } from './link-event.js';
import { reconnect, type ReconnectPolicy } from './reconnect.js';

/** What a link is made of. */
export interface LinkPolicy extends ReconnectPolicy, HeartbeatPolicy {
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
  const { getToken } = policy;
  const [first, ...below] = policy.transports;
  const withToken = (rung: Transport): Transport => dialled(rung, getToken);
  const transport = ladder(withToken(first), below.map(withToken), policy);
  return reconnect((attempt) => transport(command$, { attempt }).pipe(expectHeartbeat(policy)), policy);
}

/** Asks for a token before each dial, which is not kept; what a transport throws is a failed dial like any other. */
function dialled(transport: Transport, getToken?: GetToken): Transport {
  return (commands$, dial) =>
    new Observable((subscriber) => {
      if (!getToken) return transport(commands$, dial).subscribe(subscriber);
      getToken().then(
        (token) => {
          if (!subscriber.closed) dialled(transport)(commands$, { ...dial, token, getToken }).subscribe(subscriber);
        },
        (cause: unknown) => subscriber.error(new CablegramError('token-failed', 'getToken failed.', { cause })),
      );
      return undefined;
    });
}
