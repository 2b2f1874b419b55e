// @ts-check
// Builds everything into dist/: modules, types and the manifest side by side. What an earlier build left behind is removed at the end,
// so that at no time a page or a test finds half a package.
import { spawn } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const started = Date.now();
const steps = ['build:js', 'build:types', 'build:manifest'];
const failed = (await Promise.all(steps.map(run))).some((code) => code !== 0);
if (failed) process.exit(1);
removeOlder('dist');
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
function removeOlder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      removeOlder(path);
      if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
      // A second of grace, for file systems that count in whole seconds.
    } else if (statSync(path).mtimeMs < started - 1000) rmSync(path);
  }
}
