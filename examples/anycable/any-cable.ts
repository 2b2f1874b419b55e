import { setTimeout } from 'node:timers/promises';
import { type AnyCableOptions, launchAnyCable } from './launch.js';

/** A real AnyCable in front of an application. */
export interface RunningAnyCable {
  /** Broadcasts a body. While AnyCable is away, bodies wait, 10,000 at most, and follow in order. */
  broadcast(stream: string, body: unknown): void;
  /** Ends it as a deploy does, and starts it again. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** How many bodies wait while AnyCable is away, and how long until the next try, in ms. */
const MOST_WAITING = 10_000;
const TRY_EVERY = 100;

/** Starts AnyCable, which asks the application over HTTP what a client may do. It needs no Rails. */
export async function startAnyCable(options: AnyCableOptions): Promise<RunningAnyCable> {
  const { broadcastPort } = options;
  let server = await launchAnyCable(options);
  let isEnded = false;
  const waiting: { readonly stream: string; readonly data: string }[] = [];

  /** Sends what waits, as one batch after another, so that the order is kept. */
  async function send(): Promise<void> {
    while (!isEnded) {
      const batch = waiting.slice(0, 500);
      const isTaken = batch.length > 0 && (await post(broadcastPort, batch));
      if (isTaken) waiting.splice(0, batch.length);
      else await setTimeout(batch.length === 0 ? 10 : TRY_EVERY);
    }
  }

  const sending = send();
  return {
    broadcast(stream, body) {
      if (waiting.length < MOST_WAITING) waiting.push({ stream, data: JSON.stringify(body) });
    },
    async restart() {
      await server.end();
      server = await launchAnyCable(options);
    },
    async end() {
      isEnded = true;
      await sending;
      await server.end();
    },
  };
}

/** Posts broadcasts, and returns whether AnyCable took them. */
function post(port: number, batch: readonly object[]): Promise<boolean> {
  const body = JSON.stringify(batch);
  return fetch(`http://127.0.0.1:${port}/_broadcast`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }).then(
    ({ status }) => status === 201,
    () => false,
  );
}
