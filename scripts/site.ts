import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Mount } from '../examples/server/http/static-files.js';

/** The example pages, ready to be served. */
export interface Site {
  /** The dashboard at `/`, the script-tag pages at `/script-tag/`, the files for a script tag at `/cdn/`. */
  readonly mounts: readonly Mount[];
  /** Removes the temporary folder. */
  remove(): Promise<void>;
}

/** Which server the dashboard connects to. */
export interface SiteOptions {
  readonly cable?: string | undefined;
  readonly behindAnyCable?: boolean;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles the dashboard into a folder of its own, beside the pages that need no build.
 *
 * It imports `cablegram` by name, and so uses what the package publishes: `dist/` must exist. With `cable`, the page connects to that
 * server instead of ours; with `behindAnyCable`, an AnyCable stands in front of ours.
 */
export async function buildSite({ cable, behindAnyCable = false }: SiteOptions = {}): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'cablegram-'));
  const source = join(root, 'examples/dashboard');
  try {
    await build({
      entryPoints: [join(source, 'dashboard.ts')],
      outdir: folder,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      conditions: ['es2015', 'browser', 'production'],
      logLevel: 'error',
      // Not the project's tsconfig: its settings are for our own sources.
      tsconfigRaw: {},
    });
    for (const file of ['dashboard.css', 'icon.svg']) await cp(join(source, file), join(folder, file));
    const page = await readFile(join(source, 'index.html'), 'utf8');
    const ours = behindAnyCable ? page.replace('data-server="demo"', 'data-server="anycable"') : page;
    await writeFile(join(folder, 'index.html'), cable === undefined ? ours : pointAt(cable, page));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    mounts: [
      ['/', folder],
      ['/script-tag/', join(root, 'examples/script-tag')],
      ['/cdn/', join(root, 'dist/cdn')],
    ],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function pointAt(cable: string, page: string): string {
  const address = cable.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return page
    .replace('data-server="demo"', 'data-server="remote"')
    .replace(/(<meta name="action-cable-url" content=")[^"]*/, (_, before: string) => before + address);
}
