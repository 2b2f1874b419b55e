import { createSubscriber } from 'svelte/reactivity';
import type { Connection, Params, Status } from '../../src/index.js';
import type { LiveChannel, LiveOptions, LiveReducer, WithoutReducer } from './live-channel.js';
import { channelStore, type ChannelStoreOptions, connectionOf, statusStore, type Store } from './store.js';

/** A value that changes: with runes read `current`, in templates it is also a store (`$orders`). */
export interface LiveValue<Value> {
  /** The value now. An effect or a template that reads it follows it. */
  readonly current: Value;
  /** Calls `run` with the value now and after each change, as a Svelte store does. Returns a function that leaves. */
  subscribe(run: (value: Value) => void): () => void;
}

/** Follows a channel while something reads it. */
export interface UseChannel {
  /**
   * Follows a channel and adds its messages up by `reduce`. For params that change, write `const orders = $derived(useChannel('OrdersChannel', { shop }))`.
   */
  <Body, Data>(
    channel: string,
    params: Params | undefined,
    options: LiveOptions<Body> & LiveReducer<Body, Data>,
  ): LiveValue<LiveChannel<Data>>;
  /** Follows a channel; `data` is its newest body. */
  <Body = unknown>(
    channel: string,
    params?: Params,
    options?: LiveOptions<Body> & WithoutReducer,
  ): LiveValue<LiveChannel<Body | undefined>>;
}

function useAnyChannel<Body, Data>(
  channel: string,
  params?: Params,
  options: ChannelStoreOptions<Body, Data> = {},
): LiveValue<LiveChannel<Data>> {
  return liveValue(channelStore(channel, params, options));
}

/** Follows a channel of the server. */
export const useChannel: UseChannel = useAnyChannel as UseChannel;

export { connectionOf as useConnection } from './store.js';

/** Returns the status of a connection. It does not open the connection. @param connection default: the page's */
export function useStatus(connection: Connection = connectionOf()): LiveValue<Status> {
  return liveValue(statusStore(connection));
}

function liveValue<Value>(store: Store<Value>): LiveValue<Value> {
  const track = createSubscriber((update) => {
    const before = store.current;
    let isStarting = true;
    const leave = store.subscribe(() => {
      if (!isStarting) update();
    });
    isStarting = false;
    // Svelte allows no change while it renders.
    if (store.current !== before) queueMicrotask(update);
    return leave;
  });
  return {
    get current() {
      track();
      return store.current;
    },
    subscribe(run) {
      run(store.current);
      return store.subscribe(() => run(store.current));
    },
  };
}
