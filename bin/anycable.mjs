// @ts-check
import { dial } from './dial.mjs';

/** @typedef {import('./doctor.mjs').Check} Check */

/** The stream that is asked for if no subscription is named. Nobody sends anything to it. */
const EMPTY_STREAM = JSON.stringify({ channel: '$pubsub', stream_name: 'cablegram-doctor' });

const EXTENDED_PROTOCOL = 'actioncable-v1-ext-json';

/** How much time of a stream the history has to hold, in s: about the longest time after which a page is connected again. */
const HELD_SECONDS = 5;

/** How many pings without an answer AnyCable gets to end the connection. */
const UNANSWERED_PINGS = 5;

const HISTORY = 'Start AnyCable with --presets=broker, so that it keeps a history.';

/**
 * Checks what AnyCable's history can repair, on an open and welcomed socket.
 *
 * Without a subscription to watch, only whether there is a history.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {{ readonly identifier?: string | undefined, readonly watchFor: number, readonly within: number }} options in ms
 * @returns {AsyncGenerator<Check, void>}
 */
export async function* historyOf(frames, { identifier = EMPTY_STREAM, watchFor, within }) {
  const isWatched = identifier !== EMPTY_STREAM;
  frames.send(JSON.stringify({ command: 'subscribe', identifier }));
  const answer = await nextOf(frames, within, ({ type }) => type === 'confirm_subscription' || type === 'reject_subscription');
  if (answer?.type !== 'confirm_subscription') {
    const why = answer === undefined ? 'was not answered' : 'was rejected';
    yield {
      name: 'history',
      result: 'warning',
      message: `A subscription ${why}, so the history of AnyCable cannot be checked.`,
      remedy: 'Name one that the user may have: --identifier \'{"channel":"RoomChannel","id":7}\'.',
    };
    return;
  }
  const live = isWatched ? await watch(frames, watchFor) : [];
  const sent = live.find(({ message }) => message !== undefined);
  if (sent && sent.offset === undefined) {
    yield { name: 'history', result: 'failed', message: 'The messages have no numbers: AnyCable keeps no history.', remedy: HISTORY };
    return;
  }
  frames.send(JSON.stringify({ command: 'history', identifier, history: { since: 1 } }));
  /** @type {Fields[]} */
  const replayed = [];
  const end = await nextOf(frames, within, (frame) => {
    if (frame.offset !== undefined) replayed.push(frame);
    return frame.type === 'confirm_history' || frame.type === 'reject_history';
  });
  if (end?.type !== 'confirm_history') {
    yield {
      name: 'history',
      result: 'failed',
      message: `AnyCable ${end === undefined ? 'does not answer a request for' : 'has no'} history: a page loses what is sent while it is away.`,
      remedy: HISTORY,
    };
    return;
  }
  yield { name: 'history', result: 'ok', message: 'AnyCable keeps a history, by which anyCable() repairs what a page missed.' };
  if (isWatched) yield* limitOf(live, replayed, watchFor);
}

/**
 * Compares what the history holds of the busiest stream with the rate of its messages.
 *
 * @param {readonly Fields[]} live
 * @param {readonly Fields[]} replayed
 * @param {number} watchFor
 * @returns {Generator<Check, void>}
 */
function* limitOf(live, replayed, watchFor) {
  /** @type {Map<unknown, number>} */
  const counts = new Map();
  for (const { stream_id: stream } of live) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  const [stream, count] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  if (count === undefined) {
    yield { name: 'limit', result: 'ok', message: 'No message came, so that the history is long enough for now.' };
    return;
  }
  const rate = (count * 1000) / watchFor;
  const ofStream = [...live, ...replayed].filter(({ stream_id: one }) => one === stream).map(({ offset }) => Number(offset));
  const kept = new Set(replayed.filter(({ stream_id: one }) => one === stream).map(({ offset }) => offset)).size;
  const needed = Math.ceil(rate * HELD_SECONDS);
  const words = `The history holds ${kept} messages of "${String(stream)}", which brings ${rate.toFixed(1)} a second`;
  // A stream that began lately is held whole.
  if (kept >= needed || kept >= Math.max(...ofStream)) yield { name: 'limit', result: 'ok', message: `${words}.` };
  else
    yield {
      name: 'limit',
      result: 'failed',
      message: `${words}: a page that was away for ${HELD_SECONDS} s loses some.`,
      remedy: `Start AnyCable with --history_limit=${needed * 3} or more, and --history_ttl=60 or more.`,
    };
}

/**
 * Asks who is present in a subscription that `historyOf` has made. AnyCable says nothing where a channel has no presence.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {{ readonly identifier: string, readonly within: number }} options
 * @returns {Promise<Check>}
 */
export async function presenceOf(frames, { identifier, within }) {
  frames.send(JSON.stringify({ command: 'presence', identifier }));
  const answer = await nextOf(frames, within, ({ type }) => type === 'presence');
  const { type, total } = /** @type {Fields} */ (Object(answer?.message));
  if (type === 'info') return { name: 'presence', result: 'ok', message: `AnyCable says who is present in the channel: ${Number(total)}.` };
  return {
    name: 'presence',
    result: 'failed',
    message: answer === undefined ? 'AnyCable does not say who is present in the channel.' : 'AnyCable knows no presence.',
    remedy:
      answer === undefined
        ? 'Call join_presence in the channel, or stream from a public or signed stream. Streams of Turbo have no presence.'
        : 'Start AnyCable with --presets=broker.',
  };
}

/**
 * Checks whether AnyCable notices that a client is gone, by not answering its pings. Only clients with its extended protocol can be present.
 *
 * @param {URL} url
 * @param {{ readonly origin: string, readonly headers: Readonly<Record<string, string>>, readonly tokens: readonly string[],
 *   readonly within: number, readonly beatEvery: number }} options
 * @returns {Promise<Check>}
 */
export async function pongTimeoutOf(url, { origin, headers, tokens, within, beatEvery }) {
  const dialled = await dial(url, { origin, protocols: [EXTENDED_PROTOCOL, ...tokens], headers, within });
  if (dialled.type !== 'open')
    return {
      name: 'pong',
      result: 'warning',
      message: 'AnyCable refused its extended protocol, which presence needs.',
      remedy: 'Look in its log.',
    };
  const { frames } = dialled;
  const end = await nextOf(frames, UNANSWERED_PINGS * beatEvery, ({ type }) => type === 'disconnect');
  frames.hangUp();
  if (end?.reason === 'no_pong') return { name: 'pong', result: 'ok', message: 'AnyCable ends connections that do not answer its pings.' };
  return {
    name: 'pong',
    result: 'failed',
    message: 'AnyCable waits for no answer to its pings: who loses the network stays present.',
    remedy: 'Start it with --pong_timeout=6.',
  };
}

/** @typedef {Readonly<Record<string, unknown>>} Fields */

/**
 * Returns the messages of so many ms.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {number} duration
 */
async function watch(frames, duration) {
  /** @type {Fields[]} */
  const messages = [];
  await nextOf(frames, duration, (frame) => {
    if (frame.message !== undefined && frame.type === undefined) messages.push(frame);
    return false;
  });
  return messages;
}

/**
 * Waits for a frame; `undefined` if none comes in time, or the socket is closed.
 *
 * @param {import('./dial.mjs').Frames} frames
 * @param {number} within
 * @param {(frame: Fields) => boolean} holds
 * @returns {Promise<Fields | undefined>}
 */
async function nextOf(frames, within, holds) {
  const until = performance.now() + within;
  for (;;) {
    const text = await frames.next(Math.max(0, until - performance.now()));
    if (text === undefined) return undefined;
    const frame = fieldsOf(text);
    if (holds(frame)) return frame;
  }
}

/** @param {string} text @returns {Fields} */
function fieldsOf(text) {
  try {
    return /** @type {Fields} */ (Object(JSON.parse(text)));
  } catch {
    return {};
  }
}
