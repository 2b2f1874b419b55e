import { parseArgs } from 'node:util';
import { buildIfMissing } from '../scripts/build-if-missing.mjs';
import { buildPage } from '../test/e2e/build-page.js';
import { heldStill, mount, MOUNTED, PAGE, weigh } from '../test/e2e/mounts.js';
import { launchBrowser, openPage } from '../test/e2e/open-page.js';

/**
 * Mounts each element ten thousand times, shows a message in it, removes it, and prints what is left: tsx bench/mounts.ts [--times 10000]
 *
 * The promise (R27): for each element, a heap within 500 kB of before, nearly the same number of nodes and listeners, and no element kept alive.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '10000' } } });
const times = Number(values.times);

buildIfMissing();
const [site, browser] = await Promise.all([buildPage(PAGE), launchBrowser()]);
const open = await openPage(browser, site);
try {
  for (const [name, html] of Object.entries(MOUNTED)) {
    // Warm up, so that both measurements include everything created on first use, such as optimised code.
    await mount(open.page, html, Math.min(times, 2_000));
    const before = await weigh(open.page);
    const began = performance.now();
    await mount(open.page, html, times);
    const seconds = (performance.now() - began) / 1000;
    const after = await weigh(open.page);
    const grown = after.heap - before.heap;
    const isWithin =
      grown <= 500_000 && after.nodes <= before.nodes + 10 && after.listeners <= before.listeners + 2 && (await heldStill(open.page)) === 0;
    const figures = [
      name.padEnd(16),
      `heap ${(grown / 1000).toFixed(0).padStart(5)} kB more, of ${(before.heap / 1e6).toFixed(1)} MB`,
      `nodes ${before.nodes} → ${after.nodes}`,
      `listeners ${before.listeners} → ${after.listeners}`,
      `${await heldStill(open.page)} held`,
      `${seconds.toFixed(0)} s`,
      isWithin ? 'within R27' : 'OVER R27',
    ];
    console.log(figures.join('  '));
    if (!isWithin) process.exitCode = 1;
  }
} finally {
  await open.close();
  await browser.close();
  await site.remove();
}
