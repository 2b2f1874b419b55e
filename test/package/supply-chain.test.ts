import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { filesBelow, root } from './tarball.js';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

suite('what a page takes in with the package', () => {
  const manifest = read('package.json') as Readonly<Record<'dependencies' | 'scripts', Readonly<Record<string, string>>>>;
  const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  const shipped = locked.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);

  test('X11: needs six packages', () => {
    const six = ['@lit/context', '@rails/actioncable', '@shoelace-style/localize', 'lit', 'rxjs', 'uplot'];
    assert.deepEqual(Object.keys(manifest.dependencies).sort(), six);
    for (const name of six)
      assert.ok(
        shipped.some(([path]) => path === `node_modules/${name}`),
        name,
      );
  });

  test('X11: is published by a workflow without a token, after everything has passed, with provenance', () => {
    const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
    const runs = [...workflow.matchAll(/run: (.+)/g)].map(([, command]) => command);
    assert.deepEqual(runs.slice(3), ['.ci/run', 'npm audit --omit=dev', 'npm pack --dry-run', 'npm publish --provenance --access public']);
    assert.match(workflow, /id-token: write/);
    assert.doesNotMatch(workflow, /secrets\./);
  });

  test('X11: runs no script where it is installed, nor does what it needs', () => {
    const install = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
    assert.deepEqual(
      install.filter((name) => name in manifest.scripts),
      [],
    );
    assert.deepEqual(
      shipped.filter(([, { hasInstallScript }]) => hasInstallScript),
      [],
    );
  });

  test('X11: the lock file names exact versions with their hashes, and no addresses', () => {
    assert.ok(locked.length > 0);
    assert.deepEqual(
      locked.filter(([, { version, integrity, resolved }]) => !version || !integrity?.startsWith('sha512-') || resolved !== undefined),
      [],
    );
  });

  test('X11: the hashes of the files for a script tag are theirs', () => {
    const cdn = join(root, 'dist/cdn');
    const hashes = read('dist/cdn/integrity.json') as Readonly<Record<string, string>>;
    const scripts = filesBelow(cdn).filter((file) => file.endsWith('.js'));
    assert.ok(scripts.includes('cablegram.iife.js') && scripts.includes('cablegram.js'));
    const hashOf = (file: string): string =>
      createHash('sha384')
        .update(readFileSync(join(cdn, file)))
        .digest('base64');
    assert.deepEqual(hashes, Object.fromEntries(scripts.map((file) => [file, `sha384-${hashOf(file)}`])));
  });
});

suite('what is told of it', () => {
  test('X4: advises nowhere to let every origin in', () => {
    const folders = ['docs', 'examples', 'dist'].flatMap((folder) => filesBelow(join(root, folder)).map((file) => `${folder}/${file}`));
    const texts = ['README.md', 'CHANGELOG.md', 'custom-elements.json', ...folders].filter((file) =>
      /(\.md|\.json|\.html|\.d\.ts)$/.test(file),
    );
    assert.ok(texts.includes('docs/reliability.md') && texts.includes('dist/src/index.d.ts'));
    assert.deepEqual(
      texts.filter((file) => /disable_request_forgery_protection\s*=\s*true/.test(readFileSync(join(root, file), 'utf8'))),
      [],
    );
  });
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
