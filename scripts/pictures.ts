import { buildIfMissing } from './build-if-missing.mjs';
import { buildSite } from './site.js';
import { launchBrowser, openPage } from '../test/e2e/open-page.js';

/** Takes the pictures of the README from the dashboard: tsx scripts/pictures.ts. Light while it is live, dark while its socket is stopped. */
buildIfMissing();
const site = await buildSite();
// With a mouse, so that what shows on hover alone is not seen.
const browser = await launchBrowser(
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
);
const { page, server, close } = await openPage(browser, site, { rate: 'calm', seed: 7, height: 1040 });
try {
  await take('light');
  server.fault('stop');
  await take('dark');
} finally {
  await close();
  await browser.close();
  await site.remove();
}

/** After some seconds, since a sparkline needs points and the badge gives trouble a second. */
async function take(scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await new Promise((resolve) => setTimeout(resolve, scheme === 'light' ? 30_000 : 2_600));
  await page.screenshot({ path: `docs/dashboard-${scheme}.png` });
}
