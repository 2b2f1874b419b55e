import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly development: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** A file that the package publishes under a name. */
export interface Published {
  /** As a page imports it: `cablegram/define/live-counter.js`. */
  readonly specifier: string;
  /** Its file in the package. */
  readonly file: string;
  /** Its file with the development warnings, where it is a module. */
  readonly development: string | undefined;
  /** Its types, where it is a module with some. */
  readonly types: string | undefined;
}

/** The package as npm would publish it, unpacked into a project of its own that has its dependencies and nothing else. */
export interface Installed {
  /** The project that imports the package. */
  readonly project: string;
  /** The unpacked package. */
  readonly folder: string;
  readonly published: readonly Published[];
  remove(): void;
}

/** Packs what is in `dist/` and installs it. */
export function installTarball(): Installed {
  const project = mkdtempSync(join(tmpdir(), 'cablegram-package-'));
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
    cwd: root,
    encoding: 'utf8',
  });
  const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
  execFileSync('tar', ['-xzf', join(project, filename), '-C', modules]);
  const manifest = JSON.parse(readFileSync(join(modules, 'package', 'package.json'), 'utf8')) as Manifest;
  const folder = join(modules, manifest.name);
  execFileSync('mv', [join(modules, 'package'), folder]);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) link(modules, name);
  return { project, folder, published: publishedBy(manifest, folder), remove: () => rmSync(project, { recursive: true }) };
}

/** Every file below a folder, with `/` between the parts. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function link(modules: string, name: string): void {
  const place = join(modules, name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), place, 'dir');
}

/** The export map with every `*` taken apart into the files that stand there. */
function publishedBy({ name, exports }: Manifest, folder: string): Published[] {
  const files = filesBelow(folder);
  return Object.entries(exports).flatMap(([path, target]) => {
    const { default: file, development, types } = typeof target === 'string' ? { default: target } : target;
    return starsOf(file, files).map((star) => ({
      specifier: name + fill(path, star).slice(1),
      file: fill(file, star).slice(2),
      development: development && fill(development, star).slice(2),
      types: types && fill(types, star).slice(2),
    }));
  });
}

/** What `*` may stand for, which is the same at each place of a pattern; an empty string where there is none. */
function starsOf(pattern: string, files: readonly string[]): string[] {
  if (!pattern.includes('*')) return [''];
  const [before = '', ...rest] = pattern.slice(2).split('*');
  return files
    .filter((file) => file.startsWith(before))
    .map((file) => file.slice(before.length).split(rest[0] ?? '')[0] ?? '')
    .filter((star, index, all) => star !== '' && all.indexOf(star) === index && files.includes(fill(pattern, star).slice(2)));
}

function fill(pattern: string, star: string): string {
  return pattern.replaceAll('*', star);
}
