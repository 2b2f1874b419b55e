// @ts-check
// Builds the site into site-static/; with --catalogue also the catalogue of the elements, at /catalogue/ of it. Without, the site has no link to it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIfMissing } from './build-if-missing.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const withCatalogue = process.argv.includes('--catalogue');

/** @param {string} command @param {readonly string[]} args @param {Readonly<Record<string, string>>} env */
function run(command, args, env = {}) {
  const { status } = spawnSync('npx', ['--no-install', command, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

buildIfMissing();
run('vitepress', ['build', 'site'], withCatalogue ? { CATALOGUE: '/catalogue/' } : {});
if (withCatalogue) {
  const folder = 'site-static/catalogue';
  rmSync(`${root}${folder}`, { recursive: true, force: true });
  run('storybook', ['build', '-o', folder, '--quiet', '--loglevel', 'warn']);
  console.log('The catalogue is at /catalogue/ of the site.');
} else console.log('The site has no catalogue: npm run build:docs -- --catalogue builds it too, and links to it.');
