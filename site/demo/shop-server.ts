import { type Transport } from 'cablegram';
import { FakeCable, type FaultScript, playFaults, type TimedFault } from 'cablegram/testing';

/** What is wrong between the server and the page. */
export type Trouble = 'none' | 'drop' | 'slow' | 'flood';

/** On the slow network, how long nothing gets through, in ms, how long everything does, and how often this happens. */
const STUCK_FOR = 5_000;
const LOOSE_FOR = 1_500;
const STUCK_TIMES = 500;

/** How often the shop looks for new orders, in ms, and how many of these make one order. */
const TICK_EVERY = 250;
const TICKS_PER_ORDER = 4;

/** How many orders a tick brings in a flood: 400 a second. */
const FLOOD = 100;

/** How many orders there were before, how many of them the feed's snapshot lists, and how many points the chart's has. */
const BEFORE = 1_204;
const LISTED = 20;
const POINTS = 120;

const PEOPLE = ['Ana Duarte', 'Jonas Weiß', 'Mei Lin', 'Omar Haddad', 'Ruth Okafor', 'Tomás Rey'];
const BOOKS = ['Field Notes', 'Atlas of Rivers', 'Winter Poems', 'City Map', 'A Year of Bread', 'The Long Way Home', 'Harbour Lights'];

const FAULTS: Readonly<Record<Trouble, readonly TimedFault[]>> = {
  none: [],
  drop: [
    { at: 0, type: 'drop' },
    { at: 0, type: 'refuse' },
  ],
  slow: Array.from({ length: STUCK_TIMES }, (_, time) => ({ at: time * (STUCK_FOR + LOOSE_FOR), type: 'freeze', for: STUCK_FOR })),
  flood: [],
};

/** The addresses of the state of the shop. They never leave the page. */
export const SNAPSHOTS = { orders: '/broken-shop/orders.json', activity: '/broken-shop/activity.json', load: '/broken-shop/load.json' };

/** A print shop with a live server inside the page: it numbers its orders, broadcasts them, and answers for its snapshots. */
export class ShopServer {
  trouble: Trouble = 'none';
  /** How many orders there are now, and how many there were one tick earlier. */
  total = BEFORE;
  totalBefore = BEFORE;
  readonly #fake = new FakeCable({ beatEvery: 3_000 });
  readonly #onTick: () => void;
  readonly #points: unknown[] = [];
  #ticks = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #faults: FaultScript | undefined;
  #fetch = globalThis.fetch;

  /** `onTick` is called before each tick changes the shop. */
  constructor(onTick: () => void) {
    this.#onTick = onTick;
    const now = Date.now();
    for (let point = POINTS; point > 0; point -= 1) this.#points.push(this.#load(now - point * TICK_EVERY * TICKS_PER_ORDER, point));
  }

  get transport(): Transport {
    return this.#fake.transport;
  }

  /** Opens the shop. Until `stop()`, the page's `fetch` answers for the snapshots. */
  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK_EVERY);
    const real = globalThis.fetch;
    this.#fetch = real;
    globalThis.fetch = async (request, options) => {
      const { pathname } = new URL(request instanceof Request ? request.url : request, location.href);
      return Object.values(SNAPSHOTS).includes(pathname) ? this.#reply(pathname) : real(request, options);
    };
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#faults?.end();
    globalThis.fetch = this.#fetch;
  }

  /** Begins a trouble, which ends the one before. */
  suffer(trouble: Trouble): void {
    this.trouble = trouble;
    this.#faults?.end();
    this.#faults = playFaults(this.#fake, FAULTS[trouble]);
  }

  #tick(): void {
    this.#onTick();
    this.#ticks += 1;
    this.totalBefore = this.total;
    const isSecond = this.#ticks % TICKS_PER_ORDER === 0;
    const orders = this.trouble === 'flood' ? FLOOD : Number(isSecond);
    for (let order = 0; order < orders; order += 1) this.#order();
    if (!isSecond) return;
    const point = this.#load(Date.now(), this.#ticks / TICKS_PER_ORDER);
    this.#points.push(point);
    if (this.#points.length > POINTS) this.#points.shift();
    this.#fake.broadcast('LoadChannel', {}, point);
  }

  #order(): void {
    this.total += 1;
    this.#fake.broadcast('OrdersChannel', {}, this.#counted());
    this.#fake.broadcast('ActivityChannel', {}, activity(this.total));
  }

  #counted(): unknown {
    return { value: this.total, seq: this.total, timestamp: new Date().toISOString() };
  }

  /** How busy the press is, in percent. */
  #load(at: number, step: number): unknown {
    const value = 55 + Math.sin(step / 9) * 22 + Math.sin(step / 2.7) * 7 + (this.trouble === 'flood' ? 15 : 0);
    return { value: Math.round(value), timestamp: new Date(at).toISOString() };
  }

  /** Answers for a snapshot over the same network as the cable. */
  async #reply(path: string): Promise<Response> {
    if (this.trouble === 'slow') await new Promise((resolve) => setTimeout(resolve, LOOSE_FOR));
    if (this.trouble === 'drop') throw new TypeError('The network is away.');
    return Response.json(this.#stateAt(path));
  }

  #stateAt(path: string): unknown {
    if (path === SNAPSHOTS.orders) return this.#counted();
    if (path === SNAPSHOTS.load) return this.#points;
    return Array.from({ length: LISTED }, (_, index) => activity(this.total - LISTED + 1 + index));
  }
}

/** What the feed shows of an order. */
function activity(id: number): unknown {
  const object = `${BOOKS[id % BOOKS.length] ?? ''}, no. ${id.toLocaleString('en')}`;
  return { event: 'order_created', seq: id, data: { id, actor: PEOPLE[id % PEOPLE.length], verb: 'ordered', object } };
}
