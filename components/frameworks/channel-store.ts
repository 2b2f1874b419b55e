import { CablegramError, type Channel, type ChannelStatus, type Connection, type Message, type Params } from '../../src/index.js';
import { DataAge } from '../internal/data-age.js';
import { elementClock } from '../internal/element-clock.js';
import { firstFreshness, type Freshness, isTrustworthy, nextFreshness } from '../internal/freshness.js';
import { pageConnection } from '../internal/page-connection.js';
import type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';

/** The status of a channel that nobody follows yet. */
const UNUSED: ChannelStatus = {
  state: 'idle',
  transport: undefined,
  reason: undefined,
  subscription: 'waiting',
  health: 'ok',
  heard: false,
  paused: false,
  pauseKind: undefined,
  held: { waiting: 0, dropped: 0 },
};

/** What a store follows. */
export interface Followed<Body, Data> {
  readonly channel: string;
  readonly params: Params | undefined;
  readonly options: LiveOptions<Body>;
  readonly reducer: LiveReducer<Body, Data>;
}

/**
 * Follows a channel while it has listeners, and keeps what a component renders of it.
 *
 * It finds its connection with the first listener, so that it may be created on a server, where nothing is followed. One that is left and
 * followed again continues, or says what was missed.
 */
export class ChannelStore<Body, Data> {
  readonly #followed: Followed<Body, Data>;
  readonly #age = new DataAge();
  readonly #listeners = new Set<() => void>();
  #connection: Connection | undefined;
  #channel: Channel<Body> | undefined;
  #leave: (() => void) | undefined;
  #cancelLook: (() => void) | undefined;
  #shown = firstFreshness;
  #isHeard = false;
  /** Whether messages were missed or left out, and nothing whole has come since. */
  #isInDoubt = false;
  /** Whether nothing can come any more. */
  #isFailed = false;
  #current: LiveChannel<Data>;

  constructor(followed: Followed<Body, Data>) {
    this.#followed = followed;
    this.#current = {
      data: followed.reducer.initial,
      freshness: 'idle',
      isStale: false,
      heardAt: undefined,
      status: UNUSED,
      error: undefined,
      perform: async (...action) => this.#opened().perform(...action),
      pause: (kind) => this.#opened().pause(kind),
      resume: () => this.#opened().resume(),
    };
  }

  /** The same record until something has changed. */
  get current(): LiveChannel<Data> {
    return this.#current;
  }

  /** Calls `onChange` after each change of `current`, until the returned function is called. */
  subscribe(onChange: () => void): () => void {
    // A function of its own, since one listener may be there twice.
    const listener = (): void => onChange();
    this.#listeners.add(listener);
    if (!this.#leave) this.#start();
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#stop();
    };
  }

  #opened(): Channel<Body> {
    if (this.#channel) return this.#channel;
    const { channel, params, options } = this.#followed;
    const { connection = pageConnection(), staleAfter: _staleAfter, ...rest } = options;
    this.#connection = connection;
    return (this.#channel = connection.channel<Body>(channel, params, rest));
  }

  #start(): void {
    this.#leave = () => undefined;
    this.#isFailed = false;
    try {
      this.#leave = this.#opened().subscribe({
        status: (status) => this.#set({ status }),
        batch: (batch) => this.#take(batch),
        error: (error) => this.#fail(error, error.code === 'channel-conflict'),
      });
    } catch (error) {
      this.#fail(asCablegramError(error), true);
    }
  }

  /** Notes an error; a final one ends the messages. */
  #fail(error: CablegramError, isFinal: boolean): void {
    this.#isFailed ||= isFinal;
    this.#set({ error });
  }

  #stop(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#cancelLook?.();
    this.#shown = firstFreshness;
    this.#current = { ...this.#current, freshness: 'idle', isStale: this.#isHeard };
  }

  #take(batch: readonly Message<Body>[]): void {
    let { data, heardAt, error } = this.#current;
    const { reduce, isWhole = ({ type }: Message) => type === 'snapshot' } = this.#followed.reducer;
    for (const message of batch) {
      try {
        data = reduce(data, message);
        if (message.type === 'gap') {
          this.#isInDoubt = true;
          continue;
        }
        error = undefined;
        if (isWhole(message)) this.#isInDoubt = false;
      } catch (cause) {
        error = asCablegramError(cause);
        this.#isInDoubt = true;
      }
      this.#isHeard = true;
      heardAt = 'receivedAt' in message ? message.receivedAt : elementClock.wall();
      this.#age.hear(heardAt);
    }
    this.#set({ data, heardAt, error });
  }

  #set(change: Partial<LiveChannel<Data>>): void {
    const next = { ...this.#current, ...change };
    const freshness = this.#judge(next.status);
    this.#current = { ...next, freshness, isStale: !isTrustworthy(freshness) };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns how far the data can be trusted, and looks again when time alone may change that. */
  #judge(status: ChannelStatus): Freshness {
    if (this.#isFailed) return 'failed';
    const { staleAfter } = this.#followed.options;
    const now = elementClock.now();
    const age = this.#age.of(undefined);
    const reading = { status, isHeard: this.#isHeard, isInDoubt: this.#isInDoubt, age, staleAfter };
    const attempt = this.#connection?.status.attempt ?? 0;
    this.#shown = nextFreshness(this.#shown, reading, { now, isAway: document.hidden, attempt });
    const { freshness, trouble } = this.#shown;
    const staleIn = staleAfter === undefined || age === undefined || age > staleAfter ? Infinity : staleAfter - age + 1;
    const lookIn = Math.min(staleIn, (trouble.lookAgainAt ?? Infinity) - now);
    this.#cancelLook?.();
    this.#cancelLook = lookIn === Infinity ? undefined : elementClock.after(Math.max(0, lookIn), () => this.#look());
    return freshness;
  }

  #look(): void {
    const { status, freshness } = this.#current;
    if (this.#judge(status) !== freshness) this.#set({});
  }
}

function asCablegramError(cause: unknown): CablegramError {
  if (cause instanceof CablegramError) return cause;
  return new CablegramError('body-undecodable', `reduce could not use a message: ${String(cause)}`, { cause });
}
