import { Observable } from 'rxjs';
import { createPauseScope } from './channel/pause-scope.js';
import { shareChannels } from './channel/shared-channel.js';
import { createHub } from './hub/hub.js';
import { lastHeardAt, type Pulse } from './link/heartbeat.js';
import { link } from './link/link.js';
import { createIdentityWatch } from './link/identity.js';
import type { LinkEvent } from './link/link-event.js';
import type { Loss } from './link/loss.js';
import { derive } from './operators/derive.js';
import { Emitter } from './operators/emitter.js';
import { passTo } from './operators/pass-to.js';
import { until } from './operators/until.js';
import { resolveOptions, type ConnectionOptions } from './options.js';
import { createScope, type Connection } from './scope.js';
import { idleStatus, nextStatus, type Status, type StatusEvent } from './status.js';
import { cable } from './transport/cable.js';
import type { Command } from './transport/transport.js';

/** Why a connection stops when the server names another person than before. */
const OTHER_USER: Loss = {
  reason: 'other-user',
  message: 'Another person is signed in now, and this page still shows the data of the first one. Reload the page.',
};

/**
 * Creates a connection. It connects when it is first used.
 *
 * @throws CablegramError `option-invalid`.
 */
export function createConnection(options: ConnectionOptions = {}): Connection {
  const resolved = resolveOptions(options, cable);
  const { environment, linger, idleAfter, maxCommand, recorder, whenHidden, get } = resolved;
  const command$ = new Emitter<Command>();
  const redial$ = new Emitter<string>();
  const stepDown$ = new Emitter<void>();
  const close$ = new Emitter<void>();
  const linkChange$ = new Emitter<void>();
  const countsChange$ = new Emitter<void>();
  const discarded = { 'too-large': 0, 'not-json': 0, unknown: 0, rounded: 0 };
  const pulse: Pulse = { heardAt: undefined };
  const giveUp$ = new Emitter<Loss>();
  const identity = createIdentityWatch(resolved.identity);
  let status = idleStatus(Date.now());
  const reached = resolved.transports.find(({ cableUrl }) => cableUrl !== undefined);

  const link$ = link(command$, { ...resolved, redial$, giveUp$, stepDown$, pulse });
  const event$ = new Observable<LinkEvent>((subscriber) => {
    subscriber.add(() => note({ type: 'idle' }));
    subscriber.add(
      link$.subscribe(
        passTo(subscriber, (event) => {
          if (identity.isOtherIn(event)) return giveUp$.next(OTHER_USER);
          observe(event);
          subscriber.next(event);
        }),
      ),
    );
  }).pipe(until(close$));
  const hub = createHub({
    event$,
    send: (command) => command$.next(command),
    now: environment.now,
    linger,
    idleAfter,
    onCounts: () => countsChange$.next(),
    onUnread: () => redial$.next('unread'),
    onStray: () => (discarded.unknown += 1),
    // The next connection may reach another server process.
    onDeaf: () => redial$.next('deaf'),
    onStillDeaf: () => stepDown$.next(),
  });

  /** Records an event and updates the status. Bodies and heartbeats come in thousands and do not change the status. */
  function observe(event: LinkEvent): void {
    recorder?.note(event);
    if (event.type === 'discarded') discarded[event.why] += 1;
    else if (event.type !== 'body' && event.type !== 'heartbeat') note(event);
  }

  function note(event: StatusEvent): void {
    if (isClosed()) return;
    const before = status;
    status = nextStatus(status, event, Date.now());
    if (status !== before) linkChange$.next();
  }

  /** Stops the connection if a snapshot names another user. */
  function isRefused(snapshot: unknown): boolean {
    const isOther = identity.isOther(snapshot);
    if (isOther) giveUp$.next(OTHER_USER);
    return isOther;
  }

  function isClosed(): boolean {
    return status.state === 'disconnected';
  }

  /** Returns the status with the current counts. A change of the counts is reported one microtask later. */
  function currentStatus(): Status {
    if (!isClosed() && status.channels !== hub.counts) status = nextStatus(status, { type: 'channels', channels: hub.counts }, Date.now());
    return status;
  }

  const core = {
    status$: derive([linkChange$, countsChange$], currentStatus),
    status: currentStatus,
    linkChange$,
    cableUrl: reached?.cableUrl ?? null,
    lastHeardAt: () => lastHeardAt(pulse, environment),
    discarded,
    history: () => recorder?.history() ?? [],
    environment,
    maxCommand,
    share: shareChannels({ hub, environment, get: { ...get, shareSnapshot: reached?.shareSnapshot }, isRefused }),
    keepOpen: hub.keepOpen,
    redial() {
      hub.forgiveRejections();
      redial$.next('requested');
    },
    isClosed,
    end$: close$,
  };
  return createScope(core, createPauseScope(environment, whenHidden === 'pause'), () => {
    note({ type: 'disconnected' });
    close$.next();
    hub.end();
  });
}
