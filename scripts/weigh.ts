import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { rollup, type Plugin } from 'rollup';
import { build } from 'vite';
import webpack from 'webpack';
import { bundled, minified, onLog, root, type ScriptTag } from '../rollup.config.js';
import { languagesBeside } from './languages-beside.js';

/** A weight in bytes, minified and gzipped. */
export interface Weight {
  /** What a page downloads before anything runs. */
  readonly start: number;
  /** What it downloads later, if it uses what is in it. */
  readonly later: number;
}

/** Bundles the source of an entry and weighs it. */
export type Weigh = (entry: string, scriptTag?: ScriptTag) => Promise<Weight>;

/**
 * Weighs the sources as a page's production build takes them, or as our own script tag brings them. The entry imports from the root of the project.
 */
export async function byRollup(entry: string, scriptTag?: ScriptTag): Promise<Weight> {
  const { isOneFile = false, loads = [] } = scriptTag ?? {};
  const bundle = await rollup({
    input: 'entry',
    plugins: [entryOf(entry), ...bundled(scriptTag ? 'development' : 'production'), ...(isOneFile ? [languagesBeside()] : [])],
    preserveEntrySignatures: 'allow-extension',
    onLog,
  });
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: isOneFile, plugins: [minified()] });
  await bundle.close();
  const isLoaded = (id: string): boolean => loads.some((path) => id === root + path);
  return weightOf(
    output.flatMap((file) => (file.type === 'chunk' ? [{ ...file, isEntry: file.isEntry || file.moduleIds.some(isLoaded) }] : [])),
  );
}

/** A module that exists only while it is weighed, and stands in the root of the project. */
function entryOf(code: string): Plugin {
  const id = `${root}size-entry.ts`;
  return {
    name: 'entry',
    resolveId: (source) => (source === 'entry' ? id : null),
    load: (asked) => (asked === id ? code : null),
  };
}

/** Weighs what esbuild makes of the published package. Without `splitting`, it puts what is loaded later into the same file. */
export function byEsbuild(entry: string): Promise<Weight> {
  return inProject(entry, async (folder, file) => {
    const { outputFiles, metafile } = await esbuild.build({
      entryPoints: [file],
      absWorkingDir: folder,
      outdir: folder,
      bundle: true,
      minify: true,
      splitting: true,
      format: 'esm',
      metafile: true,
      write: false,
    });
    const codes = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
    return weightOf(
      Object.entries(metafile.outputs).map(([path, { entryPoint, imports }]) => ({
        fileName: basename(path),
        code: codes.get(basename(path)) ?? '',
        isEntry: entryPoint === basename(file),
        imports: imports.flatMap(({ path, kind }) => (kind === 'import-statement' ? [basename(path)] : [])),
      })),
    );
  });
}

/** Weighs what Vite makes of the published package. */
export function byVite(entry: string): Promise<Weight> {
  return inProject(entry, async (folder, file) => {
    const built = await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: { write: false, rolldownOptions: { input: file } },
    });
    const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
    return weightOf(outputs.flatMap((output) => (output.type === 'chunk' ? [output] : [])));
  });
}

/** Weighs what webpack makes of the published package. */
export function byWebpack(entry: string): Promise<Weight> {
  return inProject(entry, async (folder, file) => {
    const path = join(folder, 'built');
    const first = await new Promise<readonly string[]>((resolve, reject) => {
      webpack({ mode: 'production', context: folder, entry: file, output: { path } }, (error, stats) => {
        if (error) reject(error);
        else if (!stats || stats.hasErrors()) reject(new Error(String(stats)));
        else resolve(stats.compilation.entrypoints.get('main')?.getFiles() ?? []);
      });
    });
    return weightOf(
      readdirSync(path)
        .filter((name) => name.endsWith('.js'))
        .map((fileName) => ({
          fileName,
          code: readFileSync(join(path, fileName), 'utf8'),
          isEntry: first.includes(fileName),
          imports: [],
        })),
    );
  });
}

/** Runs in a project that has the built package and what else the entry imports as dependencies, and whose one module is the entry. */
async function inProject(entry: string, run: (folder: string, file: string) => Promise<Weight>): Promise<Weight> {
  const folder = mkdtempSync(join(tmpdir(), 'cablegram-size-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/cablegram'), 'dir');
    for (const name of othersIn(entry)) {
      mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'dir');
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const file = join(folder, 'page.js');
    writeFileSync(file, entry);
    return await run(folder, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The packages that an entry imports besides ours. */
function othersIn(entry: string): Set<string> {
  const names = [...entry.matchAll(/(?:from|import) '((?:@[^/']+\/)?[^/']+)/g)].map(([, name = '']) => name);
  return new Set(names.filter((name) => name !== 'cablegram'));
}

/** One of the files that a bundler makes, and the files that it imports at once. */
interface Chunk {
  readonly fileName: string;
  readonly code: string;
  /** The page downloads it before anything runs. */
  readonly isEntry: boolean;
  readonly imports: readonly string[];
}

function weightOf(chunks: readonly Chunk[]): Weight {
  const first = new Set(chunks.filter(({ isEntry }) => isEntry));
  // A Set also visits what is added to it meanwhile.
  for (const { imports } of first) for (const chunk of chunks) if (imports.includes(chunk.fileName)) first.add(chunk);
  const sum = (some: readonly Chunk[]): number => some.reduce((total, { code }) => total + gzipSync(code, { level: 9 }).length, 0);
  return { start: sum([...first]), later: sum(chunks.filter((chunk) => !first.has(chunk))) };
}
