// The dashboard while its connection is broken again and again, and another process writes 20 orders a second: what it shows is so, or it is
// marked within a second, and at the end it is what the database holds.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { createConnection } from '../../src/connection.js';
import type * as core from '../../src/index.js';
import { cable } from '../../src/transport/cable.js';
import { createRandom, integer, pick } from '../../examples/server/random.js';
import { type Redis, startRedis, withoutRedis } from '../conformance/harness/redis.js';
import { launchBrowser } from '../e2e/open-page.js';
import { eventually } from '../integration/server/client.js';
import { inject } from '../support/fault-proxy/fault.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { type Application, startApplication } from './application.js';
import { signIn } from './person.js';
import { PATIENCE, visit } from './visit.js';

/** Disconnects of one run. */
const TIMES = 100;

/** Faults that nobody can notice within a second, such as a half-open link, have tests of their own. */
const FAULTS = ['reset', 'close', 'cut', 'refuse'] as const;

/** One order in this time, in ms. */
const ORDER_EVERY = 50;

/** How often the page is looked at, in ms. */
const LOOK_EVERY = 250;

/** How much later the page may hear of an order than clients whose links are whole, in ms. Solid Cable looks for messages ten times a second. */
const ON_ITS_WAY = 500;

/** How many such clients there are: enough that both processes of the application serve some. */
const WITNESSES = 6;

/** How long the page may be wrong without a mark, in ms: a second after the loss. */
const SILENT_AT_MOST = 1_000 + ON_ITS_WAY + LOOK_EVERY;

const SEED = 20_261_129;

/** What the page showed at a time, in epoch ms. */
interface Look {
  readonly at: number;
  readonly shown: number;
  /** Whether the counter says that its value is current. */
  readonly isLive: boolean;
}

/** The number of orders in the database from a time on, in epoch ms. */
interface Truth {
  readonly at: number;
  readonly orders: number;
}

/** Clients whose links stay whole. Before they hear of an order, nobody can be expected to. */
interface Witnesses {
  /** How many orders the last of them had heard of at a time, in epoch ms. */
  heardAt(at: number): number;
  close(): void;
}

/** What connects the processes of the application. */
const ADAPTERS = [
  { name: 'Solid Cable', startAdapter: () => Promise.resolve(undefined), skip: false },
  { name: 'Redis', startAdapter: startRedis, skip: withoutRedis },
];

for (const { name, startAdapter, skip } of ADAPTERS) {
  suite(`the Rails application over ${name}, disconnected again and again`, { skip }, () => {
    let redis: Redis | undefined;
    let application: Application;
    let browser: Browser;

    before(async () => {
      redis = await startAdapter();
      [application, browser] = await Promise.all([startApplication({ processes: 2, redis: redis?.url }), launchBrowser()]);
    });
    after(async () => {
      await browser.close();
      await application.end();
      await redis?.end();
    });

    declare(() => ({ application, browser }));
  });
}

/** Declares the test of a running application. */
function declare(running: () => { readonly application: Application; readonly browser: Browser }): void {
  test(`after ${TIMES} disconnects at 20 orders a second, the page equals the database, nothing twice, nothing wrong and silent`, async () => {
    const { application, browser } = running();
    const proxy = await FaultProxy.start({ to: application.url, seed: SEED });
    const { page, reaches, shows, close } = await visit(browser, proxy.url);
    const witnesses = await callWitnesses(application);
    const writer = startWriter(application);
    try {
      await onCableAlone(page);
      await reaches('live-counter', 'live');
      await look(page);
      await disconnect(proxy, page);
      const truths = await writer.stop();
      const orders = await application.ruby<number>('JobOrder.count');
      await shows('live-counter[field=orders]', orders.toLocaleString('en'));
      await shows('#recent', `Customer ${String(orders)} ordered`);
      const rows = await page.$$eval('#recent article', (items) => items.map((item) => item.textContent.replace(/\s+/g, ' ').trim()));
      const last = rows.flatMap((row) => /Customer (\d+) ordered/.exec(row)?.[1] ?? []).map(Number);
      assert.ok(last.length > 10);
      assert.deepEqual(
        last,
        Array.from({ length: last.length }, (_, index) => orders - index),
      );
      await eventually(() => witnesses.heardAt(Infinity) === orders, PATIENCE);
      const looks = await page.evaluate(() => (globalThis as unknown as { looks: readonly Look[] }).looks);
      assert.deepEqual(
        looks.filter((seen) => isWrongAndSilent(seen, truths, witnesses)),
        [],
      );
    } finally {
      await writer.stop();
      witnesses.close();
      await close();
      await proxy.end();
    }
  });

  /** Creates orders in a process that serves no page, and notes how many there are. */
  function startWriter(application: Application): { readonly stop: () => Promise<readonly Truth[]> } {
    const create = `count = JobOrder.count + 1; JobOrder.create!(shop: Shop.first, book: Book.first, customer: "Customer #{count}", source: 'web', copies: 1, amount: 1); count`;
    const truths: Truth[] = [];
    let isStopped = false;
    const written = write();
    async function write(): Promise<void> {
      while (!isStopped) {
        const due = Date.now() + ORDER_EVERY;
        const orders = await application.ruby<number>(create);
        truths.push({ at: Date.now(), orders });
        if (due > Date.now()) await sleep(due - Date.now());
      }
    }
    return {
      async stop() {
        isStopped = true;
        await written;
        return truths;
      },
    };
  }

  async function disconnect(proxy: FaultProxy, page: Page): Promise<void> {
    const random = createRandom(SEED);
    for (let time = 0; time < TIMES; time += 1) {
      const undo = inject(proxy, { type: pick(random, FAULTS) });
      await sleep(integer(random, 50, 400));
      await undo();
      await backOnCable(page, time);
      await sleep(integer(random, 50, 900));
    }
  }
}

/** Gives the page a connection that never polls and that waits briefly, since no link here lives long enough to count as a success. */
async function onCableAlone(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const specifier = 'cablegram';
    const { cable, createConnection } = (await import(specifier)) as typeof core;
    const [owner] = document.querySelectorAll('live-connection');
    if (owner) owner.connection = createConnection({ transports: [cable('/cable')], retry: { firstWithin: [0, 200], cap: 300 } });
  });
}

/** Waits until the badge says that the page is connected again. */
async function backOnCable(page: Page, time: number): Promise<void> {
  try {
    await page.waitForFunction(() => document.querySelector('live-status')?.matches(':state(live), :state(restored)'), {
      timeout: PATIENCE,
    });
  } catch (cause) {
    const badge = await page.$eval('live-status', (status) => status.shadowRoot?.textContent.replace(/\s+/g, ' ').trim());
    throw new Error(`After disconnect ${String(time)} the badge said "${badge ?? ''}" for ${String(PATIENCE)} ms.`, { cause });
  }
}

/** Begins to note, inside the page, what the counter of orders shows and claims. */
async function look(page: Page): Promise<void> {
  await page.evaluate((every) => {
    const looks: Look[] = [];
    Object.assign(globalThis, { looks });
    let due = Date.now() + every;
    setInterval(() => {
      // A page that was held up has not read either what came meanwhile.
      const at = Math.min(due, Date.now());
      due = Date.now() + every;
      const counter = document.querySelector('live-counter[field=orders]');
      const shown = Number(counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.replaceAll(/\D/g, ''));
      looks.push({ at, shown, isLive: counter?.matches(':state(live)') === true });
    }, every);
  }, LOOK_EVERY);
}

async function callWitnesses(application: Application): Promise<Witnesses> {
  const guest = await signIn(application.url);
  const url = `${application.url.replace('http', 'ws')}/cable`;
  const heard: Truth[][] = [];
  const connections = Array.from({ length: WITNESSES }, () => {
    const connection = createConnection({ transports: [cable(url, { WebSocket: guest.WebSocket })] });
    const truths: Truth[] = [];
    heard.push(truths);
    connection
      .channel<{ readonly orders: number }>('DashboardChannel', { stream: 'totals' })
      .bodies$.subscribe(({ orders }) => truths.push({ at: Date.now(), orders }));
    return connection;
  });
  await eventually(() => connections.every(({ status }) => status.channels.confirmed === 1), PATIENCE);
  return {
    // Solid Cable lets bodies overtake each other, so the last one may be older than one before it.
    heardAt: (at) =>
      Math.min(...heard.map((truths) => Math.max(0, ...truths.filter((truth) => truth.at < at).map(({ orders }) => orders)))),
    close: () => connections.forEach((connection) => connection.close()),
  };
}

/** Whether the page claimed to be live with a number that had been replaced for longer than it may be, or that never was. */
function isWrongAndSilent({ at, shown, isLive }: Look, truths: readonly Truth[], witnesses: Witnesses): boolean {
  const old = witnesses.heardAt(at - SILENT_AT_MOST);
  // An order is in the database before this process hears of it.
  const newest = (truths.find((truth) => truth.at > at) ?? truths.at(-1))?.orders ?? Infinity;
  return isLive && (shown < old || shown > newest + 1);
}

function sleep(length: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}
