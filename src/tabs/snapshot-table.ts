import type { Report, Request } from './tab-message.js';

type Ask = Request & { readonly type: 'ask' };

/** What the table needs. */
export interface SnapshotTableOptions {
  /** Monotonic time, in ms. */
  readonly now: () => number;
  /** Answers a tab: fetch it, or here it is. */
  readonly answer: (tab: string, answer: Report & { readonly type: 'fetch' | 'snapshot' }) => void;
  /** Delivers a body again to a tab that had not subscribed yet when it came. */
  readonly replay: (tab: string, identifier: string, body: unknown) => void;
}

/** The snapshots that the tabs of a room share. The leader decides who fetches; each snapshot is fetched by the first tab that asks. */
export interface SnapshotTable {
  /** A tab receives the bodies of an identifier from now on. */
  join(tab: string, identifier: string): void;
  /** A tab receives them no longer; without `identifier`, it is gone. */
  leave(tab: string, identifier?: string): void;
  /** A body was received. */
  note(identifier: string, body: unknown): void;
  ask(tab: string, request: Ask): void;
  /** A tab hands over what it fetched, or nothing if that failed. */
  take(tab: string, id: string, json: string | undefined): void;
  /** Something may be missing, so that earlier snapshots are not handed out any more; without `identifier`, of all of them. */
  doubt(identifier?: string): void;
}

interface Stream {
  /** By tab: since when it receives the bodies. */
  readonly joined: Map<string, number>;
  /** By URL. */
  readonly shots: Map<string, Shot>;
  /** The bodies received since the oldest request for one of the shots. */
  readonly log: { readonly at: number; readonly body: unknown }[];
}

/** A snapshot that one tab fetches or has fetched. */
interface Shot {
  readonly by: string;
  readonly request: Ask;
  /** When it was requested: the place among bodies and subscriptions, and in monotonic ms. */
  readonly at: number;
  readonly requestedAt: number;
  json?: string;
  /** The tabs that were promised this snapshot. Each gets it once: a tab that asks again wants a newer one. */
  readonly served: Set<string>;
  waiters: readonly { readonly tab: string; readonly request: Ask }[];
}

/** How long a snapshot and the bodies since then are kept for tabs that subscribe later, in ms, and how many bodies. */
const KEPT_FOR = 60_000;
const MOST_BODIES = 200;

/** The longest snapshot that is kept, in characters. */
const LONGEST_KEPT = 200_000;

/** How old a snapshot may be for a tab that had subscribed before it was requested, in ms: the tab wants the present state. */
const PRESENT_WITHIN = 1_000;

/** How long a request may take until the next tab that asks fetches by itself, in ms. */
const FETCHED_WITHIN = 5_000;

/**
 * Creates the table. A tab gets a snapshot that was requested earlier only together with every body since then.
 *
 * The bodies are those that came before the tab subscribed; they are delivered again, before the snapshot. If the tab has received one of
 * them itself, it may have shown it already, so it fetches its own snapshot. The same applies if there are such bodies and the tab cannot
 * order them.
 */
export function createSnapshotTable({ now, answer, replay }: SnapshotTableOptions): SnapshotTable {
  const streams = new Map<string, Stream>();
  const flights = new Map<string, Shot>();
  /** Orders bodies, subscriptions and requests. */
  let clock = 0;

  function isShared({ shots, log, joined }: Stream, shot: Shot | undefined, tab: string, isOrdered: boolean): shot is Shot {
    const since = joined.get(tab) ?? 0;
    if (!shot || shot.served.has(tab) || shots.get(shot.request.url) !== shot) return false;
    const missed = log.filter(({ at }) => at > shot.at);
    if (missed.length > 0 && (!isOrdered || missed.some(({ at }) => at > since))) return false;
    const within = shot.json === undefined ? FETCHED_WITHIN : since > shot.at ? KEPT_FOR : PRESENT_WITHIN;
    return now() - shot.requestedAt < within;
  }

  function ask(tab: string, request: Ask): void {
    const { id, identifier, url, isOrdered } = request;
    const stream = streams.get(identifier);
    if (!stream?.joined.has(tab)) return answer(tab, { type: 'fetch', id });
    const shot = stream.shots.get(url);
    if (!isShared(stream, shot, tab, isOrdered)) {
      const mine: Shot = { by: tab, request, at: (clock += 1), requestedAt: now(), served: new Set([tab]), waiters: [] };
      stream.shots.set(url, mine);
      flights.set(id, mine);
      return answer(tab, { type: 'fetch', id });
    }
    shot.served.add(tab);
    for (const { at, body } of stream.log) if (at > shot.at) replay(tab, identifier, body);
    // From here on it has received them.
    stream.joined.set(tab, (clock += 1));
    if (shot.json === undefined) shot.waiters = [...shot.waiters, { tab, request }];
    else answer(tab, { type: 'snapshot', id, json: shot.json });
  }

  function take(tab: string, id: string, json: string | undefined): void {
    const shot = flights.get(id);
    if (shot?.by !== tab) return;
    flights.delete(id);
    const { waiters, request } = shot;
    shot.waiters = [];
    const shots = streams.get(request.identifier)?.shots;
    const isCurrent = shots?.get(request.url) === shot;
    if (json !== undefined && json.length <= LONGEST_KEPT) shot.json = json;
    else if (isCurrent) shots?.delete(request.url);
    for (const waiter of waiters) {
      if (json === undefined) ask(waiter.tab, waiter.request);
      else answer(waiter.tab, { type: 'snapshot', id: waiter.request.id, json });
    }
  }

  function forget(stream: Stream): void {
    stream.shots.clear();
    stream.log.length = 0;
  }

  function leaveStream(tab: string, identifier: string): void {
    const stream = streams.get(identifier);
    stream?.joined.delete(tab);
    if (stream?.joined.size === 0) streams.delete(identifier);
  }

  return {
    join(tab, identifier) {
      let stream = streams.get(identifier);
      if (!stream) streams.set(identifier, (stream = { joined: new Map(), shots: new Map(), log: [] }));
      stream.joined.set(tab, (clock += 1));
    },
    leave(tab, identifier) {
      if (identifier !== undefined) return leaveStream(tab, identifier);
      for (const name of [...streams.keys()]) leaveStream(tab, name);
      for (const shot of flights.values()) shot.waiters = shot.waiters.filter((waiter) => waiter.tab !== tab);
      for (const [id, { by }] of [...flights]) if (by === tab) take(tab, id, undefined);
    },
    note(identifier, body) {
      const stream = streams.get(identifier);
      if (!stream || stream.shots.size === 0) return;
      stream.log.push({ at: (clock += 1), body });
      const isOver = [...stream.shots.values()].every(({ requestedAt }) => now() - requestedAt > KEPT_FOR);
      if (isOver || stream.log.length > MOST_BODIES) forget(stream);
    },
    ask,
    take,
    doubt(identifier) {
      for (const [name, stream] of streams) if (identifier === undefined || identifier === name) forget(stream);
    },
  };
}
