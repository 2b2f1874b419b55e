// @ts-check
import { dial } from './dial.mjs';

/**
 * What one check found.
 *
 * @typedef {{ readonly name: string, readonly result: 'ok' | 'warning' | 'failed', readonly message: string, readonly remedy?: string }} Check
 */

/**
 * How a cable is examined; durations in ms.
 *
 * @typedef {object} DoctorOptions
 * @property {string} [origin] The page's origin; by default that of the cable.
 * @property {Readonly<Record<string, string>>} [headers] More of them, a Cookie say; they are never told.
 * @property {string} [token] What `getToken` of the page brings, sent as the page sends it; never told.
 * @property {boolean} [withoutCookies] That the cable needs no cookie, so that every origin may come in.
 * @property {number} [openWithin] How long an answer and the welcome may take. Default 8000.
 * @property {number} [beatEvery] How often the server is to beat. Default 3000, as Rails does.
 */

const PROTOCOL = 'actioncable-v1-json';
const PROTOCOLS = [PROTOCOL, 'actioncable-unsupported'];

/** An origin that nobody allows: `.invalid` is no domain for ever. */
const FOREIGN = 'https://cablegram-doctor.invalid';

/** What Action Cable answers to a foreign origin, and to what is no upgrade. */
const NO_UPGRADE = 'Page not found';

/**
 * Examines a cable as a browser would dial it: check after check, until one fails that all others need.
 *
 * @param {URL} url of `http:` or `https:`
 * @param {DoctorOptions} options
 * @returns {AsyncGenerator<Check, void>}
 */
export async function* examine(
  url,
  { origin = url.origin, headers = {}, token, withoutCookies = false, openWithin = 8_000, beatEvery = 3_000 } = {},
) {
  /** @param {string} from @param {readonly string[]} protocols */
  const from = (from, protocols = PROTOCOLS) => dial(url, { origin: from, protocols, headers, within: openWithin });
  const dialled = await from(origin, [...PROTOCOLS, ...(token === undefined ? [] : [asProtocol(token)])]);
  if (dialled.type === 'nobody') {
    yield failed(
      'answer',
      `Nobody answers (${dialled.code}).`,
      'See that the server runs, and that the address, the port and the certificate are right.',
    );
    return;
  }
  yield ok('answer', 'The server answers.');
  if (dialled.type === 'answer') {
    yield* refusal(dialled, origin, origin === url.origin ? undefined : await from(url.origin));
    return;
  }
  const { frames, protocol, isAccepted } = dialled;
  try {
    yield ok('path', 'There is a cable at this path.');
    if (!isAccepted) {
      yield failed('upgrade', 'The upgrade is answered by a wrong key.', 'Something between here and the server answers in its place.');
      return;
    }
    yield ok('upgrade', 'The upgrade to a WebSocket passes.');
    yield ok('origin', `A page of ${origin} is let in.`);
    if (protocol === PROTOCOL) yield ok('protocol', `The server speaks ${PROTOCOL}.`);
    else {
      const other = protocol === undefined ? 'no subprotocol' : `"${protocol}"`;
      yield failed(
        'protocol',
        `The server chose ${other} in place of ${PROTOCOL}.`,
        'See that this is Action Cable, and that no proxy drops Sec-WebSocket-Protocol.',
      );
    }
    if (yield* welcome(frames, openWithin)) yield* beats(frames, beatEvery);
  } finally {
    frames.hangUp();
  }
  yield await foreigners(await from(FOREIGN), withoutCookies);
}

/**
 * Why there is no socket, from what was answered in its place.
 *
 * @param {{ readonly status: number, readonly text: string }} answer
 * @param {string} origin
 * @param {import('./dial.mjs').Dialled | undefined} own what the origin of the cable gets, where another one was asked for
 * @returns {Generator<Check, void>}
 */
function* refusal({ status, text }, origin, own) {
  if (own?.type === 'open') own.frames.hangUp();
  if (status >= 500) {
    yield failed('path', `The server answers ${status}.`, 'See its log, and that the proxy finds the application.');
  } else if (status === 401 || status === 403) {
    yield failed(
      'path',
      `The server answers ${status}: it wants credentials.`,
      'Hand them in by --header, or let the path of the cable through.',
    );
  } else if (status >= 300 && status < 400) {
    yield failed('path', `The server answers ${status}, and no browser follows that.`, 'Name the address that it leads to.');
  } else if (status === 426 || status === 400) {
    yield ok('path', 'Something at this path knows of upgrades.');
    yield failed('upgrade', `The upgrade is answered by ${status}.`, STRIPPED);
  } else if (own?.type === 'open') {
    yield ok('path', 'There is a cable at this path.');
    yield failed('origin', `A page of ${origin} is refused.`, `Add it to config.action_cable.allowed_request_origins.`);
  } else if (status === 404 && text.trim() === NO_UPGRADE) {
    yield ok('path', 'Action Cable is at this path.');
    yield failed(
      'upgrade',
      `The upgrade, of a page of ${origin}, is refused.`,
      `${STRIPPED} If it passes already, add the origin to config.action_cable.allowed_request_origins, and let the proxy pass Host and X-Forwarded-Proto.`,
    );
  } else {
    yield failed(
      'path',
      `The server answers ${status}, and not as Action Cable does.`,
      'Mount Action Cable at this path, or name the path where it is.',
    );
  }
}

const STRIPPED = 'Let the proxy pass the Upgrade and Connection headers, by HTTP/1.1.';

/**
 * Waits for the welcome; tells whether it came.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {number} within
 * @returns {AsyncGenerator<Check, boolean>}
 */
async function* welcome(frames, within) {
  const first = typeOf(await frames.next(within));
  if (first.type === 'welcome') {
    yield ok('welcome', 'The server says welcome.');
    return true;
  }
  if (first.type === 'disconnect') {
    const reason = typeof first.reason === 'string' ? first.reason : 'no reason';
    yield warning(
      'welcome',
      `The server says goodbye at once (${reason}), so that its beat is not seen.`,
      'Where it wants a sign-in, hand in what the page brings: --header "Cookie: …", or --token … where that has getToken.',
    );
  } else if (first.type === undefined) {
    yield failed(
      'welcome',
      `No welcome within ${within / 1000} s.`,
      'See that connect does not hang, and that the server has a thread to run it.',
    );
  } else {
    yield failed('welcome', 'The server says something else than welcome.', 'See that the path is that of the cable.');
  }
  return false;
}

/**
 * Listens to a few beats, and to the longest silence between two of them.
 *
 * They may come in twos: Rails sets up a second timer of them where its first two clients come in the same moment.
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
      `No beat within ${(3 * every) / 1000} s; a page would give the socket up.`,
      'See that nothing between here and the server buffers, and that its event loop is not blocked.',
    );
    return;
  }
  const between = (silence / 1000).toFixed(1);
  if (silence <= 1.5 * every) yield ok('beat', `It beats every ${between} s.`);
  else
    yield warning(
      'beat',
      `It beats after ${between} s and not every ${every / 1000} s.`,
      'See that nothing between here and the server buffers; a page waits 6.5 s (heartbeatWithin).',
    );
}

/**
 * When the next beat came, in monotonic ms.
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
 * Whether a page of anybody may use the cookies of its visitors here (CSWSH).
 *
 * @param {import('./dial.mjs').Dialled} dialled
 * @param {boolean} withoutCookies
 * @returns {Promise<Check>}
 */
async function foreigners(dialled, withoutCookies) {
  if (dialled.type === 'nobody') return warning('foreign', `Nobody answered a page of a foreign origin (${dialled.code}).`, 'Try again.');
  if (dialled.type === 'answer') return ok('foreign', `A page of a foreign origin is refused (${dialled.status}).`);
  dialled.frames.hangUp();
  if (withoutCookies) return ok('foreign', 'A page of a foreign origin is let in; that is no harm where no cookie counts.');
  return failed(
    'foreign',
    'A page of a foreign origin is let in: any site can read what the cable says to its visitors, by their cookies.',
    'Take out config.action_cable.disable_request_forgery_protection, and list your own in allowed_request_origins. Where the cable needs no cookie: --without-cookies.',
  );
}

/**
 * The fields of a frame that is a JSON object.
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
    // Something else than JSON is something else than a welcome.
  }
  return { type: 'unknown' };
}

/** A token as the subprotocol by which a page sends it; parentheses may stand in no subprotocol. @param {string} token */
function asProtocol(token) {
  return `cablegram-token.${encodeURIComponent(token).replace(/[()]/g, (one) => (one === '(' ? '%28' : '%29'))}`;
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
