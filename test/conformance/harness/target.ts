import { startServer, type DemoServer } from '../../../examples/server/server.js';
import type { Answer, Rails } from './rails.js';

/** A numbered body, as a server keeps and broadcasts it. */
export interface Point {
  readonly seq: number;
  readonly value: number;
}

/**
 * A server that the cases are held against: a real Rails, or the stand-in of examples/server.
 *
 * Streams are named as `DemoChannel` names them, by its param.
 */
export interface Target {
  readonly name: 'Rails' | 'stand-in';
  /** `http://…`; the cable is at `/cable`. */
  readonly url: string;
  /** What a client that may come in brings in its query. */
  readonly query: string;
  /** A channel that sends two bodies or more before its confirmation, or one. */
  readonly greeting: string;
  /** Says any JSON. */
  broadcast(stream: string, body: unknown): Promise<void>;
  /** Says a numbered point and keeps it; returns its number. */
  publish(stream: string, value: number): Promise<number>;
  /** Says so many points, so many a second, while the case goes on. */
  burst(stream: string, count: number, rate: number): Promise<void>;
  /** Tells all points of a stream, oldest first. */
  points(stream: string): Promise<readonly Point[]>;
  /** Ends every connection with `server_restart`. */
  restartCable(): Promise<void>;
  /** Ends the connections of this target's own clients from afar. */
  disconnect(): Promise<void>;
  /** Refuses this target's own clients, who came in before. */
  refuse(): Promise<void>;
  admit(): Promise<void>;
  /** Makes the server deaf to its own broadcasts for good, while it pings and answers (S16); cases side by side may all ask for it. */
  goDeaf(): Promise<void>;
}

/** Makes a target of a Rails application; what is done to one user's clients leaves the others alone. */
export function railsTarget(rails: Rails, user: string, goDeaf: () => Promise<void> = () => Promise.resolve()): Target {
  const stream = (name: string): string => `demo:${name}`;
  async function order(deed: string, params: Readonly<Record<string, string | number>> = {}, body?: string): Promise<Answer> {
    const response = await rails.order(deed, params, body);
    if (!response.ok) throw new Error(`${deed} was answered ${response.status}.\n${rails.log}`);
    return response;
  }
  return {
    name: 'Rails',
    url: rails.url,
    query: `?token=token-${user}`,
    greeting: 'GreetingChannel',
    broadcast: async (name, body) => void (await order('broadcast', { stream: stream(name) }, JSON.stringify(body))),
    publish: async (name, value) => (JSON.parse((await order('push', { stream: stream(name), value })).text) as Point).seq,
    burst: async (name, n, rate) => void (await order('burst', { stream: stream(name), n, rate })),
    points: async (name) => JSON.parse((await rails.ask(`snapshots/demo/${name}.json`)).text) as readonly Point[],
    restartCable: async () => void (await order('restart')),
    disconnect: async () => void (await order('disconnect', { user })),
    refuse: async () => void (await order('refuse', { user })),
    admit: async () => void (await order('admit', { user })),
    goDeaf,
  };
}

/** Starts a stand-in that is as strict, and as careless of order, as Rails. */
export async function startStandIn(): Promise<{ readonly target: Target; end(): Promise<void> }> {
  const token = 'token-anyone';
  const server = await startServer({
    rate: 0,
    unordered: true,
    allowMissingOrigin: false,
    allowedOrigins: ['http://allowed.example'],
    token,
  });
  return { target: standInTarget(server, `?token=${token}`), end: () => server.close() };
}

function standInTarget(server: DemoServer, query: string): Target {
  const params = (stream: string) => ({ channel: 'DemoChannel', stream });
  const point = (stream: string, value: number) => ({ type: 'datapoint', metric: `demo:${stream}`, value });
  return {
    name: 'stand-in',
    url: server.url,
    query,
    greeting: 'ServerHealthChannel',
    broadcast: async (stream, body) => server.broadcast(params(stream), body),
    publish: async (stream, value) => server.publish(params(stream), point(stream, value)),
    async burst(stream, count, rate) {
      const began = performance.now();
      let said = 0;
      const timer = setInterval(() => {
        const due = Math.min(count, ((performance.now() - began) / 1000) * rate);
        for (; said < due; said += 1) server.publish(params(stream), point(stream, said));
        if (said >= count) clearInterval(timer);
      }, 1);
    },
    points: async (stream) => (await (await fetch(`${server.url}/snapshots/demo/${stream}.json`)).json()) as readonly Point[],
    restartCable: async () => server.fault('restart', { for: 0 }),
    disconnect: async () => server.fault('remote'),
    refuse: async () => server.fault('unauthorized'),
    admit: async () => server.fault('heal'),
    goDeaf: async () => server.fault('deaf'),
  };
}
