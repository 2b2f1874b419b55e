import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from '../e2e/open-page.js';
import { type Application, startApplication } from './application.js';
import { type Visit, visit } from './visit.js';

/** The elements that follow a channel, without those that Turbo fills. */
const FOLLOWERS = 'live-counter, live-chart, live-ticker, live-progress, live-feed[channel]';

/** The pages, and whether the badge of each is about its cable, its Server-Sent Events or Turbo: it is live in any case. */
const PAGES = ['/', '/metrics', '/quotes', '/analytics', '/vitals', '/activities', '/server', '/job_orders'];

let application: Application;
let browser: Browser;

before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
});

after(async () => {
  await browser.close();
  await application.end();
});

/** Runs a test on a page, which must be without a fault at its end. */
async function on(path: string, check: (visited: Visit) => Promise<void>): Promise<void> {
  const visited = await visit(browser, application.url + path);
  try {
    await check(visited);
    assert.deepEqual(await visited.faults(), []);
  } finally {
    await visited.close();
  }
}

suite('the Rails application', () => {
  for (const path of PAGES) {
    test(`${path} is live, without a fault`, () =>
      on(path, async ({ page, reaches }) => {
        await reaches('live-status', 'live');
        if ((await page.$(FOLLOWERS)) !== null) await reaches(FOLLOWERS, 'live');
        const html = await (await fetch(application.url + path)).text();
        assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\s(src|nonce)=)/);
      }));
  }

  test('the dashboard shows an order of another process, in its totals and its list', () =>
    on('/', async ({ reaches, shows }) => {
      await reaches('live-counter', 'live');
      const orders = await application.ruby<number>(
        `JobOrder.create!(shop: Shop.first, book: Book.first, customer: 'Grace Hopper', source: 'web', copies: 3, amount: 30); JobOrder.count`,
      );
      await shows('live-counter[field=orders]', String(orders));
      await shows('#recent', 'Grace Hopper ordered 3 × Field Notes');
    }));

  test('the dashboard comes to what a minute of the simulation has made', () =>
    on('/', async ({ reaches, shows }) => {
      await reaches(FOLLOWERS, 'live');
      const totals = await application.ruby<Readonly<Record<string, number>>>(
        '60.times { |tick| ShopSimulator.new(Simulation.current.tap { |simulation| simulation.tick = tick }).step }; Metrics.totals',
      );
      for (const [field, total] of Object.entries(totals)) await shows(`live-counter[field=${field}]`, String(total));
      await reaches(FOLLOWERS, 'live');
    }));

  test('the metrics come to what the recurring job counts', () =>
    on('/metrics', async ({ shows }) => {
      const pending = await application.ruby<number>(
        `12.times { JobOrder.create!(shop: Shop.first, book: Book.first, customer: 'Bulk', source: 'web', copies: 1, amount: 1) }; JobOrder.pending.count`,
      );
      await shows('live-counter[field=pending_tasks]', String(pending));
    }));

  test('a price arrives by its message, by its own stream, and by a page refresh', () =>
    on('/quotes', async ({ reaches, shows }) => {
      await reaches('live-ticker', 'live');
      await reaches('live-status[watch]', 'live');
      await application.ruby(`Quote.find_by!(symbol: 'ACME').update!(price: '207.77'); nil`);
      await shows('#ticker', '207.77');
      await shows('#one-quote', '207.77');
      await shows('#refreshed', '207.77');
      // The page was morphed, and its elements go on.
      await reaches(FOLLOWERS, 'live');
    }));

  test('a metric that is not in the list is rejected', async () => {
    const identifier = JSON.stringify({ channel: 'AnalyticsChannel', stream: 'metric', metric: 'passwords' });
    const { status } = await fetch(`${application.url}/cablegram/snapshot?identifier=${encodeURIComponent(identifier)}`);
    assert.equal(status, 403);
  });

  test('an activity reaches everybody, its followers, and the list of Turbo', () =>
    on('/activities', async ({ page, reaches, shows }) => {
      await reaches('live-status', 'live');
      await page.waitForSelector('turbo-cable-stream-source[connected]');
      await application.ruby(
        `ada = User.first; ada.followed.first.activities.create!(verb: 'printed', object: 'a map'); (User.all - ada.followed).last.activities.create!(verb: 'hid', object: 'a map'); nil`,
      );
      for (const id of ['everybody', 'followed', 'activities']) await shows(`#${id}`, 'printed a map');
      for (const id of ['everybody', 'activities']) await shows(`#${id}`, 'hid a map');
      assert.ok(!(await page.$eval('#followed', (feed) => feed.textContent)).includes('hid a map'));
    }));

  test('an export is followed to its end, and a failed one to its second try', () =>
    on('/work', async ({ press, reaches, retry, shows }) => {
      await press('Start');
      await reaches('#print_exports live-progress', 'job-succeeded');
      await press('Start one that fails');
      await shows('#print_exports live-progress', 'font missing');
      const job = await application.ruby<string>(`PrintExport.last.job_id`);
      await retry(job);
      await reaches(`live-progress[entity="${job}"]`, 'job-succeeded');
      assert.equal(await application.ruby(`Cablegram::JobProgress.find_by(job_id: ${JSON.stringify(job)}).status`), 'succeeded');
    }));

  test('the dashboard counts an export that is started on it', () =>
    on('/', async ({ press, reaches, shows }) => {
      await reaches('live-counter', 'live');
      await press('Start one');
      await shows('live-counter[field=exports]', String(await application.ruby<number>('PrintExport.count')));
    }));

  test('an import is followed to its end', () =>
    on('/work', async ({ press, reaches }) => {
      await press('Import 600 rows');
      await reaches('#catalogue_imports live-progress', 'job-succeeded');
    }));

  test('a shop shows its own orders, and none of the other, also to the next person in the same tab', () =>
    on('/shop', async ({ page, reaches, shows, press }) => {
      const order = (shop: string, customer: string): Promise<unknown> =>
        application.ruby(
          `JobOrder.create!(shop: Shop.find_by!(name: '${shop}'), book: Book.first, customer: '${customer}', source: 'web', copies: 1, amount: 9); nil`,
        );
      const list = (): Promise<string> => page.$eval('live-feed', (feed) => feed.textContent);
      await page.click('button.person');
      await page.waitForSelector('live-feed');
      await reaches(FOLLOWERS, 'live');
      await order('Hilltop Books', 'Theirs');
      await order('Riverside Press', 'Ours');
      await shows('live-feed', 'Ours ordered');
      assert.ok(!(await list()).includes('Theirs'));
      await press('Sign out');
      assert.equal(await page.$('live-feed'), null);
      await page.click('form:last-of-type button.person');
      await page.waitForSelector('live-feed');
      await reaches(FOLLOWERS, 'live');
      await shows('live-feed', 'Theirs ordered');
      assert.ok(!(await list()).includes('Ours ordered'));
    }));

  test('a thousand messages come to the last one', () =>
    on('/flood', async ({ press, reaches, shows }) => {
      await press('Send 1,000 messages');
      await shows('#last', '1,000');
      await shows('#flood', 'Message 1000');
      await reaches(FOLLOWERS, 'live');
    }));

  test('a page of Turbo alone gets the order of another process', () =>
    on('/job_orders', async ({ reaches, shows }) => {
      await reaches('live-status', 'live');
      await application.ruby(
        `JobOrder.create!(shop: Shop.first, book: Book.first, customer: 'Alan Turing', source: 'web', copies: 2, amount: 20); nil`,
      );
      await shows('#job_orders', 'Alan Turing ordered 2 × Field Notes');
    }));

  test('a new process begins without a value for its processor, so that a chart draws no line from the process before it', async () => {
    const [first, second] = await application.ruby<readonly (number | null)[]>('2.times.map { ServerHealth.read[:cpu] }');
    assert.equal(first, null);
    assert.equal(typeof second, 'number');
  });

  test('the files of a page can be read, and no others', async () => {
    const [shown, hidden] = await Promise.all(
      ['app/models/quote.rb', 'config/database.yml'].map((file) => fetch(`${application.url}/source/${file}`)),
    );
    assert.deepEqual([shown?.status, hidden?.status], [200, 404]);
  });
});
