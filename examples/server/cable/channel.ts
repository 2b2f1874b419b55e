/** What a client wrote into its identifier; nothing in it can be trusted. */
export type Params = Readonly<Record<string, unknown>>;

/** What an action may do with the one who performs it. */
export interface Performer {
  readonly params: Params;
  transmit(body: unknown): void;
}

/** One kind of channel: what a subscription to it hears, gets first and may ask. */
export interface Channel {
  /** Names the one stream that a subscription with these params hears. */
  streamOf(params: Params): string;
  /** Tells whether such a subscription is refused. */
  rejects?(params: Params): boolean;
  /** Tells what a newcomer is sent before its confirmation. */
  stateOf?(params: Params): readonly unknown[];
  /** What clients may perform, by name. */
  readonly actions?: ReadonlyMap<string, (performer: Performer, data: Params) => void | Promise<void>>;
}
