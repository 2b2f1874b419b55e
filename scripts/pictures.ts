import { buildIfMissing } from './build-if-missing.mjs';
import { buildSite } from './site.js';
import { launchBrowser, openPage } from '../test/e2e/open-page.js';

/**
 * Takes the README's pictures of the dashboard: tsx scripts/pictures.ts. Light while it is live, dark while its socket is stopped, and
 * with its panel and a stock client while its server is deaf.
 */
buildIfMissing();
const site = await buildSite();
// With a mouse, so that controls that appear on hover stay hidden.
const browser = await launchBrowser(
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
);
const { page, server, close } = await openPage(browser, site, { rate: 'calm', seed: 7, height: 1040 });
try {
  await take('light');
  server.fault('stop');
  await take('dark');
  server.fault('start');
  await takeDeaf();
} finally {
  await close();
  await browser.close();
  await site.remove();
}

/** Takes the picture once the page polls and the stock client is some orders behind. */
async function takeDeaf(): Promise<void> {
  const belief = (party: string, is: string) =>
    page.waitForSelector(`::-p-xpath(//*[@data-party="${party}"]//*[contains(@class, "belief") and text()="${is}"])`, { timeout: 90_000 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.click('#lab-toggle');
  for (const [party, is] of [
    ['page', 'Live'],
    ['stock', 'Connected'],
  ] as const)
    await belief(party, is);
  await page.click('[data-fault*="deaf"]');
  await belief('page', 'Live by polling');
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  // Wait for a poll of the orders; the feed is polled separately.
  await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-party="page"]')?.innerText.includes('right'));
  await page.screenshot({ path: 'docs/dashboard-deaf.png' });
}

/** Takes a picture after some seconds: a sparkline needs points, and the badge waits a second before it reports trouble. */
async function take(scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await new Promise((resolve) => setTimeout(resolve, scheme === 'light' ? 30_000 : 2_600));
  await page.screenshot({ path: `docs/dashboard-${scheme}.png` });
}
