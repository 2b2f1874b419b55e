/** Parameters from a client's identifier. They are untrusted. */
export type Params = Readonly<Record<string, unknown>>;

/** What an action may do with the client that performs it. */
export interface Performer {
  readonly params: Params;
  transmit(body: unknown): void;
}

/** A channel class: which stream a subscription follows, what it receives first, and which actions it has. */
export interface Channel {
  /** Returns the stream that a subscription with these parameters follows. */
  streamOf(params: Params): string;
  /** Returns whether the subscription is rejected. */
  rejects?(params: Params): boolean;
  /** Returns the bodies that a new subscription receives before its confirmation. */
  stateOf?(params: Params): readonly unknown[];
  /** Whether clients may be present, and see who is. Only AnyCable in front of this server knows presence. @default false */
  readonly hasPresence?: boolean;
  /** Actions that clients may perform, by name. */
  readonly actions?: ReadonlyMap<string, (performer: Performer, data: Params) => void | Promise<void>>;
}
