import { longestTask } from '../test/e2e/longest-task.js';
import { serveBench, type Setting } from './bench-page.js';
import { type Row, spreadOf, type Table } from './figures.js';
import { type Cost, FRAMES, measureFrames, run } from './scene-cost.js';

/** A scene of `bench/scenes.ts` or `bench/other-scenes.ts`, and how the document names it. */
interface Candidate {
  readonly scene: string;
  readonly name: string;
  readonly isOurs?: boolean;
}

/** With the longest task, in ms of processor time. */
interface MeasuredCost extends Cost {
  readonly longest: number;
}

/** The most that a chart may take a frame, times one by hand. `bench/elements.ts` holds the limits of counters and feeds. */
const MOST_OF_A_CHART = 1.4;

const SCRIPT = `import { run, show } from './bench/other-scenes.ts'; Object.assign(globalThis, { run, show, isReady: true });`;

/** Compares a chart with Chart.js and with one drawn by hand, at two rates. */
export async function compareChart(setting: Setting): Promise<readonly Table[]> {
  const candidates = [
    { scene: 'chart by hand', name: 'by hand' },
    { scene: 'chart', name: 'live-chart', isOurs: true },
    { scene: 'chart Chart.js', name: 'Chart.js' },
  ];
  const tables: Table[] = [];
  for (const rate of [1000, 5000]) {
    const title = `A chart at ${rate.toLocaleString('en')} points a second`;
    tables.push(await compareScenes(setting, { name: `chart-${rate}`, title, rate, candidates, limit: MOST_OF_A_CHART }));
  }
  return tables;
}

/** Compares a feed with one by hand and with Turbo. */
export async function compareFeed(setting: Setting): Promise<readonly Table[]> {
  const candidates = [
    { scene: 'feed by hand', name: 'by hand' },
    { scene: 'feed', name: 'live-feed', isOurs: true },
    { scene: 'feed turbo', name: 'Turbo' },
  ];
  return [await compareScenes(setting, { name: 'feed', title: 'A feed at 1,000 items a second', rate: 1000, candidates })];
}

/** Compares counters with those by hand and with number-flow. */
export async function compareCounters(setting: Setting): Promise<readonly Table[]> {
  const candidates = [
    { scene: 'counters by hand', name: 'by hand' },
    { scene: 'counters plain', name: 'live-counter, no effect', isOurs: true },
    { scene: 'counters number-flow still', name: 'number-flow, no animation' },
    { scene: 'counters animated', name: 'live-counter', isOurs: true },
    { scene: 'counters number-flow', name: 'number-flow' },
  ];
  return [await compareScenes(setting, { name: 'counters', title: '50 counters at 1,000 values a second', rate: 1000, candidates })];
}

/** Compares the processor time a frame with that of the first candidate in the same round. */
async function compareScenes(
  { browser, rounds }: Setting,
  {
    name,
    title,
    rate,
    candidates,
    limit,
  }: {
    readonly name: string;
    readonly title: string;
    readonly rate: number;
    readonly candidates: readonly Candidate[];
    readonly limit?: number;
  },
): Promise<Table> {
  const pages = await serveBench(browser, SCRIPT);
  try {
    const costs: (readonly MeasuredCost[])[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const all: MeasuredCost[] = [];
      for (const { scene } of candidates)
        all.push(
          await pages.inPage(async (page, session) => {
            const cost = await measureFrames(page, session, scene, rate / 60);
            // Apart from the measurement, which a trace would slow down.
            const longest = await longestTask(page, () => run(page, scene, rate / 60, FRAMES / 3).then(() => undefined));
            return { ...cost, longest };
          }),
        );
      costs.push(all);
    }
    const rows = candidates.map(({ name: row, isOurs = false }, index): Row => {
      const ours = costs.flatMap((round) => round[index] ?? []);
      return {
        name: row,
        isOurs,
        figure: spreadOf(costs.map((round) => (round[index]?.frame ?? NaN) / (round[0]?.frame ?? NaN))),
        more: {
          'ms a frame': spreadOf(ours.map(({ frame }) => frame)).median.toFixed(2),
          'style and layout, ms': spreadOf(ours.map(({ layout }) => layout)).median.toFixed(2),
          'longest task, ms': spreadOf(ours.map(({ longest }) => longest)).most.toFixed(0),
          'frames a second': spreadOf(ours.map(({ framesPerSecond }) => framesPerSecond)).median.toFixed(0),
        },
      };
    });
    return { name, title, unit: '× by hand, processor time a frame', rows, ...(limit === undefined ? {} : { limit }) };
  } finally {
    await pages.close();
  }
}
