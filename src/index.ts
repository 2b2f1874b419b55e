export type { Channel, ChannelOptions, ChannelStatus, Held } from './channel.js';
export type { Connection, DiscardCounts } from './connection.js';
export { CablegramError, type CablegramErrorCode } from './errors.js';
export { identify, type Params } from './identifier.js';
export { nextAnimationFrame, type Environment, type NextFrame } from './environment.js';
export {
  decode,
  isScalar,
  parseInstant,
  readPath,
  timeOf,
  type Datapoint,
  type Decode,
  type Delta,
  type Gap,
  type Html,
  type Message,
  type Metrics,
  type NamedEvent,
  type Progress,
  type Received,
  type Scalar,
  type Snapshot,
  type Unknown,
  type Value,
} from './message.js';
export type { ConnectionState, Status } from './status.js';
export type { ChannelCounts, SubscriptionState } from './subscription.js';
export type { Command, Dial, DiscardReason, Signal, Transport } from './transport/transport.js';
