import { integer, type Random } from '../random.js';
import type { Timers } from '../timers.js';
import { encode } from './frames.js';

/** A listener of a stream. It is removed when its `owner` ends. */
export interface Listener {
  readonly owner: { readonly isOpen: boolean };
  hear(json: string): void;
}

/**
 * The publish and subscribe of the server.
 *
 * Joining takes a moment and leaving does not, as in Rails, which posts the joining to its event loop. A listener may leave before it has
 * joined, and then stays for ever: that is how a subscription delivers twice.
 */
export class Streams {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #timers: Timers;
  readonly #random: Random;

  constructor(timers: Timers, random: Random) {
    this.#timers = timers;
    this.#random = random;
  }

  /** Adds a listener to a stream after 1 to 3 ms, and then calls back. */
  join(stream: string, listener: Listener, onJoined: () => void = () => undefined): void {
    this.#timers.after(integer(this.#random, 1, LONGEST_JOIN), () => {
      if (!listener.owner.isOpen) return;
      const listeners = this.#listeners.get(stream) ?? new Set();
      this.#listeners.set(stream, listeners.add(listener));
      onJoined();
    });
  }

  /** Removes a listener, if it has joined. */
  leave(stream: string, listener: Listener): void {
    const listeners = this.#listeners.get(stream);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(stream);
  }

  /** Removes all listeners of an owner, including any it forgot to remove. */
  leaveAll(owner: Listener['owner']): void {
    for (const [stream, listeners] of this.#listeners) {
      for (const listener of listeners) if (listener.owner === owner) this.leave(stream, listener);
    }
  }

  /** Sends a body (any JSON) to all listeners of a stream. */
  broadcast(stream: string, body: unknown): void {
    const listeners = this.#listeners.get(stream);
    if (listeners === undefined) return;
    const json = encode(body);
    for (const listener of [...listeners]) listener.hear(json);
  }
}

const LONGEST_JOIN = 3;
