import type { Channel, Params, Performer } from './cable/channel.js';
import type { Journal, Retention } from './journal.js';
import type { PrintShop } from './shop/print-shop.js';
import type { Timers } from './timers.js';

/**
 * Makes the channels of the demo, by name.
 *
 * A channel with one stream for each value takes the value from a parameter (`metric`, `symbol`, `id`, `stream`), and follows all without it.
 * Nothing here is private. If your data is, reject clients that may not see it: every client chooses its own parameters.
 */
export function createChannels(journal: Journal, shop: PrintShop, timers: Timers): ReadonlyMap<string, Channel> {
  return new Map<string, Channel>([
    ['ServerHealthChannel', createChannel(journal, { stream: 'health', by: 'metric' })],
    ['AnalyticsChannel', createChannel(journal, { stream: 'analytics', by: 'metric' })],
    ['StockChannel', createChannel(journal, { stream: 'stock', by: 'symbol' })],
    ['ExportChannel', { ...createChannel(journal, { stream: 'exports', by: 'id' }), actions: createExportActions(shop) }],
    ['ActivityChannel', createChannel(journal, { stream: 'activity' })],
    ['PrintShopChannel', createChannel(journal, { stream: 'shop' })],
    ['OperatorsChannel', { streamOf: () => 'operators', hasPresence: true }],
    ['DemoChannel', { streamOf: (params) => streamName('demo', params['stream']), actions: createDemoActions(timers) }],
    ['RejectingChannel', { streamOf: () => 'rejecting', rejects: () => true }],
    ['RaisingChannel', { streamOf: () => 'raising', stateOf: raise }],
  ]);
}

/** Returns how much of each stream is kept. */
export function retentionOf(stream: string): Retention {
  switch (stream) {
    case 'analytics':
      return { count: 20, key: 'metric' };
    case 'analytics:orders_per_minute':
      return { count: 450 };
    case 'stock':
      return { count: 20, key: 'symbol' };
    case 'exports':
      return { count: 40, key: 'id' };
    case 'activity':
    case 'shop':
      return { count: 50 };
    default:
      return { count: stream.startsWith('demo') ? 1000 : stream.startsWith('exports:') ? 1 : 120 };
  }
}

/** How many past items a new subscriber of a feed receives. */
const RECENT = 10;

const LONGEST_SLOW = 10_000;

function createChannel(journal: Journal, { stream, by }: { readonly stream: string; readonly by?: string }): Channel {
  const streamOf = (params: Params): string => (by === undefined ? stream : streamName(stream, params[by]));
  return {
    streamOf,
    stateOf(params) {
      const name = streamOf(params);
      const { key } = retentionOf(name);
      const isFeed = name === 'activity' || name === 'shop';
      const bodies = journal.last(name, key !== undefined ? Infinity : isFeed ? RECENT : 1);
      return bodies.length > 1 ? [{ type: 'batch', data: bodies }] : bodies;
    },
  };
}

type Action = (performer: Performer, data: Params) => void | Promise<void>;

function createDemoActions(timers: Timers): ReadonlyMap<string, Action> {
  return new Map<string, Action>([
    ['ping_back', (performer, data) => performer.transmit({ pong: data['n'] })],
    [
      'slow',
      async (performer, data) => {
        await new Promise<void>((resolve) => timers.after(Math.min(LONGEST_SLOW, Number(data['s']) * 1000 || 0), resolve));
        performer.transmit({ slow_done: data['n'] });
      },
    ],
    ['boom', raise],
  ]);
}

function createExportActions(shop: PrintShop): ReadonlyMap<string, Action> {
  return new Map<string, Action>([
    ['start', (_, data) => shop.startExport(typeof data['title'] === 'string' ? data['title'].slice(0, 80) : undefined)],
    ['cancel', (_, data) => shop.cancelExport(String(data['id']))],
    ['retry', (_, data) => shop.retryExport(String(data['id']))],
  ]);
}

function streamName(stream: string, value: unknown): string {
  return value === undefined || value === null ? stream : `${stream}:${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function raise(): never {
  throw new Error('raised on purpose');
}
