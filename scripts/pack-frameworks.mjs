// @ts-check
// Packs cablegram for the examples in examples/frameworks, as npm would publish it: examples/frameworks/cablegram.tgz
import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfMissing } from './build-if-missing.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packs into a folder, as `cablegram.tgz`. @param {string} folder */
export function packInto(folder) {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  const [{ filename } = { filename: '' }] = /** @type {{ filename: string }[]} */ (JSON.parse(packed));
  renameSync(join(folder, filename), join(folder, 'cablegram.tgz'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    buildIfMissing();
    packInto(join(root, 'examples/frameworks'));
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
