import type { Connection, Params, Status } from '../../src/index.js';
import { isSameList } from '../internal/subject.js';
import type { LiveChannel, LiveOptions, LiveReducer, WithoutReducer } from './live-channel.js';
import {
  channelStore,
  type ChannelStoreOptions,
  connectionOf,
  type PageConnectionOptions,
  statusStore,
  type Store,
  subjectOf,
} from './store.js';

/** Follows a channel. The component renders again after each change, at most once a frame for messages. */
export interface UseChannel {
  /**
   * Follows a channel and adds its messages up by `reduce`. The options of the first call apply until the channel, its params, its connection or
   * the URL of its snapshot change.
   *
   * @throws CablegramError `option-invalid` if the params are not JSON.
   */
  <Body, Data>(channel: string, params: Params | undefined, options: LiveOptions<Body> & LiveReducer<Body, Data>): LiveChannel<Data>;
  /** Follows a channel; `data` is its newest body. */
  <Body = unknown>(channel: string, params?: Params, options?: LiveOptions<Body> & WithoutReducer): LiveChannel<Body | undefined>;
}

/** The hooks of React and of libraries that work like it. */
export interface ComponentHooks {
  readonly useChannel: UseChannel;
  /** Returns a shared connection; without `url`, the page's own, as the elements use it. The options of the first call apply. */
  readonly useConnection: (options?: PageConnectionOptions) => Connection;
  /** Returns the status of a connection. It does not open the connection. @param connection default: the page's */
  readonly useStatus: (connection?: Connection) => Status;
}

/** What the hooks need of a library. */
interface Library {
  /** Keeps a value from one rendering of a component to the next. */
  readonly useState: <Value>(initial: () => Value) => [Value, (next: Value) => void];
  /** Renders the component again when a store has changed, and returns what it holds. */
  readonly useStore: <Value>(store: Store<Value>) => Value;
}

/** Creates the hooks for a library. */
export function createHooks({ useState, useStore }: Library): ComponentHooks {
  function useKept<Value>(subject: readonly unknown[], create: () => Value): Value {
    const [kept, keep] = useState(() => ({ subject, value: create() }));
    if (isSameList(kept.subject, subject)) return kept.value;
    const next = { subject, value: create() };
    keep(next);
    return next.value;
  }

  function useConnection(options: PageConnectionOptions = {}): Connection {
    return useKept([options.url, options.session], () => connectionOf(options));
  }

  function useStatus(connection?: Connection): Status {
    return useStore(useKept([connection], () => statusStore(connection ?? connectionOf())));
  }

  function useChannel<Body, Data>(channel: string, params?: Params, options: ChannelStoreOptions<Body, Data> = {}): LiveChannel<Data> {
    return useStore(useKept(subjectOf(channel, params, options), () => channelStore(channel, params, options)));
  }

  return { useChannel: useChannel as UseChannel, useConnection, useStatus };
}
