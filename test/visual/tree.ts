import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SerializedAXNode } from 'puppeteer-core';

const APPROVED = fileURLToPath(new URL('trees', import.meta.url));

/** What has no meaning of its own for assistive technology, unlike what it contains. */
const MEANINGLESS = ['generic', 'none', 'InlineTextBox', 'LineBreak'];

/** What differs from run to run, or is said by the line itself. */
const UNSAID = ['role', 'name', 'children', 'backendNodeId', 'loaderId', 'url', 'readonly', 'required'];

/** Writes an accessibility tree as text, a line for each node: its role, its name, and what else assistive technology is told. */
export function textOf(node: SerializedAXNode, depth = 0): string {
  const { role, name, children = [] } = node;
  const isMeaningless = MEANINGLESS.includes(role);
  const within = children.map((child) => textOf(child, isMeaningless ? depth : depth + 1)).join('');
  if (isMeaningless) return within;
  const told = Object.entries(node).filter(
    ([key, value]) => !UNSAID.includes(key) && ['string', 'number', 'boolean'].includes(typeof value),
  );
  const rest = told.map(([key, value]) => ` ${key}=${String(value)}`).join('');
  return `${'  '.repeat(depth)}${role}${name ? ` ${JSON.stringify(name)}` : ''}${rest}\n${within}`;
}

/** Returns the approved tree of a story; `undefined` if there is none. */
export async function approvedTree(id: string): Promise<string | undefined> {
  const file = fileOf(id);
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

/** Approves a tree: from now on, others are compared with it. */
export async function approveTree(id: string, tree: string): Promise<void> {
  await mkdir(dirname(fileOf(id)), { recursive: true });
  await writeFile(fileOf(id), tree);
}

function fileOf(id: string): string {
  return join(APPROVED, `${id}.txt`);
}
