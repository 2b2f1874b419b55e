import { computed, getCurrentInstance, type MaybeRefOrGetter, onMounted, shallowRef, type ShallowRef, toValue, watch } from 'vue';
import type { Connection, Params, Status } from '../../src/index.js';
import { isSameList } from '../internal/subject.js';
import type { LiveChannel, LiveOptions, LiveReducer, WithoutReducer } from './live-channel.js';
import { channelStore, type ChannelStoreOptions, connectionOf, IS_PAGE, statusStore, type Store, subjectOf } from './store.js';

/** Follows a channel until the component, or the scope of effects, ends. */
export interface UseChannel {
  /**
   * Follows a channel and adds its messages up by `reduce`. The channel and its params may be refs or getters; the options are read when one of
   * them changes.
   *
   * @throws CablegramError `option-invalid` if the params are not JSON.
   */
  <Body, Data>(
    channel: MaybeRefOrGetter<string>,
    params: MaybeRefOrGetter<Params | undefined>,
    options: LiveOptions<Body> & LiveReducer<Body, Data>,
  ): Readonly<ShallowRef<LiveChannel<Data>>>;
  /** Follows a channel; `data` is its newest body. */
  <Body = unknown>(
    channel: MaybeRefOrGetter<string>,
    params?: MaybeRefOrGetter<Params | undefined>,
    options?: LiveOptions<Body> & WithoutReducer,
  ): Readonly<ShallowRef<LiveChannel<Body | undefined>>>;
}

function useAnyChannel<Body, Data>(
  channel: MaybeRefOrGetter<string>,
  params?: MaybeRefOrGetter<Params | undefined>,
  options: ChannelStoreOptions<Body, Data> = {},
): Readonly<ShallowRef<LiveChannel<Data>>> {
  const subject = computed<readonly unknown[]>((before) => {
    const next = subjectOf(toValue(channel), toValue(params), options);
    return before && isSameList(before, next) ? before : next;
  });
  return followed(
    () => channelStore(toValue(channel), toValue(params), options),
    () => subject.value,
  );
}

/** Follows a channel of the server. */
export const useChannel: UseChannel = useAnyChannel as UseChannel;

export { connectionOf as useConnection } from './store.js';

/** Returns the status of a connection. It does not open the connection. @param connection default: the page's */
export function useStatus(connection: Connection = connectionOf()): Readonly<ShallowRef<Status>> {
  return followed(
    () => statusStore(connection),
    () => connection,
  );
}

/** Follows the store that `create` returns, and another one whenever `subject` has changed. */
function followed<Value>(create: () => Store<Value>, subject: () => unknown): Readonly<ShallowRef<Value>> {
  let store = create();
  let followed = subject();
  const value = shallowRef(store.current);

  function follow(): () => void {
    const following = store;
    const leave = following.subscribe(() => (value.value = following.current));
    value.value = following.current;
    return leave;
  }

  function start(): void {
    watch(
      subject,
      (next, _before, onCleanup) => {
        if (next !== followed) store = create();
        followed = next;
        onCleanup(follow());
      },
      { immediate: true, flush: 'sync' },
    );
  }

  // The first rendering of a component shows what a server has rendered, so that the two are the same.
  if (getCurrentInstance()) onMounted(start);
  else if (IS_PAGE) start();
  return value;
}
