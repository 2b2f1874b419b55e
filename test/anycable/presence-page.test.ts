import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { buildIfMissing } from '../../scripts/build-if-missing.mjs';
import { launchBrowser } from '../e2e/open-page.js';
import { AnyCable } from './harness/server.js';

/** A browser counts an answer to a ping as unsent until its task is over, so a link that lasts this long has answered many. */
const PINGS = 8;

/** The first one may be plain, before the page has joined. */
const MOST_SOCKETS = 2;

/** How long anything may take on a busy machine, in ms. */
const PATIENCE = 60_000;

function pageFor(cable: string): string {
  return `<!doctype html><meta name="cablegram-pause" content="own"><script type="module" src="/cablegram.js"></script>
    <live-connection url="${cable}" transports="anycable">
      <live-presence stream="room" presence-id="ann" info='{"name":"Ann Berg"}'></live-presence>
    </live-connection>`;
}

suite('presence in a page', () => {
  test('A21: a page that is present stays on one socket, and answers its pings', { timeout: 2 * PATIENCE }, async () => {
    buildIfMissing();
    const server = await AnyCable.start({ ping_interval: 1 });
    const dist = new URL('../../dist/cdn/', import.meta.url);
    const site = createServer((request, response) => {
      const { url = '/' } = request;
      const isScript = url.endsWith('.js');
      const body = isScript ? readFile(new URL(`.${url}`, dist)) : Promise.resolve(pageFor(server.url));
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      body.then(
        (text) => response.end(text),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const pings = new Map<string, number>();
      const session = await page.createCDPSession();
      const isOld = new Promise<void>((resolve) => {
        session.on('Network.webSocketFrameReceived', ({ requestId, response: { payloadData } }) => {
          if (!payloadData.includes('"type":"ping"')) return;
          const count = (pings.get(requestId) ?? 0) + 1;
          pings.set(requestId, count);
          if (count === PINGS || pings.size > MOST_SOCKETS) resolve();
        });
      });
      await session.send('Network.enable');
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      await isOld;
      assert.ok(pings.size <= MOST_SOCKETS, `${pings.size} sockets`);
      const shown = await page.waitForFunction(
        () => {
          const here = document.querySelector('live-presence');
          return here?.matches(':state(live)') && here.shadowRoot?.querySelector('[part=avatar]')?.textContent.trim();
        },
        { timeout: PATIENCE },
      );
      assert.equal(await shown.jsonValue(), 'AB');
    } finally {
      await browser.close();
      site.close();
      await server.end();
    }
  });
});
