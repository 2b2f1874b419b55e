import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf } from '../address.js';
import type { Channel } from '../cable/channel.js';
import { isAllowedOrigin } from '../cable/handshake.js';
import type { Streams } from '../cable/streams.js';
import { FAULT_NAMES, type ActiveFault, type FaultName, type FaultParams, isFaultName } from '../faults.js';
import type { Journal } from '../journal.js';
import { isRate, type Rate } from '../shop/pace.js';
import { serveEvents } from './events.js';
import { answerAnyCable } from './anycable.js';
import { readJson, replyFresh, replyJson, replyText } from './reply.js';
import { readSnapshot } from './snapshots.js';
import { type Mount, serveFile } from './static-files.js';

/** What the control endpoints return. */
export interface ServerState {
  readonly connections: number;
  readonly rate: Rate;
  readonly faults: readonly ActiveFault[];
}

/** The handlers behind the router. */
export interface RouterOptions {
  readonly journal: Journal;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly streams: Streams;
  readonly mounts: readonly Mount[];
  readonly isCableStopped: () => boolean;
  /** Whether an AnyCable in front of this server asks about subscriptions. */
  readonly isBehindAnyCable: boolean;
  readonly state: () => ServerState;
  readonly fault: (name: FaultName, params: FaultParams) => void;
  readonly setRate: (rate: Rate) => void;
}

/** Answers plain HTTP requests: snapshots, events, control, files. */
export async function route(request: IncomingMessage, response: ServerResponse, options: RouterOptions): Promise<void> {
  const { pathname, searchParams } = addressOf(request);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (pathname === '/faults' || pathname === '/rate') return control(request, response, pathname, options);
  const [, question] = /^\/_anycable\/(\w+)$/.exec(pathname) ?? [];
  if (options.isBehindAnyCable && question !== undefined && request.method === 'POST')
    return replyJson(response, 200, await answerAnyCable(question, await readJson(request), options.channels));
  if (!isRead) return replyText(response, 405, 'Method Not Allowed');
  if (pathname === '/cable') {
    if (options.isCableStopped()) return replyText(response, 503, 'Service Unavailable');
    return replyText(response, 404, 'Page not found');
  }
  if (pathname === '/live/events' && request.method === 'GET')
    return serveEvents(response, searchParams.getAll('identifier'), options.channels, options.streams);
  if (pathname.startsWith('/snapshots/')) {
    const count = searchParams.get('last');
    const snapshot = readSnapshot(options.journal, pathname.slice('/snapshots/'.length), count === null ? undefined : Number(count) || 0);
    return snapshot === undefined ? replyJson(response, 404, { error: 'no such snapshot' }) : replyFresh(request, response, snapshot);
  }
  if (!(await serveFile(response, rawPath(request), options.mounts))) replyText(response, 404, 'Not Found');
}

async function control(request: IncomingMessage, response: ServerResponse, path: string, options: RouterOptions): Promise<void> {
  if (!isAllowedOrigin(request, [], true)) return replyJson(response, 403, { error: 'only for pages of this server' });
  if (request.method === 'POST') {
    const error = change(path, await readJson(request), options);
    if (error !== undefined) return replyJson(response, 422, { error });
  } else if (request.method !== 'GET') {
    return replyJson(response, 405, { error: 'GET or POST' });
  }
  replyJson(response, 200, { ...options.state(), names: FAULT_NAMES });
}

/** Runs a control request, or returns what is wrong with it. */
function change(path: string, asked: unknown, options: RouterOptions): string | undefined {
  const { name, rate, ...params } = typeof asked === 'object' && asked !== null ? (asked as Record<string, unknown>) : {};
  if (path === '/rate') {
    if (!isRate(rate)) return '"rate" is "calm", "busy", "flood" or 0 to 10000 messages a second';
    options.setRate(rate);
    return undefined;
  }
  if (!isFaultName(name)) return `"name" is one of ${FAULT_NAMES.join(', ')}`;
  const { for: duration, code } = params;
  if (duration !== undefined && !isWithin(duration, 0, 3_600_000)) return '"for" is 0 to 3600000 ms';
  if (code !== undefined && !(code === 1000 || isWithin(code, 3000, 4999) || code === 1001)) return '"code" is 1000, 1001 or 3000 to 4999';
  options.fault(name, { ...(isWithin(duration, 0, 3_600_000) && { for: duration }), ...(typeof code === 'number' && { code }) });
  return undefined;
}

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && value >= low && value <= high;
}

/** The path as it was sent. `URL` would resolve its dots, and the file handler must see them. */
function rawPath(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
