import type { ChannelStatus } from '../../src/index.js';

/** The parts of `<turbo-cable-stream-source>` and its consumer of `@rails/actioncable` that are read. Nothing of them is changed. */
export interface TurboSource extends HTMLElement {
  readonly subscription?: {
    readonly identifier?: string;
    readonly consumer?: {
      readonly connection?: {
        readonly webSocket?: WebSocket | null;
        readonly monitor?: { readonly pingedAt?: unknown; readonly stoppedAt?: unknown; readonly disconnectedAt?: unknown };
      };
      readonly subscriptions?: {
        readonly guarantor?: { readonly pendingSubscriptions?: readonly unknown[] };
        findAll?(identifier: string): readonly unknown[];
      };
    };
  };
}

/** What is known about a source now. */
export interface TurboReading {
  /**
   * `unknown`: its consumer is not of `@rails/actioncable`. `refused` needs a second look, because a source that is moved within the page has
   * no subscription for a moment.
   */
  readonly is: 'starting' | 'dialling' | 'asking' | 'confirmed' | 'refused' | 'closed' | 'unknown';
  readonly socket: WebSocket | undefined;
  readonly subscription: object | undefined;
}

/** The `readyState` of an open socket. */
const OPEN = 1;

/**
 * Reads how a source stands with the server from its consumer, because its attribute `connected` is wrong both ways: it stays while the socket
 * is silently dead, and a morph removes it for good while the stream works.
 */
export function readTurboSource(source: TurboSource): TurboReading {
  const { subscription } = source;
  if (!subscription) return { is: 'starting', socket: undefined, subscription };
  const { connection, subscriptions } = subscription.consumer ?? {};
  const { monitor } = connection ?? {};
  const pending = subscriptions?.guarantor?.pendingSubscriptions;
  const found = subscriptions?.findAll?.(subscription.identifier ?? '');
  if (!connection || !monitor || !pending || !found) return { is: 'unknown', socket: undefined, subscription };
  const socket = connection.webSocket ?? undefined;
  const read = (is: TurboReading['is']): TurboReading => ({ is, socket, subscription });
  if (!found.includes(subscription)) return read('refused');
  if (socket?.readyState !== OPEN) return read(monitor.stoppedAt === undefined ? 'dialling' : 'closed');
  // Before the welcome, the socket is open and nothing is pending, but nothing was asked for either.
  const isWelcome = monitor.pingedAt !== undefined && monitor.disconnectedAt === undefined;
  return read(isWelcome && !pending.includes(subscription) ? 'confirmed' : 'asking');
}

/** How long a source may take before it counts as not connected, and as unanswered, in ms. */
const DIAL_WITHIN = 3_000;
const ANSWER_WITHIN = 10_000;

/** Returns a channel's status for a reading that has lasted for `ms`. */
export function statusOfReading(is: TurboReading['is'] | 'silent', ms: number, wasConfirmed: boolean, isOnline: boolean): ChannelStatus {
  const status = { transport: 'cable', health: 'ok', heard: wasConfirmed, paused: false, held: { waiting: 0, dropped: 0 } } as const;
  const of = (state: ChannelStatus['state'], subscription: ChannelStatus['subscription'] = 'waiting'): ChannelStatus => ({
    ...status,
    state,
    subscription,
    reason: isOnline ? undefined : 'offline',
    pauseKind: undefined,
  });
  switch (is) {
    case 'confirmed':
    case 'unknown':
      return of('connected', 'confirmed');
    case 'refused':
      return of('connected', 'rejected');
    case 'closed':
      return of('disconnected');
    case 'silent':
      return of('reconnecting');
    case 'starting':
    case 'dialling':
      return of(wasConfirmed || ms > DIAL_WITHIN ? 'reconnecting' : 'connecting');
    case 'asking':
      return wasConfirmed ? of('reconnecting') : of('connected', ms > ANSWER_WITHIN ? 'unconfirmed' : 'waiting');
    default:
      return is satisfies never;
  }
}
