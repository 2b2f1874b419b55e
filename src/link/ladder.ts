import { Observable, Subscription } from 'rxjs';
import { after, type Environment } from '../environment.js';
import type { Command, Signal, Transport } from '../transport/transport.js';
import { lossOf } from './loss.js';
import { createRung, type Rung } from './rung.js';

/** When the ladder is climbed. */
export interface LadderOptions {
  readonly environment: Environment;
  /** Asks to step down, since the running rung beats and says nothing (S16). */
  readonly stepDown$: Observable<unknown>;
}

/** How many dials of the first rung may fail in a row, without a welcome, before the rung below is tried (R11). */
const MOST_FAILURES = 3;

/**
 * How long at least between two probes of the first rung, in ms; at most twice that, so that with the dial itself it is used again within a
 * minute after it works (R11).
 */
const PROBE_EVERY = 20_000;

/** How long a probe may take to prove itself, in ms. */
const PROBE_WITHIN = 10_000;

/** The longest wait between probes of a rung that was deaf, in ms. */
const DEAF_PROBE_CAP = 600_000;

/**
 * Joins several transports into one, best first: a step down after repeated failure or deafness, and probes to climb back.
 *
 * The rung below runs within the same dial, so that nothing waits, and its `open` tells why. The first rung is probed beside it, and used
 * again once it confirms a subscription (a welcome alone proves nothing), after deafness once it brings a body after that. A switch is
 * another `open`: everything is asked for again, and repaired.
 */
export function ladder(first: Transport, below: readonly Transport[], { environment, stepDown$ }: LadderOptions): Transport {
  if (below.length === 0) return first;
  let failures = 0;
  /** How many times longer the next probe waits, since the first rung was deaf; 0 where it was not. */
  let deafness = 0;
  let isUnusable = false;

  return (command$, dial) =>
    new Observable((subscriber) => {
      const wanted = new Map<string, Command>();
      let place = 0;
      let running: Rung | undefined;
      let probe: Rung | undefined;
      let probing = new Subscription();

      function run(index: number, reason?: string): void {
        let opened = false;
        place = index;
        running?.hangUp();
        running = createRung(below[index - 1] ?? first, dial);
        running.listen({
          next(signal) {
            // What this page can never use is not probed either.
            if (index === 0 && signal.type === 'goodbye' && signal.unusable) {
              isUnusable = true;
              return run(1, signal.reason);
            }
            if (signal.type !== 'open') return subscriber.next(signal);
            if (index > 0 && !opened) probeSoon();
            opened = !signal.pending;
            if (opened) failures = 0;
            subscriber.next(reason === undefined ? signal : { ...signal, reason });
          },
          error(error) {
            if (opened || index === below.length || (index === 0 && ++failures < MOST_FAILURES)) return subscriber.error(error);
            failures = 0;
            run(index + 1, reason ?? lossOf(error, opened, environment).reason);
          },
          complete: () => subscriber.complete(),
        });
      }

      function probeSoon(): void {
        if (isUnusable) return;
        const wait = PROBE_EVERY * (1 + environment.random());
        probing.unsubscribe();
        probing = after(Math.min(DEAF_PROBE_CAP, wait * Math.max(1, deafness)), lookUp);
      }

      function lookUp(): void {
        if (!environment.isVisible()) return probeSoon();
        deafness *= 2;
        probing = after(PROBE_WITHIN, giveUp);
        const rung = createRung(first, dial);
        probe = rung;
        rung.listen({ next: (signal) => onProbe(signal, rung), error: giveUp, complete: giveUp });
      }

      function giveUp(): void {
        probe?.hangUp();
        probe = undefined;
        probeSoon();
      }

      function onProbe(signal: Signal, rung: Rung): void {
        if (signal.type === 'open') for (const command of wanted.values()) rung.ask(command);
        const proves =
          (signal.type === 'body' && rung.isConfirmed(signal.identifier)) ||
          (deafness === 0 && (signal.type === 'confirmed' || (signal.type === 'open' && wanted.size === 0)));
        if (proves) switchTo(rung);
      }

      function switchTo(rung: Rung): void {
        probing.unsubscribe();
        probe = undefined;
        running?.hangUp();
        running = rung;
        place = 0;
        deafness = 0;
        rung.listen(subscriber);
      }

      subscriber.add(
        command$.subscribe((command) => {
          if (command.type === 'subscribe') wanted.set(command.identifier, command);
          if (command.type === 'unsubscribe') wanted.delete(command.identifier);
          running?.send(command);
          if (command.type === 'unsubscribe') probe?.send(command);
        }),
      );
      subscriber.add(
        stepDown$.subscribe(() => {
          if (place > 0) return;
          deafness = 1;
          run(1, 'deaf');
        }),
      );
      subscriber.add(() => {
        running?.hangUp();
        probe?.hangUp();
        probing.unsubscribe();
      });
      run(0);
    });
}
