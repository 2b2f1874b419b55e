import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Site } from '../../scripts/site.js';
import { buildPage } from './build-page.js';
import { launchBrowser, openPage, type OpenPage } from './open-page.js';
import { ROWS } from './shown/rows.js';

let browser: Browser;
let site: Site;
let open: OpenPage;

before(async () => {
  [site, browser] = await Promise.all([
    buildPage({ script: `import { see } from './test/e2e/shown/page.ts';\nglobalThis.see = see;` }),
    launchBrowser(),
  ]);
  open = await openPage(browser, site);
  await open.page.waitForFunction(() => 'see' in globalThis);
});

after(async () => {
  await open.close();
  await browser.close();
  await site.remove();
});

suite('what is shown', () => {
  for (const { kind, name, is } of ROWS)
    test(`${kind}: ${name}`, async () => {
      const seen = await open.page.evaluate((row) => (globalThis as unknown as { see(row: string): Promise<string> }).see(row), name);
      assert.deepEqual(JSON.parse(seen), is);
    });
});
