import { Subscription, type Observer } from 'rxjs';
import { Emitter } from '../operators/emitter.js';
import type { Command, Dial, Signal, Transport } from '../transport/transport.js';

/** One transport in use, as a probe or as the running rung. */
export interface Rung {
  /** Hands a command over. What was asked while it was a probe is not asked again: its answer is told at once, or when it comes. */
  send(command: Command): void;
  /** Asks as a probe. */
  ask(command: Command): void;
  /** Tells this listener from now on; the first one makes it dial, the next is told that it is open, and that it beats. */
  listen(listener: Observer<Signal>): void;
  /** Whether the server confirmed what it was asked as a probe: what it says before that, a deaf one says too. */
  isConfirmed(identifier: string): boolean;
  hangUp(): void;
}

/** Makes a rung of a transport; it dials when somebody listens. */
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
      const wasProbed = type !== 'perform' && probed.delete(identifier);
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
      // A transport that ends within the call that dials it has nothing yet to be unsubscribed from.
      listener = undefined;
      running.unsubscribe();
    },
  };
}
