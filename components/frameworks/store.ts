import { createConnection, type Connection, identify, type Params, type SharedConnectionOptions, type Status } from '../../src/index.js';
import { connectionTo, pageAddress } from '../internal/page-connection.js';
import { ChannelStore } from './channel-store.js';
import { type LiveOptions, type LiveReducer, newestBody } from './live-channel.js';

/** A value that changes, as components follow it. `current` is the same object until something has changed. */
export interface Store<Value> {
  readonly current: Value;
  /** Calls back after each change, until the returned function is called. */
  subscribe(onChange: () => void): () => void;
}

/** Whether this is a page. While a server renders, nothing is followed. */
export const IS_PAGE: boolean = typeof document !== 'undefined';

/** Which connection a component uses: `url` (default: the page's) and the options of `sharedConnection`. */
export interface PageConnectionOptions extends SharedConnectionOptions {
  readonly url?: string;
}

/**
 * Returns a shared connection; without `url`, the page's own, as the elements use it.
 *
 * While a server renders, it is a connection of its own, which is never opened.
 */
export function connectionOf({ url, ...options }: PageConnectionOptions = {}): Connection {
  if (!IS_PAGE) return createConnection({ ...options, url: url ?? '/cable' });
  return connectionTo(url ?? pageAddress(), options);
}

/** Creates the store of a connection's status. */
export function statusStore(connection: Connection): Store<Status> {
  return {
    get current() {
      return connection.status;
    },
    subscribe(onChange) {
      const following = connection.status$.subscribe(onChange);
      return () => following.unsubscribe();
    },
  };
}

/** The options of a component's channel, with or without a reducer. */
export type ChannelStoreOptions<Body, Data> = LiveOptions<Body> & Partial<LiveReducer<Body, Data>>;

/** Creates the store of a channel. Without `reduce`, its data is the newest body. */
export function channelStore<Body, Data>(
  channel: string,
  params: Params | undefined,
  { reduce, initial, isWhole, ...options }: ChannelStoreOptions<Body, Data>,
): ChannelStore<Body, Data> {
  const own = { reduce, initial, ...(isWhole && { isWhole }) };
  const reducer = (reduce ? own : newestBody) as LiveReducer<Body, Data>;
  return new ChannelStore({ channel, params, options, reducer });
}

/** Returns what makes a channel another one: its connection, its identifier and the URL of its snapshot. */
export function subjectOf(
  channel: string,
  params: Params | undefined,
  { connection, snapshot }: Pick<LiveOptions, 'connection' | 'snapshot'>,
): readonly unknown[] {
  return [connection, identify(channel, params), typeof snapshot === 'string' ? snapshot : undefined];
}
