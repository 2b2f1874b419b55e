// @ts-check
// Builds everything into dist/: modules, types and the manifest side by side. Files of an earlier build are removed at the end,
// so that a page or a test never finds half a package. Then dist/cdn/integrity.json is written: the script tag's files with the
// hashes for a page's integrity attributes.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const started = Date.now();
const steps = ['build:js', 'build:types', 'build:manifest'];
const failed = (await Promise.all(steps.map(run))).some((code) => code !== 0);
if (failed) process.exit(1);
removeOlder('dist');
writeIntegrity('dist/cdn');
console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);

/** @param {string} step @returns {Promise<number>} */
function run(step) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', step], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (/** @type {Buffer} */ text) => (output += text.toString()));
    child.on('close', (code) => {
      if (code !== 0) console.error(`npm run ${step} failed:\n${output}`);
      resolve(code ?? 1);
    });
  });
}

/** @param {string} folder */
function writeIntegrity(folder) {
  const hashes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => [
      name,
      `sha384-${createHash('sha384')
        .update(readFileSync(join(folder, name)))
        .digest('base64')}`,
    ]);
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

/** @param {string} folder */
function removeOlder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      removeOlder(path);
      if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
      // Allow a second, for file systems that store whole seconds.
    } else if (statSync(path).mtimeMs < started - 1000) rmSync(path);
  }
}
