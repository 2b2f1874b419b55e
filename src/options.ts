import type { GetOptions } from './repair/conditional-get.js';
import { bearer, singleFlight } from './transport/token.js';
import { pageEnvironment, type Environment } from './environment.js';
import { assertDuration, assertFunction, assertOneOf, warnOnce, warnUnknownOptions } from './assert-options.js';
import { CablegramError } from './errors.js';
import { exponentialBackoff, type BackoffOptions, type RetryDelay } from './link/backoff.js';
import type { WhenHidden } from './link/reconnect.js';
import type { Recorder } from './diagnosis/recorder.js';
import type { AskToken, GetToken, Transport } from './transport/transport.js';

/** Every option of a connection. Durations are in ms; the defaults come from measurements of servers and of other clients. */
export interface ConnectionOptions {
  /** Address of the cable, relative to the page or absolute; short for `transports: [cable(url)]`. */
  readonly url?: string;
  /** The ways to reach the server, best first: the ladder steps down where one fails, and climbs back. */
  readonly transports?: readonly Transport[];
  /**
   * Brings a token; called before each dial and for each fetch, once at a time. The token is never kept, logged or shown (X5).
   *
   * If the server answers `unauthorized`, it is called once more; then the connection has `failed`. A call that does not answer is given up
   * with the dial: its `signal` is aborted, and the next dial calls again.
   */
  readonly getToken?: GetToken;
  /**
   * Where a body says who is connected, as a dot path (`'user_id'`).
   *
   * The first body with this field after each welcome is read. If it names somebody else than before, the connection stops: it has `failed`
   * with the reason `other-user`, since what the page shows belongs to the first person.
   */
  readonly identity?: string;
  /** Keeps what happens, for `history()`: `createRecorder()`. */
  readonly recorder?: Recorder;
  /** How snapshots are fetched: headers, credentials, limits. */
  readonly fetch?: GetOptions;
  /**
   * From the dial to the welcome; then the socket is dropped and the next dial waits its turn (R6).
   *
   * Other clients wait as long as the browser does, 240 s.
   *
   * @default 8000
   */
  readonly openWithin?: number;
  /**
   * How long the server may stay silent before the link counts as lost (R2).
   *
   * Rails pings every 3 s (`Server::Connections::BEAT_INTERVAL`); the default allows for two missed pings and half a second. Any frame
   * counts. Only for transports that beat.
   *
   * @default 6500
   */
  readonly heartbeatWithin?: number;
  /** How the waits between dials grow: numbers for the default rule, or a function of the attempt (from 1) and the reason. */
  readonly retry?: BackoffOptions | RetryDelay;
  /**
   * How long a channel without users keeps its subscription, so that a remount asks nothing of the server (R14).
   *
   * @default 1000
   */
  readonly linger?: number;
  /**
   * How long the connection stays open without users.
   *
   * @default 0
   */
  readonly idleAfter?: number;
  /**
   * The longest command that is sent to the server, in bytes: an identifier or an action beyond it is refused with `too-large`.
   *
   * Servers close the connection on a frame over their limit (code 1009), 64 kB on AnyCable, and would do so again after each reconnection.
   *
   * @default 65_536
   */
  readonly maxCommand?: number;
  /**
   * What happens while nobody can see the page (R9).
   *
   * - `keep`: a live link stays open; a lost one is dialled again when the page is shown.
   * - `pause`: as `keep`, and the views are paused, so that nothing is decoded or rendered in vain.
   * - `close`: the link is closed, and dialled again when the page is shown, which repairs what was missed.
   * - `follow`: as if the page were visible. For pages that notify, ring or count in their title, and for hosts that report `hidden` for
   *   ever, such as OBS and some web views.
   *
   * @default 'keep'
   */
  readonly whenHidden?: WhenHidden;
  /** Replaces parts of what the page tells (clock, frames, visibility); for tests and for hosts without a page. */
  readonly environment?: Partial<Environment>;
}

/** The options with every default in its place. */
export interface ResolvedOptions {
  readonly transports: readonly [Transport, ...Transport[]];
  readonly getToken: AskToken | undefined;
  readonly openWithin: number;
  readonly heartbeatWithin: number;
  readonly retryDelay: RetryDelay;
  readonly linger: number;
  readonly idleAfter: number;
  readonly whenHidden: WhenHidden;
  readonly maxCommand: number;
  readonly identity: string | undefined;
  readonly get: GetOptions;
  readonly recorder: Recorder | undefined;
  readonly environment: Environment;
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws CablegramError `option-invalid`, with the value seen.
 */
export function resolveOptions(options: ConnectionOptions, cable: (url?: string) => Transport): ResolvedOptions {
  const {
    url,
    transports,
    getToken,
    identity,
    recorder,
    fetch,
    openWithin = 8_000,
    heartbeatWithin = 6_500,
    retry = {},
    linger = 1_000,
    idleAfter = 0,
    maxCommand = 65_536,
    whenHidden = 'keep',
    environment: replaced,
    ...unknown
  } = options;
  const durations = { openWithin, heartbeatWithin, linger, idleAfter };
  warnUnknownOptions('A connection', unknown);
  for (const [name, duration] of Object.entries(durations)) assertDuration(name, duration);
  assertOneOf('whenHidden', whenHidden, ['keep', 'pause', 'close', 'follow']);
  assertFunction('getToken', getToken);
  const page = { ...pageEnvironment, ...replaced };
  const environment = whenHidden === 'follow' ? { ...page, isVisible: () => true } : page;
  const askToken = singleFlight(getToken, { within: openWithin, now: environment.now });
  return {
    ...durations,
    transports: ladderOf(url, transports, cable),
    getToken: askToken,
    identity,
    recorder,
    retryDelay: retryDelayOf(retry, environment.random),
    whenHidden,
    maxCommand,
    get: { ...fetch, headers: bearer(askToken, fetch?.headers) },
    environment,
  };
}

/** Makes the rule of waits; a function of the page that throws, or returns no duration, is replaced by the default for that wait. */
function retryDelayOf(retry: BackoffOptions | RetryDelay, random: () => number): RetryDelay {
  if (typeof retry !== 'function') return exponentialBackoff(random, retry);
  const fallback = exponentialBackoff(random);
  return (...tries) => {
    try {
      const delay = retry(...tries);
      assertDuration('What retry returns', delay);
      return delay;
    } catch (error) {
      warnOnce(error instanceof Error ? error.message : String(error));
      return fallback(...tries);
    }
  };
}

function ladderOf(
  url: string | undefined,
  transports: readonly Transport[] | undefined,
  cable: (url?: string) => Transport,
): readonly [Transport, ...Transport[]] {
  const [first, ...others] = transports ?? [cable(url)];
  if (!first || (transports && url !== undefined)) {
    throw new CablegramError('option-invalid', 'Give either `url` or some `transports`.');
  }
  for (const transport of transports ?? []) assertFunction('Each of `transports`', transport);
  return [first, ...others];
}
