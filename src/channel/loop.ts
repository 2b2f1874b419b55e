import type { Observable, Subscription } from 'rxjs';
import type { Message } from '../message/message.js';
import type { LeaveOptions } from './handlers.js';
import { HeldMessages } from './held-messages.js';

/** Returns the messages that were held, with a gap if some were dropped. */
export type Release = (held: HeldMessages) => readonly Message[];

/**
 * Yields the batches of a view to a loop. What arrives while the loop is busy waits, and comes as one batch.
 *
 * Ends with the stream, when the loop is left, or when the signal is aborted. Throws the error that ends the stream.
 */
export async function* loopOver(
  batches$: Observable<readonly Message[]>,
  release: Release,
  { signal }: LeaveOptions,
): AsyncGenerator<readonly Message[], void, undefined> {
  const held = new HeldMessages();
  let subscription: Subscription | undefined;
  let failure: { readonly error: unknown } | undefined;
  let isOver = signal?.aborted === true;
  let wake = (): void => undefined;
  function end(): void {
    isOver = true;
    wake();
  }
  signal?.addEventListener('abort', end);
  try {
    if (!isOver) {
      subscription = batches$.subscribe({
        next(batch) {
          for (const message of batch) held.add(message);
          wake();
        },
        error(error: unknown) {
          failure = { error };
          end();
        },
        complete: end,
      });
    }
    while (!signal?.aborted) {
      const batch = release(held);
      if (batch.length > 0) yield batch;
      else if (failure) throw failure.error;
      else if (isOver) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    subscription?.unsubscribe();
    signal?.removeEventListener('abort', end);
  }
}
