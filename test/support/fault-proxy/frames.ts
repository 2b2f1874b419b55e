import type { Random } from '../../../examples/server/random.js';
import type { Weather } from './weather.js';

/** The first byte of a text frame that is whole. */
const FINAL_TEXT = 0x81;

/** One WebSocket frame of a server, as it came and taken apart. */
export interface Frame {
  readonly bytes: Buffer;
  readonly isText: boolean;
  readonly payload: Buffer;
}

/** Cuts what a server sends into frames; keeps the beginning of one that is not whole yet. */
export class FrameSplitter {
  #parts: Buffer[] = [];
  #size = 0;

  push(bytes: Buffer): readonly Frame[] {
    this.#parts.push(bytes);
    this.#size += bytes.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    // 10 bytes hold the longest head of a server's frame.
    const head = Buffer.concat(this.#parts.slice(0, 10)).subarray(0, 10);
    const { start, length } = measure(head);
    if (this.#size < start + length) return undefined;
    const all = Buffer.concat(this.#parts);
    const bytes = all.subarray(0, start + length);
    const rest = all.subarray(start + length);
    this.#parts = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    return { bytes, isText: bytes[0] === FINAL_TEXT, payload: bytes.subarray(start) };
  }
}

/** Writes a final text frame as a server does: unmasked. */
export function textFrame(payload: Buffer | string): Buffer {
  const body = Buffer.from(payload);
  if (body.length < 126) return Buffer.concat([Buffer.from([FINAL_TEXT, body.length]), body]);
  const head = Buffer.alloc(body.length < 65_536 ? 4 : 10);
  head[0] = FINAL_TEXT;
  head[1] = head.length === 4 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  else head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, body]);
}

/** Writes a close frame as a server does. */
export function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 2, code >> 8, code & 0xff]);
}

/** The beginning of a text frame that never ends. */
export const BROKEN_OFF: Buffer = textFrame('{"identifier":"{\\"channel\\":\\"CutChannel\\"}","message":{"value":1}}').subarray(0, 30);

/** Leaves a frame out, doubles it or bends it, as the weather and chance will; only text is touched. */
export function alter(frame: Frame, { drop, duplicate, corrupt }: Weather, random: Random): readonly Buffer[] {
  if (!frame.isText) return [frame.bytes];
  if (random() < drop) return [];
  const bytes = random() < corrupt ? textFrame(bend(frame.payload, random)) : frame.bytes;
  return random() < duplicate ? [bytes, bytes] : [bytes];
}

function measure(head: Buffer): { readonly start: number; readonly length: number } {
  const short = (head[1] ?? 0) & 0x7f;
  if (head.length < 2) return { start: 2, length: 0 };
  if (short < 126) return { start: 2, length: short };
  if (short === 126) return { start: 4, length: head.length < 4 ? 0 : head.readUInt16BE(2) };
  return { start: 10, length: head.length < 10 ? 0 : Number(head.readBigUInt64BE(2)) };
}

/** Shortens the payload, swaps one of its characters, or writes a byte that is no UTF-8, for which clients close the socket. */
function bend(payload: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * payload.length);
  const kind = random();
  if (kind < 0.4) return payload.subarray(0, at);
  const bent = Buffer.from(payload);
  bent[at] = kind < 0.9 ? 0x20 + Math.floor(random() * 0x5f) : 0xff;
  return bent;
}
