import type { CablegramError, Channel, ChannelOptions, ChannelStatus, Connection, Message } from '../../src/index.js';
import type { Freshness } from '../internal/freshness.js';

/** A channel as a component renders it: what its messages add up to, and how far that can be trusted. A new record whenever something changed. */
export interface LiveChannel<Data> extends Pick<Channel, 'perform' | 'pause' | 'resume'> {
  /** What `reduce` made of the messages so far; without `reduce`, the newest body. */
  readonly data: Data;
  /** How far `data` can be trusted, in the words of the elements' states: `live`, `waiting`, `stale`, `reconnecting`, `paused` … */
  readonly freshness: Freshness;
  /** Whether `data` may be old or incomplete. Show it then with a word that says so. */
  readonly isStale: boolean;
  /** When the last message was received, in epoch ms. */
  readonly heardAt: number | undefined;
  readonly status: ChannelStatus;
  /** The last error that the page's author can mend, until a message can be used again. */
  readonly error: CablegramError | undefined;
}

/** The options of a channel that a component follows. The functions of the first call are used for as long as the channel stays the same. */
export interface LiveOptions<Body = unknown> extends ChannelOptions<Body> {
  /** @default the page's connection, as the elements use it: to the URL in `<meta name="action-cable-url">`, else to `/cable` */
  readonly connection?: Connection | undefined;
  /** How old the newest message may get before `freshness` is `stale`, in ms. @default no limit */
  readonly staleAfter?: number | undefined;
}

/** How a component adds up the messages of a channel. */
export interface LiveReducer<Body, Data> {
  readonly initial: Data;
  /**
   * Returns the data after a message. A `snapshot` replaces everything before it, and a `gap` says that messages are missing. It must not change
   * `data` itself. If it throws, the message is left out, and the data is in doubt.
   */
  readonly reduce: (data: Data, message: Message<Body>) => Data;
  /**
   * Whether the data is complete again after a message, although messages before it were missed.
   *
   * @default only after a snapshot
   */
  readonly isWhole?: (message: Message<Body>) => boolean;
}

/** Tells the compiler which of two forms is meant. */
export interface WithoutReducer {
  readonly reduce?: undefined;
}

/** Without a reducer: the newest body, which stands for everything before it. */
export const newestBody: LiveReducer<unknown, unknown> = {
  initial: undefined,
  reduce(data, message) {
    if (message.type === 'gap') return data;
    if (message.type !== 'snapshot') return message.body;
    return message.messages.reduce<unknown>((newest, part) => newestBody.reduce(newest, part), undefined);
  },
  isWhole: ({ type }) => type !== 'gap',
};
