import { computed, effect, type Signal, signal, untracked } from '@angular/core';
import type { Connection, Params, Status } from '../../src/index.js';
import { isSameList } from '../internal/subject.js';
import type { LiveChannel, LiveOptions, LiveReducer, WithoutReducer } from './live-channel.js';
import { channelStore, type ChannelStoreOptions, connectionOf, IS_PAGE, statusStore, type Store, subjectOf } from './store.js';

/** Follows a channel until the component, or the injector around, ends. Call it where `inject()` may be called. */
export interface InjectChannel {
  /** Follows a channel and adds its messages up by `reduce`. `params` may be a signal; the options are read when it changes. */
  <Body, Data>(
    channel: string,
    params: Params | Signal<Params | undefined> | undefined,
    options: LiveOptions<Body> & LiveReducer<Body, Data>,
  ): Signal<LiveChannel<Data>>;
  /** Follows a channel; `data` is its newest body. */
  <Body = unknown>(
    channel: string,
    params?: Params | Signal<Params | undefined>,
    options?: LiveOptions<Body> & WithoutReducer,
  ): Signal<LiveChannel<Body | undefined>>;
}

function injectAnyChannel<Body, Data>(
  channel: string,
  params?: Params | Signal<Params | undefined>,
  options: ChannelStoreOptions<Body, Data> = {},
): Signal<LiveChannel<Data>> {
  const paramsNow = (): Params | undefined => (typeof params === 'function' ? (params as Signal<Params | undefined>)() : params);
  const subject = computed(() => subjectOf(channel, paramsNow(), options), { equal: isSameList });
  return followed(() => {
    subject();
    return channelStore(channel, untracked(paramsNow), options);
  });
}

/** Follows a channel of the server. */
export const injectChannel: InjectChannel = injectAnyChannel as InjectChannel;

export { connectionOf as injectConnection } from './store.js';

/** Returns the status of a connection. It does not open the connection. @param connection default: the page's */
export function injectStatus(connection: Connection = connectionOf()): Signal<Status> {
  return followed(() => statusStore(connection));
}

/** Follows the store that `create` returns. It is created again when a signal that `create` reads has changed. */
function followed<Value>(create: () => Store<Value>): Signal<Value> {
  const store = computed(create);
  const changes = signal(0);
  // Angular runs effects while a server renders, too.
  if (IS_PAGE) {
    effect((onCleanup) => {
      const following = store();
      onCleanup(following.subscribe(() => changes.update((count) => count + 1)));
    });
  }
  return computed(() => {
    changes();
    return store().current;
  });
}
