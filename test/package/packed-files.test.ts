import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { filesBelow, installTarball, type Installed } from './tarball.js';

/** Everything that the package may hold, by the beginning or the whole of a path. */
const ALLOWED = [
  /^(package\.json|README\.md|LICENSE|custom-elements\.json)$/,
  /^bin\/[\w-]+\.mjs$/,
  /^docs\/[\w/-]+\.md$/,
  /^dist\/(vscode\.(html|css)-custom-data|web-types)\.json$/,
  /^dist\/cdn\/(LICENSES\.txt|integrity\.json|[\w./-]+\.js(\.map)?)$/,
  /^dist\/(development\/)?(src|components)\/[\w./-]+\.(js|js\.map|d\.ts|d\.ts\.map)$/,
];

/** What people open, and what each must stand beside. */
const NEEDED = [
  'README.md',
  'LICENSE',
  'docs/errors.md',
  'docs/api.md',
  'docs/versioning.md',
  'custom-elements.json',
  'dist/cdn/LICENSES.txt',
];

/** What a page loads first of the files for a script tag. */
const BUNDLES = ['cablegram.js', 'cablegram.iife.js', 'autoload.js'];

suite('the packed package', () => {
  let installed: Installed;
  let files: readonly string[];
  before(() => {
    installed = installTarball();
    files = filesBelow(installed.folder);
  });
  after(() => installed.remove());

  test('X11: holds what is meant to be published, and nothing else', () => {
    assert.ok(files.length > 100);
    assert.deepEqual(
      files.filter((file) => !ALLOWED.some((allowed) => allowed.test(file))),
      [],
    );
    assert.deepEqual(
      NEEDED.filter((file) => !files.includes(file)),
      [],
    );
  });

  test('has no address of the machine that built it', () => {
    const home = process.cwd();
    const texts = files.filter((file) => /\.(js|map|json|ts|md|mjs)$/.test(file));
    assert.deepEqual(
      texts.filter((file) => readFileSync(join(installed.folder, file), 'utf8').includes(home)),
      [],
    );
  });

  test('names the licences of what is in a bundle, at its top and in full beside it', () => {
    const licences = readFileSync(join(installed.folder, 'dist/cdn/LICENSES.txt'), 'utf8');
    for (const bundle of BUNDLES) {
      const banner = /^\/\*![^]*?\*\//.exec(readFileSync(join(installed.folder, 'dist/cdn', bundle), 'utf8'))?.[0] ?? '';
      assert.match(banner, /Full texts: LICENSES\.txt/, bundle);
      const packages = [...banner.matchAll(/((?:@[\w-]+\/)?[\w-]+) (\d+\.\d+\.\d+)(?=[,:])/g)].map(([text]) => text);
      for (const name of packages.filter((text) => !text.startsWith('cablegram'))) assert.ok(licences.includes(name), `${bundle}: ${name}`);
    }
  });
});
