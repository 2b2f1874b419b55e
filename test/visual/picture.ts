import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Where the approved pictures are, and where a run writes those that differ. */
const APPROVED = fileURLToPath(new URL('pictures', import.meta.url));
export const FAILED = fileURLToPath(new URL('failed', import.meta.url));

/** The share of the pixels that may differ, since the edges of letters and lines differ a little from machine to machine. */
const TOLERANCE = 0.002;

/**
 * Compares a picture with the approved one of that name. If they differ, it writes the new picture and their difference to
 * `test/visual/failed`.
 *
 * @returns What differs, as a sentence; `undefined` if nothing does.
 */
export async function compare(name: string, taken: Buffer): Promise<string | undefined> {
  const file = join(APPROVED, `${name}.png`);
  if (!existsSync(file)) return fail(name, { '': taken }, 'has no approved picture');
  const [is, was] = [PNG.sync.read(taken), PNG.sync.read(await readFile(file))];
  if (is.width !== was.width || is.height !== was.height) {
    return fail(name, { '': taken }, `is ${is.width} × ${is.height} px instead of ${was.width} × ${was.height} px`);
  }
  const difference = new PNG({ width: is.width, height: is.height });
  const different = pixelmatch(is.data, was.data, difference.data, is.width, is.height, { threshold: 0.15 });
  if (different <= TOLERANCE * is.width * is.height) return undefined;
  return fail(name, { '': taken, '.difference': PNG.sync.write(difference) }, `differs in ${different} pixels`);
}

async function fail(name: string, pictures: Readonly<Record<string, Buffer>>, what: string): Promise<string> {
  for (const [suffix, picture] of Object.entries(pictures)) await save(join(FAILED, `${name}${suffix}.png`), picture);
  return `${name} ${what}: see test/visual/failed/${name}.png`;
}

/** Approves a picture: from now on, others are compared with it. */
export function approve(name: string, taken: Buffer): Promise<void> {
  return save(join(APPROVED, `${name}.png`), taken);
}

/** Removes the pictures that earlier runs wrote because they differ. */
export function forgetFailed(): Promise<void> {
  return rm(FAILED, { recursive: true, force: true });
}

async function save(file: string, picture: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, picture);
}
