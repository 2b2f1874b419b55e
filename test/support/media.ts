import { emulateMedia } from '@web/test-runner-commands';

/**
 * Runs part of a test as if the person preferred this; the test is skipped where the browser cannot be told.
 *
 * Firefox and WebKitGTK take such a wish only at their start (`BROWSERS=firefox-dark,webkit-dark`), and one that is asked all the same does
 * nothing more that it is asked.
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
