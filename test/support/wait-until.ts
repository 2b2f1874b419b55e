import { waitUntil as waitWithin } from '@open-wc/testing';

/**
 * Waits until a condition holds.
 *
 * @param message What to say if it does not hold in time, as a text or a function that is called then.
 * @param options `timeout` in ms: on a busy machine a frame or a timer may take more than the second that the library waits.
 */
export async function waitUntil(
  condition: () => unknown,
  message: string | (() => string) = '',
  { timeout = 10_000, interval = 5 }: { readonly timeout?: number; readonly interval?: number } = {},
): Promise<void> {
  try {
    await waitWithin(condition, typeof message === 'string' ? message : '', { timeout, interval });
  } catch (error) {
    throw typeof message === 'string' ? error : new Error(message(), { cause: error });
  }
}
