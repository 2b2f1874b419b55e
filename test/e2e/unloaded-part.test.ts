import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { launchBrowser, openPage, type OpenPage } from './open-page.js';

const CDN = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

const CHARTS = ['', 'variant="sparkline"']
  .map((attributes) => `<live-chart channel="DemoChannel" params='{"stream":"t"}' label="CPU" ${attributes}></live-chart>`)
  .join('');
const PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><meta name="action-cable-url" content="/cable">' +
  '<link rel="icon" href="listen.js"><script src="listen.js"></script><script type="module" src="cablegram.js"></script></head>' +
  `<body>${CHARTS}</body></html>`;
const LISTEN =
  'globalThis.told = []; document.addEventListener("live-error", ({ target, error }) => told.push(`${target.getAttribute("variant")} ${error.code}`));';

let browser: Browser;
let folder: string;
let open: OpenPage;

/** Serves the script tag's files without the one that draws. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cablegram-page-'));
  await cp(CDN, folder, { recursive: true, filter: (path) => !path.includes('cablegram-surface') });
  await Promise.all([writeFile(join(folder, 'index.html'), PAGE), writeFile(join(folder, 'listen.js'), LISTEN)]);
  browser = await launchBrowser();
  open = await openPage(browser, { mounts: [['/', folder]], remove: () => rm(folder, { recursive: true, force: true }) });
});

after(async () => {
  await open.close();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

suite('a chart whose drawing cannot be loaded', () => {
  test('says so, fires live-error once, and keeps its summary, its values and its table', async () => {
    const { page, server } = open;
    await page.waitForFunction(() => (globalThis as unknown as { told: string[] }).told.length === 2, { timeout: PATIENCE });
    await page.waitForFunction(
      () => [...document.querySelectorAll('live-chart')].every((chart) => chart.matches(':state(waiting), :state(live)')),
      { timeout: PATIENCE },
    );
    server.broadcast('demo:t', { value: 41 });
    await page.waitForFunction(() => document.querySelector('live-chart')?.shadowRoot?.textContent.includes('now 41'), {
      timeout: PATIENCE,
    });
    const texts = await page.evaluate(() =>
      [...document.querySelectorAll('live-chart')].map((chart) =>
        chart.shadowRoot?.querySelector('[part="empty"]')?.textContent.replace(/\s+/g, ' ').trim(),
      ),
    );
    assert.match(texts[0] ?? '', /^The drawing could not be loaded$/);
    assert.match(texts[1] ?? '', /^The drawing could not be loaded · last 5m .* now 41, peak 41 at /);
    assert.ok(await page.$eval('live-chart >>> [part="toolbar"]', (toolbar) => getComputedStyle(toolbar).opacity === '1'));
    await page.$eval('live-chart >>> [part="toolbar"] button', (button) => (button as HTMLButtonElement).click());
    await page.waitForFunction(
      () => document.querySelector('live-chart')?.shadowRoot?.querySelector('[part="table"] tbody tr')?.textContent.includes('41'),
      { timeout: PATIENCE },
    );
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { told: string[] }).told.sort()), [
      'null part-not-loaded',
      'sparkline part-not-loaded',
    ]);
    assert.ok(
      await page.$eval('live-chart[variant] >>> [part="empty"]', (text) => {
        const { width, height } = text.getBoundingClientRect();
        return width > 20 && height > 8;
      }),
      'the text of the sparkline is seen',
    );
  });
});
