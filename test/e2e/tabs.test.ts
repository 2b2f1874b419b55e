import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { type DemoServer, startServer } from '../../examples/server/server.js';
import type { Site } from '../../scripts/site.js';
import type { Connection } from '../../src/scope.js';
import { buildPage } from './build-page.js';
import { launchBrowser } from './open-page.js';

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 30_000;

/** How many tabs, and how many streams each follows. */
const TABS = 10;
const STREAMS = ['all', 'orders', 'users', 'jobs', 'rates', 'errors'];

/** How often the leader is killed, and how often the server sends meanwhile, in ms. */
const KILLS = 20;
const SEND_EVERY = 50;

const PAGE = {
  script: `
    import { cable, createConnection } from 'cablegram';
    import { acrossTabs, endSession } from 'cablegram/across-tabs';
    const [session, streams, tokens] = location.hash.slice(1).split('/');
    const sockets = [];
    class CountedSocket extends WebSocket {
      constructor(...given) {
        super(...given);
        sockets.push(this);
      }
    }
    const connection = createConnection({
      transports: [acrossTabs(cable('/cable', { WebSocket: CountedSocket }), { session })],
    });
    const states = {};
    const heard = [];
    let twice = 0;
    let endedAt;
    let signedOutAt;
    connection.status$.subscribe(({ reason }) => {
      if (reason === 'signed-out') signedOutAt ??= Date.now();
    });
    for (const stream of streams.split(',')) {
      const state = (states[stream] = []);
      const take = ({ body }) => {
        if (state.includes(body.id)) twice += 1;
        state.push(body.id);
      };
      connection.channel('DemoChannel', { stream }, { snapshot: '/snapshots/demo/' + stream + '.json', seq: 'seq' }).messages$.subscribe((message) => {
        if (message.type === 'snapshot') {
          state.length = 0;
          message.messages.forEach(take);
        } else if (message.type !== 'gap') {
          take(message);
          heard.push([message.body.id, Date.now()]);
        }
      });
    }
    Object.assign(globalThis, {
      tab: {
        connection,
        states,
        heard,
        end: () => {
          endedAt = Date.now();
          endSession(session);
        },
        endedAt: () => endedAt,
        signedOutAt: () => signedOutAt,
        twice: () => twice,
        sockets: () => sockets.filter(({ readyState }) => readyState < 2).length,
      },
    });
  `,
};

interface Tab {
  readonly connection: Connection;
  readonly states: Readonly<Record<string, readonly number[]>>;
  readonly heard: readonly (readonly [id: number, at: number])[];
  readonly end: () => void;
  /** When the session was ended here, and when this tab was told, in epoch ms. */
  readonly endedAt: () => number | undefined;
  readonly signedOutAt: () => number | undefined;
  readonly twice: () => number;
  readonly sockets: () => number;
}

interface Held {
  readonly tab?: Tab;
}

let browser: Browser;
let site: Site;
let server: DemoServer;

before(async () => {
  [site, browser] = await Promise.all([buildPage(PAGE), launchBrowser()]);
});

after(async () => {
  await browser.close();
  await site.remove();
});

suite('ten tabs', () => {
  test('R31: hold one socket, and fetch hardly more snapshots than one tab', () =>
    withServer(async () => {
      const fetches: string[] = [];
      const pages: Page[] = [];
      // An empty snapshot has no number, so that the first body after it would be repaired by another one.
      for (const stream of STREAMS) server.publish(`demo:${stream}`, { id: 0, value: 0 });
      for (let count = 1; count <= TABS; count += 1) {
        const page = await open('ann', STREAMS, (url) => fetches.push(url));
        await untilConfirmed(page, STREAMS.length);
        pages.push(page);
        // A body between two tabs: the next one needs it besides the snapshot.
        server.publish('demo:all', { id: count, value: count });
      }
      await untilHeard(pages, TABS);
      assert.equal(server.connections, 1);
      console.log(`${TABS} tabs: ${server.connections} socket, ${fetches.length} snapshot fetches for ${STREAMS.length} channels`);
      assert.ok(fetches.length <= 1.5 * STREAMS.length, `${fetches.length} fetches for ${STREAMS.length} channels`);
      for (const page of pages)
        assert.deepEqual(
          await idsOf(page),
          Array.from({ length: TABS + 1 }, (_, id) => id),
        );
    }));

  test('R31: lose and double nothing while the leader is killed 20 times, and are live within 3 s', { timeout: 280_000 }, () =>
    withServer(async () => {
      const pages: Page[] = [];
      for (let count = 0; count < TABS; count += 1) pages.push(await open('ann', ['all']));
      await Promise.all(pages.map((page) => untilConfirmed(page, 1)));
      let sent = 0;
      const sending = setInterval(() => {
        sent += 1;
        server.publish('demo:all', { id: sent, value: sent });
      }, SEND_EVERY);
      const pauses: Record<string, number[]> = { closed: [], crashed: [], frozen: [] };
      try {
        for (let kill = 0; kill < KILLS; kill += 1) {
          const way = (['closed', 'crashed', 'frozen'] as const)[kill % 3] ?? 'closed';
          const leader = await leaderOf(pages);
          pages.splice(pages.indexOf(leader), 1);
          const killedAt = Date.now();
          const lastBefore = sent;
          await killTab(leader, way);
          await untilHeard(pages, lastBefore + 2);
          for (const page of pages) pauses[way]?.push((await firstHeardAfter(page, lastBefore + 1)) - killedAt);
          if (way === 'frozen') await thaw(leader);
          if (way === 'frozen') pages.push(leader);
          else pages.push(await open('ann', ['all']));
          await untilHeard(pages, sent);
        }
      } finally {
        clearInterval(sending);
      }
      await untilHeard(pages, sent);
      for (const [way, all] of Object.entries(pauses)) {
        const sorted = all.toSorted((one, other) => one - other);
        console.log(
          `leader ${way}: live after ${sorted[Math.floor(sorted.length / 2)]} ms (median), ${sorted.at(-1)} ms (longest) in ${all.length} cases`,
        );
      }
      console.log(`${sent} messages, ${KILLS} kills`);
      await untilConnections(1);
      const kept = Math.min(sent, 900);
      const expected = Array.from({ length: kept }, (_, index) => sent - kept + 1 + index);
      for (const page of pages) {
        assert.deepEqual(
          (await idsOf(page)).filter((id) => id > sent - kept),
          expected,
        );
        assert.equal(await page.evaluate(() => (globalThis as Held).tab?.twice()), 0);
      }
      const longest = Math.max(...Object.values(pauses).flat());
      assert.ok(longest <= 3_000, `live after ${longest} ms`);
    }),
  );

  test('X8: of two sessions cross none of 10,000 messages, and the end of one ends its tabs within 500 ms', () =>
    withServer(async () => {
      const [ann, second, bob, fourth] = [
        await open('ann', ['all']),
        await open('ann', ['all']),
        await open('bob', ['orders']),
        await open('bob', ['orders']),
      ];
      const all = [ann, second, bob, fourth];
      await Promise.all(all.map((page) => untilConfirmed(page, 1)));
      assert.equal(server.connections, 2);
      for (let id = 1; id <= 5_000; id += 1) {
        server.publish('demo:all', { id, value: id });
        server.publish('demo:orders', { id: 10_000 + id, value: id });
        if (id % 100 === 0) await new Promise<void>((resolve) => void setImmediate(resolve));
      }
      await Promise.all([untilHeard([ann, second], 5_000), untilHeard([bob, fourth], 15_000)]);
      for (const page of all) {
        const ids = await page.evaluate(() => (globalThis as Held).tab?.heard.map(([id]) => id) ?? []);
        const isAnn = page === ann || page === second;
        assert.equal(ids.filter((id) => id > 10_000 === isAnn).length, 0);
      }
      await ann.evaluate(() => (globalThis as Held).tab?.end());
      const endedAt = await ann.evaluate(() => (globalThis as Held).tab?.endedAt() ?? NaN);
      const signedOutAt = await Promise.all(
        [ann, second].map(async (page) =>
          (await page.waitForFunction(() => (globalThis as Held).tab?.signedOutAt(), { polling: 20, timeout: PATIENCE })).jsonValue(),
        ),
      );
      const took = Math.max(...signedOutAt.map((at) => at ?? NaN)) - endedAt;
      console.log(`10,000 messages, 0 crossed; all tabs of the session ended after ${took} ms`);
      assert.ok(took <= 500, `ended after ${took} ms`);
      assert.equal(await bob.evaluate(() => (globalThis as Held).tab?.connection.status.state), 'connected');
    }));
});

async function withServer(run: () => Promise<void>): Promise<void> {
  server = await startServer({ rate: 0, staticFiles: site.mounts });
  try {
    await run();
  } finally {
    for (const page of await browser.pages()) if (page.url().startsWith(server.url)) await page.close();
    await server.close();
  }
}

async function open(session: string, streams: readonly string[], onSnapshot?: (url: string) => void): Promise<Page> {
  const page = await browser.newPage();
  page.on('request', (request) => {
    if (request.url().includes('/snapshots/')) onSnapshot?.(request.url());
  });
  // What tsx compiles calls this for each function with a name, in the page too.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.goto(`${server.url}/#${session}/${streams.join(',')}`, { waitUntil: 'domcontentloaded' });
  return page;
}

async function untilConfirmed(page: Page, channels: number): Promise<void> {
  await page.waitForFunction(
    (count) => {
      const { tab } = globalThis as Held;
      return tab?.connection.status.channels.confirmed === count && tab.connection.status.channels.heard === count;
    },
    { polling: 20, timeout: PATIENCE },
    channels,
  );
}

/** Waits until each tab shows this message, or a later one, by its snapshot or live. */
async function untilHeard(pages: readonly Page[], id: number): Promise<void> {
  await Promise.all(
    pages.map((page) =>
      page.waitForFunction(
        (wanted) => Object.values((globalThis as Held).tab?.states ?? {}).some((ids) => (ids.at(-1) ?? -1) >= wanted),
        { polling: 20, timeout: PATIENCE },
        id,
      ),
    ),
  );
}

function idsOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (globalThis as Held).tab?.states['all'] ?? []);
}

/** When a tab first received a message live that was sent later than this one, in epoch ms. */
async function firstHeardAfter(page: Page, id: number): Promise<number> {
  const found = await page.waitForFunction(
    (last) => (globalThis as Held).tab?.heard.find(([heard]) => heard > last)?.[1],
    { polling: 20, timeout: PATIENCE },
    id,
  );
  return (await found.jsonValue()) ?? Infinity;
}

/** Returns the tab with the socket. For a moment a thawed leader may have one beside the new leader's. */
async function leaderOf(pages: readonly Page[]): Promise<Page> {
  for (const end = performance.now() + PATIENCE; ; await pass(20)) {
    const counts = await Promise.all(pages.map((page) => page.evaluate(() => (globalThis as Held).tab?.sockets() ?? 0)));
    const leaders = pages.filter((_, place) => (counts[place] ?? 0) > 0);
    if (leaders[0] && leaders.length === 1) return leaders[0];
    assert.ok(performance.now() < end, `${leaders.length} tabs have a socket, instead of one`);
  }
}

/** Waits until the server has so many connections: one that was replaced may end a moment later. */
async function untilConnections(count: number): Promise<void> {
  for (const end = performance.now() + PATIENCE; server.connections !== count; await pass(20))
    assert.ok(performance.now() < end, `${server.connections} connections, instead of ${count}`);
}

async function killTab(page: Page, way: 'closed' | 'crashed' | 'frozen'): Promise<void> {
  if (way === 'closed') return page.close();
  const session = await page.createCDPSession();
  if (way === 'frozen') await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  // It never answers.
  else void session.send('Page.crash').catch(() => undefined);
}

async function thaw(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  // A hidden tab waits until it is shown.
  await page.bringToFront();
}
