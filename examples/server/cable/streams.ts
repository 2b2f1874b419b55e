import { integer, type Random } from '../random.js';
import type { Timers } from '../timers.js';
import { encode } from './frames.js';

/** Someone who hears a stream. `owner` is whose end ends the hearing. */
export interface Listener {
  readonly owner: { readonly isOpen: boolean };
  hear(json: string): void;
}

/**
 * Who hears what: the publish and subscribe of the server.
 *
 * To join takes a moment and to leave does not, as in Rails, where joining is posted to the event loop. So one may leave before the joining
 * is done, which then stands for ever: that is how a subscription comes to be doubled.
 */
export class Streams {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #timers: Timers;
  readonly #random: Random;

  constructor(timers: Timers, random: Random) {
    this.#timers = timers;
    this.#random = random;
  }

  /** Lets a listener hear a stream, after 1 to 3 ms, and then says so. */
  join(stream: string, listener: Listener, onJoined: () => void = () => undefined): void {
    this.#timers.after(integer(this.#random, 1, LONGEST_JOIN), () => {
      if (!listener.owner.isOpen) return;
      const listeners = this.#listeners.get(stream) ?? new Set();
      this.#listeners.set(stream, listeners.add(listener));
      onJoined();
    });
  }

  /** Ends the hearing, if it stands already. */
  leave(stream: string, listener: Listener): void {
    const listeners = this.#listeners.get(stream);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(stream);
  }

  /** Ends all that an owner hears, also what it forgot to leave. */
  leaveAll(owner: Listener['owner']): void {
    for (const [stream, listeners] of this.#listeners) {
      for (const listener of listeners) if (listener.owner === owner) this.leave(stream, listener);
    }
  }

  /** Says a body, which may be any JSON, to all who hear the stream. */
  broadcast(stream: string, body: unknown): void {
    const listeners = this.#listeners.get(stream);
    if (listeners === undefined) return;
    const json = encode(body);
    for (const listener of [...listeners]) listener.hear(json);
  }
}

const LONGEST_JOIN = 3;
