/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access -- what must not compile has no types */
// What must compile and, under @ts-expect-error, what must not. Nothing here is run: `npm run typecheck` reads it.
import type { Observable } from 'rxjs';
import { WebSocket } from 'ws';
import {
  cable,
  type CablegramError,
  type CablegramErrorCode,
  type Channel,
  type ChannelStatus,
  type Command,
  type Connection,
  createConnection,
  decode,
  type Held,
  identify,
  type Message,
  type Scalar,
  sharedConnection,
  type Signal,
  type Status,
  type Transport,
} from '../src/index.js';
import { FakeCable } from '../src/testing/index.js';

interface Order {
  readonly id: number;
  readonly total: number;
}

/** Fails to compile where the two types are not the same. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : never;

declare const connection: Connection;
declare const message: Message<Order>;
declare const status: Status;

export const made: readonly Connection[] = [
  createConnection(),
  createConnection({ url: '/cable' }),
  createConnection({ transports: [cable('/cable')], retry: { cap: 4_000 }, openWithin: 1 }),
  createConnection({ transports: [new FakeCable().transport], retry: (attempt, reason) => attempt * reason.length }),
  createConnection({ transports: [cable('ws://127.0.0.1/cable', { WebSocket })], environment: { random: () => 0 } }),
  sharedConnection('/cable'),
  sharedConnection('/cable', { session: 'hash' }),
  connection.scope(),
];

// @ts-expect-error: a duration is a number of ms.
createConnection({ openWithin: '8s' });
// @ts-expect-error: nobody has an option of this name.
createConnection({ heartbeat: 1 });
// @ts-expect-error: a transport is a function.
createConnection({ transports: ['/cable'] });
// @ts-expect-error: a shared connection has a URL.
sharedConnection();
// @ts-expect-error: no socket class opens without a URL.
cable('/cable', { WebSocket: class {} });
// @ts-expect-error: a status is read, not written.
connection.status = status;
// @ts-expect-error: nor are its parts.
connection.status.state = 'idle';

/** What an identifier takes. */
export const identifiers: readonly string[] = [identify('C'), identify('C', { id: 1, of: ['a'], deep: { a: null } })];
// @ts-expect-error: the name comes first.
identify({ channel: 'C' });

const orders = connection.channel<Order>(
  'OrdersChannel',
  { shop: 1 },
  { pace: 'latest', key: (order) => order.id, version: (order) => order.total },
);
connection.channel<Order>('OrdersChannel', {}, { key: 'data.id', pace: 500, actions: ['refresh'] });
connection.channel('OrdersChannel', {}, { debounce: 300, throttle: 300 });
// @ts-expect-error: an order has no name.
connection.channel<Order>('OrdersChannel', {}, { key: (order) => order.name });
// @ts-expect-error: there is no such pace.
connection.channel('OrdersChannel', {}, { pace: 'newest' });
// @ts-expect-error: params are an object.
connection.channel('OrdersChannel', 'shop');

export const streams: readonly [
  Same<typeof orders, Channel<Order>>,
  Same<typeof orders.bodies$, Observable<Order>>,
  Same<typeof orders.messages$, Observable<Message<Order>>>,
  Same<typeof orders.batches$, Observable<readonly Message<Order>[]>>,
  Same<typeof orders.status$, Observable<ChannelStatus>>,
  Same<typeof connection.status$, Observable<Status>>,
  Same<typeof connection.held$, Observable<Held>>,
  Same<ReturnType<typeof connection.keepOpen>, () => void>,
  Same<ReturnType<typeof orders.perform>, Promise<void>>,
] = [true, true, true, true, true, true, true, true, true];

const untyped = connection.channel('C');
untyped.bodies$.subscribe((body) => {
  // @ts-expect-error: a body that nobody named is unknown.
  void body.id;
});
orders.bodies$.subscribe((order) => void order.total.toFixed(2));
void orders.perform('refresh', { full: true });
// @ts-expect-error: an action has a name.
void orders.perform({ full: true });
// @ts-expect-error: data are an object.
void orders.perform('refresh', 'full');
// @ts-expect-error: a view has no close of its own; it ends with its subscribers.
orders.close();

/** Every kind of message, told apart by its type; a new one breaks this. */
export function read(each: Message<Order>): unknown {
  switch (each.type) {
    case 'datapoint':
      return [each.metric satisfies string | undefined, each.value satisfies Scalar];
    case 'value':
      return each.value satisfies Scalar;
    case 'delta':
      return each.increment satisfies number | string;
    case 'event':
      return [each.event satisfies string, each.data satisfies unknown];
    case 'progress':
      return [each.progress satisfies number | undefined, each.status satisfies string | undefined];
    case 'html':
      return each.html satisfies string;
    case 'metrics':
    case 'unknown':
      return each.body satisfies Order;
    case 'snapshot':
      return each.messages satisfies readonly Message<Order>[];
    case 'gap':
      return each.until - each.since;
    default:
      return each satisfies never;
  }
}

// @ts-expect-error: not every message has a body: a gap has none.
void message.body;
if (message.type === 'delta') {
  // @ts-expect-error: a delta has no value.
  void message.value;
}
// @ts-expect-error: a decoded body is a message, which has no such type.
export const wrong: Message = { type: 'number', value: 1 };
// @ts-expect-error: what a body holds is unknown until a type names it.
void decode({}).body.id;

/** Every state of a connection; a new one breaks this. */
export const states: Readonly<Record<Status['state'], true>> = {
  idle: true,
  connecting: true,
  connected: true,
  reconnecting: true,
  disconnected: true,
  failed: true,
};
// @ts-expect-error: paused is no state of a connection.
export const paused: Status['state'] = 'paused';

/** A code is one of ours, and an error carries it. */
export const codeOf = (error: CablegramError): CablegramErrorCode => error.code;
// @ts-expect-error: nobody throws this.
export const unknownCode: CablegramErrorCode = 'oops';

/** A transport of a page's own. */
export const silent: Transport = (commands$: Observable<Command>, { attempt }): Observable<Signal> => {
  void attempt.toFixed();
  return commands$ as Observable<never>;
};
// @ts-expect-error: a signal is none without its identifier.
export const half: Signal = { type: 'confirmed' };
