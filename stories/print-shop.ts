/** Where the print shop's numbers come from: the same seed tells the same day. */
export interface Day {
  /** What a channel says when it is joined; `now` is epoch ms. */
  greet(channel: string, metric: string, now: number): readonly unknown[];
  /** What happens in the next second. */
  tick(now: number): readonly Broadcast[];
}

/** One body for one channel of the shop. */
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

/** How far back the charts begin, in ms, and how many points they get. */
const PAST = 15 * 60_000;
const POINTS = 90;

/** Begins a day of the shop; `seed` is any whole number. */
export function beginDay(seed: number): Day {
  const random = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const totals: Record<string, number> = { orders: 1_204, revenue: 48_207.5, visitors: 312, exports: 7 };
  const rates = { web: 14, counter: 6 };
  let happened = 0;

  function nextActivity(at: number): unknown {
    const { event, verb } = pick(HAPPENINGS);
    happened += 1;
    const data = { id: happened, actor: pick(PEOPLE), verb, object: pick(TITLES), at: new Date(at).toISOString() };
    return { event, data };
  }

  function nextRates(at: number): unknown {
    rates.web = wander(rates.web, 2, 24);
    rates.counter = wander(rates.counter, 1, 12);
    return { ...rates, timestamp: new Date(at).toISOString() };
  }

  function wander(value: number, least: number, most: number): number {
    const next = value + (random() - 0.5) * 2.4;
    return Math.round(Math.min(most, Math.max(least, next)) * 10) / 10;
  }

  return {
    greet(channel, metric, now) {
      if (channel === 'ActivityChannel') return [3, 2, 1].map((minutes) => nextActivity(now - minutes * 47_000));
      if (metric === 'rate') {
        const ats = Array.from({ length: POINTS }, (_, index) => now - PAST + (index * PAST) / POINTS);
        return [{ type: 'batch', data: ats.map(nextRates) }];
      }
      return metric in totals ? [{ value: totals[metric] }] : [];
    },
    tick(now) {
      const orders = Math.floor(random() * 3);
      totals['orders'] = (totals['orders'] ?? 0) + orders;
      totals['revenue'] = (totals['revenue'] ?? 0) + (orders * Math.round(random() * 4_000)) / 100;
      totals['visitors'] = Math.round(wander(totals['visitors'] ?? 0, 200, 400) + (random() - 0.5) * 6);
      totals['exports'] = Math.round(wander(totals['exports'] ?? 0, 0, 14));
      const numbers = Object.entries(totals).map(([metric, value]) => ({ channel: 'AnalyticsChannel', metric, body: { value } }));
      const rate = { channel: 'AnalyticsChannel', metric: 'rate', body: nextRates(now) };
      const activity = random() < 0.4 ? [{ channel: 'ActivityChannel', body: nextActivity(now) }] : [];
      return [...numbers, rate, ...activity];
    },
  };
}

/** Numbers in [0, 1) that look random and are the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
