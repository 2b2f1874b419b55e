import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'puppeteer-core';
import { buildIfMissing } from '../scripts/build-if-missing.mjs';
import { buildPage } from '../test/e2e/build-page.js';
import { launchBrowser, openPage } from '../test/e2e/open-page.js';
import { type Cost, FRAMES, measureFrames, metricsOf, processorSession, run, show, WARM_UP, weigh } from './scene-cost.js';

/**
 * Compares the elements with hand-written code that looks the same, in Chromium: tsx bench/elements.ts [counters feed busy ticker bare many] [--rounds 3]
 *
 * Prints the median of the rounds, and fails if a limit is missed. A limit is what holds today with a margin for a busy machine; the goals are in
 * `docs/reliability.md`. Times are processor time of the page's main thread, so that a busy machine changes
 * them little; both versions run on the same core and the same fake server, in turns. `--profile <scene>` writes a CPU profile of one scene to
 * `<scene>.cpuprofile` and measures nothing.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, profile: { type: 'string' } },
});
const rounds = Number(values.rounds);

/** The functions are imported by name, because the package's `sideEffects` would drop a bare import. */
const SCRIPT = `import { run, show } from './bench/scenes.ts'; Object.assign(globalThis, { run, show });`;

/** What it costs to show many elements. */
interface FirstCost {
  /** Processor time until all is painted, in ms. */
  readonly painted: number;
  readonly nodes: number;
  readonly heap: number;
}

buildIfMissing();
const [site, browser] = await Promise.all([buildPage({ script: SCRIPT }), launchBrowser()]);
try {
  if (values.profile) await profile(values.profile);
  else {
    if (isWanted('counters')) {
      await compareFrames('counters plain', 'counters by hand', { rate: 1000, most: 1.9 });
      await compareFrames('counters animated', 'counters by hand', { rate: 1000, most: 2.2 });
    }
    if (isWanted('feed')) await compareFrames('feed', 'feed by hand', { rate: 1000, most: 1.3 });
    if (isWanted('busy')) await compareFrames('busy', 'busy by hand', { rate: 2000, isPaced: true });
    if (isWanted('ticker')) await compareFrames('ticker', 'ticker by hand', { rate: 2000, isPaced: true });
    // The floor: as many elements of lit with a shadow root and one text, which do nothing.
    if (isWanted('bare')) await compareFirst('bare', 'many by hand', { painted: Infinity, nodes: Infinity, heap: Infinity }, 550);
    if (isWanted('many')) await compareFirst('many', 'many by hand', { painted: 6, nodes: 24, heap: 15_500 }, 550);
  }
} finally {
  await browser.close();
  await site.remove();
}

function isWanted(name: string): boolean {
  return positionals.length === 0 || positionals.includes(name);
}

/** Compares the time a frame with a limit; with `isPaced`, compares the frames a second, which must be 50 where those of the hand-written version are. */
async function compareFrames(
  ours: string,
  byHand: string,
  { rate, most, isPaced = false }: { readonly rate: number; readonly most?: number; readonly isPaced?: boolean },
): Promise<void> {
  const costs = await inTurns([ours, byHand], (page, session, name) => measureFrames(page, session, name, rate / 60));
  const of = (part: keyof Cost, version: 0 | 1): number => median(costs.map((round) => round[version]?.[part] ?? NaN));
  const ratio = median(costs.map(([one, other]) => (one?.frame ?? NaN) / (other?.frame ?? NaN)));
  const [fps, fpsByHand] = [of('framesPerSecond', 0), of('framesPerSecond', 1)];
  const isWithin = (most === undefined || ratio <= most) && (!isPaced || fps >= Math.min(50, 0.95 * fpsByHand));
  report(ours, isWithin, [
    `${ratio.toFixed(2)} × by hand a frame${most === undefined ? '' : `, of ${most}`}`,
    `${of('frame', 0).toFixed(2)} ms (style and layout ${of('layout', 0).toFixed(2)}) to ${of('frame', 1).toFixed(2)} (${of('layout', 1).toFixed(2)})`,
    `${fps.toFixed(0)} frames a second to ${fpsByHand.toFixed(0)}`,
  ]);
}

async function compareFirst(ours: string, byHand: string, most: FirstCost, elements: number): Promise<void> {
  const costs = await inTurns([ours, byHand], measureFirst);
  const of = (part: keyof FirstCost, version: 0 | 1): number => median(costs.map((round) => round[version]?.[part] ?? NaN));
  const ratio = median(costs.map(([one, other]) => (one?.painted ?? NaN) / (other?.painted ?? NaN)));
  const [nodes, heap] = [of('nodes', 0) / elements, of('heap', 0) / elements];
  report(ours, ratio <= most.painted && nodes <= most.nodes && heap <= most.heap, [
    `painted ${ratio.toFixed(2)} × by hand${limitText(most.painted)}`,
    `${of('painted', 0).toFixed(0)} ms to ${of('painted', 1).toFixed(0)}`,
    `${nodes.toFixed(1)} nodes an element${limitText(most.nodes)} (by hand ${(of('nodes', 1) / elements).toFixed(1)})`,
    `${(heap / 1000).toFixed(1)} kB of heap${limitText(most.heap / 1000)} (by hand ${(of('heap', 1) / elements / 1000).toFixed(1)})`,
  ]);
}

function limitText(most: number): string {
  return most === Infinity ? '' : `, of ${most}`;
}

/** Measures each scene in a page of its own, all of them in each round. */
async function inTurns<T>(
  names: readonly string[],
  measure: (page: Page, session: CDPSession, name: string) => Promise<T>,
): Promise<readonly (readonly T[])[]> {
  const all: T[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const costs: T[] = [];
    for (const name of names) costs.push(await inPage((page, session) => measure(page, session, name)));
    all.push(costs);
  }
  return all;
}

async function inPage<T>(run: (page: Page, session: CDPSession) => Promise<T>): Promise<T> {
  const open = await openPage(browser, site, { height: 2400 });
  try {
    await open.page
      .waitForFunction(() => 'run' in globalThis, { timeout: 10_000 })
      .catch((cause: unknown) => {
        throw new Error(`The page did not start: ${open.console.join('\n')}`, { cause });
      });
    const session = await processorSession(open.page);
    const cost = await run(open.page, session);
    const mistakes = open.console.filter((line) => !line.startsWith('log'));
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
    return cost;
  } finally {
    await open.close();
  }
}

async function measureFirst(page: Page, session: CDPSession, name: string): Promise<FirstCost> {
  // Warm up, so that the heap holds everything created on first use.
  await show(page, name, 0);
  await page.evaluate(() => document.querySelector('live-connection')?.remove());
  const before = await weigh(session);
  const began = await metricsOf(session);
  await show(page, name, 100);
  const painted = await metricsOf(session);
  const after = await weigh(session);
  return {
    painted: ((painted.get('TaskDuration') ?? NaN) - (began.get('TaskDuration') ?? NaN)) * 1000,
    nodes: after.nodes - before.nodes,
    heap: after.heap - before.heap,
  };
}

async function profile(scene: string): Promise<void> {
  const written = await inPage(async (page, session) => {
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 200 });
    const isFirst = scene.startsWith('many');
    if (isFirst) await session.send('Profiler.start');
    await show(page, scene, isFirst ? 100 : 1000);
    if (!isFirst) {
      await run(page, scene, 17, WARM_UP);
      await session.send('Profiler.start');
      await run(page, scene, 17, 2 * FRAMES);
    }
    return (await session.send('Profiler.stop')).profile;
  });
  await writeFile(`${scene.replaceAll(' ', '-')}.cpuprofile`, JSON.stringify(written));
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
}

function report(name: string, isWithin: boolean, figures: readonly string[]): void {
  if (!isWithin) process.exitCode = 1;
  console.log([name.padEnd(18), ...figures, isWithin ? 'within the limit' : 'OVER the limit'].join('  '));
}
