// @ts-check
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

/**
 * The result of a connection attempt: a socket, a plain HTTP answer, or no answer.
 *
 * @typedef {{ readonly type: 'open', readonly protocol: string | undefined, readonly isAccepted: boolean, readonly isAnyCable: boolean, readonly frames: Frames }
 *   | { readonly type: 'answer', readonly status: number, readonly text: string }
 *   | { readonly type: 'nobody', readonly code: string }} Dialled
 */

/**
 * The text frames of a socket, one after the other; `undefined` when it is closed or `within` ms are over. `send` sends short ones.
 *
 * @typedef {{ next(within: number): Promise<string | undefined>, send(text: string): void, hangUp(): void }} Frames
 */

/** How much of a plain answer is read, in characters. */
const LONGEST_ANSWER = 2_000;

/** The longest frame that is read, in bytes. Before a subscription, a cable sends only short ones. */
const LONGEST_FRAME = 1_000_000;

/** The constant of RFC 6455 that a server appends to the key before hashing. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Connects to a WebSocket as a browser does from a page of this origin; never rejects.
 *
 * @param {URL} url of `http:` or `https:`
 * @param {{ readonly origin: string, readonly protocols: readonly string[], readonly headers?: Readonly<Record<string, string>>,
 *   readonly within: number }} options `within` in ms
 * @returns {Promise<Dialled>}
 */
export function dial(url, { origin, protocols, headers = {}, within }) {
  const key = randomBytes(16).toString('base64');
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      agent: false,
      headers: {
        ...headers,
        connection: 'Upgrade',
        upgrade: 'websocket',
        origin,
        'sec-websocket-key': key,
        'sec-websocket-version': '13',
        'sec-websocket-protocol': protocols.join(', '),
      },
    });
    // Not an AbortSignal, which would later also end an open socket.
    const timer = setTimeout(() => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), within);
    request.on('close', () => clearTimeout(timer));
    request.on('upgrade', (response, socket, head) => {
      clearTimeout(timer);
      const { 'sec-websocket-accept': accept, 'sec-websocket-protocol': protocol } = response.headers;
      const isAccepted = accept === createHash('sha1').update(`${key}${GUID}`).digest('base64');
      const isAnyCable = response.headers['x-anycable-version'] !== undefined;
      resolve({ type: 'open', protocol, isAccepted, isAnyCable, frames: readFrames(socket, head) });
    });
    request.on('response', (response) => {
      let text = '';
      const answer = () => resolve({ type: 'answer', status: response.statusCode ?? 0, text });
      response.setEncoding('utf8');
      response.on('data', (/** @type {string} */ part) => {
        text += part;
        if (text.length < LONGEST_ANSWER) return;
        answer();
        request.destroy();
      });
      response.on('end', answer);
      response.on('error', answer);
    });
    request.on('error', (error) => {
      const { code = error.name } = /** @type {NodeJS.ErrnoException} */ (error);
      resolve({ type: 'nobody', code });
    });
    request.end();
  });
}

/**
 * Reads the text frames of a server. Servers send them unmasked.
 *
 * @param {import('node:stream').Duplex} socket
 * @param {Buffer} head bytes that arrived together with the answer
 * @returns {Frames}
 */
function readFrames(socket, head) {
  /** @type {string[]} */
  const texts = [];
  /** @type {Buffer} */
  let held = Buffer.alloc(0);
  let text = '';
  let isClosed = false;
  /** @type {(() => void) | undefined} */
  let wake;

  function close() {
    isClosed = true;
    socket.destroy();
    wake?.();
  }

  /** @param {Buffer} bytes */
  function take(bytes) {
    held = Buffer.concat([held, bytes]);
    for (let frame = frameOf(held); frame !== undefined; frame = frameOf(held)) {
      held = held.subarray(frame.size);
      if (frame.opcode === 8) return close();
      if (frame.opcode > 2) continue;
      text += frame.payload.toString('utf8');
      if (!frame.isLast) continue;
      texts.push(text);
      text = '';
    }
    if (held.length > LONGEST_FRAME) return close();
    wake?.();
  }

  socket.on('data', take);
  socket.on('error', close);
  socket.on('close', close);
  if (head.length > 0) take(head);

  return {
    async next(within) {
      if (texts.length === 0 && !isClosed) {
        await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
          const timer = setTimeout(resolve, within);
          wake = () => {
            if (texts.length === 0 && !isClosed) return;
            clearTimeout(timer);
            resolve();
          };
        });
        wake = undefined;
      }
      return texts.shift();
    },
    send: (text) => void (isClosed || socket.write(masked(text))),
    hangUp: close,
  };
}

/** Returns a text frame as a client sends it, of up to 64 kB. @param {string} text */
function masked(text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head = payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0xfe, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from(head), mask, payload.map((byte, index) => byte ^ mask.readUInt8(index % 4))]);
}

/**
 * Returns the first complete frame in `bytes`, if there is one.
 *
 * @param {Buffer} bytes
 */
function frameOf(bytes) {
  if (bytes.length < 2) return undefined;
  const first = bytes.readUInt8(0);
  const short = bytes.readUInt8(1) & 0x7f;
  const from = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < from) return undefined;
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const size = from + length;
  if (bytes.length < size) return undefined;
  return { isLast: (first & 0x80) !== 0, opcode: first & 0x0f, payload: bytes.subarray(from, size), size };
}
