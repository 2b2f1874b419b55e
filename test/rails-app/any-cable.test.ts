// The application behind a real AnyCable, which asks it over HTTP what a client may do: the pages are live, the history brings what drops
// took, and nobody follows what is not theirs.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { createRandom, integer } from '../../examples/server/random.js';
import { provideAnyCable } from '../../scripts/anycable-gem.mjs';
import { provideGems } from '../../scripts/rails-gems.mjs';
import { Refusal } from '../../scripts/refusal.mjs';
import { createConnection } from '../../src/connection.js';
import type * as core from '../../src/index.js';
import { anyCable, type anyCable as AnyCable } from '../../src/transport/anycable/index.js';
import { launchBrowser } from '../e2e/open-page.js';
import { eventually } from '../integration/server/client.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { ownPort } from '../support/own-port.js';
import { type Application, startApplication } from './application.js';
import { type Person, signIn } from './person.js';
import { PATIENCE, type Visit, visit } from './visit.js';

/** How often the link is cut. */
const DROPS = 20;

/** One order in this time, in ms. */
const ORDER_EVERY = 50;

const SEED = 20_261_130;

/** What the page notes of its connection. */
interface Noted {
  /** How often the connection was whole, with each channel confirmed. */
  readonly opened: number;
  /** The streams that moved. */
  readonly moved: ReadonlySet<string>;
  /** The customer of each order, or what came otherwise, such as a gap. */
  readonly notes: readonly string[];
}

/** The elements that follow a channel, without those that Turbo fills. */
const FOLLOWERS = 'live-counter, live-chart, live-ticker, live-progress, live-feed[channel]';

/** What the tests need beside Rails, or why it cannot be had. */
const needed = await provide();

async function provide(): Promise<{ readonly folder: string; readonly gems: Record<string, string> } | { readonly missing: string }> {
  const gem = provideAnyCable();
  if (gem.missing !== undefined) return { missing: `There is no AnyCable, for want of ${gem.missing}.` };
  try {
    return { folder: gem.folder, gems: await provideGems(process.env['RAILS_VERSION'] ?? '7.2', { behindAnyCable: true }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { missing: 'There is no AnyCable for Rails, for want of the gem anycable-rails-core.' };
  }
}

suite('the Rails application behind AnyCable', { skip: 'missing' in needed && needed.missing }, () => {
  let application: Application;
  let proxy: FaultProxy;
  let browser: Browser;

  before(async () => {
    if ('missing' in needed) return;
    const port = await ownPort();
    proxy = await FaultProxy.start({ to: port, seed: SEED });
    const origins = [`127.0.0.1:${String(proxy.port)}`];
    [application, browser] = await Promise.all([startApplication({ anyCable: { ...needed, port, origins } }), launchBrowser()]);
    // The numbers of a stream begin with its first message.
    await move('Nobody');
  });
  after(async () => {
    await browser.close();
    await application.end();
    await proxy.end();
  });

  /** Runs a test on a page, which must be without a fault at its end. */
  function on(url: string, check: (visited: Visit) => Promise<void>): Promise<void> {
    return onBroken(url, async (visited) => {
      await check(visited);
      assert.deepEqual(await visited.faults(), []);
    });
  }

  /** Runs a test on a page whose browser tells of each broken link. */
  async function onBroken(url: string, check: (visited: Visit) => Promise<void>): Promise<void> {
    const visited = await visit(browser, url);
    try {
      await check(visited);
    } finally {
      await visited.close();
    }
  }

  /** Moves each stream of the dashboard in a process that serves no page, and returns how many orders there are. */
  function move(customer: string): Promise<number> {
    return application.ruby<number>(
      `Cablegram.broadcast(:order_volume) { JobOrder.volume }; JobOrder.create!(shop: Shop.first, book: Book.first, customer: "${customer}", source: 'web', copies: 1, amount: 1); JobOrder.count`,
    );
  }

  test('the dashboard is live on the history of AnyCable, and shows an order of another process', () =>
    on(application.url, async ({ page, reaches, shows }) => {
      await reaches(FOLLOWERS, 'live');
      const orders = await move('Grace Hopper');
      await shows('live-counter[field=orders]', String(orders));
      await shows('#recent', 'Grace Hopper ordered 1 × Field Notes');
      const transports = await page.$eval('live-connection', (owner) => owner.getAttribute('transports'));
      assert.equal(transports, 'anycable polling');
    }));

  test('a button acts on the server, in a channel that is new at each command', () =>
    on(`${application.url}/work`, async ({ press, reaches, retry, shows }) => {
      await press('Start one that fails');
      await shows('#print_exports live-progress', 'font missing');
      const job = await application.ruby<string>(`PrintExport.last.job_id`);
      await retry(job);
      await reaches(`live-progress[entity="${job}"]`, 'job-succeeded');
    }));

  test(`after ${String(DROPS)} drops at 20 orders a second, the page equals the database, nothing twice, by the history alone`, () =>
    onBroken(proxy.url, async ({ page, reaches, shows }) => {
      await reaches(FOLLOWERS, 'live');
      // Those of the page's streams that move. A page that has not received a message of a stream yet knows no place in its history.
      const snapshots: string[] = [];
      page.on('requestfinished', (request) => {
        if (/snapshot.*DashboardChannel/.test(request.url())) snapshots.push(decodeURIComponent(request.url()));
      });
      await dialSoon(page);
      await isBack(page, 1);
      await eventually(() => snapshots.length === 3, PATIENCE);
      await move('First');
      await page.waitForFunction(() => (globalThis as unknown as Noted).moved.size === 3, { timeout: PATIENCE });
      snapshots.length = 0;
      const writer = startWriter();
      const random = createRandom(SEED);
      for (let time = 0; time < DROPS; time += 1) {
        proxy.reset();
        await isBack(page, time + 2);
        await sleep(integer(random, 50, 500));
      }
      const written = await writer.stop();
      const orders = await application.ruby<number>('JobOrder.count');
      await shows('live-counter[field=orders]', orders.toLocaleString('en'));
      await shows('#recent', `Customer ${String(orders)} ordered`);
      assert.ok(written > DROPS);
      const last = Array.from({ length: written }, (_, index) => `Customer ${String(orders - written + 1 + index)}`);
      assert.deepEqual(await noted(page), ['First', ...last]);
      assert.deepEqual(snapshots, []);
    }));

  test('a shop shows which of its people are here, by the names that the application knows', async () => {
    const visits = await Promise.all([1, 2, 3].map(() => visit(browser, `${application.url}/shop`)));
    try {
      const names = await Promise.all(
        visits.map(async ({ page }, index) => {
          const button = (await page.$$('button.person'))[index];
          assert.ok(button);
          const name = await button.$eval('b', ({ textContent }) => textContent);
          await button.click();
          await page.waitForSelector('live-presence');
          return name;
        }),
      );
      const [first, second, other] = visits;
      const [one, two, stranger = ''] = names;
      for (const visited of [first, second]) for (const name of [one, two]) await visited?.shows('live-presence', name ?? '');
      await other?.shows('live-presence', stranger);
      for (const { page, reaches, faults } of visits) {
        await reaches('live-presence', 'live');
        const ids = await page.$eval('live-presence', ({ members }) => members.map(({ id }) => id));
        assert.equal(ids.length, page === other?.page ? 1 : 2);
        assert.deepEqual(await faults(), []);
      }
    } finally {
      for (const { close } of visits) await close();
    }
  });

  test('a signature that is forged, or that was given to somebody else, is rejected, and the right one is confirmed', async () => {
    const [ada, chloe] = await application.ruby<[number, number]>('Shop.order(:id).map { |shop| shop.users.first.id }');
    const people = await Promise.all([ada, chloe].map((id) => signIn(application.url, id)));
    const [owner, other] = people as [Person, Person];
    const page = await (await owner.fetch('/activities')).text();
    const [, signed = ''] = /&quot;signed&quot;:&quot;([^&]+)&quot;/.exec(page) ?? [];
    assert.ok(signed, 'The page of the first person holds a signature.');
    const forged = `${signed.slice(0, -1)}${signed.endsWith('0') ? '1' : '0'}`;
    const standings = await Promise.all([standingOf(owner, signed), standingOf(owner, forged), standingOf(other, signed)]);
    assert.deepEqual(standings, ['confirmed', 'rejected', 'rejected']);
  });

  test("nobody asks the application in AnyCable's place without the secret", async () => {
    const asked = await fetch(`${application.url}/_anycable/connect`, { method: 'POST', body: '{}' });
    assert.equal(asked.status, 401);
  });

  test("when another process disconnects a person, only that person's connection dials again", async () => {
    const ids = await application.ruby<readonly [number, number]>('Shop.order(:id).map { |shop| shop.users.first.id }');
    const people = await Promise.all(ids.map((id) => signIn(application.url, id)));
    const dials = [0, 0];
    const connections = people.map(({ WebSocket }, index) => {
      class Counted extends WebSocket {
        constructor(url: string, protocols?: string[]) {
          super(url, protocols);
          dials[index] = (dials[index] ?? 0) + 1;
        }
      }
      return createConnection({ transports: [anyCable(`${application.url.replace('http', 'ws')}/cable`, { WebSocket: Counted })] });
    });
    try {
      for (const connection of connections) connection.channel('ShopChannel', { stream: 'shop_orders' }).bodies$.subscribe();
      const isConfirmed = (): boolean => connections.every(({ status }) => status.channels.confirmed === 1);
      await eventually(isConfirmed, PATIENCE);
      await application.ruby(`ActionCable.server.remote_connections.where(current_user: User.find(${String(ids[0])})).disconnect; nil`);
      await eventually(() => dials[0] === 2 && isConfirmed(), PATIENCE);
      assert.equal(dials[1], 1);
    } finally {
      for (const connection of connections) connection.close();
    }
  });

  /** Follows a signed stream as somebody, and returns what the channel answered. */
  async function standingOf({ WebSocket }: Person, signed: string): Promise<string> {
    const connection = createConnection({ transports: [anyCable(`${application.url.replace('http', 'ws')}/cable`, { WebSocket })] });
    try {
      const channel = connection.channel('ActivityChannel', { stream: 'followed', signed });
      channel.bodies$.subscribe();
      await eventually(() => ['confirmed', 'rejected'].includes(channel.status.subscription), PATIENCE);
      return channel.status.subscription;
    } finally {
      connection.close();
    }
  }

  /** Creates orders in a process that serves no page; `stop` returns how many. */
  function startWriter(): { readonly stop: () => Promise<number> } {
    let isStopped = false;
    const written = write();
    async function write(): Promise<number> {
      let count = 0;
      for (; !isStopped; count += 1) {
        const due = Date.now() + ORDER_EVERY;
        await move('Customer #{JobOrder.count + 1}');
        if (due > Date.now()) await sleep(due - Date.now());
      }
      return count;
    }
    return {
      stop() {
        isStopped = true;
        return written;
      },
    };
  }
});

/**
 * Gives the page a connection that never polls and that waits briefly, since no link here lives long enough to count as a success. What it
 * says of orders is noted.
 */
async function dialSoon(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const names = ['cablegram', '/cablegram/cablegram-any-cable.js'] as const;
    const { createConnection } = (await import(names[0])) as typeof core;
    const { anyCable } = (await import(names[1])) as { anyCable: typeof AnyCable };
    const connection = createConnection({ transports: [anyCable('/cable')], retry: { firstWithin: [0, 200], cap: 300 } });
    const [owner] = document.querySelectorAll('live-connection');
    if (owner) owner.connection = connection;
    let opened = 0;
    let isWhole = false;
    connection.status$.subscribe(({ state, channels }) => {
      const isNowWhole = state === 'connected' && channels.confirmed > 0 && channels.waiting === 0;
      if (isNowWhole && !isWhole) opened += 1;
      isWhole = isNowWhole;
      Object.assign(globalThis, { opened });
    });
    const notes: string[] = [];
    const moved = new Set<string>();
    Object.assign(globalThis, { notes, moved });
    for (const stream of ['analytics', 'totals', 'order_volume'])
      connection.channel<{ readonly data: { readonly actor: string } }>('DashboardChannel', { stream }).messages$.subscribe((message) => {
        moved.add(stream);
        if (stream === 'analytics') notes.push(message.type === 'event' ? message.body.data.actor : message.type);
      });
  });
}

/** Waits until the connection has been whole this often, with each channel confirmed. */
async function isBack(page: Page, times: number): Promise<void> {
  await page.waitForFunction((times) => (globalThis as unknown as Noted).opened >= times, { timeout: PATIENCE }, times);
}

/** The customers of all orders that the page was told of, and gaps. */
function noted(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as Noted).notes);
}

function sleep(length: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}
