import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy.js';

/** A server that echoes every text, and says what it is told to; `sockets` are its own sides. */
export interface Echo {
  readonly proxy: FaultProxy;
  readonly sockets: ReadonlySet<WebSocket>;
  /** Connects through the proxy and waits for the opening. */
  open(): Promise<Client>;
}

/** Runs an echo server behind a proxy for the length of a test. */
export async function withEcho(run: (echo: Echo) => Promise<void>, { seed = 1 } = {}): Promise<void> {
  const http = createServer((_, response) => response.end('hello'));
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => socket.send(data.toString()));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const proxy = await FaultProxy.start({ to: (http.address() as AddressInfo).port, seed });
  const clients: Client[] = [];
  const open = async (): Promise<Client> => {
    const client = new Client(proxy.url);
    clients.push(client);
    await client.opened;
    return client;
  };
  try {
    await run({ proxy, sockets: server.clients, open });
  } finally {
    for (const client of clients) client.socket.terminate();
    await proxy.end();
    server.close();
    http.close();
    http.closeAllConnections();
  }
}

/** A bare client that keeps what it hears. */
export class Client {
  readonly socket: WebSocket;
  readonly heard: string[] = [];
  readonly opened: Promise<unknown>;
  /** The code of its end. */
  readonly closed: Promise<number>;

  constructor(url: string) {
    this.socket = new WebSocket(url.replace('http', 'ws'));
    this.socket.on('message', (data: Buffer) => this.heard.push(data.toString()));
    this.opened = once(this.socket, 'open');
    this.opened.catch(() => undefined);
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
  }
}
