import type { LinkEvent } from './link/link-event.js';
import { noChannels, type ChannelCounts } from './hub/subscription.js';

/**
 * Where a connection stands.
 *
 * `idle`: nobody uses it; `connecting`: the first dial; `reconnecting`: lost or refused, and dialled again; `disconnected`: after `close()`;
 * `failed`: given up until `reconnect()`.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'disconnected' | 'failed';

/** Where a connection stands, as one record that changes only when something happened. Instants are epoch ms. */
export interface Status {
  readonly state: ConnectionState;
  /** What the running transport calls itself (`cable`), while connected. */
  readonly transport: string | undefined;
  /** Failed tries in a row, from 1; 0 while it is open. Links that were lost within 10 s of their welcome count from the third on. */
  readonly attempt: number;
  /** When the next dial is due, while one waits. */
  readonly retryAt: number | undefined;
  /** When `state` last changed. */
  readonly since: number;
  /**
   * Why it is not connected, or not by the first rung of the ladder, for programs: `offline`, `closed`, `silent`, `no-welcome`, `refused`,
   * `deaf`, `unauthorized`, `server_restart` …
   */
  readonly reason: string | undefined;
  /** Why, for people. */
  readonly message: string | undefined;
  readonly channels: ChannelCounts;
}

/** What a status is folded from: what the link says, and what the connection does. */
export type StatusEvent =
  | LinkEvent
  | { readonly type: 'idle' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'channels'; readonly channels: ChannelCounts };

/** What events of the link tell of it. */
interface Told {
  readonly kind?: string;
  readonly attempt?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** The status of a connection that nobody has used yet. */
export function idleStatus(at: number): Status {
  return { ...told({}), state: 'idle', since: at, channels: noChannels };
}

/** Folds one event into the status; the same object where nothing changed. `at` is epoch ms. */
export function nextStatus(status: Status, event: StatusEvent, at: number): Status {
  switch (event.type) {
    case 'dialling':
      if (event.attempt > 0 || status.state === 'reconnecting') return enter(status, 'reconnecting', at, { retryAt: undefined });
      return enter(status, 'connecting', at, told({}));
    case 'open':
      if (event.pending) return status;
      return enter(status, 'connected', at, told(event));
    case 'lost':
      return enter(status, 'reconnecting', at, told(event));
    case 'waiting':
      return enter(status, status.state, at, { retryAt: event.retryAt });
    case 'failed':
      return enter(status, 'failed', at, told(event));
    case 'idle':
    case 'disconnected':
      return enter(status, event.type, at, idleStatus(at));
    case 'channels':
      return isSameRecord(status.channels, event.channels) ? status : { ...status, channels: event.channels };
    case 'heartbeat':
    case 'unsent':
    case 'confirmed':
    case 'rejected':
    case 'body':
    case 'snapshot':
    case 'unchanged':
    case 'stale':
    case 'discarded':
    case 'goodbye':
      return status;
    default:
      return event satisfies never;
  }
}

/** What an event tells of the link; what it leaves out is not so. */
function told({ kind: transport, attempt = 0, reason, message }: Told): Omit<Status, 'state' | 'since' | 'channels'> {
  return { transport, attempt, retryAt: undefined, reason, message };
}

function enter(status: Status, state: ConnectionState, at: number, change: Partial<Status>): Status {
  const next = { ...status, ...change, state, since: state === status.state ? status.since : at };
  return isSameRecord(status, next) ? status : next;
}

/** Tells whether two records hold the same values under the same keys. */
export function isSameRecord<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key]);
}
