import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import type { Site } from '../../scripts/site.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { buildPage } from './build-page.js';
import { longestTask } from './longest-task.js';
import { launchBrowser, openPage, watch, type OpenPage } from './open-page.js';

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

const BODY = ['counter', 'chart', 'feed']
  .map(
    (name) => `<live-${name} channel="DemoChannel" params='{"stream":"all"}' snapshot="/snapshots/demo/all.json" seq="seq"></live-${name}>`,
  )
  .join('');

const SCRIPT = `
  import { createConnection } from 'cablegram';
  import 'cablegram/define';
  const connection = createConnection();
  document.querySelector('live-connection').connection = connection;
  globalThis.connection = connection;
  globalThis.shown = () => ({
    counter: document.querySelector('live-counter').shadowRoot.querySelector('[part~=value]').textContent.replaceAll(',', '').trim(),
    feed: document.querySelector('live-feed').firstElementChild?.dataset.key ?? '',
    chart: document.querySelector('live-chart').toCSV().trim().split(',').at(-1),
  });
`;

let browser: Browser;
let site: Site;

before(async () => {
  const page = { body: `<live-connection>${BODY}</live-connection>`, script: SCRIPT };
  [site, browser] = await Promise.all([buildPage(page), launchBrowser()]);
});

after(async () => {
  await browser.close();
  await site.remove();
});

suite('a page under more than it can show', () => {
  test('R29: updates no element more than once a frame, however many messages come', async (t) => {
    await withPage(async ({ page, server }) => {
      let said = 0;
      const say = (messages: number): void => {
        for (const end = said + messages; said < end;) server.broadcast('demo:all', body((said += 1)));
      };
      say(1_000);
      await page.waitForFunction(isShown, { polling: 20, timeout: PATIENCE }, said);
      await page.evaluate(countUpdates);
      // A channel that holds 500 messages does not wait for the frame, so a frame of a slow machine must not bring as many.
      for (let steps = 0; steps < 200; steps += 1) {
        say(20);
        await pass(10);
      }
      await page.waitForFunction(isShown, { polling: 20, timeout: PATIENCE }, said);
      const { most, frames, updates } = await page.evaluate(() => (globalThis as unknown as { counted: Counted }).counted);
      t.diagnostic(`${said - 1_000} messages, ${updates} updates of three elements in ${frames} frames, at most ${most} of one in a frame`);
      assert.equal(most, 1);
      assert.ok(updates > 30, `${updates} updates`);
    });
  });

  test('R28: a frame of 10 MB is thrown away without a long task, counted, and repaired by the snapshot', async (t) => {
    await withPage(async ({ page, server, console }, proxy) => {
      server.publish('demo:all', body(1));
      await page.waitForFunction(isShown, { polling: 20, timeout: PATIENCE }, 1);
      const longest = await longestTask(page, async () => {
        // What the server says by the second is too much for the cable, and in its snapshot there is room for it.
        proxy.dropFrames(1);
        server.publish('demo:all', body(2));
        await pass(0);
        proxy.say(
          JSON.stringify({ identifier: '{"channel":"DemoChannel","stream":"all"}', message: { seq: 2, text: 'x'.repeat(10_000_000) } }),
        );
        await page.waitForFunction(() => (globalThis as unknown as Held).connection.discarded['too-large'] === 1, { polling: 20 });
        proxy.dropFrames(0);
        server.publish('demo:all', body(3));
        await page.waitForFunction(
          () => [...document.querySelectorAll<HTMLElement>('live-feed > *')].map(({ dataset }) => dataset['key']).join() === '3,2,1',
          { polling: 20, timeout: PATIENCE },
        );
      });
      t.diagnostic(`longest task ${longest.toFixed(1)} ms`);
      const values = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('live-feed > *')].map(({ dataset }) => dataset['key']),
      );
      assert.deepEqual(values, ['3', '2', '1']);
      assert.ok(longest <= 100, `${longest} ms`);
      assert.deepEqual([proxy.upgradesAt.length, console], [1, []]);
    });
  });
});

interface Held {
  readonly connection: { readonly discarded: Readonly<Record<string, number>> };
}

interface Counted {
  frames: number;
  updates: number;
  /** How many updates the busiest element had in one frame. */
  most: number;
}

/** Runs a test against the page, live, on a server and behind a proxy of its own. */
async function withPage(run: (open: OpenPage, proxy: FaultProxy) => Promise<void>): Promise<void> {
  let proxy: FaultProxy | undefined;
  const open = await openPage(browser, site, { by: async (url) => (proxy = await FaultProxy.start({ to: url })).url });
  try {
    await watch(open.page, { states: { 'live-counter': ['live', 'waiting'] } }, PATIENCE);
    await run(open, proxy as unknown as FaultProxy);
  } finally {
    await open.close();
    await proxy?.end();
  }
}

function body(number: number): Readonly<Record<string, unknown>> {
  return { id: number, value: number, timestamp: new Date().toISOString() };
}

/** Whether every element shows a number. */
function isShown(number: number): boolean {
  const { shown } = globalThis as unknown as { shown: () => Readonly<Record<string, string>> };
  return Object.values(shown()).every((text) => text === String(number));
}

/** Counts the updates of each element in each frame from now on, in the global `counted`. */
function countUpdates(): void {
  const counted: Counted = { frames: 0, updates: 0, most: 0 };
  const ofFrame = new Map<object, number>();
  Object.assign(globalThis, { counted });
  const frame = (): void => {
    counted.frames += 1;
    ofFrame.clear();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  for (const tag of ['live-counter', 'live-chart', 'live-feed']) {
    const { prototype } = customElements.get(tag) as unknown as { prototype: { performUpdate(): void } };
    const performUpdate = Reflect.get<typeof prototype, 'performUpdate'>(prototype, 'performUpdate');
    prototype.performUpdate = function (this: object) {
      const count = (ofFrame.get(this) ?? 0) + 1;
      ofFrame.set(this, count);
      counted.updates += 1;
      counted.most = Math.max(counted.most, count);
      performUpdate.call(this);
    };
  }
}
