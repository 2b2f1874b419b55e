import { after, before, suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Browser } from 'puppeteer-core';
import type { Site } from '../../scripts/site.js';
import { buildPage } from './build-page.js';
import { launchBrowser, openPage, type OpenPage } from './open-page.js';

/** A page that has a consumer of its own, with a subscription of its own, and hands it to cablegram. */
const SCRIPT = `
import { createConsumer as actionCable } from '@rails/actioncable';
import { createConsumer as anyCable } from '@anycable/web';
import { adopt, createConnection } from 'cablegram';

const heard = [], bodies = [], shared = [], states = [];
let toldAt, lastHeardAt;
globalThis.sockets = [];
globalThis.sent = [];
const { WebSocket } = globalThis;
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (frame) {
  if (!sockets.includes(this)) sockets.push(this);
  sent.push(frame);
  send.call(this, frame);
};
const consumer = (location.search === '?anycable' ? anyCable : actionCable)();
consumer.subscriptions.create({ channel: 'DemoChannel', stream: 'host' }, {
  connected: () => heard.push('connected'),
  disconnected: () => heard.push('disconnected'),
  received: (body) => heard.push(body),
});
const connection = createConnection({ transports: [adopt(consumer)] });
connection.status$.subscribe(({ state }) => states.at(-1) === state || (states.push(state), toldAt = Date.now(), lastHeardAt = connection.lastHeardAt));
connection.channel('DemoChannel', { stream: 'ours' }).bodies$.subscribe((body) => bodies.push(body));
connection.channel('DemoChannel', { stream: 'host' }).bodies$.subscribe((body) => shared.push(body));
globalThis.told = () => ({
  heard, bodies, shared, sockets: sockets.length, states, toldAt, lastHeardAt, confirmed: connection.status.channels.confirmed,
  subscribes: sent.filter((frame) => frame.includes('"subscribe"')).length,
});
`;

interface Told {
  readonly heard: readonly unknown[];
  readonly bodies: readonly unknown[];
  readonly shared: readonly unknown[];
  readonly sockets: number;
  readonly states: readonly string[];
  /** When the last of the states was told, and when the server was last heard by then, in epoch ms. */
  readonly toldAt: number;
  readonly lastHeardAt: number;
  readonly confirmed: number;
  readonly subscribes: number;
}

suite("a page's own consumer, in Chromium", () => {
  let browser: Browser;
  let site: Site;

  before(async () => {
    [site, browser] = await Promise.all([buildPage({ script: SCRIPT }), launchBrowser()]);
  });

  after(async () => {
    await Promise.all([browser.close(), site.remove()]);
  });

  for (const name of ['@rails/actioncable', '@anycable/web']) {
    const isAnyCable = name === '@anycable/web';

    /** Opens the page, and waits until both it and we are confirmed. */
    async function withPage(run: (page: OpenPage, told: () => Promise<Told>) => Promise<void>): Promise<void> {
      const opened = await openPage(browser, site, { path: isAnyCable ? '/?anycable' : '/' });
      const told = (): Promise<Told> => opened.page.evaluate(() => (globalThis as unknown as { told: () => Told }).told());
      try {
        await until(told, ({ confirmed, heard }) => confirmed === 2 && heard.includes('connected'), 20_000);
        await run(opened, told);
        assert.deepEqual(
          opened.console.filter((line) => line.startsWith('uncaught')),
          [],
        );
      } finally {
        await opened.close();
      }
    }

    test(`${name}: one socket serves both, nothing is asked for twice, and each hears each message once`, () =>
      withPage(async ({ server }, told) => {
        server.broadcast('demo:host', 1);
        server.broadcast('demo:ours', 2);
        const { heard, bodies, shared, sockets, subscribes } = await until(told, (now) => now.bodies.length > 0 && now.heard.length > 1);
        assert.deepEqual([heard, bodies, shared, sockets, subscribes], [['connected', 1], [2], [1], 1, 2]);
      }));

    test(`R1: ${name}: a loss is told, and both are live again by one new socket`, () =>
      withPage(async ({ server }, told) => {
        server.fault('drop');
        const { heard, sockets, states } = await until(told, (now) => now.confirmed === 2 && now.heard.length === 3, 20_000);
        assert.deepEqual([heard, sockets], [['connected', 'disconnected', 'connected'], 2]);
        assert.deepEqual(states.slice(-3), ['connected', 'reconnecting', 'connected']);
      }));

    test(`R2: ${name}: a half-open socket is told within 7 s of the last byte, and the page is nudged, once`, () =>
      withPage(async ({ server }, told) => {
        server.fault('freeze', { for: 12_000 });
        const { toldAt, lastHeardAt } = await until(told, ({ states }) => states.at(-1) === 'reconnecting', 11_000);
        assert.ok(toldAt - lastHeardAt <= 7_000, `told after ${toldAt - lastHeardAt} ms`);
        await until(told, ({ confirmed, sockets }) => sockets === 2 && confirmed === 2, 30_000);
        server.broadcast('demo:host', 'live');
        const { sockets } = await until(told, ({ heard, shared }) => heard.includes('live') && shared.includes('live'));
        assert.equal(sockets, 2);
      }));
  }
});

async function until(told: () => Promise<Told>, holds: (told: Told) => boolean, within = 10_000): Promise<Told> {
  let last = await told();
  for (const end = performance.now() + within; !holds(last); last = await told()) {
    assert.ok(performance.now() < end, `It did not hold within ${within} ms: ${JSON.stringify(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return last;
}
