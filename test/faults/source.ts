import type { DemoServer } from '../../examples/server/server.js';

/** A numbered body, as the server keeps and broadcasts it. */
export interface Numbered {
  readonly seq: number;
  readonly value: number;
}

/** How many bodies of a demo stream the server keeps. */
const MOST_KEPT = 1_000;

/** What is said on one stream of a server, so many times a second; every body is remembered. */
export class Source {
  readonly stream: string;
  readonly said: Numbered[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(server: DemoServer, stream: string, rate: number) {
    const began = performance.now();
    this.stream = stream;
    // Sooner than it need be, so that a busy machine says no less.
    this.#timer = setInterval(() => {
      for (const due = ((performance.now() - began) / 1000) * rate; this.said.length < due;) {
        const value = this.said.length % 100;
        this.said.push({ seq: server.publish({ channel: 'DemoChannel', stream }, { value }), value });
      }
    }, 500 / rate);
  }

  /** The number of the last body. */
  get last(): number {
    return this.said.at(-1)?.seq ?? 0;
  }

  /** What the server kept when that number was the last. */
  kept(last: number): readonly Numbered[] {
    return this.said.slice(Math.max(0, last - MOST_KEPT), last);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
