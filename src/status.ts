import type { LinkEvent } from './link/link-event.js';
import { noChannels, type ChannelCounts } from './hub/subscription.js';

/**
 * The state of a connection.
 *
 * `idle`: nobody uses it; `connecting`: first attempt; `reconnecting`: lost or refused, and trying again; `disconnected`: after `close()`;
 * `failed`: gave up until `reconnect()`.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'disconnected' | 'failed';

/** The status of a connection, as an immutable record that changes only when something happened. Instants are epoch ms. */
export interface Status {
  readonly state: ConnectionState;
  /** Name of the transport in use (`cable`), while connected. */
  readonly transport: string | undefined;
  /** Failed attempts in a row, from 1; 0 while connected. Links lost within 10 s of their welcome count from the third in a row. */
  readonly attempt: number;
  /** When the next attempt is due, while waiting for it. */
  readonly retryAt: number | undefined;
  /** When `state` last changed. */
  readonly since: number;
  /**
   * Why it is not connected, or not by the first transport, for programs: `offline`, `closed`, `silent`, `no-welcome`, `refused`, `deaf`,
   * `unauthorized`, `server_restart` … While connected, also why the tabs do not share the link: `tabs-unsupported`, `tabs-without-session`.
   */
  readonly reason: string | undefined;
  /** The reason as a sentence for people. */
  readonly message: string | undefined;
  readonly channels: ChannelCounts;
}

/** The events that change a status: those of the link, and what the connection does. */
export type StatusEvent =
  | LinkEvent
  | { readonly type: 'idle' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'channels'; readonly channels: ChannelCounts };

/** The fields that an event of the link may bring. */
interface LinkFields {
  readonly kind?: string;
  readonly attempt?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** The status of a connection that has not been used yet. */
export function idleStatus(at: number): Status {
  return { ...linkFields({}), state: 'idle', since: at, channels: noChannels };
}

/** Folds one event into the status. Returns the same object if nothing changed. `at` is epoch ms. */
export function nextStatus(status: Status, event: StatusEvent, at: number): Status {
  switch (event.type) {
    case 'dialling':
      if (event.attempt > 0 || status.state === 'reconnecting') return enter(status, 'reconnecting', at, { retryAt: undefined });
      return enter(status, 'connecting', at, linkFields({}));
    case 'open':
      if (event.pending) return status;
      return enter(status, 'connected', at, linkFields(event));
    case 'lost':
      return enter(status, 'reconnecting', at, linkFields(event));
    case 'waiting':
      return enter(status, status.state, at, { retryAt: event.retryAt });
    case 'failed':
      return enter(status, 'failed', at, linkFields(event));
    case 'idle':
    case 'disconnected':
      return enter(status, event.type, at, idleStatus(at));
    case 'channels':
      return isSameRecord(status.channels, event.channels) ? status : { ...status, channels: event.channels };
    case 'heartbeat':
    case 'unsent':
    case 'extra':
    case 'confirmed':
    case 'rejected':
    case 'missed':
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

/** Returns the fields of the status that an event sets; those that it leaves out are cleared. */
function linkFields({ kind: transport, attempt = 0, reason, message }: LinkFields): Omit<Status, 'state' | 'since' | 'channels'> {
  return { transport, attempt, retryAt: undefined, reason, message };
}

function enter(status: Status, state: ConnectionState, at: number, change: Partial<Status>): Status {
  const next = { ...status, ...change, state, since: state === status.state ? status.since : at };
  return isSameRecord(status, next) ? status : next;
}

/** Returns whether two records hold the same values under the same keys. */
export function isSameRecord<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key]);
}
