import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A tiny server, and what it was asked so far. */
export interface HttpServer {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** Replaces how it answers. */
  answer: Answer;
}

/** Runs a test against an HTTP server of its own, on a free port; what is under way is cut off at the end. */
export async function withHttp(answer: Answer, run: (server: HttpServer) => Promise<void>): Promise<void> {
  const requests: IncomingMessage[] = [];
  const http = createServer((request, response) => {
    requests.push(request);
    server.answer(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: HttpServer = { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, requests, answer };
  try {
    await run(server);
  } finally {
    const closed = new Promise((resolve) => http.close(resolve));
    http.closeAllConnections();
    await closed;
  }
}

/** Answers with a status, a body and further headers; JSON unless a header says otherwise. */
export function reply(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };
}

/** Says a body under an `ETag`, and 304 to who knows it. */
export function replyFresh(body: string, etag: string): Answer {
  return (request, response) => {
    const isKnown = request.headers['if-none-match'] === etag;
    reply(isKnown ? 304 : 200, isKnown ? '' : body, { etag })(request, response);
  };
}
