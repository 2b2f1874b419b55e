import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { filesBelow, installTarball, root, type Installed } from './tarball.js';

suite('the package', () => {
  let installed: Installed;
  before(() => {
    installed = installTarball();
  });
  after(() => installed.remove());

  test('holds every file that its export map names', () => {
    const files = new Set(filesBelow(installed.folder));
    for (const { specifier, file, development, types } of installed.published) {
      for (const named of [file, development, types]) assert.ok(named === undefined || files.has(named), `${specifier} names ${named}`);
      assert.equal(development === undefined, types === undefined, `${specifier} has both builds if it is a module`);
    }
  });

  test('publishes each element as a class and as a registration', () => {
    const names = installed.published.map(({ specifier }) => specifier);
    const elements = filesBelow(join(root, 'components/define')).flatMap((file) => /^(live-.*)\.ts$/.exec(file)?.[1] ?? []);
    assert.ok(elements.length > 0);
    for (const element of elements)
      for (const entry of ['components', 'define']) assert.ok(names.includes(`cablegram/${entry}/${element}.js`), `${entry}/${element}.js`);
  });

  test('imports in Node, without a DOM, by every published path', () => {
    const modules = modulesOf(installed).map(({ specifier }) => specifier);
    assert.ok(modules.length > 0);
    writeFileSync(
      join(installed.project, 'imports.js'),
      `for (const path of ${JSON.stringify(modules)}) await import(path).catch((error) => { throw new Error(path, { cause: error }); });`,
    );
    const { status, stderr } = spawnSync(process.execPath, ['imports.js'], { cwd: installed.project, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '', 'an import warns of nothing');
    const development = spawnSync(process.execPath, ['--conditions=development', 'imports.js'], {
      cwd: installed.project,
      encoding: 'utf8',
    });
    assert.equal(development.status, 0, development.stderr);
  });

  test('renders the hooks of a component on a server, where nothing is followed', () => {
    symlinkSync(join(root, 'node_modules/react-dom'), join(installed.project, 'node_modules/react-dom'), 'dir');
    writeFileSync(
      join(installed.project, 'server.js'),
      `import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { useChannel, useConnection, useStatus } from 'cablegram/react';

function Orders() {
  const { data, freshness } = useChannel('OrdersChannel', { shop: 7 }, { snapshot: '/orders.json', initial: 3, reduce: () => 4 });
  const { state } = useStatus(useConnection());
  return [data, freshness, state].join(' ');
}
console.log(renderToString(createElement(Orders)));`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, ['server.js'], { cwd: installed.project, encoding: 'utf8' });
    assert.deepEqual([stdout.trim(), stderr], ['3 idle idle', '']);
  });

  test('warns about a misspelt option in development only', () => {
    writeFileSync(
      join(installed.project, 'misspelt.js'),
      `import { createConnection } from 'cablegram';\ncreateConnection({ url: 'wss://shop.example/cable', lingr: 0 });`,
    );
    const stderrOf = (...conditions: string[]): string =>
      spawnSync(process.execPath, [...conditions, 'misspelt.js'], { cwd: installed.project, encoding: 'utf8' }).stderr;
    assert.equal(stderrOf(), '');
    assert.equal(stderrOf('--conditions=development'), 'cablegram: A connection has no option "lingr".\n');
  });

  test('has no warning in its production files', () => {
    const warns = (folder: string): string[] =>
      ['src', 'components'].flatMap((part) =>
        filesBelow(join(folder, part)).filter(
          (file) => file.endsWith('.js') && readFileSync(join(folder, part, file), 'utf8').includes('console.warn'),
        ),
      );
    assert.deepEqual(warns(join(installed.folder, 'dist')), []);
    assert.deepEqual(warns(join(installed.folder, 'dist/development')), ['development.js']);
  });

  for (const moduleResolution of ['bundler', 'nodenext'])
    test(`has types that resolve for every published path (${moduleResolution})`, () => {
      const lines = modulesOf(installed).map(
        ({ specifier }, index) => `import type * as m${index} from '${specifier}';\nexport type { m${index} };`,
      );
      writeFileSync(join(installed.project, 'types.ts'), lines.join('\n'));
      const module = moduleResolution === 'bundler' ? 'esnext' : 'nodenext';
      const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module, moduleResolution, types: [] };
      writeFileSync(join(installed.project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['types.ts'] }));
      const { status, stdout } = spawnSync(process.execPath, [tsc], { cwd: installed.project, encoding: 'utf8' });
      assert.equal(status, 0, stdout);
    });

  test('runs its command from where it is installed', () => {
    const { bin } = JSON.parse(readFileSync(join(installed.folder, 'package.json'), 'utf8')) as {
      readonly bin: { readonly cablegram: string };
    };
    const { status, stdout } = spawnSync(process.execPath, [join(installed.folder, bin.cablegram), '--help'], { encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: cablegram doctor <url>/);
  });

  test('has scripts for the script tag that parse', () => {
    const scripts = installed.published.filter(({ specifier }) => specifier.includes('/cdn/'));
    assert.equal(scripts.length, 3);
    for (const { file } of scripts) execFileSync(process.execPath, ['--check', join(installed.folder, file)]);
  });

  test('has a classic script of ASCII alone, since a browser reads it in whatever encoding its page has', () => {
    const script = readFileSync(join(installed.folder, 'dist/cdn/cablegram.iife.js'), 'latin1');
    assert.deepEqual(script.match(/.{0,20}[\x80-\xff].{0,20}/g) ?? [], []);
  });

  test('ships the licences of what it bundles', () => {
    const texts = readFileSync(join(installed.folder, 'dist/cdn/LICENSES.txt'), 'utf8');
    for (const name of ['lit-html', 'rxjs', '@rails/actioncable', 'uplot', '@shoelace-style/localize'])
      assert.ok(new RegExp(`^${name} \\d`, 'm').test(texts), name);
    assert.ok(filesBelow(installed.folder).includes('LICENSE'));
  });

  test('holds the documents that its README leads to', () => {
    const files = filesBelow(installed.folder);
    const links = [...readFileSync(join(installed.folder, 'README.md'), 'utf8').matchAll(/\]\((docs\/[^)#]*\.md)/g)].map(
      ([, link = '']) => link,
    );
    assert.ok(links.length > 2);
    assert.deepEqual(
      links.filter((link) => !files.includes(link)),
      [],
    );
  });

  test('describes its elements in the manifest by files that it holds', () => {
    const manifest = readFileSync(join(installed.folder, 'custom-elements.json'), 'utf8');
    const { modules } = JSON.parse(manifest) as { modules: { path: string; declarations?: { tagName?: string }[] }[] };
    const files = new Set(filesBelow(installed.folder));
    assert.deepEqual(
      modules.map(({ path }) => path).filter((path) => !files.has(path) && !files.has(path.replace(/\.js$/, '.d.ts'))),
      [],
    );
  });

  test('names its elements for JetBrains editors where they look for them', () => {
    const { 'web-types': path } = JSON.parse(readFileSync(join(installed.folder, 'package.json'), 'utf8')) as {
      readonly 'web-types': string;
    };
    const { name, contributions } = JSON.parse(readFileSync(join(installed.folder, path), 'utf8')) as {
      readonly name: string;
      readonly contributions: { readonly html: { readonly elements: readonly Named[] } };
    };
    assert.equal(name, 'cablegram');
    assert.ok(contributions.html.elements.some((element) => element.name === 'live-counter'));
  });

  test('lists of an element what a page may use alone: no private member, and events by their names', () => {
    const manifest = readFileSync(join(installed.folder, 'custom-elements.json'), 'utf8');
    const { modules } = JSON.parse(manifest) as { modules: { declarations?: { members?: Named[]; events?: Named[] }[] }[] };
    const declarations = modules.flatMap(({ declarations = [] }) => declarations);
    const members = declarations.flatMap(({ members = [] }) => members.map(({ name }) => name));
    const events = declarations.flatMap(({ events = [] }) => events.map(({ name }) => name));
    assert.ok(members.includes('channel') && events.includes('live-status'));
    assert.deepEqual(
      members.filter((name) => name.startsWith('#')),
      [],
    );
    assert.deepEqual(
      events.filter((name) => !name.startsWith('live-')),
      [],
    );
  });
});

interface Named {
  readonly name: string;
}

const tsc = join(root, 'node_modules/typescript/bin/tsc');

/** What a program can import: the script tag's bundles are for pages alone. */
function modulesOf({ published }: Installed): Installed['published'] {
  return published.filter(({ types }) => types !== undefined);
}
