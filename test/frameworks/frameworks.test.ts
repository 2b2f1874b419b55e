import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { type DemoServer, startServer } from '../../examples/server/server.js';
import { launchBrowser } from '../e2e/open-page.js';
import { type Example, EXAMPLES } from './examples.js';
import { type Front, startFront } from './front.js';
import { FOLLOWED, LivePage } from './live-page.js';
import { type Project, Workshop } from './project.js';

/** The examples that are wanted, separated by commas; without it, all. */
const wanted = process.env['FRAMEWORKS']?.split(',');
const MISSED = 'WebSocket connection to';

let workshop: Workshop;
let browser: Browser;
before(async () => {
  workshop = await Workshop.open();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await workshop?.close();
});

for (const example of EXAMPLES.filter(({ name }) => wanted === undefined || wanted.includes(name)))
  suite(example.name, () => drive(example));

function drive({ name, built, mistakes, development, isStrict = false, follows = false, isRendered = false }: Example): void {
  let project: Project;
  let server: DemoServer;
  let front: Front;
  let page: LivePage;

  before(async () => {
    project = await workshop.copy(name);
    server = await startServer({ rate: 0 });
  });
  after(async () => {
    await page?.close();
    await front?.close();
    await server.close();
    await project.remove();
  });

  async function open(folder: string): Promise<void> {
    await page?.close();
    await front?.close();
    front = await startFront({ cablePort: server.port, folder: join(project.folder, folder), isStrict });
    page = await LivePage.open(browser, front.url, server);
  }

  test(`${name}: installs beside its framework`, async () => {
    assert.doesNotMatch(await project.install(), /ERESOLVE|peer/i);
  });

  test(`${name}: passes its type check`, async () => {
    await project.run('check');
  });

  test(`${name}: fails its type check for a wrong attribute and for a wrong event`, async () => {
    const output = await project.runWith(mistakes, 'check');
    for (const { wrong, reported } of mistakes)
      assert.ok(
        output.includes(reported),
        `Nothing is said of ${wrong}:
${output}`,
      );
  });

  test(`${name}: builds, and is live: figures, chart, progress, and an item in the markup of the example`, async () => {
    await project.run('build');
    await open(built);
    await page.untilLive();
    assert.deepEqual(page.subscriptions, FOLLOWED);
    publishOrders(server, 123_456);
    await page.untilOrders(123_456);
    publishItem(server, 1, 'Ada <i>Lovelace</i>');
    assert.equal(await page.untilItem('Ada <i>Lovelace</i>'), 1);
    server.publish({ channel: 'ServerHealthChannel' }, { cpu: 98.7 });
    await page.untilProgress('99%');
    if (follows) await page.untilFollowed('98.7', 'live');
    assert.deepEqual(await page.chartLines(), ['Web', 'Counter']);
    assert.deepEqual(page.console, []);
  });

  if (isRendered)
    test(`${name}: has the elements in its HTML, with objects as JSON`, async () => {
      const html = await readFile(join(project.folder, built, 'index.html'), 'utf8');
      const params = [...html.matchAll(/<live-counter[^>]* params="([^"]*)"/g)].map(([, text = '']) => text.replaceAll('&quot;', '"'));
      assert.deepEqual(params, ['{"metric":"orders"}', '{"metric":"revenue"}']);
      assert.doesNotMatch(html, /\[object Object\]/);
    });

  test(`${name}: says that the connection is lost, and then shows what was sent meanwhile`, async () => {
    server.fault('stop');
    await page.untilLost();
    if (follows) await page.untilFollowed('98.7', 'reconnecting');
    publishOrders(server, 234_567);
    server.fault('start');
    await page.untilLive();
    await page.untilOrders(234_567);
    assert.deepEqual(
      page.console.filter((line) => !line.includes(MISSED)),
      [],
    );
    page.console.length = 0;
  });

  test(`${name}: follows everything once after it was unmounted and mounted within a moment`, async () => {
    await page.press(4);
    await page.untilLive();
    assert.deepEqual(page.subscriptions, FOLLOWED);
    publishItem(server, 2, 'Grace Hopper');
    assert.equal(await page.untilItem('Grace Hopper'), 1);
    assert.equal(page.openSockets, 1);
    assert.deepEqual(page.doubled, []);
  });

  test(`${name}: leaves nothing when it is unmounted: no subscription, no socket, no element`, async () => {
    await page.press();
    await page.untilGone();
    // A framework may keep what it unmounted last until it renders again.
    for (const tag of ['live-feed', 'live-status', 'live-chart']) assert.ok((await page.held(tag)) <= 1, `${tag} is held.`);
    await page.press();
    await page.untilLive();
    assert.deepEqual(page.subscriptions, FOLLOWED);
    assert.deepEqual(page.console, []);
  });

  if (development !== undefined)
    test(`${name}: has no warning in development, and follows everything once`, async () => {
      await project.run('build', ...development);
      await open('dist-development');
      await page.untilLive();
      publishOrders(server, 345_678);
      await page.untilOrders(345_678);
      assert.deepEqual(page.subscriptions, FOLLOWED);
      assert.equal(page.openSockets, 1);
      assert.deepEqual(page.doubled, []);
      assert.deepEqual(page.console.filter(isWarning), []);
    });
}

/** What React, Vue and Lit say of themselves in development is no warning. */
function isWarning(line: string): boolean {
  return !/^(debug|info|log): /.test(line) && !line.includes('Lit is in dev mode');
}

function publishOrders(server: DemoServer, value: number): void {
  server.publish(
    { channel: 'AnalyticsChannel', metric: 'orders' },
    { type: 'datapoint', metric: 'orders', value, timestamp: new Date().toISOString() },
  );
}

function publishItem(server: DemoServer, number: number, actor: string): void {
  const body = { id: `activity-of-test-${number}`, actor, verb: 'ordered', object: '9 × Sonnets', at: new Date().toISOString() };
  server.publish({ channel: 'ActivityChannel' }, body);
}
