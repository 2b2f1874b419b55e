import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Site } from '../../scripts/site.js';

/**
 * Makes a page of a test's own, which holds `body` and runs `script` as a module; what that imports of `cablegram` is what is published.
 *
 * The page knows its cable by the address of the server, and is served under the same strict policy as the examples.
 */
export async function buildPage({ body = '', script }: { readonly body?: string; readonly script: string }): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'cablegram-page-'));
  await build({
    stdin: { contents: script, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    outfile: join(folder, 'page.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['es2015', 'browser', 'production'],
    logLevel: 'error',
    tsconfigRaw: {},
  });
  const head = '<meta charset="utf-8"><title>A page</title><meta name="action-cable-url" content="/cable"><link rel="icon" href="page.js">';
  const page = `<!doctype html><html lang="en"><head>${head}<script type="module" src="page.js"></script></head><body>${body}</body></html>`;
  await writeFile(join(folder, 'index.html'), page);
  return { mounts: [['/', folder]], remove: () => rm(folder, { recursive: true, force: true }) };
}
