import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { SiteConfig } from 'vitepress';

/** Fails the build on a link to a heading that does not exist. VitePress itself checks links to pages only. */
export function assertAnchors({ outDir }: SiteConfig): void {
  const names = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  const pages = new Map(names.map((name) => [name, readFileSync(join(outDir, name), 'utf8')]));
  const dead = [...pages].flatMap(([from, html]) =>
    [...html.matchAll(/<a [^>]*href="(?!\w+:)([^"#]*)#([^"]+)"/g)]
      .map(([, path = '', id = '']) => ({ to: path === '' ? from : fileOf(path, from), id: decodeURIComponent(id) }))
      .filter(({ to, id }) => pages.get(to)?.includes(` id="${id}"`) !== true)
      .map(({ to, id }) => `${from} links to ${to}#${id}, which does not exist.`),
  );
  if (dead.length > 0) throw new Error([...new Set(dead)].join('\n'));
}

/** Returns the file of an address: `/start/` of `start/index.html`. */
function fileOf(address: string, from: string): string {
  const path = posix.join(address.startsWith('/') ? '' : posix.dirname(from), address.replace(/^\//, ''));
  if (path.endsWith('.html')) return path;
  return path === '.' || path === '' || path.endsWith('/') ? posix.join(path, 'index.html') : `${path}.html`;
}
