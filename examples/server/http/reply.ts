import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers with text of a content type, and forbids content sniffing. */
export function reply(response: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Answers with plain text. */
export function replyText(response: ServerResponse, status: number, text: string): void {
  reply(response, status, 'text/plain; charset=utf-8', text);
}

/** Answers with JSON. */
export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  response.setHeader('Cache-Control', 'no-store');
  reply(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Answers with JSON and a weak ETag, or 304 without a body if the client has it already, as Rails' `fresh_when` does. */
export function replyFresh(request: IncomingMessage, response: ServerResponse, body: unknown): void {
  const json = JSON.stringify(body);
  const etag = `W/"${createHash('md5').update(json).digest('hex')}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'max-age=0, private, must-revalidate');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.includes(etag) || known.includes('*')) response.writeHead(304).end();
  else reply(response, 200, 'application/json; charset=utf-8', json);
}

/** Reads a JSON body of at most 64 kB; returns `undefined` for anything else. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > 64 * 1024) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
