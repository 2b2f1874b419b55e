import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { type Example, startExample } from '../../examples/anycable/example.js';
import { provideAnyCable } from '../../scripts/anycable-gem.mjs';
import { buildIfMissing } from '../../scripts/build-if-missing.mjs';
import { buildSite } from '../../scripts/site.js';
import { launchBrowser } from '../e2e/open-page.js';
import { isStandIn } from './harness/server.js';
import { range } from './harness/source.js';

/** How long anything may take on a busy machine, in ms. */
const PATIENCE = 60_000;

/** Runs a test with the example, and a browser to look at it. */
async function withExample(run: (example: Example, browser: Browser) => Promise<void>): Promise<void> {
  buildIfMissing();
  const gem = provideAnyCable();
  assert.ok(gem.missing === undefined, gem.missing);
  const { folder } = gem;
  const [site, browser] = await Promise.all([buildSite({ behindAnyCable: true }), launchBrowser()]);
  let example: Example | undefined;
  try {
    example = await startExample({ folder, staticFiles: site.mounts, rate: 0 });
    await run(example, browser);
  } finally {
    await browser.close();
    await example?.close();
    await site.remove();
  }
}

suite('examples/anycable', { skip: isStandIn && 'The example starts a real AnyCable.' }, () => {
  test('the page is live behind a real AnyCable, a value moves, and after a restart nothing is missing', () =>
    withExample(async (example, browser) => {
      const page = await browser.newPage();
      const sockets: string[] = [];
      const session = await page.createCDPSession();
      session.on('Network.webSocketCreated', ({ url }) => sockets.push(url));
      await session.send('Network.enable');
      await page.goto(example.url, { waitUntil: 'domcontentloaded' });

      const publish = (n: number): number =>
        example.application.publish(
          { channel: 'AnalyticsChannel', metric: 'orders' },
          { type: 'datapoint', metric: 'orders', value: n, simulated: true },
        );
      /** Waits until the counter of orders shows a number and is live. */
      const shows = (n: number): Promise<unknown> =>
        page.waitForFunction(
          (text) => {
            const counter = document.querySelector('live-counter[label="Orders today"]');
            return counter?.matches(':state(live)') && counter.shadowRoot?.querySelector('[part~="value"]')?.textContent.includes(text);
          },
          { timeout: PATIENCE, polling: 50 },
          String(n),
        );

      publish(41);
      await shows(41);
      publish(42);
      await shows(42);
      assert.deepEqual(sockets, [example.url.replace('http', 'ws') + '/cable']);

      await page.evaluate(() => {
        const gaps: unknown[] = [];
        Object.assign(globalThis, { gaps });
        // Of this channel alone: a quiet one has its place in the history only some seconds after its confirmation.
        document.addEventListener('live-gap', ({ since, target }) => {
          if (target instanceof Element && target.matches('live-counter[label="Orders today"]')) gaps.push(since);
        });
      });
      const restarted = example.restartAnyCable();
      for (const n of range(43, 60)) {
        publish(n);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await restarted;
      await shows(60);
      publish(61);
      await shows(61);
      assert.ok(sockets.length > 1, 'The socket was not cut.');
      assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { readonly gaps: unknown[] }).gaps), []);
    }));

  test('who is here: two pages see two, and one sees one after the other was closed', () =>
    withExample(async (example, browser) => {
      const open = async (): Promise<Page> => {
        const page = await (await browser.createBrowserContext()).newPage();
        await page.goto(example.url, { waitUntil: 'domcontentloaded' });
        return page;
      };
      /** Waits until the header says how many are here. */
      const says = (page: Page, text: string): Promise<unknown> =>
        page.waitForFunction(
          (expected) => {
            const here = document.querySelector('.top live-presence');
            return here?.matches(':state(live)') && here.shadowRoot?.querySelector('[part~="count"]')?.textContent === expected;
          },
          { timeout: PATIENCE, polling: 50 },
          text,
        );

      const one = await open();
      await says(one, '1 here');
      const other = await open();
      await Promise.all([says(one, '2 here'), says(other, '2 here')]);
      await other.reload({ waitUntil: 'domcontentloaded' });
      await says(other, '2 here');
      const closedAt = performance.now();
      await other.close();
      await says(one, '1 here');
      // A reload or a short drop must not make anybody leave.
      assert.ok(performance.now() - closedAt > 3_000, 'The other page left too soon.');
    }));
});
