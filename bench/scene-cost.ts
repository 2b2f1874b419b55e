import type { CDPSession, Page } from 'puppeteer-core';

/** What one version of a scene costs. */
export interface Cost {
  /** Processor time of the main thread, in ms a frame, and the part of it for style and layout. */
  readonly frame: number;
  readonly layout: number;
  readonly framesPerSecond: number;
}

/** How many frames are measured, and how many pass before. */
export const FRAMES = 180;
export const WARM_UP = 90;

/** What `bench/scenes.ts` gives the page. */
interface InPage {
  readonly show: (name: string, first: number) => Promise<void>;
  readonly run: (name: string, messages: number, frames: number) => Promise<number>;
}

/** Shows a scene and sends it so many messages a frame; returns what a frame costs once it is warm. */
export async function measureFrames(page: Page, session: CDPSession, name: string, messages: number): Promise<Cost> {
  await show(page, name, 1000);
  await run(page, name, messages, WARM_UP);
  const before = await metricsOf(session);
  const framesPerSecond = await run(page, name, messages, FRAMES);
  const after = await metricsOf(session);
  const perFrame = (metric: string): number => (((after.get(metric) ?? NaN) - (before.get(metric) ?? NaN)) * 1000) / FRAMES;
  return { frame: perFrame('TaskDuration'), layout: perFrame('RecalcStyleDuration') + perFrame('LayoutDuration'), framesPerSecond };
}

/** A session of a page whose `metricsOf` counts processor time, which a busy machine changes little. */
export async function processorSession(page: Page): Promise<CDPSession> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** What the browser counts of the page, by name. Durations are in seconds. */
export async function metricsOf(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** The nodes, and the heap in bytes, after garbage was collected. */
export async function weigh(session: CDPSession): Promise<{ readonly nodes: number; readonly heap: number }> {
  let metrics = new Map<string, number>();
  // The browser lets go of removed elements after several collections.
  for (let time = 0; time < 5; time += 1) {
    await session.send('HeapProfiler.collectGarbage');
    metrics = await metricsOf(session);
  }
  return { nodes: metrics.get('Nodes') ?? NaN, heap: metrics.get('JSHeapUsedSize') ?? NaN };
}

/** Shows a scene in the page, and sends it `first` messages. */
export function show(page: Page, name: string, first: number): Promise<void> {
  return page.evaluate((scene, count) => (globalThis as unknown as InPage).show(scene, count), name, first);
}

/** Sends a scene so many messages a frame, for so many frames; returns the frames a second. */
export function run(page: Page, name: string, messages: number, frames: number): Promise<number> {
  return page.evaluate((scene, each, most) => (globalThis as unknown as InPage).run(scene, each, most), name, messages, frames);
}
