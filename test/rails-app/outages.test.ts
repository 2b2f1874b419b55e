// What a page shows while the server of the application is away, or alive and deaf: it says so, and is right afterwards.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, suite, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { type Redis, startRedis, withoutRedis } from '../conformance/harness/redis.js';
import { launchBrowser } from '../e2e/open-page.js';
import { type Application, startApplication } from './application.js';
import { type Visit, visit } from './visit.js';

const CREATE = `JobOrder.create!(shop: Shop.first, book: Book.first, customer: 'Ada', source: 'web', copies: 1, amount: 1)`;

/** Locks the database of messages for 10 s, from a thread of its own, and returns once it is locked. */
const LOCK = `locked = Queue.new
Thread.new do
  SolidCable::Message.connection_pool.with_connection { |it| it.execute('BEGIN EXCLUSIVE'); locked << true; sleep 10; it.execute('ROLLBACK') }
end
locked.pop
nil`;

/** Creates an order in a process that serves no page, and returns how many there are. */
async function order(application: Application): Promise<string> {
  await application.ruby(`${CREATE}; nil`);
  return count(application);
}

async function count(application: Application): Promise<string> {
  return (await application.ruby<number>('JobOrder.count')).toLocaleString('en');
}

suite('the Rails application, out of order', () => {
  let application: Application;
  let browser: Browser;
  let visited: Visit;

  before(async () => {
    [application, browser] = await Promise.all([startApplication({ processes: 2 }), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await application.end();
  });

  beforeEach(async () => {
    visited = await visit(browser, application.url);
    await visited.reaches('live-counter', 'live');
  });
  afterEach(() => visited.close());

  test('R5: a deploy is told, and what happened meanwhile is shown after it', async () => {
    await application.stop();
    await visited.reaches('live-status', 'reconnecting', 'unavailable');
    await visited.reaches('live-counter', 'reconnecting', 'stale');
    const orders = await order(application);
    await application.start();
    await visited.shows('live-counter[field=orders]', orders);
    await visited.reaches('live-counter', 'live');
  });

  test('R3: a process that is killed is no loss: its pages go on with the other one', async () => {
    for (const [, pid] of application.log.matchAll(/Worker 0 \(PID: (\d+)\)/g)) process.kill(Number(pid), 'SIGKILL');
    const orders = await order(application);
    await visited.shows('live-counter[field=orders]', orders);
    await visited.reaches('live-counter', 'live');
  });

  test('a database of messages that is locked for 10 s delays what is shown, and loses nothing', async () => {
    await application.ruby(LOCK);
    const since = performance.now();
    const orders = await order(application);
    assert.ok(performance.now() - since > 5_000, 'The message of the order waited for the lock.');
    await visited.shows('live-counter[field=orders]', orders);
    await visited.reaches('live-counter', 'live');
    await visited.shows('live-counter[field=orders]', await order(application));
  });

  test('R21: a server that lost its messages is deaf: within a minute the page says so, and is right', { timeout: 90_000 }, async () => {
    const rename = (from: string, to: string): Promise<unknown> =>
      application.ruby(`SolidCable::Message.connection.rename_table('${from}', '${to}'); nil`);
    const before = await application.ruby<number>('JobOrder.count');
    await visited.page.evaluate(() => {
      const [owner] = document.querySelectorAll('live-connection');
      owner?.connection?.status$.subscribe(({ channels }) => {
        if (channels.deaf > 0) Object.assign(globalThis, { isTold: true });
      });
    });
    await rename('solid_cable_messages', 'gone');
    try {
      // Without its table, nothing can be broadcast; the order is in the database all the same.
      await application.ruby(`begin; ${CREATE}; rescue StandardError; end; nil`);
      const orders = await application.ruby<number>('JobOrder.count');
      assert.equal(orders, before + 1);
      await visited.page.waitForFunction(
        (orders) => document.querySelector('live-counter[field=orders]')?.shadowRoot?.textContent.includes(orders),
        { timeout: 70_000 },
        orders.toLocaleString('en'),
      );
      await visited.page.waitForFunction(() => 'isTold' in globalThis, { timeout: 10_000 });
    } finally {
      await rename('gone', 'solid_cable_messages');
    }
    await visited.shows('live-counter[field=orders]', await order(application));
  });
});

suite('the Rails application over Redis', { skip: withoutRedis }, () => {
  let redis: Redis;
  let application: Application;
  let browser: Browser;
  let visited: Visit;

  before(async () => {
    redis = await startRedis();
    [application, browser] = await Promise.all([startApplication({ processes: 2, redis: redis.url }), launchBrowser()]);
    visited = await visit(browser, application.url);
    await visited.reaches('live-counter', 'live');
  });
  after(async () => {
    await visited.close();
    await browser.close();
    await application.end();
    await redis.end();
  });

  test(
    'R21: Redis away for 2 s leaves the server deaf: the page is right within a minute, and live after a deploy',
    { timeout: 150_000 },
    async () => {
      await redis.stop();
      // Without Redis, nothing can be broadcast; the order is in the database all the same.
      await application.ruby(`begin; ${CREATE}; rescue StandardError; end; nil`);
      await sleep(2_000);
      await redis.start();
      await visited.shows('live-counter[field=orders]', await count(application), 70_000);
      await application.stop();
      await application.start();
      await visited.shows('live-counter[field=orders]', await order(application));
      await visited.reaches('live-counter', 'live');
    },
  );
});
