import { Observable, type MonoTypeOperatorFunction, type Subscription } from 'rxjs';
import { CablegramError } from '../errors.js';
import { after, type Environment } from '../environment.js';
import { passTo } from '../operators/pass-to.js';
import type { Signal } from '../transport/transport.js';

/** When something was last heard, in monotonic ms; written by the link for each signal, so that nobody needs an event for it. */
export interface Pulse {
  heardAt: number | undefined;
}

/** Tells when something was last heard, in epoch ms. */
export function lastHeardAt({ heardAt }: Pulse, { now }: Environment): number | undefined {
  return heardAt === undefined ? undefined : Math.round(Date.now() - (now() - heardAt));
}

/** The two deadlines of a link, in ms, and what they are kept with. */
export interface HeartbeatPolicy {
  readonly environment: Environment;
  readonly pulse: Pulse;
  /** From the dial to the welcome. */
  readonly openWithin: number;
  /** Between two signals, once the transport beats. */
  readonly heartbeatWithin: number;
}

/** A timer that fires later than this, in ms, slept with its machine: what is queued is read before the silence is believed. */
const LATE = 1_000;
const GRACE = 250;

/** How long a browser's word of being offline is checked, in ms: one beat of Rails (3 s) and half a second. */
const OFFLINE_WITHIN = 3_500;

/**
 * Turns silence into an error: no `open` in time (`no-welcome`), or nothing at all for too long on a transport that beats (`silent`).
 *
 * Any signal counts as a sign of life. One timer runs, set anew with each beat and when it fires; each signal costs one reading of the clock.
 * Were it set by itself alone, it would be a chain of timers, which Chromium fires once a minute in a page that is hidden for long. Looks at
 * once when the page wakes, and sooner when the browser says that it is offline.
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
        watch = after(delay, look);
      }
      function look(): void {
        if (opened && !beats) return;
        const overdue = now() - dueAt();
        if (overdue < 0) return lookIn(-overdue);
        if (overdue > LATE && !graced) {
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
      subscriber.add(wake$.subscribe(look));
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
              // Another rung may have taken over, which does not beat.
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
