import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { rollup, type Plugin } from 'rollup';
import { build } from 'vite';
import webpack from 'webpack';
import { bundled, minified, onLog, root } from '../rollup.config.js';

/** Bundles the source of an entry and returns its weight in bytes, minified and gzipped. */
export type Weigh = (entry: string) => Promise<number>;

/** Weighs as our own script tag is built; the entry imports from the root of the project. */
export async function byRollup(entry: string): Promise<number> {
  const bundle = await rollup({ input: 'entry', plugins: [entryOf(entry), ...bundled()], onLog });
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true, plugins: [minified()] });
  await bundle.close();
  return weightOf(output.map((file) => (file.type === 'chunk' ? file.code : '')));
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

/** Weighs what esbuild makes of the published package. */
export function byEsbuild(entry: string): Promise<number> {
  return inProject(entry, async (folder, file) => {
    const { outputFiles } = await esbuild.build({ entryPoints: [file], absWorkingDir: folder, bundle: true, minify: true, write: false });
    return weightOf(outputFiles.map(({ text }) => text));
  });
}

/** Weighs what Vite makes of the published package. */
export function byVite(entry: string): Promise<number> {
  return inProject(entry, async (folder, file) => {
    const built = await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: { write: false, rolldownOptions: { input: file } },
    });
    const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
    return weightOf(outputs.map((output) => (output.type === 'chunk' ? output.code : '')));
  });
}

/** Weighs what webpack makes of the published package. */
export function byWebpack(entry: string): Promise<number> {
  return inProject(entry, async (folder, file) => {
    const path = join(folder, 'built');
    await new Promise<void>((resolve, reject) => {
      webpack({ mode: 'production', context: folder, entry: file, output: { path } }, (error, stats) => {
        if (error) reject(error);
        else if (stats?.hasErrors()) reject(new Error(stats.toString()));
        else resolve();
      });
    });
    const scripts = readdirSync(path).filter((name) => name.endsWith('.js'));
    return weightOf(scripts.map((name) => readFileSync(join(path, name), 'utf8')));
  });
}

/** Runs in a project that has the built package as a dependency, and whose one module is the entry. */
async function inProject(entry: string, run: (folder: string, file: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cablegram-size-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/cablegram'), 'dir');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const file = join(folder, 'page.js');
    writeFileSync(file, entry);
    return await run(folder, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function weightOf(scripts: readonly string[]): number {
  return gzipSync(scripts.join(''), { level: 9 }).length;
}
