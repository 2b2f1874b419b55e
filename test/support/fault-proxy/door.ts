import { createServer, type Server, type Socket } from 'node:net';

const REASONS: Readonly<Record<number, string>> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };

/** Listens on a port of 127.0.0.1. */
export function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const door = createServer({ allowHalfOpen: true, noDelay: true });
    door.once('error', reject);
    door.listen(port, '127.0.0.1', () => resolve(door));
  });
}

/** Answers a request with a status of HTTP and ends its connection. */
export function refuseUpgrade(client: Socket, status: number): void {
  const reason = REASONS[status] ?? 'Error';
  const head = ['Content-Type: text/plain', `Content-Length: ${reason.length}`, 'Connection: close'];
  client.end([`HTTP/1.1 ${status} ${reason}`, ...head, '', reason].join('\r\n'));
}
