import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Example, startExample } from '../../examples/anycable/example.js';
import { provideAnyCable } from '../../scripts/anycable-gem.mjs';
import { buildIfMissing } from '../../scripts/build-if-missing.mjs';
import { buildSite } from '../../scripts/site.js';
import { launchBrowser } from '../e2e/open-page.js';
import { range } from './harness/source.js';

/** How long anything may take on a busy machine, in ms. */
const PATIENCE = 60_000;

suite('examples/anycable', () => {
  test('the page is live behind a real AnyCable, a value moves, and after a restart nothing is missing', async () => {
    buildIfMissing();
    const gem = provideAnyCable();
    assert.ok(gem.missing === undefined, gem.missing);
    const { folder } = gem;
    const [site, browser] = await Promise.all([buildSite({ behindAnyCable: true }), launchBrowser()]);
    let example: Example | undefined;
    try {
      const started = (example = await startExample({ folder, staticFiles: site.mounts, rate: 0 }));
      const page = await browser.newPage();
      const sockets: string[] = [];
      const session = await page.createCDPSession();
      session.on('Network.webSocketCreated', ({ url }) => sockets.push(url));
      await session.send('Network.enable');
      await page.goto(started.url, { waitUntil: 'domcontentloaded' });

      const publish = (n: number): number =>
        started.application.publish(
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
      assert.deepEqual(sockets, [started.url.replace('http', 'ws') + '/cable']);

      await page.evaluate(() => {
        const gaps: unknown[] = [];
        Object.assign(globalThis, { gaps });
        document.addEventListener('live-gap', ({ since }) => gaps.push(since));
      });
      const restarted = started.restartAnyCable();
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
    } finally {
      await browser.close();
      await example?.close();
      await site.remove();
    }
  });
});
