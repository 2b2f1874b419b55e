import type { ServerResponse } from 'node:http';
import type { Channel, Params } from '../cable/channel.js';
import { encode, parseRecord } from '../cable/frames.js';
import type { Streams } from '../cable/streams.js';

/**
 * Serves Server-Sent Events, field by field in the order of Rails' `ActionController::Live::SSE`: retry, event, id, data.
 *
 * Without a query: all of each channel in `EVENT_NAMES`, `data` being the body. With `?identifier=…`, any number of times: those
 * subscriptions, `event: message`, `data` being `{"identifier":…,"message":…}`; unknown and rejecting channels are silent. The state of each
 * comes first, on every connect, so that a page that was away is right again.
 */
export function serveEvents(
  response: ServerResponse,
  identifiers: readonly string[],
  channels: ReadonlyMap<string, Channel>,
  streams: Streams,
): void {
  const owner = { isOpen: true };
  let id = 0;
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'Last-Modified': new Date().toUTCString() });
  response.flushHeaders();
  function write(event: string, json: string): void {
    id += 1;
    if (response.writableLength < MOST_UNREAD) response.write(`retry: 300\nevent: ${event}\nid: ${id}\ndata: ${json}\n\n`);
  }
  response.on('close', () => {
    owner.isOpen = false;
    streams.leaveAll(owner);
  });
  function follow(params: Params, hear: (json: string) => void): void {
    const channel = channels.get(String(params['channel']));
    if (channel === undefined || channel.rejects?.(params) === true) return;
    streams.join(channel.streamOf(params), { owner, hear }, () => {
      for (const body of stateOf(channel, params)) hear(encode(body));
    });
  }
  if (identifiers.length === 0) for (const [channel, event] of EVENT_NAMES) follow({ channel }, (json) => write(event, json));
  for (const identifier of new Set(identifiers)) {
    follow(parseRecord(identifier) ?? {}, (json) => write('message', `{"identifier":${encode(identifier)},"message":${json}}`));
  }
}

const EVENT_NAMES: ReadonlyMap<string, string> = new Map([
  ['ServerHealthChannel', 'metrics'],
  ['AnalyticsChannel', 'totals'],
  ['PrintShopChannel', 'event'],
  ['ActivityChannel', 'activity'],
  ['StockChannel', 'quote'],
  ['ExportChannel', 'progress'],
]);

const MOST_UNREAD = 16 * 1024 * 1024;

function stateOf(channel: Channel, params: Params): readonly unknown[] {
  try {
    return channel.stateOf?.(params) ?? [];
  } catch {
    // A channel that raises is silent, here as on the cable.
    return [];
  }
}
