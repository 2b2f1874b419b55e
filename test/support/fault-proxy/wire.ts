import type { Socket } from 'node:net';
import type { Random } from '../../../examples/server/random.js';
import type { Weather } from './weather.js';

/** Takes pieces of a stream apart on their way. */
export type Passing = (bytes: Buffer) => readonly Buffer[];

/** How many bytes may be under way before the sender is held back, as a full buffer of the network would. */
const MOST_UNDER_WAY = 256 * 1024;

/** How many pieces a throttled second is cut into. */
const PIECES_PER_SECOND = 20;

/** One direction of a connection: brings bytes from one socket to the other, in order, as the weather allows. */
export class Wire {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #weather: Weather;
  readonly #random: Random;
  readonly #passing: Passing;
  /** What is under way; an `undefined` is the end of the stream. */
  #queue: { readonly bytes: Buffer | undefined; readonly dueAt: number }[] = [];
  #size = 0;
  #lastDueAt = 0;
  #freeAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isCut = false;

  constructor(from: Socket, to: Socket, weather: Weather, random: Random, passing: Passing = (bytes) => [bytes]) {
    this.#from = from;
    this.#to = to;
    this.#weather = weather;
    this.#random = random;
    this.#passing = passing;
    from.on('data', (bytes: Buffer) => this.push(bytes));
    from.on('end', () => this.#enqueue(undefined));
    to.on('drain', () => this.run());
  }

  /** Sends bytes as if they had come from the sender. */
  push(bytes: Buffer): void {
    for (const piece of this.#passing(bytes)) this.#enqueue(piece);
  }

  /** Loses what is under way and all that comes; the sender is still read, and never learns. */
  cut(): void {
    this.#isCut = true;
    this.#queue = [];
    this.#size = 0;
    clearTimeout(this.#timer);
    this.#from.resume();
  }

  /** Moves what is due. Called by itself, and from outside when the weather changed. */
  run(): void {
    clearTimeout(this.#timer);
    for (let [head] = this.#queue; head && !this.#weather.stalled && !this.#to.writableNeedDrain; [head] = this.#queue) {
      const wait = Math.max(head.dueAt, this.#freeAt) - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.run(), wait);
        break;
      }
      this.#send(head.bytes, head.dueAt);
    }
    if (this.#size < MOST_UNDER_WAY) this.#from.resume();
  }

  #enqueue(bytes: Buffer | undefined): void {
    if (this.#isCut) return;
    const { delay, jitter } = this.#weather;
    this.#lastDueAt = Math.max(this.#lastDueAt, performance.now() + delay + jitter * (2 * this.#random() - 1));
    this.#queue.push({ bytes, dueAt: this.#lastDueAt });
    this.#size += bytes?.length ?? 0;
    if (this.#size > MOST_UNDER_WAY) this.#from.pause();
    this.run();
  }

  #send(bytes: Buffer | undefined, dueAt: number): void {
    this.#queue.shift();
    if (!bytes) {
      this.#to.end();
      return;
    }
    const { bytesPerSecond } = this.#weather;
    const piece = bytes.subarray(0, Math.max(1, Math.ceil(bytesPerSecond / PIECES_PER_SECOND)));
    this.#size -= piece.length;
    if (piece.length < bytes.length) this.#queue.unshift({ bytes: bytes.subarray(piece.length), dueAt });
    this.#freeAt = performance.now() + (piece.length / bytesPerSecond) * 1000;
    this.#to.write(piece);
  }
}
