import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { withHttp } from '../support/http-server.js';
import { buildPage } from './build-page.js';
import { launchBrowser } from './open-page.js';

const CDN = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.map': 'application/json' };

const COUNTER = '<live-counter value="41" label="Orders">41</live-counter>';

let browser: Browser;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());

/** Opens a page with these tags from `folder`, and returns what the console said until the counter was rendered. */
async function open(folder: string, head: string, trustedTypes: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const policy = `default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types ${trustedTypes}`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}<body>${COUNTER}`;
  await withHttp(
    ({ url = '/' }, response) => {
      const path = url.split('?')[0] ?? '/';
      const isPage = path === '/';
      const body = isPage ? Promise.resolve(html) : readFile(folder + path);
      body.then(
        (content) => {
          const type = isPage ? 'text/html' : (TYPES[extname(path)] ?? 'text/plain');
          response.writeHead(200, { 'content-type': type, ...(isPage && { 'content-security-policy': policy }) }).end(content);
        },
        () => response.writeHead(404).end(),
      );
    },
    async ({ url }) => {
      const page = await browser.newPage();
      page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => lines.push(`uncaught: ${String(error)}`));
      await page.goto(url, { waitUntil: 'load' });
      await page.waitForFunction(() => document.querySelector('live-counter')?.shadowRoot?.querySelector('[part~="value"]'), {
        timeout: PATIENCE,
      });
      await page.close();
    },
  );
  return lines;
}

suite('a page whose Content Security Policy names the Trusted Types policies', () => {
  const files: readonly (readonly [name: string, tag: string])[] = [
    ['the module', '<script type="module" src="/cablegram.js"></script>'],
    ['the module that loads what the page has', '<script type="module" src="/autoload.js"></script>'],
    ['the classic script', '<script src="/cablegram.iife.js" defer></script>'],
  ];
  for (const [name, tag] of files) {
    test(`${name}: \`cablegram\` is enough`, async () => {
      assert.deepEqual(await open(CDN, tag, 'cablegram'), []);
    });
  }

  test('two copies on one page need `allow-duplicates` too', async () => {
    const tags = `${files[0]?.[1]}<script type="module" src="/cablegram.js?other"></script>`;
    const lines = await open(CDN, tags, "cablegram 'allow-duplicates'");
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('warn')),
      [],
    );
    assert.ok(
      lines.some((line) => line.startsWith('warn') && line.includes('cablegram')),
      'No warning says that there are two copies.',
    );
  });

  test('without it, the second copy throws as it loads, and the first one works on', async () => {
    const tags = `${files[0]?.[1]}<script type="module" src="/cablegram.js?other"></script>`;
    const thrown = (await open(CDN, tags, 'cablegram')).filter((line) => line.startsWith('uncaught'));
    assert.equal(thrown.length, 1);
    assert.match(thrown[0] ?? '', /^uncaught: TypeError: .*createPolicy/);
  });

  test("from npm, the policy is lit's own", async () => {
    const site = await buildPage({ script: "import 'cablegram/define/live-counter.js';" });
    try {
      const folder = site.mounts[0]?.[1] ?? '';
      assert.deepEqual(await open(folder, '<script type="module" src="/page.js"></script>', 'lit-html'), []);
    } finally {
      await site.remove();
    }
  });
});
