import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { type DemoServer, startServer } from '../examples/server/server.js';
import { launchBrowser } from '../test/e2e/open-page.js';
import { buildIfMissing } from './build-if-missing.mjs';
import { drawWhy, type Sample } from './why-picture.js';

/**
 * Measures what a page with the stock client and a page with cablegram show of the same server under the same faults, and draws it:
 * tsx scripts/why.ts writes docs/why.svg. It takes two minutes.
 */
const SECONDS = 120;

/** The socket is closed, and refused for fifteen seconds. */
const STOP_AT = 10;
const STOP_FOR = 15;

/** The server keeps the socket open and sends pings, but delivers nothing any more. */
const DEAF_AT = 50;

/** What the page of the measurement exposes. */
interface Measured {
  readonly read: () => { readonly stock: Shown; readonly ours: Shown };
}

/** What a client has received, and what it says of itself. */
interface Shown {
  readonly count: number;
  readonly says: string;
}

/** Both clients in one page, each used as its guide says. Orders are counted by their ids. */
const PAGE = `
import { createConsumer } from '@rails/actioncable';
import { cable, createConnection, polling } from './dist/src/index.js';

// Not what the shop had before.
const note = ({ ids }, item) => item?.id?.startsWith('order-') && ids.add(item.id);

const stock = { ids: new Set(), says: 'connecting' };
createConsumer('/cable').subscriptions.create('ActivityChannel', {
  connected: () => (stock.says = 'connected'),
  disconnected: () => (stock.says = 'disconnected'),
  received: (body) => [body.data ?? body].flat().forEach((item) => note(stock, item)),
});

const ours = { ids: new Set(), says: 'connecting' };
const add = (message) => {
  if (message.type === 'snapshot') message.messages.forEach(add);
  else note(ours, message.body);
};
const connection = createConnection({ transports: [cable('/cable'), polling({ every: 5_000 })] });
connection.channel('ActivityChannel', {}, { snapshot: '/snapshots/activity.json', seq: 'seq' }).subscribe({
  message: add,
  status({ state, subscription, health, transport }) {
    const isLive = state === 'connected' && subscription === 'confirmed' && health === 'ok';
    ours.says = isLive ? (transport === 'polling' ? 'live by polling' : 'live') : 'may be old';
  },
});

const shown = ({ ids, says }) => ({ count: ids.size, says });
globalThis.measured = { read: () => ({ stock: shown(stock), ours: shown(ours) }) };
`;

buildIfMissing();
const server = await startServer({ rate: 0 });
const browser = await launchBrowser();
try {
  const page = await openBoth(server);
  writeFileSync(
    'docs/why.svg',
    drawWhy(await measure(page, server), { stopAt: STOP_AT, stopFor: STOP_FOR, deafAt: DEAF_AT, seconds: SECONDS }),
  );
} finally {
  await browser.close();
  await server.close();
}

async function openBoth({ url }: DemoServer): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
  });
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.goto(`${url}/snapshots/activity.json`);
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  await page.waitForFunction(() => {
    const { stock, ours } = (globalThis as unknown as { readonly measured: Measured }).measured.read();
    return stock.says === 'connected' && ours.says === 'live';
  });
  return page;
}

/** Publishes one order a second, and reads both clients just before the next one. */
async function measure(page: Page, server: DemoServer): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  for (let second = 0; second <= SECONDS; second += 1) {
    if (second === STOP_AT) server.fault('stop', { for: STOP_FOR * 1_000 });
    if (second === DEAF_AT) server.fault('deaf');
    server.publish({ channel: 'ActivityChannel' }, { id: `order-${second}`, actor: 'Ada', verb: 'ordered', object: 'Sonnets' });
    await new Promise((resolve) => setTimeout(resolve, start + (second + 1) * 1_000 - 100 - performance.now()));
    const { stock, ours } = await page.evaluate(() => (globalThis as unknown as { readonly measured: Measured }).measured.read());
    const sent = second + 1;
    samples.push({ stock: { missing: sent - stock.count, says: stock.says }, ours: { missing: sent - ours.count, says: ours.says } });
    process.stdout.write(
      `\r${second} s of ${SECONDS}: ${sent} orders; the stock client shows ${stock.count} (${stock.says}), cablegram ${ours.count} (${ours.says})  `,
    );
  }
  process.stdout.write('\n');
  return samples;
}
