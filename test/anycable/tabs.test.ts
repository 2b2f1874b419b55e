import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { buildPage } from '../e2e/build-page.js';
import { launchBrowser } from '../e2e/open-page.js';
import { AnyCable } from './harness/server.js';

const TABS = 4;

/** How often the tab with the socket is closed, crashes or loses its link, and how often the server sends meanwhile, in ms. */
const LOSSES = 9;
const SEND_EVERY = 50;

/** How many pings the first leader gets before it is gone, one a second. */
const PINGS = 5;

/** How long anything may take on a busy machine, in ms. */
const PATIENCE = 60_000;

/** Follows a stream that has no snapshot, so that nothing but the history repairs it. */
const SCRIPT = `
  import { createConnection } from 'cablegram';
  import { anyCable } from 'cablegram/anycable';
  import { acrossTabs } from 'cablegram/across-tabs';
  const sockets = [];
  let pings = 0;
  class CountedSocket extends WebSocket {
    constructor(...given) {
      super(...given);
      sockets.push(this);
      this.addEventListener('message', ({ data }) => (pings += data.includes('"type":"ping"') ? 1 : 0));
    }
  }
  const url = decodeURIComponent(location.hash.slice(1));
  // Most of the tabs are hidden, and connect again all the same.
  const transports = [acrossTabs(anyCable(url, { WebSocket: CountedSocket }), { session: 'ann' })];
  const connection = createConnection({ transports, whenHidden: 'follow' });
  const heard = [];
  let gaps = 0;
  connection.stream('room').messages$.subscribe((message) => {
    if (message.type === 'gap') gaps += 1;
    else if ('body' in message) heard.push(message.body);
  });
  // A stream on which nothing is said.
  connection.stream('quiet').messages$.subscribe((message) => {
    if (message.type === 'gap') gaps += 1;
  });
  const openSockets = () => sockets.filter(({ readyState }) => readyState < 2);
  globalThis.tab = {
    heard,
    confirmed: () => connection.status.channels.confirmed,
    gaps: () => gaps,
    pings: () => pings,
    sockets: () => openSockets().length,
    loseLink: () => openSockets().forEach((socket) => socket.close()),
  };
`;

interface Tab {
  readonly heard: readonly number[];
  readonly confirmed: () => number;
  readonly gaps: () => number;
  readonly pings: () => number;
  readonly sockets: () => number;
  readonly loseLink: () => void;
}

interface Held {
  readonly tab: Tab;
}

suite('AnyCable: tabs with one socket', () => {
  test(
    `R31: the tab that leads is gone ${LOSSES} times at 20 messages a second: the history brings every message once to each tab, and no gap`,
    {
      timeout: 4 * PATIENCE,
    },
    async () => {
      const site = await buildPage({ script: SCRIPT });
      const server = await AnyCable.start({ ping_interval: 1 });
      const [[, folder] = ['', '']] = site.mounts;
      const host = createServer(({ url = '/' }, response) => {
        const isScript = url.endsWith('.js');
        response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
        readFile(join(folder, isScript ? 'page.js' : 'index.html')).then(
          (text) => response.end(text),
          () => response.writeHead(404).end(),
        );
      });
      await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
      const browser = await launchBrowser();
      const address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/#${encodeURIComponent(server.url)}`;
      const pages: Page[] = [];
      let sent = 0;
      let sending = Promise.resolve();
      const clock = setInterval(() => {
        const n = (sent += 1);
        sending = sending.then(() => server.broadcast('room', n));
      }, SEND_EVERY);
      try {
        for (let count = 0; count < TABS; count += 1) pages.push(await open(browser, address));
        // By then the clock of the server has been read, from which on a quiet stream may miss something.
        await (
          await leaderOf(pages)
        ).waitForFunction((count) => (globalThis as unknown as Held).tab.pings() >= count, { polling: 100 }, PINGS);
        for (let loss = 0; loss < LOSSES; loss += 1) {
          const leader = await leaderOf(pages);
          const isLink = loss % 3 === 2;
          if (!isLink) pages.splice(pages.indexOf(leader), 1);
          if (isLink) await leader.evaluate(() => (globalThis as unknown as Held).tab.loseLink());
          else if (loss % 3 === 1) await leader.close();
          else await crash(leader);
          await untilHeard(pages, sent + 2);
          if (!isLink) pages.push(await open(browser, address));
        }
        clearInterval(clock);
        await sending;
        await untilHeard(pages, sent);
        for (const page of pages) {
          const [heard, gaps] = await page.evaluate(() => {
            const { tab } = globalThis as unknown as Held;
            return [tab.heard, tab.gaps()] as const;
          });
          const first = heard[0] ?? NaN;
          assert.deepEqual(
            heard,
            Array.from({ length: sent - first + 1 }, (_, place) => first + place),
          );
          assert.equal(gaps, 0);
        }
        console.log(`${LOSSES} losses, ${sent} messages, ${TABS} tabs: 0 lost, 0 twice, no gap`);
      } finally {
        clearInterval(clock);
        await browser.close();
        host.close();
        await server.end();
        await site.remove();
      }
    },
  );
});

/** Opens a tab, and waits until it is live. */
async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => (globalThis as unknown as Held).tab.confirmed() === 2, { polling: 20, timeout: PATIENCE });
  await page.waitForFunction(() => (globalThis as unknown as Held).tab.heard.length > 0, { polling: 20, timeout: PATIENCE });
  return page;
}

/** Crashes a tab, and waits until it is gone. It never answers. */
async function crash(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  const isGone = new Promise<void>((resolve) => void session.once('Inspector.targetCrashed', () => resolve()));
  await session.send('Inspector.enable');
  void session.send('Page.crash').catch(() => undefined);
  await isGone;
}

/** Waits until each tab has received this number, or a later one. */
async function untilHeard(pages: readonly Page[], last: number): Promise<void> {
  await Promise.all(
    pages.map((page) =>
      page.waitForFunction(
        (wanted) => ((globalThis as unknown as Held).tab.heard.at(-1) ?? -1) >= wanted,
        { polling: 20, timeout: PATIENCE },
        last,
      ),
    ),
  );
}

/** Returns the tab with the socket. For a moment after a loss, there may be none, or two. */
async function leaderOf(pages: readonly Page[]): Promise<Page> {
  for (const end = performance.now() + PATIENCE; ; await pass(20)) {
    const counts = await Promise.all(pages.map((page) => page.evaluate(() => (globalThis as unknown as Held).tab.sockets())));
    const leaders = pages.filter((_, place) => (counts[place] ?? 0) > 0);
    if (leaders[0] && leaders.length === 1) return leaders[0];
    assert.ok(performance.now() < end, `${leaders.length} tabs have a socket, instead of one`);
  }
}
