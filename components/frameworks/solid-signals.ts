import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js';
import type { Connection, Params, Status } from '../../src/index.js';
import { isSameList } from '../internal/subject.js';
import type { LiveChannel, LiveOptions, LiveReducer, WithoutReducer } from './live-channel.js';
import { channelStore, type ChannelStoreOptions, connectionOf, statusStore, type Store, subjectOf } from './store.js';

/** Follows a channel until the component, or the owner around, ends. */
export interface UseChannel {
  /** Follows a channel and adds its messages up by `reduce`. `params` may be an accessor; the options are read when it changes. */
  <Body, Data>(
    channel: string,
    params: Params | Accessor<Params | undefined> | undefined,
    options: LiveOptions<Body> & LiveReducer<Body, Data>,
  ): Accessor<LiveChannel<Data>>;
  /** Follows a channel; `data` is its newest body. */
  <Body = unknown>(
    channel: string,
    params?: Params | Accessor<Params | undefined>,
    options?: LiveOptions<Body> & WithoutReducer,
  ): Accessor<LiveChannel<Body | undefined>>;
}

function useAnyChannel<Body, Data>(
  channel: string,
  params?: Params | Accessor<Params | undefined>,
  options: ChannelStoreOptions<Body, Data> = {},
): Accessor<LiveChannel<Data>> {
  const paramsNow = (): Params | undefined => (typeof params === 'function' ? (params as Accessor<Params | undefined>)() : params);
  const subject = createMemo(() => subjectOf(channel, paramsNow(), options), undefined, { equals: isSameList });
  return followed(() => {
    subject();
    return channelStore(channel, untrack(paramsNow), options);
  });
}

/** Follows a channel of the server. */
export const useChannel: UseChannel = useAnyChannel as UseChannel;

export { connectionOf as useConnection } from './store.js';

/** Returns the status of a connection. It does not open the connection. @param connection default: the page's */
export function useStatus(connection: Connection = connectionOf()): Accessor<Status> {
  return followed(() => statusStore(connection));
}

/** Follows the store that `create` returns. It is created again when a signal that `create` reads has changed. */
function followed<Value>(create: () => Store<Value>): Accessor<Value> {
  const store = createMemo(create);
  const [changed, change] = createSignal(undefined, { equals: false });
  // Effects do not run while a server renders.
  createEffect(() => {
    onCleanup(store().subscribe(() => change(undefined)));
    change(undefined);
  });
  return () => {
    changed();
    return store().current;
  };
}
