import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../e2e/open-page.js';
import { furtherModesOf, LIGHT, type Mode } from './modes.js';
import { approve, compare, forgetFailed } from './picture.js';
import { missingInManifest, notePublicFace, publicFaceShown } from './public-face.js';
import type { Shown } from './show-story.js';
import { buildStoryPage } from './story-page.js';
import { smallTargets } from './targets.js';
import { approvedTree, approveTree, textOf } from './tree.js';

declare const showStory: (shown: Shown) => Promise<void>;
declare const storyIds: readonly string[];

/** `UPDATE=1 npm run test:visual` approves what the stories are now. Look at each picture and each tree before you commit it. */
const updates = process.env['UPDATE'] === '1';

const [site, browser] = await Promise.all([buildStoryPage(), launchBrowser('--disable-lcd-text')]);
after(async () => {
  await browser.close();
  await site.remove();
});
await forgetFailed();

await suite('stories', async () => {
  for (const id of await inPage(LIGHT, (page) => page.evaluate(() => storyIds))) {
    test(`${id} looks and reads as approved`, async () => {
      const [picture, tree, small, face] = await inPage(LIGHT, async (page) => [
        await takePicture(page, id, LIGHT),
        textOf(await snapshotOf(page)),
        await page.evaluate(smallTargets),
        await page.evaluate(publicFaceShown),
      ]);
      assert.deepEqual(small, []);
      assert.deepEqual(missingInManifest(face), [], 'The manifest does not name it.');
      if (updates) await approveTree(id, tree);
      assert.equal(tree, await approvedTree(id));
      const differences = [await check(`${id}.light`, picture)];
      for (const [name, mode] of furtherModesOf(id)) {
        differences.push(await check(`${id}.${name}`, await inPage(mode, (page) => takePicture(page, id, mode))));
      }
      assert.deepEqual(differences.filter(Boolean), []);
    });
  }
});

async function check(name: string, picture: Buffer): Promise<string | undefined> {
  if (!updates) return compare(name, picture);
  await approve(name, picture);
  return undefined;
}

async function takePicture(page: Page, id: string, { dir, media }: Mode): Promise<Buffer> {
  await page.evaluate((shown) => showStory(shown), { id, dir: dir ?? 'ltr', print: media === 'print' });
  return Buffer.from(await page.screenshot({ fullPage: true }));
}

async function snapshotOf(page: Page) {
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  if (!tree) throw new Error('The page has no accessibility tree.');
  return tree;
}

/** Opens the page anew, so that no story finds anything of the one before. */
async function inPage<Result>({ width = 800, media, features = {} }: Mode, run: (page: Page) => Promise<Result>): Promise<Result> {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width, height: 200 });
    await page.emulateTimezone('Europe/Berlin');
    // What tsx compiles calls this for each function with a name, in the page too.
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
    await page.evaluateOnNewDocument(notePublicFace);
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
