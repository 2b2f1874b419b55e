import { Observable, Subscription } from 'rxjs';
import { after, type Environment } from '../environment.js';
import type { Command, Signal, Transport } from '../transport/transport.js';
import { createRung, type Rung } from './rung.js';

/** When the ladder is climbed. */
export interface LadderOptions {
  readonly environment: Environment;
  /** Asks to step down, since the running rung beats and says nothing (S16). */
  readonly stepDown$: Observable<unknown>;
}

/** How many dials of the first rung may fail in a row, without a welcome, before the rung below is tried (R11). */
const MOST_FAILURES = 3;

/** The time between two probes of the first rung, in ms; with the dial itself it is used again within a minute after it works (R11). */
const PROBE_EVERY: readonly [number, number] = [20_000, 40_000];

/** How long a probe may take to prove itself, in ms. */
const PROBE_WITHIN = 10_000;

/** The longest wait between probes of a rung that was deaf, in ms. */
const DEAF_PROBE_CAP = 600_000;

/**
 * Joins several transports into one, best first: a step down after repeated failure or deafness, and probes to climb back.
 *
 * The rung below runs within the same dial, so that nothing waits. The first rung is probed beside it, and used again once it confirms a
 * subscription (a welcome alone proves nothing), after deafness once it brings a body. A switch is another `open`: everything is asked for
 * again, and repaired.
 */
export function ladder(first: Transport, below: readonly Transport[], { environment, stepDown$ }: LadderOptions): Transport {
  if (below.length === 0) return first;
  let failures = 0;
  let wasDeaf = false;
  let deafProbes = 0;

  return (command$, dial) =>
    new Observable((subscriber) => {
      const wanted = new Map<string, Command>();
      let place = 0;
      let running: Rung | undefined;
      let probe: Rung | undefined;
      let probing = new Subscription();

      function run(index: number): void {
        let opened = false;
        place = index;
        running?.hangUp();
        running = createRung(below[index - 1] ?? first, dial);
        running.listen({
          next(signal) {
            if (signal.type === 'open') {
              if (index > 0 && !opened) probeSoon();
              opened = !signal.pending;
              if (index === 0 && opened) failures = 0;
            }
            subscriber.next(signal);
          },
          error(error) {
            if (index === 0 && !opened) failures += 1;
            if (opened || index === below.length || (index === 0 && failures < MOST_FAILURES)) return subscriber.error(error);
            failures = 0;
            run(index + 1);
          },
          complete: () => subscriber.complete(),
        });
      }

      function probeSoon(): void {
        const [least, most] = PROBE_EVERY;
        const wait = least + environment.random() * (most - least);
        probing.unsubscribe();
        probing = after(wasDeaf ? Math.min(DEAF_PROBE_CAP, wait * 2 ** deafProbes) : wait, lookUp);
      }

      function lookUp(): void {
        if (!environment.isVisible()) return probeSoon();
        deafProbes += 1;
        probing = after(PROBE_WITHIN, giveUp);
        probe = createRung(first, dial);
        probe.listen({ next: onProbe, error: giveUp, complete: giveUp });
      }

      function giveUp(): void {
        probe?.hangUp();
        probe = undefined;
        probeSoon();
      }

      function onProbe(signal: Signal): void {
        if (signal.type === 'open') for (const command of wanted.values()) probe?.ask(command);
        const proves =
          signal.type === 'body' || (!wasDeaf && (signal.type === 'confirmed' || (signal.type === 'open' && wanted.size === 0)));
        if (proves) switchTo(probe as Rung);
      }

      function switchTo(rung: Rung): void {
        probing.unsubscribe();
        probe = undefined;
        running?.hangUp();
        running = rung;
        place = 0;
        wasDeaf = false;
        deafProbes = failures = 0;
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
          wasDeaf = true;
          run(1);
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
