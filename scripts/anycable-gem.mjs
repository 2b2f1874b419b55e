// @ts-check
// Installs AnyCable's server, which the gem `anycable-thruster` brings as one program for Linux and macOS.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const VERSION = '0.1.27';

const folder = fileURLToPath(new URL('../node_modules/.cache/anycable', import.meta.url));

/** How long the installation may take, in ms. The gem is 24 MB. */
const INSTALL_WITHIN = 180_000;

/**
 * Installs the gem if it is missing. Returns its folder, or in `missing` why it cannot be had.
 *
 * @returns {{ folder: string, missing?: undefined } | { missing: string }}
 */
export function provideAnyCable() {
  if (isInstalled()) return { folder };
  if (spawnSync('gem', ['--version'], { stdio: 'ignore' }).status !== 0) return { missing: 'Ruby with `gem`' };
  console.log(`Installing AnyCable: the gem anycable-thruster ${VERSION}, 24 MB.`);
  const install = ['install', '--no-document', '--install-dir', folder, 'anycable-thruster', '-v', VERSION];
  spawnSync('gem', install, { stdio: ['ignore', 'ignore', 'inherit'], timeout: INSTALL_WITHIN });
  return isInstalled() ? { folder } : { missing: `the gem anycable-thruster ${VERSION}` };
}

function isInstalled() {
  return existsSync(join(folder, 'bin/thrust')) && existsSync(join(folder, 'specifications')) && runs();
}

/** Whether there is a program for this computer. */
function runs() {
  return (
    spawnSync(join(folder, 'bin/thrust'), ['true'], { stdio: 'ignore', env: { ...process.env, GEM_HOME: folder }, timeout: 5_000 })
      .error === undefined
  );
}
