import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Site } from '../../scripts/site.js';
import { buildPage } from './build-page.js';
import { heldStill, mount, MOUNTED, PAGE, type Weight, weigh } from './mounts.js';
import { launchBrowser, openPage, type OpenPage } from './open-page.js';

/** How often each element is mounted; bench/mounts.ts does it ten thousand times, and finds no more. */
const TIMES = 400;

let browser: Browser;
let site: Site;
let open: OpenPage;

before(async () => {
  [site, browser] = await Promise.all([buildPage(PAGE), launchBrowser()]);
  open = await openPage(browser, site);
});

after(async () => {
  await open.close();
  await browser.close();
  await site.remove();
});

suite('elements that come and go', () => {
  for (const [tag, html] of Object.entries(MOUNTED)) {
    test(`R27: of ${TIMES} mounts of <${tag}>, with a message each, nothing is left but the heap's 500 kB`, async (t) => {
      const { page } = open;
      await mount(page, html, 100);
      const before = await weigh(page);
      await mount(page, html, TIMES);
      // The browser lets go of a single element, and of its listeners, late now and then.
      const isFine = (now: Weight): boolean => now.nodes - before.nodes <= 10 && now.listeners - before.listeners <= 2;
      const { heap, nodes, listeners } = await weigh(page, 0, isFine);
      t.diagnostic(`${Math.round((heap - before.heap) / 1000)} kB`);
      assert.equal(await heldStill(page), 0);
      t.diagnostic(`${nodes - before.nodes} nodes, ${listeners - before.listeners} listeners`);
      // One element that stays is a dozen nodes; 400 would be thousands.
      assert.ok(nodes - before.nodes <= 10, `${nodes - before.nodes} nodes`);
      assert.ok(listeners - before.listeners <= 2, `${listeners - before.listeners} listeners`);
      assert.ok(heap - before.heap <= 500_000, `${heap - before.heap} bytes`);
    });
  }

  test('R27: what is held is seen', async () => {
    const { page } = open;
    await page.evaluate(() => {
      const place = document.querySelector('#here') ?? document.body;
      new MutationObserver(([change], observer) => {
        Object.assign(globalThis, { kept: change?.addedNodes[0] });
        observer.disconnect();
      }).observe(place, { childList: true });
    });
    await mount(page, MOUNTED['live-counter'] ?? '', 20);
    await weigh(page, 1);
    assert.equal(await heldStill(page), 1);
    assert.deepEqual(open.console, []);
  });
});
