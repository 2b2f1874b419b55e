import type { ServerResponse } from 'node:http';
import type { Channel } from '../cable/channel.js';
import { encode, parseRecord } from '../cable/frames.js';
import type { Streams } from '../cable/streams.js';

/** What a reader of `/live/events` hears when it asks for nothing: these streams, each under its own event name. */
const ALL: ReadonlyMap<string, string> = new Map([
  ['health', 'metrics'],
  ['analytics', 'totals'],
  ['shop', 'event'],
  ['activity', 'activity'],
  ['stock', 'quote'],
  ['exports', 'progress'],
]);

/**
 * Serves Server-Sent Events, field by field in the order of Rails' `ActionController::Live::SSE`: retry, event, id, data.
 *
 * Without a query: all streams, `data` being the body. With `?identifier=…`, any number of times: those subscriptions, `event: message`,
 * `data` being `{"identifier":…,"message":…}`. Identifiers of unknown or rejecting channels are silent. Sends the state first.
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
  if (identifiers.length === 0) {
    for (const [stream, event] of ALL) streams.join(stream, { owner, hear: (json) => write(event, json) });
  }
  for (const identifier of new Set(identifiers)) {
    const params = parseRecord(identifier) ?? {};
    const channel = channels.get(String(params['channel']));
    if (channel === undefined || channel.rejects?.(params) === true) continue;
    const hear = (json: string): void => write('message', `{"identifier":${encode(identifier)},"message":${json}}`);
    streams.join(channel.streamOf(params), { owner, hear }, () => {
      for (const body of stateOf(channel, params)) hear(encode(body));
    });
  }
}

const MOST_UNREAD = 16 * 1024 * 1024;

function stateOf(channel: Channel, params: Readonly<Record<string, unknown>>): readonly unknown[] {
  try {
    return channel.stateOf?.(params) ?? [];
  } catch {
    // A channel that raises is silent, here as on the cable.
    return [];
  }
}
