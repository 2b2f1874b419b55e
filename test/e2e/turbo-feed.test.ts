import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { type DemoServer, startServer } from '../../examples/server/server.js';
import type { Site } from '../../scripts/site.js';
import { buildPage } from './build-page.js';
import { launchBrowser } from './open-page.js';
import { TURBO_SCRIPT } from './turbo-script.js';

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

/** An item as a Rails partial renders it; each happened one minute after the one before. */
function row(id: number, title = `item ${id}`): string {
  const at = new Date(Date.UTC(2026, 0, 1, 0, id)).toISOString().replace('.000', '');
  return `<article id="order_${id}"><p>${title}</p><time datetime="${at}"></time></article>`;
}

/** The feed as the server renders it, the newest item first. */
function list(...ids: readonly number[]): string {
  const rows = ids.map((id) => row(id)).join('');
  return `<turbo-cable-stream-source channel="DemoChannel" data-stream="f"></turbo-cable-stream-source>
    <live-feed id="feed" label="Orders" src="/list.html">${rows}</live-feed>`;
}

function prepend(html: string): string {
  return `<turbo-stream action="prepend" target="feed"><template>${html}</template></turbo-stream>`;
}

let browser: Browser;
let site: Site;
let folder = '';

before(async () => {
  [site, browser] = await Promise.all([buildPage({ body: list(2, 1), script: TURBO_SCRIPT }), launchBrowser()]);
  folder = site.mounts[0]?.[1] ?? '';
});

after(async () => {
  await browser.close();
  await site.remove();
});

suite('a <live-feed> that Turbo fills', () => {
  test('is repaired from the HTML of its list after a loss, without doubles and in order', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:f', prepend(row(3)));
      await shows(page, [3, 2, 1]);
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      await serve(list(6, 5, 4, 3, 1));
      server.fault('refuse', { for: 60_000 });
      server.fault('drop');
      await page.waitForSelector('#feed:state(reconnecting)', { timeout: PATIENCE });
      assert.match(await noteOf(page), /^Reconnecting… · as of \d/);
      server.fault('heal');
      await reconnect(page);
      await shows(page, [6, 5, 4, 3, 1]);
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      server.broadcast('demo:f', prepend(row(5, 'item 5 again')) + prepend(row(7)));
      await shows(page, [7, 6, 5, 4, 3, 1]);
    }));

  test('is not live while its socket is silently dead, although Turbo says that it is connected', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:f', prepend(row(3)));
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      // Rails' own monitor would look after 6 s; here it does not, as while a network is gone.
      await page.evaluate(() => {
        const { consumer } = globalThis as unknown as { consumer: { connection: { monitor: { stopPolling(): void } } } };
        consumer.connection.monitor.stopPolling();
      });
      server.fault('freeze');
      await page.waitForSelector('#feed:state(reconnecting)', { timeout: PATIENCE });
      assert.equal(await page.evaluate(() => document.querySelector('[connected]') !== null), true);
    }));

  test('stays live when a morph removes the attribute "connected"', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:f', prepend(row(3)));
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      await page.evaluate(async () => {
        document.querySelector('[connected]')?.removeAttribute('connected');
        await new Promise((resolve) => setTimeout(resolve, 2_500));
      });
      assert.equal(await page.evaluate(() => document.querySelector('#feed')?.matches(':state(live)')), true);
    }));

  test('tells what was missed and why it is not repaired, and is repaired once its list can be fetched', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:f', prepend(row(3)));
      await shows(page, [3, 2, 1]);
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      await serve('<p>Sign in</p>');
      await page.evaluate(() => {
        const told: string[] = [];
        Object.assign(globalThis, { told });
        document.addEventListener('live-error', ({ error }) => told.push(String((error as { code?: string }).code)));
        document.addEventListener('live-gap', () => told.push('gap'));
      });
      server.fault('drop');
      await reconnect(page);
      await page.waitForSelector('#feed > [data-live-gap]', { timeout: PATIENCE });
      await page.waitForSelector('#feed:state(stale)', { timeout: PATIENCE });
      assert.match(await noteOf(page), /^updates missed since \d/);
      // A slow page may have tried again meanwhile.
      const told = new Set(await page.evaluate(() => (globalThis as unknown as { told: readonly string[] }).told));
      assert.deepEqual([...told], ['gap', 'snapshot-unreadable']);
      await serve(list(4, 3, 2, 1));
      await shows(page, [4, 3, 2, 1]);
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      assert.equal(await page.$('#feed > [data-live-gap]'), null);
    }));

  test('is repaired from the page itself if it names no other, and keeps its limit', () =>
    withPage(async (page, server) => {
      const index = join(folder, 'index.html');
      const before = await readFile(index, 'utf8');
      const newest = Array.from({ length: 60 }, (_, place) => 62 - place);
      await page.evaluate(() => document.querySelector('#feed')?.removeAttribute('src'));
      server.broadcast('demo:f', prepend(Array.from({ length: 10 }, (_, place) => row(12 - place)).join('')));
      await shows(
        page,
        Array.from({ length: 12 }, (_, place) => 12 - place),
      );
      try {
        await writeFile(index, before.replace(/<turbo-cable.*<\/live-feed>/s, list(...newest)));
        server.fault('drop');
        await reconnect(page);
        await shows(page, newest.slice(0, 50));
        await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      } finally {
        await writeFile(index, before);
      }
    }));

  test('puts a late item where it belongs by its time', () =>
    withPage(async (page, server) => {
      server.broadcast('demo:f', prepend(row(5)));
      server.broadcast('demo:f', prepend(row(4)));
      server.broadcast('demo:f', prepend(row(6)));
      await shows(page, [6, 5, 4, 2, 1]);
    }));

  test('runs nothing of the page that it fetches', () =>
    withPage(async (page, server) => {
      await shows(page, [2, 1]);
      await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
      const bad = '<img src="x" onerror="globalThis.pwned = 1"><script>globalThis.pwned = 1</script><a href="javascript:pwned=1">a</a>';
      await serve(list(2, 1).replace('item 2', `item 2${bad}`));
      server.fault('drop');
      await reconnect(page);
      await page.waitForSelector('#feed img', { timeout: PATIENCE });
      const seen = await page.evaluate(() => [
        'pwned' in globalThis,
        document.querySelectorAll('#feed :is(script, [onerror], [href])').length,
      ]);
      assert.deepEqual(seen, [false, 0]);
    }));
});

/** Writes what the server renders from now on. */
function serve(body: string): Promise<void> {
  return writeFile(join(folder, 'list.html'), `<!doctype html><html><body>${body}</body></html>`);
}

async function withPage(run: (page: Page, server: DemoServer) => Promise<void>): Promise<void> {
  await serve(list(2, 1));
  const server = await startServer({ rate: 0, staticFiles: site.mounts });
  const page = await browser.newPage();
  const uncaught: unknown[] = [];
  page.on('pageerror', (error) => uncaught.push(error));
  try {
    // Turbo writes HTML as text, which the examples' policy forbids.
    await page.setBypassCSP(true);
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
    await page.goto(server.url);
    await page.waitForSelector('turbo-cable-stream-source[connected]', { timeout: PATIENCE });
    await page.waitForSelector('#feed:state(live)', { timeout: PATIENCE });
    await run(page, server);
    assert.deepEqual(uncaught, []);
  } finally {
    await page.close();
    await server.close();
  }
}

/** Lets the page's consumer dial at once, and not after its own wait. */
async function reconnect(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { consumer } = globalThis as unknown as { consumer: { connection: { isOpen(): boolean; reopen(): void } } };
    consumer.connection.reopen();
  });
}

function noteOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const text = document.querySelector('#feed')?.shadowRoot?.querySelector('[part="age"]')?.textContent ?? '';
    return text.replace(/\s+/g, ' ').trim();
  });
}

/** Waits until the feed shows these items and no other. */
async function shows(page: Page, ids: readonly number[]): Promise<void> {
  await page
    .waitForFunction(
      (wanted) => {
        const rows = [...document.querySelectorAll<HTMLElement>('#feed > article:not([data-live-gap])')].filter((item) => !item.hidden);
        return rows.map((item) => item.id).join() === wanted;
      },
      { timeout: PATIENCE },
      ids.map((id) => `order_${id}`).join(),
    )
    .catch(async () =>
      assert.fail(`expected ${ids.join()}, but saw ${await page.evaluate(() => document.querySelector('#feed')?.innerHTML ?? '')}`),
    );
}
