import { Observable } from 'rxjs';
import { createHub } from './hub/hub.js';
import { lastHeardAt, type Pulse } from './link/heartbeat.js';
import { link } from './link/link.js';
import type { LinkEvent } from './link/link-event.js';
import { derive } from './operators/derive.js';
import { Emitter } from './operators/emitter.js';
import { shareWhileUsed } from './operators/share-while-used.js';
import { until } from './operators/until.js';
import { resolveOptions, type ConnectionOptions } from './options.js';
import { createPauseScope } from './channel/pause-scope.js';
import { createScope, type Connection } from './scope.js';
import { shareChannels } from './channel/shared-channel.js';
import { idleStatus, nextStatus, type StatusEvent } from './status.js';
import { cable } from './transport/cable.js';
import type { Command } from './transport/transport.js';

/**
 * Makes a connection; nothing is dialled before its first use.
 *
 * @throws CablegramError `option-invalid`.
 */
export function createConnection(options: ConnectionOptions = {}): Connection {
  const resolved = resolveOptions(options, cable);
  const { environment, linger, idleAfter, recorder, whenHidden } = resolved;
  const { now } = environment;
  const command$ = new Emitter<Command>();
  const redial$ = new Emitter<string>();
  const close$ = new Emitter<void>();
  const change$ = new Emitter<void>();
  let status = idleStatus(Date.now());
  const discarded = { 'too-large': 0, 'not-json': 0, unknown: 0 };
  const stepDown$ = new Emitter<void>();
  const pulse: Pulse = { heardAt: undefined };

  function note(event: StatusEvent): void {
    if (isClosed()) return;
    status = nextStatus(status, event, Date.now());
    change$.next();
  }

  function isClosed(): boolean {
    return status.state === 'disconnected';
  }

  function route(event: LinkEvent): void {
    recorder?.note(event);
    if (event.type === 'discarded') discarded[event.why] += 1;
    else if (event.type !== 'body' && event.type !== 'heartbeat') note(event);
    hub.next(event);
  }

  const link$ = link(command$, { ...resolved, redial$, stepDown$, pulse });
  // Carries no values: whatever the link says is routed once, however many hold it.
  const hold$ = new Observable<never>((subscriber) => {
    subscriber.add(() => {
      note({ type: 'idle' });
      hub.next({ type: 'idle' });
    });
    subscriber.add(link$.subscribe(route));
  }).pipe(until(close$), shareWhileUsed({ idleAfter }));
  const hub = createHub({
    hold: () => hold$.subscribe(),
    send: (command) => command$.next(command),
    now,
    linger,
    onCounts: (channels) => note({ type: 'channels', channels }),
    // Another process may answer a fresh dial.
    onDeaf: (isStill) => (isStill ? stepDown$.next() : redial$.next('deaf')),
  });
  const core = {
    status$: derive([change$], () => status),
    status: () => status,
    lastHeardAt: () => lastHeardAt(pulse, environment),
    discarded,
    history: () => recorder?.history() ?? [],
    environment,
    share: shareChannels({ hub, environment, get: resolved.get }),
    hold: () => hold$.subscribe(),
    redial: () => redial$.next('requested'),
    isClosed,
    end$: close$,
  };
  return createScope(core, createPauseScope(environment, whenHidden === 'pause'), () => {
    note({ type: 'disconnected' });
    close$.next();
    hub.end();
  });
}
