import { Observable } from 'rxjs';

/** The part of the browser's Web Locks that is used. */
export interface Locks {
  request(name: string, options: LockOptions, callback: (lock: unknown) => Promise<unknown> | undefined): Promise<unknown>;
}

/** The part of a `BroadcastChannel` that is used. */
export interface TabChannel {
  onmessage: ((event: never) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** What the tabs of a browser need to find and reach each other. */
export interface TabPlatform {
  readonly locks: Locks;
  readonly openChannel: (name: string) => TabChannel;
  /** Returns a random id. */
  readonly createId: () => string;
  /** Monotonic time, in ms. */
  readonly now: () => number;
  /** Calls back before the browser freezes the page, until the returned function is called. */
  readonly onFreeze: (listener: () => void) => () => void;
}

/** Returns what this browser offers; `undefined` if a part is missing, as in Node or on a page without `https:`. */
export function pagePlatform(): TabPlatform | undefined {
  const { navigator, BroadcastChannel, crypto } = globalThis as Partial<
    Pick<typeof globalThis, 'navigator' | 'BroadcastChannel' | 'crypto'>
  >;
  // TypeScript declares `locks` and `randomUUID` as always present; both exist only in a secure context.
  const locks = (navigator as Partial<Pick<Navigator, 'locks'>> | undefined)?.locks;
  if (!locks || !BroadcastChannel || !(crypto as Partial<Crypto> | undefined)?.randomUUID) return undefined;
  return {
    locks,
    openChannel: (name) => new BroadcastChannel(name),
    createId: () => globalThis.crypto.randomUUID(),
    now: () => performance.now(),
    onFreeze(listener) {
      const page = (globalThis as Partial<Pick<typeof globalThis, 'document'>>).document;
      page?.addEventListener('freeze', listener);
      return () => page?.removeEventListener('freeze', listener);
    },
  };
}

/** How a lock is requested: by waiting for it (the default), only if nobody holds it, or by taking it from its holder. */
export type LockWish = 'wait' | 'if-free' | 'steal';

/**
 * Holds a lock as long as it is subscribed to. Emits once: true when the lock is held, false if it is not free (`if-free`).
 *
 * Errs with `AbortError` when another tab has stolen the lock, and with another error if the page may not use locks. Unsubscribing gives
 * the lock up, or withdraws the request. The browser does the same for a tab that closes or crashes.
 */
export function holdLock(locks: Locks, name: string, wish: LockWish = 'wait'): Observable<boolean> {
  return new Observable((subscriber) => {
    const withdrawal = new AbortController();
    // A signal may not be combined with the other two.
    const options: LockOptions =
      wish === 'steal' ? { steal: true } : wish === 'if-free' ? { ifAvailable: true } : { signal: withdrawal.signal };
    let release: (() => void) | undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    locks
      .request(name, options, (lock) => {
        if (subscriber.closed) return undefined;
        subscriber.next(lock !== null);
        return lock === null ? undefined : released;
      })
      .catch((error: unknown) => subscriber.error(error));
    return () => {
      withdrawal.abort();
      release?.();
    };
  });
}
