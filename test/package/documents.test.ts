import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import ts from 'typescript';
import { samplesIn } from '../src/testing/samples.js';
import { filesBelow, installTarball, root, type Installed } from './tarball.js';

const DOCUMENTS = [
  'README.md',
  'docs/rails.md',
  'docs/errors.md',
  'docs/frameworks.md',
  'docs/frameworks/react.md',
  'site/index.md',
  ...below('docs/start'),
  ...below('docs/guides'),
].map((name) => ({ name, text: read(name) }));

/** What samples take for granted: the rest of the page, and packages that are the reader's own. */
const GIVEN = `
declare function defineConfig(config: object): object;
declare function draw(messages: readonly unknown[]): void;
declare module '@hotwired/turbo-rails' {
  export const cable: { getConsumer(): Promise<import('cablegram').AdoptableConsumer> };
}
declare module '@rails/actioncable' {
  export function createConsumer(url: string): import('cablegram').AdoptableConsumer & { subscriptions: { create(...of: unknown[]): unknown } };
}
declare module 'node:assert/strict';
declare module 'node:test';
declare module '@vitejs/plugin-react' {
  export default function react(): object;
}
declare module 'vite' {
  export function defineConfig(config: object): object;
}
`;

/** Tells the compiler of the tags, as a page does that registers them. */
const ELEMENTS = `import 'cablegram/define';`;

suite('what is written of the package', () => {
  test('docs/errors.md explains every code, and no other', () => {
    const codes = [...read('src/errors.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, code = '']) => code);
    const explained = [...read('docs/errors.md').matchAll(/^### ([a-z-]+)$/gm)].map(([, code = '']) => code);
    assert.ok(codes.length > 20);
    assert.deepEqual(explained.toSorted(), codes.toSorted());
  });

  let installed: Installed;
  before(() => {
    installed = installTarball();
  });
  after(() => installed.remove());

  test('the samples compile against what is published', () => {
    const files = DOCUMENTS.flatMap(({ name, text }) => {
      const samples = ['js', 'ts', 'tsx'].flatMap((language) => samplesIn(text, language).map((code) => ({ code, language })));
      assert.ok(samples.length > 0, name);
      return samples.map(({ code, language }, index) => {
        const file = `${name.replaceAll('/', '-')}-${index}.${language === 'tsx' ? 'tsx' : 'ts'}`;
        writeFileSync(join(installed.project, file), code);
        return file;
      });
    });
    writeFileSync(join(installed.project, 'given.d.ts'), GIVEN);
    writeFileSync(join(installed.project, 'elements.ts'), ELEMENTS);
    const compilerOptions = {
      ...{
        noEmit: true,
        strict: true,
        noImplicitAny: false,
        strictNullChecks: false,
        target: 'es2022',
        lib: ['es2023', 'dom'],
        types: [],
      },
      ...{ module: 'esnext', moduleResolution: 'bundler', moduleDetection: 'force', jsx: 'react-jsx', skipLibCheck: true },
    };
    writeFileSync(
      join(installed.project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: [...files, 'elements.ts', 'given.d.ts'] }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    assert.equal(spawnSync(process.execPath, [tsc], { cwd: installed.project, encoding: 'utf8' }).stdout, '');
  });

  test('name tags and attributes that there are', () => {
    const known = attributesOf(read('custom-elements.json'));
    let seen = 0;
    for (const { name, text } of DOCUMENTS)
      for (const sample of ['html', 'erb'].flatMap((language) => samplesIn(text, language)))
        for (const [, tag = '', attributes = ''] of sample.matchAll(/<(live-\w+)((?:\s+[\w-]+(?:="[^"]*"|='[^']*')?)*)/g))
          for (const [, attribute = ''] of attributes.matchAll(/\s([\w-]+)(?:="[^"]*"|='[^']*')?/g)) {
            assert.ok(known.get(tag)?.has(attribute), `${name}: <${tag} ${attribute}>`);
            seen += 1;
          }
    assert.ok(seen > 10);
  });

  test('the table of the elements names attributes that there are', () => {
    const known = attributesOf(read('custom-elements.json'));
    const rows = [...read('README.md').matchAll(/^\| `<(live-\w+)>` .*\|(.*)\|$/gm)];
    assert.deepEqual(rows.map(([, tag]) => tag).sort(), [...known.keys()].sort());
    for (const [, tag = '', cell = ''] of rows)
      for (const [, attribute = ''] of cell.replace(/\sand a `.*/, '').matchAll(/`([\w-]+)/g))
        assert.ok(known.get(tag)?.has(attribute), `<${tag} ${attribute}>`);
  });

  test('docs/api.md tells every public name, and no other', () => {
    const entries = ['src/index.ts', 'src/testing/index.ts', 'src/transport/anycable/index.ts', 'src/tabs/index.ts', 'components/index.ts'];
    const program = ts.createProgram(
      entries.map((entry) => join(root, entry)),
      { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022, noEmit: true },
    );
    const checker = program.getTypeChecker();
    const names = entries.flatMap((entry) => {
      const file = program.getSourceFile(join(root, entry));
      const module = file && checker.getSymbolAtLocation(file);
      return module ? checker.getExportsOfModule(module).map(({ name }) => name) : [];
    });
    const told = [...read('docs/api.md').matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Za-z]\w*)/g)].map(([, name = '']) => name),
    );
    assert.deepEqual(told.toSorted(), names.toSorted());
  });

  test('the Ruby of it parses', { skip: spawnSync('ruby', ['--version']).status !== 0 && 'There is no Ruby.' }, () => {
    const samples = DOCUMENTS.flatMap(({ text }) => samplesIn(text, 'ruby'));
    assert.ok(samples.length > 3);
    for (const code of samples) assert.equal(spawnSync('ruby', ['-c'], { input: code, encoding: 'utf8' }).stderr, '', code);
  });
});

/** The attributes of each element, with those of every other. */
function attributesOf(manifest: string): Map<string, Set<string>> {
  const { modules } = JSON.parse(manifest) as {
    readonly modules: readonly {
      readonly declarations?: readonly {
        readonly tagName?: string;
        readonly name: string;
        readonly attributes?: readonly { readonly name: string }[];
      }[];
      readonly exports?: readonly { readonly kind: string; readonly name: string; readonly declaration: { readonly name: string } }[];
    }[];
  };
  const tags = new Map(
    modules
      .flatMap(({ exports }) => exports ?? [])
      .filter(({ kind }) => kind === 'custom-element-definition')
      .map(({ name, declaration }) => [declaration.name, name]),
  );
  return new Map(
    modules
      .flatMap(({ declarations }) => declarations ?? [])
      .filter(({ name }) => tags.has(name))
      .map(({ name, attributes }) => [
        tags.get(name) ?? name,
        new Set([...(attributes ?? []).map((attribute) => attribute.name), 'id', 'class', 'hidden', 'lang', 'dir']),
      ]),
  );
}

/** The documents in a folder that hold code for the page. */
function below(folder: string): string[] {
  return filesBelow(join(root, folder))
    .map((file) => `${folder}/${file}`)
    .filter((name) => ['js', 'ts', 'tsx'].some((language) => samplesIn(read(name), language).length > 0))
    .sort();
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
