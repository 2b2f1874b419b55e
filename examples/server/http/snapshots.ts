import type { Journal } from '../journal.js';

/**
 * Returns the snapshot at a path below `/snapshots/`: one body if the newest is the whole state, else a list, oldest first.
 *
 * Returns `undefined` if there is none. With `count`, always returns a list of the last `count` bodies.
 */
export function readSnapshot(journal: Journal, path: string, count: number | undefined): unknown {
  const source = sourceOf(path);
  if (source === undefined) return undefined;
  if (count !== undefined) return journal.last(source.stream, count);
  return source.isList ? journal.last(source.stream) : journal.last(source.stream, 1)[0];
}

interface Source {
  readonly stream: string;
  readonly isList: boolean;
}

const SOURCES: ReadonlyMap<string, Source> = new Map([
  ['health', { stream: 'health', isList: false }],
  ['totals', { stream: 'analytics', isList: true }],
  ['orders', { stream: 'analytics:orders', isList: false }],
  ['revenue', { stream: 'analytics:revenue', isList: false }],
  ['active_users', { stream: 'analytics:active_users', isList: false }],
  ['exports_waiting', { stream: 'analytics:exports_waiting', isList: false }],
  ['orders_per_minute', { stream: 'analytics:orders_per_minute', isList: true }],
  ['activity', { stream: 'activity', isList: true }],
  ['events', { stream: 'shop', isList: true }],
  ['quotes', { stream: 'stock', isList: true }],
  ['exports', { stream: 'exports', isList: true }],
]);

/** Folders of snapshots, one for each value of a channel's parameter. */
const FOLDERS: ReadonlyMap<string, Source> = new Map([
  ['health', { stream: 'health', isList: true }],
  ['quotes', { stream: 'stock', isList: false }],
  ['exports', { stream: 'exports', isList: false }],
  ['demo', { stream: 'demo', isList: true }],
]);

function sourceOf(path: string): Source | undefined {
  const [, name = '', value] = /^([\w-]+)(?:\/([\w-]+))?\.json$/.exec(path) ?? [];
  if (value === undefined) return SOURCES.get(name);
  const folder = FOLDERS.get(name);
  return folder && { ...folder, stream: `${folder.stream}:${value}` };
}
