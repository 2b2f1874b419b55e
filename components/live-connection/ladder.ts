import {
  cable,
  CablegramError,
  identify,
  type GetToken,
  type Params,
  type SharedConnectionOptions,
  type SseOptions,
  type Transport,
} from '../../src/index.js';
import { pageSession } from '../internal/page-connection.js';
import { lazyTransport } from './lazy-transport.js';

/** The attributes of `<live-connection>` that configure its connection, apart from the URL. Durations are in ms. */
export interface LadderWish {
  readonly transports: string;
  /** Whether the tabs of one session share the cable. */
  readonly acrossTabs?: boolean;
  readonly pollEvery?: number;
  readonly sseUrl: string;
  readonly sseEvents?: object;
  readonly whenHidden: string;
  readonly getToken?: GetToken;
  /** How long the connection stays open without users, in ms. */
  readonly grace?: number;
  /** Whose data it is. Default: the page's session. */
  readonly session?: string | undefined;
}

/**
 * Returns the options of a shared connection for an element's attributes; `undefined` if it sets none.
 *
 * Elements with the same attributes share one connection. Elements that only spell out the defaults share the page's connection.
 *
 * @throws CablegramError `option-invalid`, with the value that is invalid.
 */
export function ladderOf(url: string, wish: LadderWish): SharedConnectionOptions | undefined {
  const { pollEvery, sseUrl, sseEvents, getToken, grace, acrossTabs } = wish;
  const whenHidden = hiddenOf(wish.whenHidden);
  const names = [...new Set(wish.transports.split(/\s+/).filter(Boolean))];
  const { session = pageSession() } = wish;
  if (acrossTabs && names.length === 0) names.push('cable');
  if (names.length === 0 && !whenHidden && !getToken && grace === undefined) return wish.session === undefined ? undefined : { session };
  const makers = new Map<string, () => Transport>([
    ['cable', () => (acrossTabs ? shared(url, session, () => cable(url)) : cable(url))],
    ['anycable', () => (acrossTabs ? shared(url, session, () => loadAnyCable(url)) : anyCableOf(url))],
    ['polling', () => pollingOf(pollEvery)],
    ['sse', () => sseOf(sseUrl, sseEvents)],
  ]);
  const transports = names.map((name) => {
    const make = makers.get(name);
    if (!make) invalid(`transports to be cable, anycable, polling or sse, but got ${quoted(name)}`);
    if (name === 'sse' && sseUrl === '') invalid('sse-url for its transport sse');
    return make();
  });
  const isCable = !acrossTabs && names.every((name) => name === 'cable');
  const asked = JSON.stringify({
    transports: isCable ? undefined : names,
    acrossTabs: acrossTabs === true ? true : undefined,
    pollEvery: names.includes('polling') ? pollEvery : undefined,
    sseUrl: names.includes('sse') ? sseUrl : undefined,
    sseEvents: names.includes('sse') ? sseEvents : undefined,
    whenHidden: whenHidden === 'keep' ? undefined : whenHidden,
    token: getToken && numberOf(getToken),
    grace,
  });
  return {
    // Elements without special options share the page's connection.
    session: [session, asked === '{}' ? '' : asked].filter(Boolean).join(' '),
    ...(!isCable && { transports }),
    ...(whenHidden && { whenHidden }),
    ...(getToken && { getToken }),
    ...(grace !== undefined && { idleAfter: grace }),
  };
}

/** The cable that all tabs of the session share. Its code is loaded at once; an attempt that needs it earlier waits for it. */
async function loadAnyCable(url: string): Promise<Transport> {
  return (await import('./any-cable.js')).anyCable(url);
}

function anyCableOf(url: string): Transport {
  return Object.assign(
    lazyTransport(() => loadAnyCable(url)),
    { cableUrl: url },
  );
}

function shared(url: string, session: string, make: () => Transport | Promise<Transport>): Transport {
  let joint: Transport | undefined;
  const transport = lazyTransport(async () => (joint = (await import('./across-tabs.js')).acrossTabs(await make(), { session })));
  const shareSnapshot: Transport['shareSnapshot'] = (wish, fetch) => joint?.shareSnapshot?.(wish, fetch) ?? fetch();
  return Object.assign(transport, { cableUrl: url, shareSnapshot });
}

/** The least time between two polls, in ms. A server may not be asked more often. */
const LEAST_POLL_EVERY = 2_000;

function pollingOf(pollEvery: number | undefined): Transport {
  if (pollEvery !== undefined && !(pollEvery >= LEAST_POLL_EVERY)) invalid(`poll-every to be at least 2s, but got ${pollEvery} ms`);
  return lazyTransport(async () => (await import('./fallbacks.js')).polling(pollEvery === undefined ? {} : { every: pollEvery }));
}

function sseOf(url: string, sseEvents: object | undefined): Transport {
  const options = sseEvents && { events: eventsIn(sseEvents) };
  return lazyTransport(async () => (await import('./fallbacks.js')).sse(url, options));
}

/** Reads `{"orders": ["AnalyticsChannel", {"metric": "orders"}], "health": "ServerHealthChannel"}`. */
function eventsIn(events: object): NonNullable<SseOptions['events']> {
  return Object.fromEntries(
    Object.entries(events).map(([event, target]: [string, unknown]) => {
      const [channel, params = {}] = (Array.isArray(target) ? target : [target]) as unknown[];
      if (typeof channel !== 'string' || !isParams(params))
        invalid(`a channel for each of sse-events, but got ${quoted(JSON.stringify(target))}`);
      // Throws now rather than after the transport is loaded.
      identify(channel, params);
      return [event, [channel, params]] as const;
    }),
  );
}

function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hiddenOf(word: string): 'keep' | 'pause' | 'close' | 'follow' | undefined {
  if (word === '' || word === 'keep' || word === 'pause' || word === 'close' || word === 'follow') return word || undefined;
  return invalid(`when-hidden to be keep, pause, close or follow, but got ${quoted(word)}`);
}

function invalid(what: string): never {
  throw new CablegramError('option-invalid', `<live-connection> needs ${what}.`);
}

function quoted(word: string): string {
  return JSON.stringify(word.slice(0, 80));
}

const numbers = new WeakMap<GetToken, number>();

/** Gives each function its own number, because it is unknown whose token a function returns. Random, because another copy of cablegram may number functions too. */
function numberOf(getToken: GetToken): number {
  const number = numbers.get(getToken) ?? Math.random();
  numbers.set(getToken, number);
  return number;
}
