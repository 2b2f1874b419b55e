import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { assertAnchors } from '../../site/.vitepress/assert-anchors.js';
import { launchBrowser } from './open-page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cablegram-site-'));

/** How long a page of the site may take to show something, in ms. */
const TIMEOUT = 20_000;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

after(() => rmSync(folder, { recursive: true, force: true }));

suite('the documentation site', () => {
  const built = join(folder, 'built');
  let server: Server;
  let browser: Browser;
  let address: string;

  before(async () => {
    const vitepress = join(root, 'node_modules/vitepress/bin/vitepress.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitepress, 'build', 'site', '--outDir', built], {
      cwd: root,
      encoding: 'utf8',
      timeout: 300_000,
    });
    assert.equal(status, 0, stdout + stderr);
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      const file = join(built, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
      try {
        const content = readFileSync(file);
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** Runs a test on a page, which must report nothing in the console and ask nobody else. */
  async function visit(path: string, scheme: 'light' | 'dark', run: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage();
    const reports: string[] = [];
    page.on('console', (message) => reports.push(message.text()));
    page.on('pageerror', (error) => reports.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:')) reports.push(request.url());
    });
    // What tsx compiles calls this for each function with a name, in the page too.
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await page.goto(address + path, { waitUntil: 'load' });
    await run(page);
    await page.close();
    assert.deepEqual(reports, []);
  }

  /** Waits until the badge of the demonstration is in a state, and its verdict contains these words. */
  async function demoSays(page: Page, state: string, words: string): Promise<void> {
    await page.waitForFunction(
      (wanted, text) => {
        const shop = document.querySelector('broken-shop')?.shadowRoot;
        const verdict = shop?.querySelector('.verdict')?.textContent ?? '';
        return shop?.querySelector('live-status')?.matches(`:state(${wanted})`) === true && verdict.includes(text);
      },
      { timeout: TIMEOUT },
      state,
      words,
    );
  }

  const press = (page: Page, trouble: string): Promise<void> => page.locator(`broken-shop >>> [data-trouble="${trouble}"]`).click();

  test('the demonstration is live, says when it is not, and is right again', () =>
    visit('/', 'light', async (page) => {
      await demoSays(page, 'live', 'The page is right');
      await press(page, 'drop');
      await demoSays(page, 'reconnecting', 'behind, and says so');
      await press(page, 'none');
      await demoSays(page, 'live', 'The page is right');
    }));

  test('the search finds a word of the documents', () =>
    visit('/start/', 'dark', async (page) => {
      await page.locator('.VPNavBarSearch button').click();
      await page.locator('#localsearch-input').fill('seq or version');
      const first = await page.waitForSelector('.VPLocalSearchBox .result', { timeout: TIMEOUT });
      assert.match((await first?.evaluate(({ textContent }) => textContent)) ?? '', /seq or version: which/);
    }));

  for (const scheme of ['light', 'dark'] as const)
    for (const path of ['/', '/start/script-tag.html', '/reference/live-counter.html'])
      test(`${path} is accessible in ${scheme} colours`, () =>
        visit(path, scheme, async (page) => {
          if (path === '/') await demoSays(page, 'live', 'The page is right');
          await page.evaluate(axe);
          const violations = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              readonly axe: {
                readonly run: () => Promise<{
                  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
                }>;
              };
            };
            return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
          });
          assert.deepEqual(violations, []);
        }));

  test('the home page fits a phone', () =>
    visit('/', 'light', async (page) => {
      await page.setViewport({ width: 390, height: 800 });
      await demoSays(page, 'live', 'The page is right');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    }));
});

suite('assertAnchors', () => {
  const outDir = join(folder, 'pages');
  const site = { outDir } as Parameters<typeof assertAnchors>[0];

  before(() => {
    mkdirSync(join(outDir, 'start'), { recursive: true });
    writeFileSync(join(outDir, 'api.html'), '<h2 id="connect">Connect</h2>');
  });

  test('allows a link to a heading, from any folder', () => {
    writeFileSync(
      join(outDir, 'start/index.html'),
      '<h1 id="here"></h1><a href="./../api.html#connect"></a><a href="/api.html#connect"></a><a href="#here"></a>',
    );
    assertAnchors(site);
  });

  test('names a link to a heading that does not exist', () => {
    writeFileSync(join(outDir, 'start/index.html'), '<a class="link" href="/api.html#dial">Dial</a>');
    assert.throws(() => assertAnchors(site), { message: 'start/index.html links to api.html#dial, which does not exist.' });
  });
});
