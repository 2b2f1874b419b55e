/** How long a server that pings every 3 s may be silent, in ms. */
const SILENT_AFTER = 6_500;

/** How long a source may wait for its subscription or its confirmation, in ms. */
const PATIENCE = 10_000;

/** The parts of the consumer of a `<turbo-cable-stream-source>` that tell how it stands. They are internal to `@rails/actioncable` 6 to 8. */
export interface TurboConsumer {
  readonly connection: {
    isOpen(): boolean;
    reopen(): unknown;
    readonly monitor: {
      readonly pingedAt?: number;
      readonly startedAt?: number;
      readonly disconnectedAt?: number;
      readonly reconnectAttempts?: number;
    };
  };
  readonly subscriptions: {
    readonly subscriptions: readonly unknown[];
    readonly guarantor?: { readonly pendingSubscriptions: readonly unknown[] };
  };
}

/**
 * How a source stands with the server.
 *
 * - `silent`: the server has not pinged for 6.5 s, so that the link is probably dead.
 * - `unknown`: its consumer cannot be read.
 */
export type SourceState = 'connecting' | 'live' | 'unconfirmed' | 'rejected' | 'lost' | 'silent' | 'unknown';

/** Returns the consumer of a source; `undefined` while it has none, or if it is of another kind. */
export function consumerOf(source: object): TurboConsumer | undefined {
  const consumer = (subscriptionOf(source) as { readonly consumer?: Partial<TurboConsumer> } | undefined)?.consumer;
  const { connection, subscriptions } = consumer ?? {};
  const isReadable =
    typeof connection?.isOpen === 'function' && typeof connection.monitor === 'object' && Array.isArray(subscriptions?.subscriptions);
  return isReadable ? (consumer as TurboConsumer) : undefined;
}

/** When the server was last heard on a consumer, in epoch ms. */
export function heardAtOf({ connection: { monitor } }: TurboConsumer): number | undefined {
  return monitor.pingedAt ?? monitor.startedAt;
}

/**
 * Returns how a source stands with the server, by its consumer. `seenFor` is how long it has been on the page, in ms; `now` is epoch ms.
 *
 * The attribute `connected` tells nothing: it stays during a silence, and a morph removes it from a source that is alive.
 */
export function stateOf(source: object, { now, seenFor }: { readonly now: number; readonly seenFor: number }): SourceState {
  const subscription = subscriptionOf(source);
  if (subscription === undefined) return seenFor > PATIENCE ? 'unknown' : 'connecting';
  const consumer = consumerOf(source);
  if (consumer === undefined) return 'unknown';
  const { connection, subscriptions } = consumer;
  const { disconnectedAt, reconnectAttempts = 0 } = connection.monitor;
  if (!connection.isOpen()) return disconnectedAt !== undefined || reconnectAttempts > 0 || seenFor > PATIENCE ? 'lost' : 'connecting';
  if (now - (heardAtOf(consumer) ?? now) > SILENT_AFTER) return 'silent';
  if (!subscriptions.subscriptions.includes(subscription)) return 'rejected';
  if (!subscriptions.guarantor) return 'unknown';
  if (!subscriptions.guarantor.pendingSubscriptions.includes(subscription)) return 'live';
  return seenFor > PATIENCE ? 'unconfirmed' : 'connecting';
}

function subscriptionOf(source: object): object | undefined {
  const { subscription } = source as { readonly subscription?: unknown };
  return typeof subscription === 'object' && subscription !== null ? subscription : undefined;
}
