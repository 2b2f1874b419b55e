/** Generates the print shop's data. The same seed gives the same day. */
export interface Day {
  /** Returns what a channel sends to a new subscriber; `now` is epoch ms. */
  greet(channel: string, metric: string, now: number): readonly unknown[];
  /** Returns what happens in the next second. */
  tick(now: number): readonly Broadcast[];
}

/** One body for one channel. */
export interface Broadcast {
  readonly channel: string;
  readonly metric?: string;
  readonly body: unknown;
}

const PEOPLE = ['Ana Duarte', 'Jonas Weiß', 'Mei Lin', 'Omar Haddad', 'Ruth Okafor', 'Tomás Rey'];
const TITLES = ['Field Notes', 'Atlas of Rivers', 'Winter Poems', 'City Map', 'The Long Way Home', 'A Year of Bread'];
const HAPPENINGS = [
  { event: 'order_created', verb: 'ordered' },
  { event: 'cover_added', verb: 'added a cover to' },
  { event: 'proof_approved', verb: 'approved the proof of' },
  { event: 'export_finished', verb: 'exported' },
  { event: 'export_failed', verb: 'could not export' },
  { event: 'order_shipped', verb: 'shipped' },
] as const;

/** One export in each state, by its id. */
const EXPORTS = [
  { id: 'queued', progress: 0, status: 'queued', message: 'waiting for a press' },
  { id: 'unknown', progress: null, status: 'running', message: 'counting the pages' },
  { id: 'paused', current: 90, total: 300, status: 'paused' },
  { id: 'cancelling', current: 140, total: 310, status: 'cancelling' },
  { id: 'complete', progress: 100, status: 'complete', url: '#field-notes.pdf' },
  { id: 'failed', current: 205, total: 330, status: 'failed', message: 'out of paper in tray 2' },
  { id: 'cancelled', current: 40, total: 330, status: 'cancelled' },
  { id: 'silent', current: 230, total: 330, status: 'running', message: 'binding' },
  { id: 'steps', step: 'render', current: 12, total: 30, status: 'running' },
];

/** Shares with their previous closing prices, in cents. */
const SHARES = [
  { symbol: 'ACME', name: 'Acme Paper', close: 19_003 },
  { symbol: 'GLBX', name: 'Globex Ink', close: 4_826 },
  { symbol: 'INTC', name: 'Intaglio', close: 3_390 },
  { symbol: 'PAPR', name: 'Paper Mills', close: 1_274 },
  { symbol: 'BIND', name: 'Bindery One', close: 612 },
] as const;

/** How many prices of each share a new subscriber gets. */
const PRICES = 30;

/** A notice of each severity. */
const NOTICES = [
  { id: 'order', severity: 'info', title: 'New job order', message: '240 × Winter Poems for Iris Vos', href: '#order' },
  { id: 'export', severity: 'success', title: 'Export finished', message: 'Catalogue 2027, 320 pages' },
  { id: 'paper', severity: 'warning', title: 'Paper is low on press 2', message: 'About 40 minutes left' },
  { id: 'jam', severity: 'danger', title: 'Export failed', message: 'City Map: the press reports a paper jam in the second tray.' },
];

/** How far back the charts start, in ms, and how many points they get. */
const PAST = 15 * 60_000;
const POINTS = 90;

type Total = 'orders' | 'revenue' | 'visitors' | 'exports';

/** The metrics that send the history of a total, for sparklines. */
const TRENDS: Readonly<Record<string, Total>> = {
  orders_trend: 'orders',
  revenue_trend: 'revenue',
  visitors_trend: 'visitors',
  exports_trend: 'exports',
};

interface Course {
  /** How much it wanders, in its own unit. */
  readonly stride: number;
  /** How much it grows from one point to the next. */
  readonly drift: number;
}

/** How each total moved in its history. */
const COURSES: Readonly<Record<Total, Course>> = {
  orders: { stride: 2, drift: 1.2 },
  revenue: { stride: 90, drift: 48 },
  visitors: { stride: 6, drift: 0 },
  exports: { stride: 0.6, drift: 0 },
};

/** Starts a day of the shop; `seed` is any whole number. */
export function beginDay(seed: number): Day {
  const random = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const totals: Record<Total, number> = { orders: 1_204, revenue: 48_207.5, visitors: 312, exports: 7 };
  const rates = { web: 14, counter: 6 };
  const pages = { current: 60, total: 330 };
  const health = { cpu: 62, memory_used: 11.2e9, memory_total: 16e9, disk: 91 };
  const prices = new Map<string, number>(SHARES.map(({ symbol, close }) => [symbol, close]));
  let happened = 0;
  let past: readonly unknown[] | undefined;

  function nextQuote({ symbol, name, close }: (typeof SHARES)[number], at: number): unknown {
    const price = Math.round(wander(prices.get(symbol) ?? close, close * (1 + (symbol.charCodeAt(0) % 5) / 300 - 0.004), close * 0.006));
    prices.set(symbol, price);
    const timestamp = new Date(at).toISOString();
    return { symbol, name, price: (price / 100).toFixed(2), previous_close: (close / 100).toFixed(2), currency: 'EUR', timestamp };
  }

  function nextActivity(at: number): unknown {
    const { event, verb } = pick(HAPPENINGS);
    happened += 1;
    const data = { id: happened, actor: pick(PEOPLE), verb, object: pick(TITLES), at: new Date(at).toISOString() };
    return { event, data };
  }

  function nextRates(at: number): unknown {
    rates.web = wander(rates.web, 15, 5);
    rates.counter = wander(rates.counter, 7, 2.4);
    return { web: Math.round(rates.web), counter: Math.round(rates.counter), timestamp: new Date(at).toISOString() };
  }

  function nextExport(): unknown {
    pages.current += 2 + Math.floor(random() * 5);
    const isOver = pages.current >= pages.total;
    const body = {
      id: 'running',
      ...pages,
      current: Math.min(pages.current, pages.total),
      status: isOver ? 'complete' : 'running',
      message: 'printing',
    };
    if (isOver) pages.current = 0;
    return body;
  }

  /** The last minutes of a total, ending at its value now. */
  function trendOf(value: number, { stride, drift }: Course, now: number): readonly unknown[] {
    return Array.from({ length: POINTS }, (_, index) => {
      const before = POINTS - 1 - index;
      const wave = Math.sin(index / 5 + stride) * stride * 4 + Math.sin(index / 2.3) * stride * 2;
      const timestamp = new Date(now - (before * PAST) / POINTS).toISOString();
      return { value: before === 0 ? value : Math.max(0, value - before * drift + wave), timestamp };
    });
  }

  /** One random step with a pull to the middle, so that no line drifts away or flattens at a bound. */
  function wander(value: number, middle: number, stride: number): number {
    return Math.max(0, value + (middle - value) * 0.14 + (random() - 0.5) * stride);
  }

  return {
    greet(channel, metric, now) {
      if (channel === 'ActivityChannel') return [3, 2, 1].map((minutes) => nextActivity(now - minutes * 47_000));
      if (channel === 'ExportChannel') return [{ type: 'batch', data: [...EXPORTS, nextExport()] }];
      if (channel === 'ServerHealthChannel') return [health];
      if (channel === 'StockChannel') {
        const ats = Array.from({ length: PRICES }, (_, index) => now - (PRICES - index) * 1000);
        return [{ type: 'batch', data: ats.flatMap((at) => SHARES.map((share) => nextQuote(share, at))) }];
      }
      if (channel === 'NoticeChannel') return NOTICES;
      if (metric === 'rate') {
        past ??= Array.from({ length: POINTS }, (_, index) => nextRates(now - PAST + (index * PAST) / POINTS));
        return [{ type: 'batch', data: past }];
      }
      const followed = TRENDS[metric];
      if (followed !== undefined) return [{ type: 'batch', data: trendOf(totals[followed], COURSES[followed], now) }];
      return Object.hasOwn(totals, metric) ? [{ value: totals[metric as keyof typeof totals] }] : [];
    },
    tick(now) {
      const orders = 1 + Math.floor(random() * 2);
      totals.orders += orders;
      totals.revenue += (orders * Math.round(random() * 4_000)) / 100;
      totals.visitors = Math.round(wander(totals.visitors, 320, 14));
      totals.exports = Math.round(wander(totals.exports, 7, 5));
      const numbers = Object.entries(totals).map(([metric, value]) => ({ channel: 'AnalyticsChannel', metric, body: { value } }));
      const trends = Object.entries(TRENDS).map(([metric, followed]) => ({
        channel: 'AnalyticsChannel',
        metric,
        body: { value: totals[followed], timestamp: new Date(now).toISOString() },
      }));
      const rate = { channel: 'AnalyticsChannel', metric: 'rate', body: nextRates(now) };
      const activity = random() < 0.4 ? [{ channel: 'ActivityChannel', body: nextActivity(now) }] : [];
      health.cpu = Math.min(100, wander(health.cpu, 70, 24));
      const system = { channel: 'ServerHealthChannel', body: health };
      const quotes = SHARES.filter(() => random() < 0.6).map((share) => ({ channel: 'StockChannel', body: nextQuote(share, now) }));
      return [...numbers, ...trends, rate, ...activity, system, { channel: 'ExportChannel', body: nextExport() }, ...quotes];
    },
  };
}

/** Pseudo-random numbers in [0, 1), the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
