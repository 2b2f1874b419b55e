export { createConnection } from './connection.js';
export { sharedConnection, type SharedConnectionOptions } from './registry.js';
export type { Connection, DiscardCounts } from './scope.js';
export type { ConnectionOptions } from './options.js';
export type { BackoffOptions, RetryDelay } from './link/backoff.js';
export type { Channel, ChannelOptions } from './channel/channel.js';
export type { ChannelStatus } from './channel/channel-status.js';
export type { ChannelHandlers, LeaveOptions } from './channel/handlers.js';
export type { PerformOptions } from './channel/perform.js';
export type { PaceOptions } from './channel/pace.js';
export type { Held, PauseKind } from './channel/pause-scope.js';
export { CablegramError, type CablegramErrorCode } from './errors.js';
export { identify, type Params } from './identifier.js';
export { nextAnimationFrame, type Environment, type NextFrame } from './environment.js';
export { decode, isScalar, timeOf, type Decode } from './message/decode.js';
export { readInstant } from './message/instant.js';
export { addDecimals, compareDecimals, isNumeric, parseJson, subtractDecimals } from './message/number.js';
export { readPath } from './message/path.js';
export type {
  Datapoint,
  Delta,
  Gap,
  Html,
  Message,
  Metrics,
  MissedOffsets,
  NamedEvent,
  Progress,
  Received,
  ReceivedMessage,
  Scalar,
  Snapshot,
  Unknown,
  Value,
} from './message/message.js';
export type { ConnectionState, Status } from './status.js';
export type { ChannelCounts, SubscriptionState } from './hub/subscription.js';
export { diagnose, type Diagnosable, type DiagnoseOptions, type Diagnosis, type DiagnosisCode } from './diagnosis/diagnose.js';
export { probe, type ProbeCode, type Probed, type ProbeOptions } from './diagnosis/probe.js';
export { createRecorder, type Recorded, type Recorder, type RecorderOptions } from './diagnosis/recorder.js';
export { adopt, type AdoptableConsumer } from './transport/adopted.js';
export { polling, type PollingOptions } from './transport/polling.js';
export { replay, type ReplayOptions } from './transport/replay.js';
export { sse, type SseOptions } from './transport/sse.js';
export { cable, type CableOptions, type Socket, type SocketClass } from './transport/cable.js';
export type {
  AskToken,
  Command,
  Dial,
  DiscardReason,
  GetToken,
  ShareSnapshot,
  Signal,
  SnapshotWish,
  TokenContext,
  Transport,
} from './transport/transport.js';
