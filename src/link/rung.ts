import { Subscription, type Observer } from 'rxjs';
import { Emitter } from '../operators/emitter.js';
import type { Command, Dial, Signal, Transport } from '../transport/transport.js';

/** One transport in use, as a probe or as the running rung. */
export interface Rung {
  /** Sends a command. What was already requested as a probe is not sent again: its answer is reported at once, or when it comes. */
  send(command: Command): void;
  /** Sends a command as a probe. */
  ask(command: Command): void;
  /**
   * Reports to this listener from now on. The first listener makes the rung connect; a later one first receives the last `open` and
   * `heartbeat`.
   */
  listen(listener: Observer<Signal>): void;
  /** Whether the probe's subscription was confirmed. A deaf server may send bodies before it confirms, so those prove nothing. */
  isConfirmed(identifier: string): boolean;
  hangUp(): void;
}

/** Creates a rung of a transport. It connects with the first listener. */
export function createRung(transport: Transport, dial: Dial): Rung {
  const command$ = new Emitter<Command>();
  const probed = new Set<string>();
  const confirmed = new Set<string>();
  const running = new Subscription();
  let listener: Observer<Signal> | undefined;
  const greeting = new Map<string, Signal>();
  function start(): void {
    running.add(
      transport(command$, dial).subscribe({
        next(signal) {
          if (signal.type === 'open' || signal.type === 'heartbeat') greeting.set(signal.type, signal);
          if (signal.type === 'confirmed' && probed.has(signal.identifier)) confirmed.add(signal.identifier);
          listener?.next(signal);
        },
        error: (error: unknown) => listener?.error(error),
        complete: () => listener?.complete(),
      }),
    );
  }
  return {
    send(command) {
      const { type, identifier } = command;
      const wasProbed = type !== 'perform' && type !== 'extra' && probed.delete(identifier);
      if (type !== 'subscribe' || !wasProbed) command$.next(command);
      else if (confirmed.has(identifier)) listener?.next({ type: 'confirmed', identifier });
    },
    ask(command) {
      probed.add(command.identifier);
      command$.next(command);
    },
    listen(next) {
      const isFirst = !listener;
      listener = next;
      if (isFirst) start();
      else for (const signal of greeting.values()) next.next(signal);
    },
    isConfirmed: (identifier) => confirmed.has(identifier),
    hangUp() {
      // A transport may end within the call that connects it; then there is nothing to unsubscribe from yet.
      listener = undefined;
      running.unsubscribe();
    },
  };
}
