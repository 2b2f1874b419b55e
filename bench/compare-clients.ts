import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { type BenchPages, serveBench, type Setting } from './bench-page.js';
import type { Wire } from './cable-server.js';
import { type Row, spreadOf, type Table } from './figures.js';
import { metricsOf, weigh } from './scene-cost.js';

/** The clients, the first of them the floor. */
const CLIENTS = ['native', 'cablegram bodies$', 'cablegram messages$', '@rails/actioncable', '@anycable/web', 'centrifuge'] as const;
type Client = (typeof CLIENTS)[number];

const SCRIPT = `import { deliver, handled, open } from './bench/wire-clients.ts'; Object.assign(globalThis, { deliver, handled, open, isReady: true });`;

/** Bodies that are handled before the measurement, and in it. */
const WARM_UP = 20_000;
const ON_THE_WIRE = 40_000;
const IN_THE_PAGE = 50_000;

const IDLE_CHANNELS = 200;
const IDLE_FOR = 7_000;

/** What `bench/wire-clients.ts` gives the page. */
interface InPage {
  readonly open: (name: string, wire: Wire, channels: number, isLocal: boolean) => Promise<void>;
  readonly deliver: (messages: number) => void;
  readonly handled: (bodies: number) => Promise<void>;
}

/** Compares the processor time of a frame over a real socket. */
export async function compareWire(setting: Setting): Promise<readonly Table[]> {
  const costs = await eachClient(setting, CLIENTS, (pages, client) =>
    pages.inPage(async (page, session) => {
      await open(page, client, 1, false);
      await pages.flood(WARM_UP);
      await handled(page, WARM_UP);
      return processorTime(session, async () => {
        await pages.flood(ON_THE_WIRE);
        await handled(page, WARM_UP + ON_THE_WIRE);
      });
    }),
  );
  const table = { name: 'wire', title: 'A frame from the socket to its handler', unit: '× a native WebSocket' };
  return [{ ...table, rows: ratioRows(costs, ON_THE_WIRE) }];
}

/** Compares the processor time of a frame without a socket, for one channel and for 500. */
export async function compareDispatch(setting: Setting): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const channels of [1, 500]) {
    const costs = await eachClient(setting, CLIENTS, (pages, client) =>
      pages.inPage(async (page, session) => {
        await open(page, client, channels, true);
        await deliver(page, WARM_UP);
        await handled(page, WARM_UP);
        return processorTime(session, async () => {
          await deliver(page, IN_THE_PAGE);
          await handled(page, WARM_UP + IN_THE_PAGE);
        });
      }),
    );
    const title = channels === 1 ? 'Dispatch to one channel' : `Dispatch to ${channels} channels`;
    tables.push({ name: `dispatch-${channels}`, title, unit: '× JSON.parse and a Map', rows: ratioRows(costs, IN_THE_PAGE) });
  }
  return tables;
}

/** Compares the heap and the processor time of a connection on which nothing happens. */
export async function compareIdle(setting: Setting): Promise<readonly Table[]> {
  const clients = CLIENTS.filter((client) => client !== 'cablegram bodies$');
  const costs = await eachClient(setting, clients, (pages, client) =>
    pages.inPage(async (page, session) => {
      const before = await weigh(session);
      await open(page, client, IDLE_CHANNELS, false);
      await sleep(500);
      const { heap } = await weigh(session);
      const spent = await processorTime(session, () => sleep(IDLE_FOR));
      return { heap: (heap - before.heap) / IDLE_CHANNELS / 1000, processor: spent };
    }),
  );
  const rowsOf = (figure: 'heap' | 'processor'): readonly Row[] =>
    clients.map((client) => ({
      name: client === 'native' ? 'by hand' : client.replace(' messages$', ''),
      isOurs: client.startsWith('cablegram'),
      figure: spreadOf(costs.map((round) => round.get(client)?.[figure] ?? NaN)),
    }));
  return [
    { name: 'idle-heap', title: 'Heap of a channel', unit: 'kB', rows: rowsOf('heap') },
    { name: 'idle-processor', title: 'Processor time of 7 s of quiet, page included', unit: 'ms', rows: rowsOf('processor') },
  ];
}

/** Measures each client in each round, in turns, so that whatever the machine does meanwhile meets all of them. */
async function eachClient<Cost>(
  { browser, rounds }: Setting,
  clients: readonly Client[],
  measure: (pages: BenchPages, client: Client) => Promise<Cost>,
): Promise<readonly ReadonlyMap<Client, Cost>[]> {
  const pages = await serveBench(browser, SCRIPT);
  try {
    const all: Map<Client, Cost>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const costs = new Map<Client, Cost>();
      // Each round begins with another one, since the first of a round may be at a disadvantage.
      const inTurns = clients.map((_, index) => clients[(index + round) % clients.length]).filter((client) => client !== undefined);
      for (const client of inTurns) costs.set(client, await measure(pages, client));
      all.push(costs);
    }
    return all;
  } finally {
    await pages.close();
  }
}

/** The ratio of each client to the floor of the same round, and its processor time in µs a message. */
function ratioRows(costs: readonly ReadonlyMap<Client, number>[], messages: number): readonly Row[] {
  return CLIENTS.map((client) => ({
    name: client === 'native' ? 'by hand' : client,
    isOurs: client.startsWith('cablegram'),
    figure: spreadOf(costs.map((round) => (round.get(client) ?? NaN) / (round.get('native') ?? NaN))),
    more: { 'µs a message': spreadOf(costs.map((round) => ((round.get(client) ?? NaN) * 1000) / messages)).median.toFixed(2) },
  }));
}

/** How long the page's main thread kept the processor meanwhile, in ms. */
async function processorTime(session: CDPSession, run: () => Promise<unknown>): Promise<number> {
  const before = (await metricsOf(session)).get('TaskDuration') ?? NaN;
  await run();
  return (((await metricsOf(session)).get('TaskDuration') ?? NaN) - before) * 1000;
}

function open(page: Page, client: Client, channels: number, isLocal: boolean): Promise<void> {
  return page.evaluate(
    (name, wire, count, local) => (globalThis as unknown as InPage).open(name, wire, count, local),
    client,
    wireOf(client),
    channels,
    isLocal,
  );
}

function wireOf(client: Client): Wire {
  return client === 'centrifuge' ? 'centrifuge' : 'cable';
}

function deliver(page: Page, messages: number): Promise<void> {
  return page.evaluate((count) => (globalThis as unknown as InPage).deliver(count), messages);
}

function handled(page: Page, bodies: number): Promise<void> {
  return page.evaluate((count) => (globalThis as unknown as InPage).handled(count), bodies);
}
