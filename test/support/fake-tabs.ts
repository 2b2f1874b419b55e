import type { Locks, TabChannel, TabPlatform } from '../../src/tabs/platform.js';

/** A tab of a fake browser. */
export interface FakeTab {
  readonly platform: TabPlatform;
  /** Stops the tab: what is said to it waits, and what it says is said when it thaws. Its timers go on, since a test has one clock. */
  freeze(): void;
  thaw(): void;
  /** Tells the tab that the browser is about to freeze it. */
  announceFreeze(): void;
  /** Ends the tab without a word: its locks are free, its channels are deaf. */
  crash(): void;
  /** Everything that the tab has posted. */
  readonly posted: unknown[];
}

interface Request {
  readonly tab: Tab;
  readonly grant: (lock: object | null) => void;
  readonly reject: (error: unknown) => void;
}

interface Tab {
  isFrozen: boolean;
  isGone: boolean;
  waiting: (() => void)[];
  readonly posted: unknown[];
}

interface Channel extends TabChannel {
  readonly tab: Tab;
  readonly name: string;
}

/**
 * A browser with tabs of one origin, for virtual time: Web Locks and BroadcastChannel as the platform's rules say.
 *
 * Locks are granted in the order of the requests; `steal` takes one from its holder, whose request rejects with `AbortError`. A message
 * reaches every other channel of its name, in order, one task later, as a structured clone.
 */
export class FakeBrowser {
  readonly #held = new Map<string, Request>();
  readonly #queues = new Map<string, Request[]>();
  readonly #channels = new Set<Channel>();
  readonly #now: () => number;
  #tabs = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many channels are open. */
  get channels(): number {
    return this.#channels.size;
  }

  /** The names of the open channels. */
  get names(): readonly string[] {
    return [...this.#channels].map(({ name }) => name);
  }

  /** How many locks are held or waited for. */
  get locks(): number {
    return this.#held.size + [...this.#queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  open(): FakeTab {
    this.#tabs += 1;
    const name = `tab-${this.#tabs}`;
    const tab: Tab = { isFrozen: false, isGone: false, waiting: [], posted: [] };
    let ids = 0;
    const onFreeze = new Set<() => void>();
    return {
      platform: {
        locks: this.#locksOf(tab),
        openChannel: (channel) => this.#openChannel(tab, channel),
        createId: () => `${name}.${(ids += 1)}`,
        now: this.#now,
        onFreeze(listener) {
          onFreeze.add(listener);
          return () => onFreeze.delete(listener);
        },
      },
      posted: tab.posted,
      announceFreeze() {
        for (const listener of onFreeze) listener();
      },
      freeze: () => (tab.isFrozen = true),
      thaw() {
        tab.isFrozen = false;
        for (const run of tab.waiting.splice(0)) run();
      },
      crash: () => {
        tab.isGone = true;
        for (const channel of this.#channels) if (channel.tab === tab) this.#channels.delete(channel);
        for (const [lock, queue] of this.#queues)
          this.#queues.set(
            lock,
            queue.filter((request) => request.tab !== tab),
          );
        for (const [lock, request] of [...this.#held]) if (request.tab === tab) this.#free(lock, request);
      },
    };
  }

  /** Runs something in a tab, once that runs. */
  #run(tab: Tab, run: () => void): void {
    if (tab.isGone) return;
    if (tab.isFrozen) tab.waiting.push(run);
    else run();
  }

  #openChannel(tab: Tab, name: string): TabChannel {
    const channel: Channel = {
      tab,
      name,
      onmessage: null,
      postMessage: (message) => {
        const data = structuredClone(message);
        tab.posted.push(data);
        this.#run(tab, () => {
          for (const other of this.#channels) {
            if (other.name !== name || other === channel) continue;
            setTimeout(() => {
              this.#run(other.tab, () => (other.onmessage as ((event: { readonly data: unknown }) => void) | null)?.({ data }));
            }, 1);
          }
        });
      },
      close: () => void this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    return channel;
  }

  #locksOf(tab: Tab): Locks {
    return {
      request: (name, { steal, ifAvailable, signal }, callback) =>
        new Promise((resolve, reject) => {
          const request: Request = {
            tab,
            reject: (error) => this.#run(tab, () => reject(error as Error)),
            grant: (lock) => {
              setTimeout(() => {
                this.#run(tab, () => {
                  if (lock && this.#held.get(name) !== request) return;
                  void Promise.resolve(callback(lock)).then((value) => {
                    if (lock) this.#free(name, request);
                    resolve(value);
                  });
                });
              }, 1);
            },
          };
          const holder = this.#held.get(name);
          if (steal) {
            if (holder) holder.reject(new DOMException('Stolen.', 'AbortError'));
            this.#hold(name, request);
          } else if (!holder) this.#hold(name, request);
          else if (ifAvailable) request.grant(null);
          else {
            this.#queueOf(name).push(request);
            signal?.addEventListener('abort', () => {
              const queue = this.#queueOf(name);
              if (!queue.includes(request)) return;
              this.#queues.set(
                name,
                queue.filter((other) => other !== request),
              );
              reject(new DOMException('Aborted.', 'AbortError'));
            });
          }
        }),
    };
  }

  #queueOf(name: string): Request[] {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return queue;
  }

  #hold(name: string, request: Request): void {
    this.#held.set(name, request);
    request.grant({ name });
  }

  #free(name: string, request: Request): void {
    if (this.#held.get(name) !== request) return;
    this.#held.delete(name);
    const next = this.#queueOf(name).shift();
    if (next) this.#hold(name, next);
  }
}
