import type { Socket } from 'node:net';
import { createRandom, type Random } from '../../../examples/server/random.js';
import { alter, BROKEN_OFF, closeFrame, FrameSplitter, textFrame } from './frames.js';
import type { Weather } from './weather.js';
import { type Passing, Wire } from './wire.js';

/** One connection through the proxy: the client's socket, the server's, and a wire each way. */
export class Relay {
  readonly isUpgrade: boolean;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #up: Wire;
  readonly #down: Wire;
  #isHalfOpen = false;

  /** `head` is what the client has said already. */
  constructor(client: Socket, server: Socket, head: Buffer, options: { isUpgrade: boolean; weather: Weather; seed: number }) {
    const { isUpgrade, weather, seed } = options;
    this.isUpgrade = isUpgrade;
    this.#client = client;
    this.#server = server;
    this.#up = new Wire(client, server, weather, createRandom(seed));
    this.#down = new Wire(server, client, weather, createRandom(~seed), isUpgrade ? passFrames(weather, createRandom(seed)) : undefined);
    client.on('close', (failed) => this.#onClose(server, failed));
    server.on('close', (failed) => this.#onClose(client, failed));
    this.#up.push(head);
  }

  /** Looks at the weather again. */
  run(): void {
    this.#up.run();
    this.#down.run();
  }

  /** Resets both sides: no close frame, no FIN. */
  reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  /** Ends both sides in an orderly way: a FIN, without a close frame. What was under way is lost. */
  close(): void {
    this.#lose();
    this.#client.end();
    this.#server.end();
  }

  /** Forwards nothing any more, while both sides believe that all is well. */
  halfOpen(): void {
    this.#isHalfOpen = true;
    this.#lose();
  }

  /** Sends a close frame in the server's name, then a FIN. */
  goAway(code: number): void {
    this.#lose();
    this.#client.end(closeFrame(code));
    this.#server.end();
  }

  /** Sends the beginning of a frame, then a FIN. */
  cutMidFrame(): void {
    this.#lose();
    this.#client.end(BROKEN_OFF);
    this.#server.end();
  }

  /** Says a text to the client that the server never said. */
  say(text: string): void {
    this.#client.write(textFrame(text));
  }

  /** Ends both sides, also where they believe that all is well. */
  destroy(): void {
    this.#client.destroy();
    this.#server.destroy();
  }

  #lose(): void {
    this.#up.cut();
    this.#down.cut();
  }

  #onClose(other: Socket, failed: boolean): void {
    if (this.#isHalfOpen) return;
    if (failed) other.resetAndDestroy();
    else other.end();
  }
}

/** Lets the answer to an upgrade through as it is, and the frames after it as the weather will. */
function passFrames(weather: Weather, random: Random): Passing {
  const splitter = new FrameSplitter();
  let head = Buffer.alloc(0);
  let state: 'head' | 'frames' | 'plain' = 'head';
  return (bytes) => {
    if (state === 'plain') return [bytes];
    if (state === 'frames') return splitter.push(bytes).flatMap((frame) => alter(frame, weather, random));
    head = Buffer.concat([head, bytes]);
    const end = head.indexOf('\r\n\r\n') + 4;
    if (end < 4) return [];
    state = head.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101') ? 'frames' : 'plain';
    const rest = head.subarray(end);
    if (state === 'plain') return [head];
    return [head.subarray(0, end), ...splitter.push(rest).flatMap((frame) => alter(frame, weather, random))];
  };
}
