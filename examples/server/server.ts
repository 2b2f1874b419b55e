import { createServer } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { addressOf } from './address.js';
import { Cable } from './cable/cable.js';
import type { Params } from './cable/channel.js';
import { refuseUpgrade } from './cable/handshake.js';
import { Streams } from './cable/streams.js';
import { WorkerPool } from './cable/worker-pool.js';
import { createChannels, retentionOf } from './channels.js';
import { type FaultName, type FaultParams, Faults } from './faults.js';
import { Health } from './health.js';
import { route } from './http/router.js';
import type { Mount } from './http/static-files.js';
import { type Body, Journal } from './journal.js';
import { createRandom } from './random.js';
import { PrintShop } from './shop/print-shop.js';
import type { Rate } from './shop/pace.js';
import { Timers } from './timers.js';

/** Options of the demo server. */
export interface ServerOptions {
  /** 0, the default, chooses a free port. */
  readonly port?: number;
  /** Seed of everything random: the shop, and the timing of threads. @default 1 */
  readonly seed?: number;
  /** How many messages the print shop sends; `0` stops it. @default 'calm' */
  readonly rate?: Rate;
  /** Whether broadcasts may overtake each other, as in Rails. @default false */
  readonly unordered?: boolean;
  /** Folders to serve, as `[prefix, folder]`; the longest prefix wins. */
  readonly staticFiles?: readonly Mount[];
  /** Time between two pings, in ms. @default 3000, as Rails */
  readonly beatEvery?: number;
  /** How many commands run in parallel, over all clients. @default 4, as Rails */
  readonly workers?: number;
  /** Origins besides the server's own that may open the cable. */
  readonly allowedOrigins?: readonly string[];
  /** Whether clients without an Origin are accepted. Node sends none; a real Rails refuses them. @default true */
  readonly allowMissingOrigin?: boolean;
  /** Token that clients must send, as `?token=` or as a subprotocol; others get `unauthorized`. */
  readonly token?: string;
  /** Passes each broadcast on, for an AnyCable in front of this server, which then asks `/_anycable` about subscriptions. */
  readonly onBroadcast?: ((stream: string, body: unknown) => void) | undefined;
  /** Whether failed commands are left out of the log. @default true */
  readonly quiet?: boolean;
}

/** A running demo server. */
export interface DemoServer {
  /** `http://127.0.0.1:<port>`; the cable is at `/cable`. */
  readonly url: string;
  readonly port: number;
  /** How many clients the cable has. */
  readonly connections: number;
  /** How many messages the print shop sends; may be changed at any time. */
  rate: Rate;
  /** Broadcasts any JSON, unchanged, on a stream by name, or on the stream of these parameters. */
  broadcast(target: string | Params, body: unknown): void;
  /** Broadcasts a body with the next `seq` of its stream and keeps it for snapshots; returns that `seq`. */
  publish(target: string | Params, body: Body): number;
  /** Applies a fault or a repair. */
  fault(name: FaultName, params?: FaultParams): void;
  /** Ends everything; resolves once no socket, timer or listener is left. */
  close(): Promise<void>;
}

/** Starts the demo server on 127.0.0.1: Action Cable as Rails speaks it, Server-Sent Events, snapshots, and two sources of data. */
export async function startServer(options: ServerOptions = {}): Promise<DemoServer> {
  const { port = 0, seed = 1, rate = 'calm', unordered = false, staticFiles = [], beatEvery = 3000, workers = 4, quiet = true } = options;
  const { allowedOrigins = [], allowMissingOrigin = true, token, onBroadcast } = options;
  const log = (line: string): void => (quiet ? undefined : console.log(line));
  const timers = new Timers();
  // Threads have a random source of their own, so that the shop's messages do not depend on its clients.
  const random = createRandom(seed ^ 0x5eed);
  const streams = new Streams(timers, random);
  const journal = new Journal(broadcast, retentionOf);
  const shop = new PrintShop(journal, createRandom(seed), timers, rate);
  const health = new Health(journal, timers);
  const channels = createChannels(journal, shop, timers);
  const faults = new Faults(timers);
  const pool = new WorkerPool({ workers, unordered, timers, random, log });
  const admission = { allowedOrigins, allowMissingOrigin, token };
  const isDeaf = (): boolean => faults.has('deaf');
  const cable = new Cable({ channels, streams, pool, isDeaf, admission, beatEvery, timers, has: (trouble) => faults.has(trouble) });

  function broadcast(stream: string, body: unknown): void {
    streams.broadcast(stream, body);
    onBroadcast?.(stream, body);
  }

  function streamOf(target: string | Params): string {
    if (typeof target === 'string') return target;
    const channel = channels.get(String(target['channel']));
    if (channel === undefined) throw new TypeError(`No channel is named ${String(target['channel'])}.`);
    return channel.streamOf(target);
  }
  const setRate = (next: Rate): void => void (shop.rate = next);
  const fault = (name: FaultName, params: FaultParams = {}): void => faults.inject(name, params, cable, shop);
  const state = () => ({ connections: cable.size, rate: shop.rate, faults: faults.list() });
  const isCableStopped = (): boolean => faults.has('stop');
  const routes = {
    journal,
    channels,
    streams,
    mounts: staticFiles,
    isCableStopped,
    isBehindAnyCable: onBroadcast !== undefined,
    state,
    fault,
    setRate,
  };

  const http = createServer((request, response) => {
    route(request, response, routes).catch((error: unknown) => {
      log(`${request.method} ${request.url} failed: ${String(error)}`);
      response.destroy();
    });
  });
  http.on('upgrade', (request, raw, head) => {
    // Without a listener, a reset during the handshake would end the process.
    raw.on('error', () => raw.destroy());
    if (addressOf(request).pathname === '/cable' && raw instanceof Socket) cable.upgrade(request, raw, head);
    else refuseUpgrade(raw, '404 Not Found', 'Not Found');
  });
  await health.read();
  try {
    await new Promise<void>((resolve, reject) => http.once('error', reject).listen(port, '127.0.0.1', resolve));
  } catch (error) {
    timers.close();
    health.close();
    throw error;
  }
  const address = http.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    get connections() {
      return cable.size;
    },
    get rate() {
      return shop.rate;
    },
    set rate(next) {
      setRate(next);
    },
    broadcast: (target, body) => broadcast(streamOf(target), body),
    publish: (target, body) => journal.publish(streamOf(target), body),
    fault,
    close() {
      timers.close();
      health.close();
      cable.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      return closed;
    },
  };
}
