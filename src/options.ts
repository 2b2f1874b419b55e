import type { GetOptions } from './repair/conditional-get.js';
import { bearer, singleFlight } from './transport/token.js';
import { pageEnvironment, type Environment } from './environment.js';
import { assertDuration, assertFunction, assertOneOf, warnUnknownOptions } from './assert-options.js';
import { IS_DEVELOPMENT, warnOnce } from './development.js';
import { CablegramError } from './errors.js';
import { exponentialBackoff, type BackoffOptions, type RetryDelay } from './link/backoff.js';
import type { WhenHidden } from './link/reconnect.js';
import type { Recorder } from './diagnosis/recorder.js';
import type { AskToken, GetToken, Transport } from './transport/transport.js';

/** Every option of a connection. Durations are in ms; the defaults come from measurements of servers and of other clients. */
export interface ConnectionOptions {
  /** Address of the cable, relative to the page or absolute. Short for `transports: [cable(url)]`. */
  readonly url?: string;
  /** The transports, best first. If one fails, the next one is used; the first one is tried again in the background. */
  readonly transports?: readonly Transport[];
  /**
   * Returns a token. Called before each connection attempt and for each fetch, one call at a time. The token is never stored, logged or
   * shown.
   *
   * If the server answers `unauthorized`, it is called once more; after a second `unauthorized` the connection has `failed`. A call that
   * does not settle is abandoned with the connection attempt: its `signal` is aborted, and the next attempt calls again.
   */
  readonly getToken?: GetToken;
  /**
   * Where a body contains the id of the connected user, as a dot path (`'user_id'`).
   *
   * The first body with this field after each welcome is read. If it names another user than before, the connection stops: its state is
   * `failed` with the reason `other-user`, since the page still shows the first user's data.
   */
  readonly identity?: string;
  /** Records events for `history()`; create it with `createRecorder()`. */
  readonly recorder?: Recorder;
  /** How snapshots are fetched: headers, credentials, limits. */
  readonly fetch?: GetOptions;
  /**
   * The longest time from the connection attempt to the server's welcome, in ms. Then the socket is dropped and the next attempt is
   * scheduled.
   *
   * Other clients wait as long as the browser does, 240 s.
   *
   * @default 8000
   */
  readonly openWithin?: number;
  /**
   * How long the server may stay silent before the link counts as lost, in ms.
   *
   * Rails pings every 3 s (`Server::Connections::BEAT_INTERVAL`); the default allows for two missed pings and half a second. Any frame
   * counts as a sign of life. Applies only to transports that send heartbeats.
   *
   * @default 6500
   */
  readonly heartbeatWithin?: number;
  /** The waits between connection attempts: settings of the default rule, or a function of the attempt (from 1) and the reason. */
  readonly retry?: BackoffOptions | RetryDelay;
  /**
   * How long a channel without users keeps its subscription, in ms, so that a remount sends nothing to the server.
   *
   * @default 1000
   */
  readonly linger?: number;
  /**
   * How long the connection stays open without users, in ms.
   *
   * @default 0
   */
  readonly idleAfter?: number;
  /**
   * The longest command that is sent to the server, in bytes. A longer identifier or action throws `too-large`.
   *
   * Servers close the connection when a frame exceeds their limit (code 1009; 64 kB on AnyCable), and would do so again after each
   * reconnection.
   *
   * @default 65_536
   */
  readonly maxCommand?: number;
  /**
   * What happens while the page is hidden.
   *
   * - `keep`: an open link stays open; a lost one reconnects when the page is visible again.
   * - `pause`: as `keep`, and the views are paused, so that nothing is decoded or rendered unnecessarily.
   * - `close`: the link is closed. When the page is visible again, it reconnects and repairs what was missed.
   * - `follow`: as if the page were always visible. Use it for pages that notify, ring or count in their title, and for hosts that always
   *   report `hidden`, such as OBS and some web views.
   *
   * @default 'keep'
   */
  readonly whenHidden?: WhenHidden;
  /** Replaces parts of the page environment (clock, frames, visibility), for tests and for hosts without a page. */
  readonly environment?: Partial<Environment>;
}

/** The options with all defaults filled in. */
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
 * @throws CablegramError `option-invalid`, with the invalid value.
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

/** Returns the rule for waits. If the page's function throws or returns no duration, the default is used for that wait. */
function retryDelayOf(retry: BackoffOptions | RetryDelay, random: () => number): RetryDelay {
  if (typeof retry !== 'function') return exponentialBackoff(random, retry);
  const fallback = exponentialBackoff(random);
  return (...tries) => {
    try {
      const delay = retry(...tries);
      assertDuration('What retry returns', delay);
      return delay;
    } catch (error) {
      if (IS_DEVELOPMENT) warnOnce(error instanceof Error ? error.message : String(error));
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
