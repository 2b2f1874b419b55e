// @ts-check
// Builds dist/ if it is missing or older than its sources. Run it, or import `buildIfMissing`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'components', 'rollup.config.ts', 'tsconfig.json', 'tsconfig.build.json', 'custom-elements-manifest.config.mjs'];

/** Throws if the build fails. */
export function buildIfMissing() {
  if (isFresh()) return;
  console.log('dist/ is missing or older than its sources: building it.');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed; see above.');
}

function isFresh() {
  // The last file that each step writes.
  const built = [
    'dist/src/index.js',
    'dist/src/index.d.ts',
    'dist/cdn/cablegram.iife.js',
    'dist/cdn/integrity.json',
    'custom-elements.json',
  ].map((file) => join(root, file));
  if (!built.every((file) => existsSync(file))) return false;
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return sources.every((source) => newest(join(root, source)) <= oldest);
}

/** The last change below a path. Folders count too: a removed file only shows there. @param {string} path @returns {number} */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    buildIfMissing();
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
