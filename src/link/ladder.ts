import { Observable, Subscription } from 'rxjs';
import { after } from '../environment.js';
import type { Command, Signal, Transport } from '../transport/transport.js';
import type { LadderOptions } from './ladder-options.js';
import { lossOf, PROVEN_AFTER } from './loss.js';
import { createRung, type Rung } from './rung.js';

/** After this many failed attempts in a row on the first rung, the next rung is used. */
const MOST_FAILURES = 3;

/**
 * The shortest time between two probes of the first rung, in ms; the longest is twice that. With the attempt itself, the first rung is in
 * use again within a minute after it works.
 */
const PROBE_EVERY = 20_000;

/** How long a probe may take to succeed, in ms. */
const PROBE_WITHIN = 10_000;

/**
 * Joins several transports into one, best first. It steps down after repeated failure or deafness, and probes the first one to climb back.
 *
 * An attempt fails if there is no welcome, or if the link is lost within 10 s of its welcome. The rung below then runs within the same
 * attempt, without a wait, and its `open` says why. Meanwhile the first rung is probed, and used again once it confirms a subscription (a
 * welcome alone proves nothing). After deafness it must also deliver a body, unless it has left a probe unanswered, refused it or lost it
 * since: a server that confirms after that was restarted. A switch emits another `open`, so everything is subscribed to again and repaired.
 */
export function ladder(first: Transport, below: readonly Transport[], { environment, stepDown$ }: LadderOptions): Transport {
  if (below.length === 0) return first;
  const { now, random, isVisible } = environment;
  let failures = 0;
  /** Whether a confirmation proves nothing, because the first rung was deaf. */
  let isDistrusted = false;
  let isUnusable = false;

  return (command$, dial) =>
    new Observable((subscriber) => {
      const wanted = new Map<string, Command>();
      let place = 0;
      let running: Rung | undefined;
      /** When the running rung was welcomed, in monotonic ms. */
      let openedAt: number | undefined;
      let probe: Rung | undefined;
      let probing = new Subscription();

      function run(index: number, reason?: string, cause?: unknown): void {
        running?.hangUp();
        use(createRung(below[index - 1] ?? first, dial), index, reason, cause);
      }

      /** Uses a rung from now on; `reason` says why it is not the first one, and `cause` is the error of the first one. */
      function use(rung: Rung, index: number, reason?: string, cause?: unknown): void {
        openedAt = undefined;
        place = index;
        running = rung;
        running.listen({
          next(signal) {
            // A rung that this page can never use is not probed either.
            if (index === 0 && signal.type === 'goodbye' && signal.unusable) {
              isUnusable = true;
              return run(1, signal.reason);
            }
            if (signal.type !== 'open') return subscriber.next(signal);
            if (index > 0 && openedAt === undefined) probeSoon();
            openedAt = signal.pending ? undefined : (openedAt ?? now());
            subscriber.next(reason === undefined ? signal : { ...signal, reason });
            // No answer comes where nothing is asked, so the next attempt begins with the first rung.
            if (signal.pending && wanted.size === 0 && cause !== undefined) subscriber.error(cause);
          },
          error(error) {
            if (index === 0) failures = isProven() ? 0 : failures + 1;
            const isFailed = index === 0 ? failures >= MOST_FAILURES : openedAt === undefined;
            if (!isFailed || index === below.length) return subscriber.error(error);
            failures = 0;
            run(index + 1, reason ?? lossOf(error, openedAt !== undefined, environment).reason, cause ?? error);
          },
          complete: () => subscriber.complete(),
        });
      }

      function isProven(): boolean {
        return openedAt !== undefined && now() - openedAt >= PROVEN_AFTER;
      }

      function probeSoon(): void {
        if (isUnusable) return;
        probing.unsubscribe();
        probing = after(PROBE_EVERY * (1 + random()), startProbe);
      }

      function startProbe(): void {
        if (!isVisible()) return probeSoon();
        probe?.hangUp();
        probing = after(PROBE_WITHIN, endProbe);
        const rung = createRung(first, dial);
        probe = rung;
        rung.listen({ next: (signal) => onProbe(signal, rung), error: giveUp, complete: giveUp });
      }

      /** Keeps a probe that was confirmed until the next one: a restart of the server ends it. */
      function endProbe(): void {
        const isAnswered = [...wanted.keys()].some((identifier) => probe?.isConfirmed(identifier));
        if (isAnswered) probeSoon();
        else giveUp();
      }

      function giveUp(): void {
        if (wanted.size > 0) isDistrusted = false;
        probe?.hangUp();
        probe = undefined;
        probeSoon();
      }

      function onProbe(signal: Signal, rung: Rung): void {
        if (signal.type === 'open') for (const command of wanted.values()) rung.ask(command);
        const isBack =
          (signal.type === 'body' && rung.isConfirmed(signal.identifier)) ||
          (!isDistrusted && (signal.type === 'confirmed' || (signal.type === 'open' && wanted.size === 0)));
        if (isBack) switchTo(rung);
      }

      function switchTo(rung: Rung): void {
        probing.unsubscribe();
        probe = undefined;
        running?.hangUp();
        isDistrusted = false;
        // It has failed so often that one more failure is enough to step down.
        failures = MOST_FAILURES - 1;
        use(rung, 0);
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
          isDistrusted = true;
          run(1, 'deaf');
        }),
      );
      subscriber.add(() => {
        if (place === 0 && isProven()) failures = 0;
        running?.hangUp();
        probe?.hangUp();
        probing.unsubscribe();
      });
      run(0);
    });
}
