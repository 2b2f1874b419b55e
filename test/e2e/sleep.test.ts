import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromiumArgs, needBrowser } from '../../scripts/browsers.mjs';
import type { Site } from '../../scripts/site.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { buildPage } from './build-page.js';
import { openPage, type OpenPage } from './open-page.js';

/** How long a tab is frozen, in ms. Chromium closes its socket meanwhile. */
const FROZEN_FOR = 30_000;

/** How long a page is hidden before Chromium lets its timers fire once a minute only, in s; five minutes, unless it is told otherwise. */
const THROTTLED_AFTER = 5;

/** How long it is hidden before its link breaks, in ms: long enough that timers which set themselves anew are a chain, which is throttled. */
const HIDDEN_FOR = 40_000;

/** Between two messages, in ms. */
const SAY_EVERY = 100;

/** How long a page may take to come to life on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

const PAGE = {
  body: `
    <live-connection>
      <live-status></live-status>
      <live-counter channel="DemoChannel" params='{"stream":"counter"}' snapshot="/snapshots/demo/counter.json" seq="seq"></live-counter>
      <live-chart channel="DemoChannel" params='{"stream":"chart"}' snapshot="/snapshots/demo/chart.json" seq="seq" max-points="1000"></live-chart>
      <live-feed channel="DemoChannel" params='{"stream":"feed"}' snapshot="/snapshots/demo/feed.json" seq="seq" max="50"></live-feed>
    </live-connection>`,
  script: `
    const states = [];
    let longestPause = 0;
    let resumed = 0;
    let seenAt = 0;
    const part = (tag) => document.querySelector(tag);
    document.addEventListener('live-status', ({ target, status: { state, channels } }) => {
      if (target.localName === 'live-connection') states.push({ at: Date.now(), isLive: state === 'connected' && channels.confirmed === 3 });
    });
    document.addEventListener('resume', () => (resumed += 1));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') seenAt = Date.now();
    });
    let last = performance.now();
    setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 100);
    globalThis.told = () => ({ states, resumed, seenAt, longestPause: Math.max(longestPause, performance.now() - last) });
    /** The numbers that each element shows, oldest first. */
    globalThis.numbers = () => ({
      counter: [Number(part('live-counter').shadowRoot.querySelector('[part~=value]').textContent.replaceAll(',', ''))],
      feed: [...part('live-feed').children].map(({ dataset }) => Number(dataset.key)).reverse(),
      chart: part('live-chart').toCSV().trim().split('\\r\\n').slice(1).map((row) => Number(row.split(',')[1])),
    });
    await import('cablegram/define');
  `,
};

/** What the page wrote down of itself. */
interface Told {
  /** How the connection stood, each time that this changed; in epoch ms. */
  readonly states: readonly { readonly at: number; readonly isLive: boolean }[];
  /** The longest time between two firings of a timer of 100 ms, or since the last. */
  readonly longestPause: number;
  readonly resumed: number;
  /** When the page was last shown, in epoch ms. */
  readonly seenAt: number;
}

let site: Site;

before(async () => {
  site = await buildPage(PAGE);
});

after(() => site.remove());

// Each waits most of the time, so that they do it together, and each in a browser of its own, since but one tab of a browser is seen.
suite('R9: a page that sleeps', { concurrency: true }, () => {
  test('R9: after 30 s frozen is live within 1.5 s and complete within 2.5 s', async (t) => {
    await withPage({}, async ({ page, server, console }) => {
      const speaker = speak(server);
      try {
        await untilLive(page);
        await untilComplete(page, speaker.said() + 1);
        const session = await page.createCDPSession();
        const tab = await hide(page);
        await session.send('Page.setWebLifecycleState', { state: 'frozen' });
        await pass(FROZEN_FOR);
        const saidBefore = speaker.said();
        const thawedAt = Date.now();
        await session.send('Page.setWebLifecycleState', { state: 'active' });
        await show(page, tab);
        const completeAt = await untilComplete(page, saidBefore);
        // It may be told of the loss of its socket only after all was shown.
        const liveAt = await untilLiveSince(page, thawedAt);
        const { states, longestPause, resumed, seenAt } = await told(page);
        assert.ok(longestPause > FROZEN_FOR - 2_000 && resumed > 0, `it ran meanwhile: ${longestPause} ms, ${resumed}`);
        const isLost = states.some(({ at }) => at >= thawedAt);
        const [live, complete] = [liveAt - seenAt, completeAt - seenAt];
        t.diagnostic(`live ${live} ms and complete ${complete} ms after it was seen again; the socket was ${isLost ? 'lost' : 'kept'}`);
        assert.ok(live <= 1_500, `live after ${live} ms`);
        assert.ok(complete <= 2_500, `complete after ${complete} ms`);
        // That it closed the socket is told by the browser, whatever the page does.
        assert.deepEqual(
          console.filter((line) => !/WebSocket connection to .* failed/.test(line)),
          [],
        );
      } finally {
        speaker.end();
      }
    });
  });

  test('R9: hidden, and throttled to a timer a minute, notices within 65 s that its link is half-open, and is complete soon after it is shown', async (t) => {
    await withPage({}, async (open, proxy) => {
      const { page, server } = open;
      const speaker = speak(server);
      try {
        await untilLive(page);
        const tab = await hide(page);
        await pass(HIDDEN_FOR);
        const brokenAt = Date.now();
        proxy.halfOpen();
        const noticed = (await untilLost(page, brokenAt, 130_000)) - brokenAt;
        const { longestPause } = await told(page);
        t.diagnostic(`noticed after ${noticed} ms; other timers slept for up to ${Math.round(longestPause)} ms`);
        assert.ok(longestPause > 10_000, `its timers were not throttled: ${longestPause} ms`);
        assert.ok(noticed <= 65_000, `noticed after ${noticed} ms`);
        await show(page, tab);
        const liveAt = await untilLive(page, brokenAt);
        const completeAt = await untilComplete(page, speaker.said());
        const { seenAt } = await told(page);
        const [live, complete] = [liveAt - seenAt, completeAt - seenAt];
        t.diagnostic(`live ${live} ms and complete ${complete} ms after it was shown`);
        assert.ok(live <= 1_500, `live after ${live} ms`);
        assert.ok(complete <= 2_500, `complete after ${complete} ms`);
      } finally {
        speaker.end();
      }
    });
  });
});

/** Runs a test against the page, on a server and behind a proxy of its own, in a browser that throttles as the browser of a person does. */
async function withPage(options: object, run: (open: OpenPage, proxy: FaultProxy) => Promise<void>): Promise<void> {
  const browser = await launchThrottling();
  let proxy: FaultProxy | undefined;
  let open: OpenPage | undefined;
  try {
    open = await openPage(browser, site, {
      ...options,
      by: async (url) => (proxy = await FaultProxy.start({ to: url })).url,
    });
    await run(open, proxy as unknown as FaultProxy);
  } finally {
    await open?.close();
    await browser.close();
    await proxy?.end();
  }
}

/** Puppeteer keeps a browser from throttling what nobody sees, unless it is told not to. */
function launchThrottling(): Promise<Browser> {
  return puppeteer.launch({
    pipe: true,
    executablePath: needBrowser('chromium'),
    args: ['--headless=new', ...chromiumArgs, `--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/${THROTTLED_AFTER}`],
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  });
}

/** Says a number each 100 ms, in turn to the counter, the chart and the feed, from 1 on. */
function speak(server: OpenPage['server']): { readonly said: () => number; readonly end: () => void } {
  let turn = 0;
  const timer = setInterval(() => {
    const number = Math.floor(turn / 3) + 1;
    const timestamp = new Date().toISOString();
    const stream = ['counter', 'chart', 'feed'][turn % 3] ?? '';
    server.publish(`demo:${stream}`, { id: number, value: number, timestamp });
    turn += 1;
  }, SAY_EVERY);
  // What all three were told.
  return { said: () => Math.floor(turn / 3), end: () => clearInterval(timer) };
}

/** Puts another tab before a page; tells it, to be closed. */
async function hide(page: Page): Promise<Page> {
  const tab = await page.browser().newPage();
  await tab.bringToFront();
  await page.waitForFunction(() => document.visibilityState === 'hidden', { polling: 50 });
  return tab;
}

async function show(page: Page, tab: Page): Promise<void> {
  await tab.close();
  await page.bringToFront();
}

function told(page: Page): Promise<Told> {
  return page.evaluate(() => (globalThis as unknown as { told: () => Told }).told());
}

/** When all channels were confirmed for the first time after an instant, if not live since before; all in epoch ms. */
async function untilLive(page: Page, after = 0): Promise<number> {
  return until(page, PATIENCE, ({ states }) => {
    const last = states.at(-1);
    return last?.isLive === true && (last.at > after || after === 0)
      ? states.find(({ at, isLive }) => isLive && at > after)?.at
      : undefined;
  });
}

/** Waits until the page is live, and tells since when after an instant, or that instant if it was never lost; all in epoch ms. */
function untilLiveSince(page: Page, after: number): Promise<number> {
  return until(page, PATIENCE, ({ states }) =>
    states.at(-1)?.isLive ? (states.find(({ at, isLive }) => isLive && at >= after)?.at ?? after) : undefined,
  );
}

/** When the connection was told lost after an instant; all in epoch ms. */
function untilLost(page: Page, after: number, within: number): Promise<number> {
  return until(page, within, ({ states }) => states.find(({ at, isLive }) => at > after && !isLive)?.at);
}

async function until(page: Page, within: number, find: (told: Told) => number | undefined): Promise<number> {
  for (const end = performance.now() + within; ; await pass(50)) {
    const now = await told(page);
    const found = find(now);
    if (found !== undefined) return found;
    assert.ok(performance.now() < end, `It did not come within ${within} ms: ${JSON.stringify(now)}`);
  }
}

/** When every element shows each number up to this one, or to a later one, without a hole; in epoch ms. Asks from inside, each 5 ms. */
function untilComplete(page: Page, number: number): Promise<number> {
  return page.evaluate(
    (least, within) =>
      new Promise<number>((resolve, reject) => {
        const end = performance.now() + within;
        const { numbers, told } = globalThis as unknown as { numbers: () => Record<string, readonly number[]>; told: () => Told };
        const isComplete = (shown: readonly number[]): boolean =>
          (shown.at(-1) ?? NaN) >= least && shown.every((one, place) => one - place === shown[0]);
        function look(): void {
          if (Object.values(numbers()).every(isComplete)) resolve(Date.now());
          else if (performance.now() > end)
            reject(new Error(`Not complete up to ${least}, ${document.visibilityState}: ${JSON.stringify([numbers(), told()])}`));
          else setTimeout(look, 5);
        }
        look();
      }),
    number,
    PATIENCE,
  );
}
