import { filter, firstValueFrom, merge, Observable } from 'rxjs';
import { WebSocket } from 'ws';
import { type DemoServer, type ServerOptions, startServer } from '../../examples/server/server.js';
import { createConnection } from '../../src/connection.js';
import type { ConnectionOptions } from '../../src/options.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import { ownTime } from './own-time.js';

/** A connection to a real socket, and how often it dialled. */
export interface Client {
  readonly connection: Connection;
  readonly dials: () => number;
  /** The newest socket. */
  readonly socket: () => WebSocket | undefined;
}

/** Runs a test against a silent demo server of its own; its connections are closed with it. */
export async function withDemo(
  options: ServerOptions,
  run: (server: DemoServer, connect: (options?: ConnectionOptions) => Client) => Promise<void>,
): Promise<void> {
  const server = await startServer({ rate: 0, ...options });
  const clients: Client[] = [];
  function connect(more: ConnectionOptions = {}): Client {
    const client = connectTo(server.url, more);
    clients.push(client);
    return client;
  }
  try {
    await run(server, connect);
  } finally {
    for (const { connection } of clients) connection.close();
    await server.close();
  }
}

/** Connects to a server over a real socket. */
export function connectTo(url: string, options: ConnectionOptions = {}): Client {
  const sockets: WebSocket[] = [];
  class Counted extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      sockets.push(this);
    }
  }
  const transport = cable(`${url.replace(/^http/, 'ws')}/cable`, { WebSocket: Counted });
  return {
    connection: createConnection({ transports: [transport], ...options }),
    dials: () => sockets.length,
    socket: () => sockets.at(-1),
  };
}

/** Waits for a value of a stream; fails if none holds within so many ms of this process. */
export function when<T>(stream$: Observable<T>, holds: (value: T) => boolean, within: number): Promise<T> {
  return firstValueFrom(merge(stream$.pipe(filter(holds)), timeout(within)));
}

function timeout(within: number): Observable<never> {
  return new Observable((subscriber) => {
    const deadline = ownTime() + within;
    const timer = setInterval(() => {
      if (ownTime() > deadline) subscriber.error(new Error(`Timeout: it did not hold within ${within} ms.`));
    }, 10);
    return () => clearInterval(timer);
  });
}
