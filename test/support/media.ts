import { emulateMedia } from '@web/test-runner-commands';

/**
 * Runs part of a test as if the person preferred this.
 *
 * Of the browsers Chromium alone can be told while it runs, and there nothing is ever skipped; in the others the test is, since they take such
 * a wish only at their start.
 */
export async function preferring(media: Parameters<typeof emulateMedia>[0], test: Mocha.Context, run: () => Promise<void>): Promise<void> {
  if (!navigator.userAgent.includes('Chrome')) test.skip();
  await emulateMedia(media);
  try {
    await run();
  } finally {
    await emulateMedia({ reducedMotion: 'no-preference', colorScheme: 'light' });
  }
}
