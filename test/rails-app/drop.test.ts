// Every page of the application loses its server while its data changes. Ten seconds after it is back, it shows what a page that was just
// opened shows. (A half-open link ends the same way, but first the elements are stale for as long as the browser tries its dead sockets.)
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launchBrowser } from '../e2e/open-page.js';
import { FaultProxy } from '../support/fault-proxy/fault-proxy.js';
import { type Application, startApplication } from './application.js';
import { PATIENCE, visit } from './visit.js';

/** Few at a time, since a browser opens one socket to a host after the other, and waits longer after each refusal. */
const GROUPS = [
  ['/', '/work', '/quotes'],
  ['/activities', '/job_orders', '/metrics'],
  ['/analytics', '/server', '/flood'],
];

/** How long a page has after its connection is back, in ms. */
const RIGHT_WITHIN = 10_000;

/** What changes while the pages are away, one of each kind: 20 orders, prices, activities, a job, points of charts, a flood. */
const CHANGES = `
  20.times { |n| JobOrder.create!(shop: Shop.first, book: Book.first, customer: "Away #{n}", source: 'web', copies: 1, amount: 1) }
  Quote.find_each { |quote| quote.update!(price: quote.price + 1) }
  User.find_each { |user| user.activities.create!(verb: 'printed', object: 'a map') }
  20.times { |n| AnalyticsService.publish(Random.new(n)) }
  Cablegram.broadcast(:metrics) { Metrics.current }
  Flood.create!(size: 100)
  PrintExport.create!(book: Book.first, pages: 3, broken: false)
  nil`;

suite('the Rails application after a drop', () => {
  let application: Application;
  let proxy: FaultProxy;
  let browser: Browser;

  before(async () => {
    [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
    proxy = await FaultProxy.start({ to: application.url });
  });
  after(async () => {
    await browser.close();
    await proxy.end();
    await application.end();
  });

  for (const paths of GROUPS) {
    test(`${paths.join(', ')} are right ten seconds after they are back`, { timeout: 120_000 }, async () => {
      const visits = await Promise.all(paths.map((path) => visit(browser, proxy.url + path)));
      for (const { reaches } of visits) await reaches('live-status', 'live', 'restored');
      proxy.refuse();
      proxy.reset();
      for (const { reaches } of visits) await reaches('live-status', 'reconnecting', 'unavailable');
      await application.ruby(CHANGES);
      const jobsEnded = `100.times { break if Cablegram::JobProgress.last&.ended?; sleep 0.1 }`;
      await application.ruby(`ActiveRecord::Base.uncached { ${jobsEnded} }; nil`);
      proxy.accept();
      for (const { reaches } of visits) await reaches('live-status', 'live', 'restored', 'polling', 'unknown');
      // Turbo's own consumer returns by its own clock. Until then, the lists that it fills are marked.
      const isUnmarked = (): boolean =>
        [...document.querySelectorAll('live-feed')].every((feed) => !feed.matches(':is(:state(stale), :state(reconnecting))'));
      for (const { page } of visits) await page.waitForFunction(isUnmarked, { timeout: PATIENCE });
      const deadline = Date.now() + RIGHT_WITHIN;
      const wrong: string[] = [];
      for (const [index, path] of paths.entries()) {
        const fresh = await visit(browser, application.url + path);
        await fresh.reaches('live-status', 'live');
        const isSame = async (): Promise<boolean> => (await textOf(visits[index]?.page)) === (await textOf(fresh.page));
        let isRight = await isSame();
        // Each look is a round trip to both pages, so this loop needs no pause.
        while (!isRight && Date.now() < deadline) isRight = await isSame();
        if (!isRight) wrong.push(`${path}: ${await textOf(visits[index]?.page)}\n instead of ${await textOf(fresh.page)}`);
        await fresh.close();
      }
      for (const { close } of visits) await close();
      assert.deepEqual(wrong, []);
    });
  }
});

/** What the elements show, without ages and changes since the page was opened. */
async function textOf(page: Page | undefined): Promise<string> {
  const shown = await page?.evaluate(() => {
    const texts: string[] = [];
    const add = (element: Element, ...found: (Element | null | undefined)[]): void => {
      const words = found.map((part) => {
        const copy = part?.cloneNode(true);
        if (copy instanceof Element) copy.querySelectorAll('time, live-time, [part~="time"], template').forEach((age) => age.remove());
        return copy?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      });
      texts.push(`${element.localName}#${element.id} ${words.join(' | ')}`);
    };
    for (const counter of document.querySelectorAll('live-counter')) {
      const value = counter.shadowRoot?.querySelector('[part~="value"]')?.textContent.trim();
      // Until its first change, a counter leaves the server's own text in place.
      texts.push(`live-counter#${counter.id} ${[value, counter.textContent].find(Boolean)?.replaceAll(/[^\d.,]/g, '')}`);
    }
    for (const feed of document.querySelectorAll('live-feed'))
      add(feed, ...[...feed.querySelectorAll(':scope > article:not([hidden])')].slice(0, 20));
    for (const job of document.querySelectorAll('article:not([hidden]) > live-progress'))
      add(job, ...(job.shadowRoot?.querySelectorAll('[part~="label"], [part~="value"]') ?? []));
    for (const ticker of document.querySelectorAll('live-ticker'))
      add(ticker, ...(ticker.shadowRoot?.querySelectorAll('[part~="price"]') ?? []));
    return texts;
  });
  return shown?.join('\n') ?? '';
}
