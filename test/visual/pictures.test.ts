import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../e2e/open-page.js';
import { approve, compare, forgetFailed } from './picture.js';
import type { Shown } from './show-story.js';
import { buildStoryPage } from './story-page.js';

/** In what a story is looked at. */
interface Mode {
  readonly width?: number;
  readonly dir?: 'rtl';
  readonly media?: 'print';
  readonly features?: Readonly<Record<string, string>>;
}

const MODES: Readonly<Record<string, Mode>> = {
  light: {},
  dark: { features: { 'prefers-color-scheme': 'dark' } },
  narrow: { width: 320 },
  rtl: { dir: 'rtl' },
  forced: { features: { 'forced-colors': 'active' } },
  reduced: { features: { 'prefers-reduced-motion': 'reduce' } },
  print: { media: 'print' },
};

/** The stories that are looked at in every mode. The other stories are looked at in light only. */
const IN_EVERY_MODE = [
  'live-chart/Gap',
  'live-counter/States',
  'live-feed/Gap',
  'live-notice/Severities',
  'live-pause/Paused',
  'live-progress/AllStates',
  'live-status/WithDetails',
  'live-ticker/Table',
];

declare const showStory: (shown: Shown) => Promise<void>;
declare const storyIds: readonly string[];

/** `UPDATE_PICTURES=1 npm run test:visual` approves what the stories look like now. Look at each picture before you commit it. */
const updates = process.env['UPDATE_PICTURES'] === '1';

const [site, browser] = await Promise.all([buildStoryPage(), launchBrowser('--disable-lcd-text')]);
after(async () => {
  await browser.close();
  await site.remove();
});
await forgetFailed();

await suite('stories', async () => {
  for (const id of await inPage(MODES['light'] ?? {}, (page) => page.evaluate(() => storyIds))) {
    test(`${id} looks as approved`, async () => {
      const differences: (string | undefined)[] = [];
      for (const [name, mode] of Object.entries(MODES)) {
        if (name !== 'light' && !IN_EVERY_MODE.includes(id)) continue;
        const taken = await inPage(mode, (page) => takePicture(page, id, mode));
        if (updates) await approve(`${id}.${name}`, taken);
        else differences.push(await compare(`${id}.${name}`, taken));
      }
      assert.deepEqual(differences.filter(Boolean), []);
    });
  }
});

async function takePicture(
  page: Page,
  id: string,
  { dir = 'ltr', media }: { readonly dir?: string; readonly media?: string },
): Promise<Buffer> {
  await page.evaluate((shown) => showStory(shown), { id, dir, print: media === 'print' });
  return Buffer.from(await page.screenshot({ fullPage: true }));
}

/** Opens the page anew, so that no story finds anything of the one before. */
async function inPage<Result>({ width = 800, media, features = {} }: Mode, run: (page: Page) => Promise<Result>): Promise<Result> {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width, height: 200 });
    await page.emulateTimezone('Europe/Berlin');
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {
      media: media ?? 'screen',
      features: Object.entries({ 'prefers-color-scheme': 'light', ...features }).map(([name, value]) => ({ name, value })),
    });
    await page.goto(site.url);
    return await run(page);
  } finally {
    await page.close();
  }
}
