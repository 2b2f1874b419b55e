import { Observable, type MonoTypeOperatorFunction, type Subscription } from 'rxjs';
import { CablegramError } from '../errors.js';
import { after, type Environment } from '../environment.js';
import { passTo } from '../operators/pass-to.js';
import type { Signal } from '../transport/transport.js';

/** When the server last sent anything, in monotonic ms. The link writes it for each signal, so that no event is needed for it. */
export interface Pulse {
  heardAt: number | undefined;
}

/** Returns when the server last sent anything, in epoch ms. */
export function lastHeardAt({ heardAt }: Pulse, { now }: Environment): number | undefined {
  return heardAt === undefined ? undefined : Math.round(Date.now() - (now() - heardAt));
}

/** The two deadlines of a link, in ms, and what is needed to keep them. */
export interface HeartbeatPolicy {
  readonly environment: Environment;
  readonly pulse: Pulse;
  /** From the connection attempt to the welcome. */
  readonly openWithin: number;
  /** Between two signals, once the transport has sent a heartbeat. */
  readonly heartbeatWithin: number;
}

/** A check that comes this late, in ms, slept with its machine. Queued frames are read first, before the silence counts. */
const LATE = 1_000;
/** The same for a timer: a busy page held it up, and the frames that came meanwhile too. */
const HELD_UP = 100;
const GRACE = 250;

/** How long to wait for a signal after the browser reports `offline`, in ms: one heartbeat of Rails (3 s) and half a second. */
const OFFLINE_WITHIN = 3_500;

/**
 * Turns silence into an error: no `open` in time (`no-welcome`), or no signal for too long on a transport that sends heartbeats (`silent`).
 *
 * Any signal counts as a sign of life. One timer runs; it is restarted by each heartbeat and when it fires. Each other signal only reads
 * the clock. If the timer only restarted itself, it would be a chain of timers, which Chromium throttles to one a minute in a page that is
 * hidden for long. The silence is also checked when the page wakes, and sooner when the browser reports that it is offline.
 */
export function expectHeartbeat({ openWithin, heartbeatWithin, environment, pulse }: HeartbeatPolicy): MonoTypeOperatorFunction<Signal> {
  const { now, wake$, offline$ } = environment;
  return (source) =>
    new Observable((subscriber) => {
      const dialledAt = now();
      let within = openWithin;
      let heardAt = dialledAt;
      let opened = false;
      let beats = false;
      let graced = false;
      let offlineAt = Infinity;
      let watch: Subscription | undefined;
      function dueAt(): number {
        return opened ? Math.min(heardAt + within, offlineAt + OFFLINE_WITHIN) : dialledAt + within;
      }
      function lookIn(delay: number): void {
        watch?.unsubscribe();
        watch = after(delay, () => look(HELD_UP));
      }
      function look(late = LATE): void {
        if (opened && !beats) return;
        const overdue = now() - dueAt();
        if (overdue < 0) return lookIn(-overdue);
        if (overdue > late && !graced) {
          graced = true;
          return lookIn(GRACE);
        }
        subscriber.error(
          opened
            ? new CablegramError('silent', `Nothing heard from the server for ${Math.round(now() - heardAt)} ms; reconnecting.`)
            : new CablegramError('no-welcome', `No welcome within ${within} ms; trying again.`),
        );
      }
      subscriber.add(() => watch?.unsubscribe());
      subscriber.add(wake$.subscribe(() => look()));
      subscriber.add(
        offline$.subscribe(() => {
          offlineAt = now();
          look();
        }),
      );
      lookIn(within);
      subscriber.add(
        source.subscribe(
          passTo(subscriber, (signal) => {
            pulse.heardAt = heardAt = now();
            graced = false;
            offlineAt = Infinity;
            if (signal.type === 'open') {
              opened = true;
              // Another transport, which sends no heartbeats, may have taken over.
              beats = false;
              within = heartbeatWithin;
            } else if (opened && signal.type === 'heartbeat') {
              beats = true;
              lookIn(within);
            }
            subscriber.next(signal);
          }),
        ),
      );
    });
}
