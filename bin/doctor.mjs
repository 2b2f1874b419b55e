// @ts-check
import { historyOf, pongTimeoutOf, presenceOf } from './anycable.mjs';
import { dial } from './dial.mjs';

/**
 * The result of one check.
 *
 * @typedef {{ readonly name: string, readonly result: 'ok' | 'warning' | 'failed', readonly message: string, readonly remedy?: string }} Check
 */

/**
 * How a cable is examined; durations in ms.
 *
 * @typedef {object} DoctorOptions
 * @property {string} [origin] The page's origin. Default: the origin of the cable.
 * @property {Readonly<Record<string, string>>} [headers] Additional headers, for example a Cookie; never printed.
 * @property {string} [token] The token that the page's `getToken` returns, sent as the page sends it; never printed.
 * @property {string} [identifier] On AnyCable: a subscription whose messages are watched, to see whether its history is long enough.
 * @property {boolean} [presence] On AnyCable: the page shows who is present, in the channel of `identifier` if there is one.
 * @property {boolean} [withoutCookies] The cable uses no cookies, so every origin may connect.
 * @property {number} [openWithin] How long the answer and the welcome may take. Default 8000.
 * @property {number} [beatEvery] How often the server should send a ping. Default 3000, as Rails does.
 */

const PROTOCOL = 'actioncable-v1-json';
const PROTOCOLS = [PROTOCOL, 'actioncable-unsupported'];

/** An origin that no server allows: `.invalid` is reserved and never a real domain. */
const FOREIGN = 'https://cablegram-doctor.invalid';

/** What Action Cable answers to a foreign origin, and to a request without an upgrade. */
const NO_UPGRADE = 'Page not found';

/**
 * Examines a cable as a browser would use it: one check after the other, until one fails on which all others depend.
 *
 * @param {URL} url of `http:` or `https:`
 * @param {DoctorOptions} options
 * @returns {AsyncGenerator<Check, void>}
 */
export async function* examine(
  url,
  {
    origin = url.origin,
    headers = {},
    token,
    identifier,
    presence = false,
    withoutCookies = false,
    openWithin = 8_000,
    beatEvery = 3_000,
  } = {},
) {
  /** @param {string} from @param {readonly string[]} protocols */
  const from = (from, protocols = PROTOCOLS) => dial(url, { origin: from, protocols, headers, within: openWithin });
  // The first is AnyCable's, the second cablegram's own.
  const tokens = token === undefined ? [] : ['anycable-token', 'cablegram-token'].map((prefix) => asProtocol(prefix, token));
  const dialled = await from(origin, [...PROTOCOLS, ...tokens]);
  if (dialled.type === 'nobody') {
    yield failed(
      'answer',
      `The server does not answer (${dialled.code}).`,
      'Check that the server is running, and that the address, the port and the certificate are right.',
    );
    return;
  }
  yield ok('answer', 'The server answers.');
  if (dialled.type === 'answer') {
    yield* refusal(dialled, origin, origin === url.origin ? undefined : await from(url.origin));
    return;
  }
  const { frames, protocol, isAccepted, isAnyCable } = dialled;
  /** @type {boolean} */
  let isWelcome;
  try {
    yield ok('path', 'There is a cable at this path.');
    if (!isAccepted) {
      yield failed('upgrade', 'The answer to the upgrade has a wrong key.', 'Something between here and the server answers instead of it.');
      return;
    }
    yield ok('upgrade', 'The upgrade to a WebSocket works.');
    yield ok('origin', `A page of ${origin} is accepted.`);
    if (protocol === PROTOCOL) yield ok('protocol', `The server speaks ${PROTOCOL}.`);
    else {
      const other = protocol === undefined ? 'no subprotocol' : `"${protocol}"`;
      yield failed(
        'protocol',
        `The server chose ${other} instead of ${PROTOCOL}.`,
        'Check that this is Action Cable, and that no proxy drops Sec-WebSocket-Protocol.',
      );
    }
    isWelcome = yield* welcome(frames, openWithin);
    if (isWelcome) yield* beats(frames, beatEvery);
    if (isWelcome && isAnyCable) yield* historyOf(frames, { identifier, watchFor: beatEvery, within: openWithin });
    if (isWelcome && isAnyCable && presence && identifier !== undefined) yield await presenceOf(frames, { identifier, within: openWithin });
  } finally {
    frames.hangUp();
  }
  if (isWelcome && isAnyCable && presence) yield await pongTimeoutOf(url, { origin, headers, tokens, within: openWithin, beatEvery });
  yield await foreigners(await from(FOREIGN), withoutCookies);
}

/**
 * Finds out from a plain HTTP answer why there is no socket.
 *
 * @param {{ readonly status: number, readonly text: string }} answer
 * @param {string} origin
 * @param {import('./dial.mjs').Dialled | undefined} own the result for the cable's own origin, if `origin` is another one
 * @returns {Generator<Check, void>}
 */
function* refusal({ status, text }, origin, own) {
  if (own?.type === 'open') own.frames.hangUp();
  if (status >= 500) {
    yield failed('path', `The server answers ${status}.`, 'Look in its log, and check that the proxy reaches the application.');
  } else if (status === 403 && own?.type === 'open') {
    yield ok('path', 'There is a cable at this path.');
    yield failed(
      'origin',
      `A page of ${origin} is refused.`,
      own.isAnyCable ? 'Add its host to --allowed_origins of AnyCable.' : RAILS_ORIGINS,
    );
  } else if (status === 401 || status === 403) {
    yield failed(
      'path',
      `The server answers ${status}: it requires credentials.`,
      'Pass them with --header, or exempt the path of the cable.',
    );
  } else if (status >= 300 && status < 400) {
    yield failed('path', `The server answers ${status}, and browsers do not follow a redirect here.`, 'Use the address that it leads to.');
  } else if (status === 426 || status === 400) {
    yield ok('path', 'A server at this path supports upgrades.');
    yield failed('upgrade', `The answer to the upgrade is ${status}.`, STRIPPED);
  } else if (own?.type === 'open') {
    yield ok('path', 'There is a cable at this path.');
    yield failed('origin', `A page of ${origin} is refused.`, RAILS_ORIGINS);
  } else if (status === 404 && text.trim() === NO_UPGRADE) {
    yield ok('path', 'Action Cable is at this path.');
    yield failed(
      'upgrade',
      `The upgrade for a page of ${origin} is refused.`,
      `${STRIPPED} If it already does, add the origin to config.action_cable.allowed_request_origins, and let the proxy pass Host and X-Forwarded-Proto.`,
    );
  } else {
    yield failed(
      'path',
      `The server answers ${status}, which is not an answer of Action Cable.`,
      'Mount Action Cable at this path, or use the path where it is mounted.',
    );
  }
}

const RAILS_ORIGINS = 'Add it to config.action_cable.allowed_request_origins.';

const STRIPPED = 'Let the proxy pass the Upgrade and Connection headers, over HTTP/1.1.';

/**
 * Waits for the welcome; returns whether it arrived.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {number} within
 * @returns {AsyncGenerator<Check, boolean>}
 */
async function* welcome(frames, within) {
  const first = typeOf(await frames.next(within));
  if (first.type === 'welcome') {
    yield ok('welcome', 'The server sends a welcome.');
    return true;
  }
  if (first.type === 'disconnect') {
    const reason = typeof first.reason === 'string' ? first.reason : 'no reason';
    yield warning(
      'welcome',
      `The server disconnects at once (${reason}), so its pings cannot be checked.`,
      'If it requires a sign-in, pass what the page sends: --header "Cookie: …", or --token … if the page uses getToken.',
    );
  } else if (first.type === undefined) {
    yield failed(
      'welcome',
      `No welcome within ${within / 1000} s.`,
      'Check that the connect method does not hang, and that the server has a free thread for it.',
    );
  } else {
    yield failed('welcome', 'The first message of the server is not a welcome.', 'Check that the path is that of the cable.');
  }
  return false;
}

/**
 * Measures the longest silence between a few pings.
 *
 * Pings may come in pairs: Rails starts a second timer if its first two clients connect at the same moment.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {number} every
 * @returns {AsyncGenerator<Check, void>}
 */
async function* beats(frames, every) {
  const first = await beat(frames, 3 * every);
  let last = first;
  let silence = 0;
  while (first !== undefined && last !== undefined && last - first < every / 2) {
    const next = await beat(frames, 3 * every);
    silence = Math.max(silence, (next ?? last) - last);
    last = next;
  }
  if (last === undefined) {
    yield failed(
      'beat',
      `No ping within ${(3 * every) / 1000} s; a page would drop the socket.`,
      'Check that nothing between here and the server buffers, and that its event loop is not blocked.',
    );
    return;
  }
  const between = (silence / 1000).toFixed(1);
  if (silence <= 1.5 * every) yield ok('beat', `The server sends a ping every ${between} s.`);
  else
    yield warning(
      'beat',
      `The server sends a ping after ${between} s instead of every ${every / 1000} s.`,
      'Check that nothing between here and the server buffers. A page waits 6.5 s (heartbeatWithin).',
    );
}

/**
 * Returns when the next ping arrived, in monotonic ms.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {number} within
 * @returns {Promise<number | undefined>}
 */
async function beat(frames, within) {
  const until = performance.now() + within;
  for (;;) {
    const text = await frames.next(Math.max(0, until - performance.now()));
    if (text === undefined) return undefined;
    if (typeOf(text).type === 'ping') return performance.now();
  }
}

/**
 * Checks whether any site could use its visitors' cookies here (cross-site WebSocket hijacking).
 *
 * @param {import('./dial.mjs').Dialled} dialled
 * @param {boolean} withoutCookies
 * @returns {Promise<Check>}
 */
async function foreigners(dialled, withoutCookies) {
  if (dialled.type === 'nobody')
    return warning('foreign', `The server did not answer a page of a foreign origin (${dialled.code}).`, 'Try again.');
  if (dialled.type === 'answer') return ok('foreign', `A page of a foreign origin is refused (${dialled.status}).`);
  dialled.frames.hangUp();
  if (withoutCookies) return ok('foreign', 'A page of a foreign origin is accepted, which is harmless without cookies.');
  return failed(
    'foreign',
    'A page of a foreign origin is accepted: any site can use the cookies of its visitors to read what the cable sends them.',
    `${
      dialled.isAnyCable
        ? 'Start AnyCable with --allowed_origins=app.example.com: the list of Rails, allowed_request_origins, does not count here.'
        : 'Remove config.action_cable.disable_request_forgery_protection, and list your own origins in allowed_request_origins.'
    } If the cable uses no cookies, pass --without-cookies.`,
  );
}

/**
 * Returns the fields of a frame that is a JSON object.
 *
 * @param {string | undefined} text
 * @returns {Readonly<Record<string, unknown>>}
 */
function typeOf(text) {
  if (text === undefined) return {};
  try {
    const frame = /** @type {unknown} */ (JSON.parse(text));
    if (typeof frame === 'object' && frame !== null) return { type: 'unknown', .../** @type {Record<string, unknown>} */ (frame) };
  } catch {
    // A frame that is not JSON is not a welcome either.
  }
  return { type: 'unknown' };
}

/** Returns a token as the subprotocol in which a page sends it. A subprotocol must not contain parentheses. @param {string} prefix @param {string} token */
function asProtocol(prefix, token) {
  return `${prefix}.${encodeURIComponent(token).replace(/[()]/g, (one) => (one === '(' ? '%28' : '%29'))}`;
}

/** @param {string} name @param {string} message @returns {Check} */
function ok(name, message) {
  return { name, result: 'ok', message };
}

/** @param {string} name @param {string} message @param {string} remedy @returns {Check} */
function warning(name, message, remedy) {
  return { name, result: 'warning', message, remedy };
}

/** @param {string} name @param {string} message @param {string} remedy @returns {Check} */
function failed(name, message, remedy) {
  return { name, result: 'failed', message, remedy };
}
