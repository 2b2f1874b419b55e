import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { type DemoServer, startServer } from '../../examples/server/server.js';
import type { Site } from '../../scripts/site.js';
import { buildPage } from './build-page.js';
import { launchBrowser } from './open-page.js';

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

const PAGE = {
  body: `
    <live-counter id="count" channel="DemoChannel" params='{"stream":"t"}'>5</live-counter>
    <live-feed id="feed" channel="DemoChannel" params='{"stream":"f"}' label="Orders"></live-feed>`,
  script: `import * as Turbo from '@hotwired/turbo'; import 'cablegram/define'; globalThis.Turbo = Turbo;`,
};

let browser: Browser;
let site: Site;

before(async () => {
  [site, browser] = await Promise.all([buildPage(PAGE), launchBrowser()]);
  const [[, folder] = ['', '']] = site.mounts as readonly (readonly [string, string])[];
  const index = join(folder, 'index.html');
  const page = await readFile(index, 'utf8');
  await writeFile(index, page.replace('<head>', '<head><meta name="turbo-refresh-method" content="morph">'));
  await copyFile(index, join(folder, 'other.html'));
  await writeFile(join(folder, 'other.html'), page.replace(/<body>.*<\/body>/s, '<body><p id="other">Another page</p></body>'));
});

after(async () => {
  await browser.close();
  await site.remove();
});

suite('a page with Turbo', () => {
  test('is in doubt when it is restored from the cache, until something came, and doubles no row', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:t', { value: 7 });
      server.broadcast('demo:f', { id: 1, title: 'one' });
      await shows(page, '7', ['one']);
      await page.evaluate(() => (globalThis as unknown as { Turbo: { visit(to: string): void } }).Turbo.visit('/other.html'));
      await page.waitForSelector('#other', { timeout: PATIENCE });
      // The channels are left once they lingered. What is sent then is missed.
      await page.waitForFunction(() => !document.querySelector('live-counter'), { timeout: PATIENCE });
      while (server.connections > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      server.broadcast('demo:t', { value: 9 });
      await page.goBack();
      await page.waitForSelector('#count:state(stale)', { timeout: PATIENCE });
      // Turbo keeps a copy of the page's HTML, which holds the content of the counter and the rows of the feed.
      await shows(page, '5', ['one']);
      await confirmed(page);
      server.broadcast('demo:t', { value: 11 });
      server.broadcast('demo:f', { id: 1, title: 'one again' });
      server.broadcast('demo:f', { id: 2, title: 'two' });
      await shows(page, '11', ['two', 'one again']);
      await page.waitForSelector('#count:state(live)', { timeout: PATIENCE });
    }));

  test('keeps its counter and what it shows when it is refreshed by a morph', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:t', { value: 7 });
      server.broadcast('demo:f', { id: 1, title: 'one' });
      await shows(page, '7', ['one']);
      await page.evaluate(() => {
        const counter = document.querySelector('live-counter');
        Object.assign(globalThis, {
          counter,
          morphed: new Promise((resolve) => addEventListener('turbo:render', resolve, { once: true })),
        });
        (globalThis as unknown as { Turbo: { visit(to: string, options: object): void } }).Turbo.visit(location.href, {
          action: 'replace',
        });
      });
      await page.evaluate(() => (globalThis as unknown as { morphed: Promise<unknown> }).morphed.then(() => undefined));
      const isSame = await page.evaluate(
        () => (globalThis as unknown as { counter: Element }).counter === document.querySelector('live-counter'),
      );
      assert.equal(isSame, true);
      await shows(page, '7', ['one']);
      await page.waitForSelector('#count:state(live)', { timeout: PATIENCE });
    }));
});

async function withPage(run: (page: Page, server: DemoServer) => Promise<void>): Promise<void> {
  const server = await startServer({ rate: 0, staticFiles: site.mounts });
  const page = await browser.newPage();
  const uncaught: unknown[] = [];
  page.on('pageerror', (error) => uncaught.push(error));
  try {
    // Turbo writes HTML as text, which the examples' policy forbids.
    await page.setBypassCSP(true);
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
    await page.goto(server.url);
    await confirmed(page);
    await run(page, server);
    assert.deepEqual(uncaught, []);
  } finally {
    await page.close();
    await server.close();
  }
}

/** Waits until both channels are confirmed. */
async function confirmed(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const [counter, feed] = [document.querySelector('live-counter'), document.querySelector('live-feed')];
      return counter && feed && !counter.matches(':state(connecting), :state(idle)') && !feed.matches(':state(connecting), :state(idle)');
    },
    { timeout: PATIENCE },
  );
}

/** Waits until the counter shows a value and the feed these items; without `items`, any. */
async function shows(page: Page, value: string, items?: readonly string[]): Promise<void> {
  await page
    .waitForFunction(
      (text, titles) => {
        const counter = document.querySelector('live-counter');
        const part = counter?.shadowRoot?.querySelector('[part~="value"]');
        const shown = (part?.querySelector('slot') ? counter : part)?.textContent.trim();
        const rows = [...document.querySelectorAll<HTMLElement>('live-feed > article:not([data-live-gap])')].filter((row) => !row.hidden);
        if (shown !== text || titles === undefined) return shown === text;
        return rows.length === titles.length && rows.every((row, index) => row.textContent.includes(titles[index] ?? ''));
      },
      { timeout: PATIENCE },
      value,
      items,
    )
    .catch(async () => {
      const seen = await page.evaluate(
        () => document.body.innerHTML + String(document.querySelector('live-counter')?.shadowRoot?.textContent),
      );
      assert.fail(`expected ${value} and ${items?.join() ?? 'any items'}, but saw ${seen}`);
    });
}
