import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { type DemoServer, startServer } from '../../examples/server/server.js';
import type { Site } from '../../scripts/site.js';
import { buildPage } from './build-page.js';
import { launchBrowser } from './open-page.js';
import { TURBO_SCRIPT } from './turbo-script.js';

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

const BODY = `
  <live-status id="status" watch="turbo" grace="500ms"></live-status>
  <turbo-cable-stream-source id="source" channel="DemoChannel" data-stream="t"></turbo-cable-stream-source>
  <p id="target">old</p>`;

let browser: Browser;
let site: Site;

before(async () => {
  [site, browser] = await Promise.all([buildPage({ body: BODY, script: TURBO_SCRIPT }), launchBrowser()]);
});

after(async () => {
  await browser.close();
  await site.remove();
});

suite('a <live-status> that watches Turbo', () => {
  test('is live while Turbo Streams arrive', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:t', '<turbo-stream action="update" target="target"><template>new</template></turbo-stream>');
      await page.waitForFunction(() => document.querySelector('#target')?.textContent === 'new', { timeout: PATIENCE });
      assert.equal(await textOf(page), 'Live');
    }));

  test('says that a socket is silently dead, although Turbo says that it is connected', () =>
    withPage(async (page, server) => {
      // Rails' own monitor would look after 6 s; here it does not, as while a network is gone.
      await page.evaluate(() => {
        const { consumer } = globalThis as unknown as { consumer: { connection: { monitor: { stopPolling(): void } } } };
        consumer.connection.monitor.stopPolling();
      });
      server.fault('freeze');
      await is(page, 'stale');
      assert.equal(await page.evaluate(() => document.querySelector('#source')?.hasAttribute('connected')), true);
    }));

  test('says that the link is lost, then that the page may be old, and is live once Turbo has rendered it again', () =>
    withPage(async (page, server) => {
      server.fault('refuse', { for: 60_000 });
      server.fault('drop');
      await is(page, 'reconnecting');
      // Nobody receives it.
      server.broadcast('demo:t', '<turbo-stream action="update" target="target"><template>missed</template></turbo-stream>');
      server.fault('heal');
      await press(page, 'retry');
      await is(page, 'unknown');
      assert.equal(await textOf(page), 'May be old');
      assert.equal(await page.evaluate(() => document.querySelector('#source')?.hasAttribute('connected')), true);
      await page.evaluate(() => {
        const { Turbo } = globalThis as unknown as { Turbo: { visit(to: string, options: object): void } };
        Turbo.visit(location.href, { action: 'replace' });
      });
      await is(page, 'live');
    }));

  test('says that the server rejects a source, and which of several', () =>
    withPage(async (page) => {
      await page.evaluate(() => {
        const refused = document.createElement('turbo-cable-stream-source');
        refused.setAttribute('channel', 'RejectingChannel');
        document.body.append(refused);
      });
      await is(page, 'partial');
      await page.evaluate(() => document.querySelector('#source')?.remove());
      await is(page, 'rejected');
      await page.evaluate(() => document.querySelector('turbo-cable-stream-source')?.remove());
      await is(page, 'idle');
    }));

  test('opens no connection of its own', () =>
    withPage((_, server) => {
      assert.equal(server.connections, 1);
      return Promise.resolve();
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
    await is(page, 'live');
    await run(page, server);
    assert.deepEqual(uncaught, []);
  } finally {
    await page.close();
    await server.close();
  }
}

/** Waits until the badge shows a status. */
async function is(page: Page, kind: string): Promise<void> {
  await page
    .waitForSelector(`#status:state(${kind})`, { timeout: PATIENCE })
    .catch(async () => assert.fail(`expected ${kind}, but the badge says "${await textOf(page)}"`));
}

function textOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('#status')?.shadowRoot?.querySelector('[part="text"]')?.textContent?.trim() ?? '');
}

/** Presses a button of the badge. */
async function press(page: Page, part: string): Promise<void> {
  await page.waitForFunction(
    (name) => {
      const button = document.querySelector('#status')?.shadowRoot?.querySelector<HTMLElement>(`[part="${name}"]`);
      button?.click();
      return button !== null && button !== undefined;
    },
    { timeout: PATIENCE },
    part,
  );
}
