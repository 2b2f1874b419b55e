import { Subject } from 'rxjs';
import { StandInSocket } from './stand-in-socket.js';
import type { Trouble } from './trouble.js';

/** An order, as the server broadcasts it. */
export interface Order {
  readonly id: number;
  readonly actor: string;
  readonly object: string;
}

const PEOPLE = ['Ana Duarte', 'Jonas Weiß', 'Mei Lin', 'Omar Haddad', 'Ruth Okafor'];
const BOOKS = ['Field Notes', 'Atlas of Rivers', 'Winter Poems', 'City Map', 'A Year of Bread', 'The Long Way Home', 'Harbour Lights'];

/** How many orders there were before, and how many the snapshot of the feed names. */
const BEFORE = 1_200;
const LAST = 20;

/** How often there is an order, in ms. */
const ORDER_EVERY = 1_000;

/** The addresses that answer with the server's state. */
export const SNAPSHOTS = { total: '/stand-in/orders.json', feed: '/stand-in/activity.json' };

/**
 * A server that speaks Action Cable to any client, over sockets that never leave the page: it welcomes, pings every 3 s, confirms, and
 * broadcasts an order each second. It answers `fetch` for its own snapshots, which no trouble affects.
 */
export class StandIn {
  readonly url = 'wss://stand-in.invalid/cable';
  readonly orders: Order[] = Array.from({ length: LAST }, (_, index) => orderOf(BEFORE - LAST + 1 + index));
  /** Emits before each new order, so that readers are judged by what they had a second to learn. */
  readonly beforeOrder$: Subject<void> = new Subject<void>();
  /** The class that both clients open their sockets with. */
  readonly WebSocket: new (url: string) => StandInSocket;
  trouble: Trouble = 'none';
  readonly #sockets = new Set<StandInSocket>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #fetch = globalThis.fetch;

  constructor() {
    const join = (socket: StandInSocket): void => void this.#sockets.add(socket);
    const server = {
      trouble: () => this.trouble,
      join,
      leave: (socket: StandInSocket): void => void this.#sockets.delete(socket),
      greet: (channel: string): unknown => (channel === 'AnalyticsChannel' ? this.#total() : undefined),
    };
    this.WebSocket = class extends StandInSocket {
      constructor() {
        super(server);
      }
    };
  }

  get total(): number {
    return this.orders.at(-1)?.id ?? 0;
  }

  start(): void {
    this.#timer = setInterval(() => this.#order(), ORDER_EVERY);
    this.#fetch = globalThis.fetch;
    const real = this.#fetch;
    globalThis.fetch = async (request, options) => this.#answer(request, options) ?? real(request, options);
  }

  stop(): void {
    clearInterval(this.#timer);
    globalThis.fetch = this.#fetch;
    for (const socket of this.#sockets) socket.close();
  }

  /** Begins a trouble, or ends it. A socket that was half-open stays dead; the next one works. */
  suffer(trouble: Trouble): void {
    this.trouble = trouble;
    for (const socket of [...this.#sockets]) {
      if (trouble === 'cut') socket.cut();
      if (trouble === 'half-open') socket.kill();
    }
  }

  #order(): void {
    this.beforeOrder$.next();
    this.orders.push(orderOf(this.total + 1));
    if (this.orders.length > LAST) this.orders.shift();
    if (this.trouble !== 'none') return;
    const order = this.orders.at(-1);
    for (const socket of this.#sockets) {
      socket.broadcast('AnalyticsChannel', this.#total());
      if (order) socket.broadcast('ActivityChannel', activityOf(order));
    }
  }

  #total(): unknown {
    return { value: this.total, seq: this.total };
  }

  #answer(request: RequestInfo | URL, options: RequestInit | undefined): Response | undefined {
    const { pathname } = new URL(request instanceof Request ? request.url : request, location.href);
    const etag = `"${String(this.total)}"`;
    if (pathname !== SNAPSHOTS.total && pathname !== SNAPSHOTS.feed) return undefined;
    if (new Headers(options?.headers).get('if-none-match') === etag) return new Response(null, { status: 304 });
    const body = pathname === SNAPSHOTS.total ? this.#total() : this.orders.map(activityOf);
    return new Response(JSON.stringify(body), { headers: { etag, 'content-type': 'application/json' } });
  }
}

function orderOf(id: number): Order {
  return { id, actor: PEOPLE[id % PEOPLE.length] ?? '', object: BOOKS[id % BOOKS.length] ?? '' };
}

function activityOf({ id, actor, object }: Order): unknown {
  return { event: 'order_created', seq: id, data: { id, actor, verb: 'ordered', object: `${object}, no. ${id.toLocaleString('en')}` } };
}
