import { parseArgs } from 'node:util';
import type { CDPSession } from 'puppeteer-core';
import { buildIfMissing } from '../scripts/build-if-missing.mjs';
import { buildSite } from '../scripts/site.js';
import { countRenders, type Renders, whenQuiet } from '../test/e2e/in-page.js';
import { longestTask } from '../test/e2e/longest-task.js';
import { launchBrowser, openPage, watch, type OpenPage } from '../test/e2e/open-page.js';

/**
 * Floods a counter, a feed and a chart of the dashboard at once, and prints the cost: tsx bench/flood.ts [--rate 5000] [--for 10]
 *
 * The promise (R29): 8,000 messages a second or more are processed as they come (--rate 10000), with no task over 50 ms, at most one render a
 * frame, and afterwards a heap within 0.3 MB of before and the same number of nodes.
 */
const { values } = parseArgs({ options: { rate: { type: 'string', default: '5000' }, for: { type: 'string', default: '10' } } });
const rate = Number(values.rate);
const seconds = Number(values.for);

buildIfMissing();
const site = await buildSite();
const browser = await launchBrowser();
const open = await openPage(browser, site);
try {
  await open.page.evaluateOnNewDocument(countBodies);
  await open.page.reload();
  await watch(open.page, { states: { 'live-counter': ['live'], 'live-chart': ['live'], 'live-feed': ['live'] }, badge: ['live'] }, 15_000);
  await measure(open);
} finally {
  await open.close();
  await browser.close();
  await site.remove();
}

async function measure({ page, server }: OpenPage): Promise<void> {
  const session = await page.createCDPSession();
  // Warm up, so that both measurements include everything created on first use and a full feed.
  await flood(server, 6);
  await page.evaluate(whenQuiet);
  const before = await weigh(session);
  await page.evaluate(countRenders);
  await page.evaluate(countTasks);
  const received = await page.evaluate(receivedSoFar);
  const peak = watchHeap(session);
  let sent = 0;
  let drained = NaN;
  const longest = await longestTask(page, async () => {
    const began = performance.now();
    sent = await flood(server, seconds);
    await page.waitForFunction((all) => (globalThis as unknown as Counted).received >= all, { polling: 5 }, received + sent);
    drained = (performance.now() - began) / 1000;
    await page.evaluate(whenQuiet);
  });
  const highest = await peak();
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: Tasks }).tasks);
  const renders = await page.evaluate(() => (globalThis as unknown as { renders: Renders }).renders);
  const afterwards = await weigh(session);
  console.log(`${sent} messages in ${seconds} s (${Math.round(sent / seconds)} a second)`);
  console.log(`received           all of them within ${drained.toFixed(1)} s (${Math.round(sent / drained)} a second)`);
  console.log(`tasks over 50 ms   ${tasks.long.length}${tasks.long.length === 0 ? '' : ` (longest ${Math.max(...tasks.long)} ms)`}`);
  console.log(`longest task       ${longest.toFixed(1)} ms of processor time, whatever else the machine did`);
  console.log(`frames a second    ${(tasks.frames / tasks.seconds).toFixed(1)} (longest ${Math.round(tasks.longestFrame)} ms)`);
  console.log(`renders            ${renders.most} of the busiest element in ${renders.frames} frames`);
  console.log(
    `heap               ${((afterwards.heap - before.heap) / 1e6).toFixed(2)} MB more, of ${(before.heap / 1e6).toFixed(1)} MB; meanwhile up to ${(highest / 1e6).toFixed(1)} MB`,
  );
  console.log(`nodes              ${afterwards.nodes - before.nodes} more, of ${before.nodes}`);
}

/** Sends the messages in steps of 10 ms, a third to each of the three; returns how many. */
async function flood(server: OpenPage['server'], length: number): Promise<number> {
  const began = performance.now();
  let sent = 0;
  for (let passed = 0; passed < length; passed = (performance.now() - began) / 1000) {
    for (const due = Math.min(passed, length) * rate; sent < due; sent += 1) say(server, sent);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return sent;
}

function say(server: OpenPage['server'], number: number): void {
  const timestamp = new Date().toISOString();
  const metric = number % 3 === 0 ? 'orders' : 'orders_per_minute';
  if (number % 3 === 2) {
    const id = `${timestamp} ${number}`;
    server.broadcast('activity', { id, actor: 'Flood', verb: 'brought', object: `item ${number}`, icon: 'order', at: timestamp });
  } else if (metric === 'orders') server.broadcast('analytics:orders', { type: 'datapoint', metric, value: number, timestamp });
  else server.broadcast('analytics:orders_per_minute', { web: number % 30, counter: number % 20, timestamp });
}

interface Counted {
  received: number;
}

/** Counts the bodies received over any socket from now on, in the global `received`. */
function countBodies(): void {
  const counted = globalThis as unknown as Counted;
  counted.received = 0;
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<string>) => {
        if (data.startsWith('{"identifier"')) counted.received += 1;
      });
    }
  };
}

function receivedSoFar(): number {
  return (globalThis as unknown as Counted).received;
}

/** Samples the heap every half second, garbage included; the returned function stops it and returns the maximum, in bytes. */
function watchHeap(session: CDPSession): () => Promise<number> {
  let most = 0;
  const look = async (): Promise<void> => {
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    most = Math.max(most, usedSize);
  };
  const timer = setInterval(() => void look(), 500);
  return async () => {
    clearInterval(timer);
    await look();
    return most;
  };
}

interface Tasks {
  readonly long: number[];
  frames: number;
  seconds: number;
  longestFrame: number;
}

/** Records long tasks and frames from now on. */
function countTasks(): void {
  const tasks: Tasks = { long: [], frames: 0, seconds: 0, longestFrame: 0 };
  Object.assign(globalThis, { tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.long.push(Math.round(duration));
  }).observe({ type: 'longtask' });
  const began = performance.now();
  let last = began;
  function onFrame(): void {
    const now = performance.now();
    tasks.frames += 1;
    tasks.longestFrame = Math.max(tasks.longestFrame, now - last);
    tasks.seconds = (now - began) / 1000;
    last = now;
    requestAnimationFrame(onFrame);
  }
  requestAnimationFrame(onFrame);
}

/** The heap and the nodes after garbage collection, once nothing moves any more. */
async function weigh(session: CDPSession): Promise<{ readonly heap: number; readonly nodes: number }> {
  let before = NaN;
  for (;;) {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes } = await session.send('Memory.getDOMCounters');
    if (nodes === before) return { heap: usedSize, nodes };
    before = nodes;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
