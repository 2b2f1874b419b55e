import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { reply } from './reply.js';

/** A folder served under a prefix: `['/dashboard/', 'examples/dashboard']`. */
export type Mount = readonly [prefix: string, folder: string];

/**
 * Serves a file from the mounts, longest prefix first; returns whether there was one.
 *
 * Serves nothing outside a mount's folder, nothing through a link that leads out of it, and no name that begins with a dot. HTML comes with a
 * policy that allows only the page's own scripts, styles and import maps, and requires Trusted Types.
 */
export async function serveFile(response: ServerResponse, path: string, mounts: readonly Mount[]): Promise<boolean> {
  const decoded = decode(path);
  if (decoded === undefined || decoded.split('/').some((part) => part.startsWith('.'))) return false;
  for (const [prefix, folder] of [...mounts].sort(([one], [other]) => other.length - one.length)) {
    const base = prefix.endsWith('/') ? prefix : `${prefix}/`;
    if (decoded !== prefix && !decoded.startsWith(base)) continue;
    const file = await locate(folder, decoded.slice(base.length));
    if (file === undefined) continue;
    // Without the slash, relative addresses of the page would point beside the folder.
    if (file.isIndex && !decoded.endsWith('/')) response.writeHead(301, { Location: `${path}/` }).end();
    else await send(response, file.name);
    return true;
  }
  return false;
}

/** The policy of a page. An import map can only be written in the page, so that its hash is allowed. */
function policyOf(html: string): string {
  const maps = [...html.matchAll(/<script type="importmap">([^]*?)<\/script>/g)];
  const hashes = maps.map(([, map = '']) => ` 'sha256-${createHash('sha256').update(map).digest('base64')}'`);
  return POLICY.replace("script-src 'self'", `script-src 'self'${hashes.join('')}`);
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self'; require-trusted-types-for 'script'";

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
]);

async function send(response: ServerResponse, name: string): Promise<void> {
  const extension = extname(name);
  const content = await readFile(name);
  if (extension === '.html') response.setHeader('Content-Security-Policy', policyOf(content.toString()));
  response.setHeader('Cache-Control', 'no-cache');
  reply(response, 200, CONTENT_TYPES.get(extension) ?? 'application/octet-stream', content);
}

async function locate(folder: string, path: string): Promise<{ readonly name: string; readonly isIndex: boolean } | undefined> {
  try {
    const root = await realpath(folder);
    const found = await realpath(join(root, path));
    const isIndex = (await stat(found)).isDirectory();
    const name = isIndex ? await realpath(join(found, 'index.html')) : found;
    return name.startsWith(root + sep) ? { name, isIndex } : undefined;
  } catch {
    // There is no such file; another mount may have it.
    return undefined;
  }
}

function decode(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') || decoded.includes('\\') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
