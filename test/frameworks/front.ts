import { createServer, type IncomingMessage, request as requestFrom, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type Mount, serveFile } from '../../examples/server/http/static-files.js';

/** What a page of an example is served by: its files, or its own server behind this one, and the cable. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

/** Where the parts of the page come from. */
export interface Behind {
  /** The server with `/cable` and `/snapshots`. */
  readonly cablePort: number;
  /** The folder with the built page. */
  readonly folder?: string | undefined;
  /** The port of the example's own server, which has all that `folder` has not. */
  readonly pagePort?: number | undefined;
  /** Whether the policy stays that the examples of this project are served under. */
  readonly isStrict: boolean;
}

/** Serves an example and the cable under one address, as a web server in front of an application does. */
export async function startFront({ cablePort, folder, pagePort, isStrict }: Behind): Promise<Front> {
  const mounts: readonly Mount[] = folder === undefined ? [] : [['/', folder]];
  const portOf = (path = '/'): number => (isOfCable(path) ? cablePort : (pagePort ?? cablePort));
  const sockets = new Set<Socket>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (!isStrict) {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name, value) => (name === 'Content-Security-Policy' ? response : setHeader(name, value));
    }
    if (!isOfCable(path) && (await serveFile(response, path, mounts))) return;
    const { method, url, headers } = request;
    const passed = requestFrom({ host: '127.0.0.1', port: portOf(path), method, path: url, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', ({ url, rawHeaders }, socket, head) => {
    const behind = connect(portOf(url), '127.0.0.1', () => {
      const lines = Array.from({ length: rawHeaders.length / 2 }, (_, index) => `${rawHeaders[2 * index]}: ${rawHeaders[2 * index + 1]}`);
      behind.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    behind.on('error', () => socket.destroy());
    behind.on('close', () => socket.destroy());
    socket.on('error', () => behind.destroy());
    socket.on('close', () => behind.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function isOfCable(path: string): boolean {
  return path.startsWith('/cable') || path.startsWith('/snapshots/');
}
