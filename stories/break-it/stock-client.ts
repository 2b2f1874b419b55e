import { adapters, createConsumer } from '@rails/actioncable';
import type { StandIn } from './stand-in.js';

/** What a page with the stock client knows: what was broadcast to it, and what the callbacks said. */
export interface StockClient {
  readonly total: number | undefined;
  /** The newest orders that it received, newest first. */
  readonly last: readonly string[];
  readonly words: string;
  readonly isConnected: boolean;
  close(): void;
}

/** How many orders the page lists. */
const SHOWN = 5;

/** Follows the stand-in with the client that Rails ships, used as the Rails guide says. */
export function openStockClient(server: StandIn, onChange: () => void): StockClient {
  adapters.WebSocket = server.WebSocket as unknown as typeof WebSocket;
  const consumer = createConsumer(server.url);
  let total: number | undefined;
  let last: readonly string[] = [];
  let words = 'Connecting';
  let isConnected = false;

  function say(now: string, connected: boolean): void {
    words = now;
    isConnected = connected;
    onChange();
  }

  consumer.subscriptions.create('AnalyticsChannel', {
    connected: () => say('Connected', true),
    disconnected: () => say('Disconnected', false),
    received: ({ value }: { readonly value: number }) => {
      total = value;
      onChange();
    },
  });
  consumer.subscriptions.create('ActivityChannel', {
    received: ({ data }: { readonly data: { readonly actor: string; readonly verb: string; readonly object: string } }) => {
      last = [`${data.actor} ${data.verb} ${data.object}`, ...last].slice(0, SHOWN);
      onChange();
    },
  });
  return {
    get total() {
      return total;
    },
    get last() {
      return last;
    },
    get words() {
      return words;
    },
    get isConnected() {
      return isConnected;
    },
    close: () => consumer.disconnect(),
  };
}
