import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { cable, createConnection } from '../src/index.js';

/** What opens the sockets: cablegram's core, or nothing but `ws`. */
export type Kind = 'cablegram' | 'ws';

/** Opens clients of one kind, all at once. */
export interface Clients {
  readonly type: 'open';
  readonly kind: Kind;
  readonly clients: number;
  readonly url: string;
}

/** What `bench/clients.ts` asks of this process. `live` waits until all clients are live again. */
export type Order = Clients | { readonly type: 'report' | 'live' };

/** What was measured so far. */
export interface Report {
  /** What the clients take of the heap, in bytes, and of the processor until all are live, in ms. */
  readonly heap: number;
  readonly cpu: number;
  /** From the broadcast to its arrival, in ms. */
  readonly latencies: readonly number[];
  /** When a client dialled after the first time, in epoch ms. */
  readonly dials: readonly number[];
  /** When all clients were live, in epoch ms. */
  readonly liveAt: number;
}

/** The streams of each client. */
const STREAMS = ['bench-0', 'bench-1', 'bench-2'];

let heap = 0;
let cpu = 0;
let latencies: number[] = [];
let dials: number[] = [];
let isLive = (): boolean => false;

process.on('message', (order: Order) => void carryOut(order));
process.on('disconnect', () => process.exit());

async function carryOut(order: Order): Promise<void> {
  if (order.type === 'open') await open(order);
  if (order.type === 'live') await live();
  process.send?.({ heap, cpu, latencies, dials, liveAt: now() } satisfies Report);
}

async function open({ kind, clients, url }: Clients): Promise<void> {
  const empty = heapUsed();
  const { user, system } = process.cpuUsage();
  const sockets = Array.from({ length: clients }, () => (kind === 'ws' ? openBare(url) : openOurs(url)));
  isLive = () => sockets.every((isOpen) => isOpen());
  await live();
  const spent = process.cpuUsage();
  cpu = (spent.user + spent.system - user - system) / 1000;
  heap = heapUsed() - empty;
  latencies = [];
  dials = [];
}

/** Opens a client of cablegram, and returns whether all its channels are confirmed. */
function openOurs(url: string): () => boolean {
  class Counted extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      dials.push(now());
    }
  }
  const connection = createConnection({ transports: [cable(url, { WebSocket: Counted })] });
  const channels = STREAMS.map((name) => connection.channel<{ at: number }>('$pubsub', { stream_name: name }));
  for (const { messages$ } of channels) messages$.subscribe((message) => 'body' in message && hear(message.body));
  return () => channels.every(({ status }) => status.state === 'connected' && status.subscription === 'confirmed');
}

/** Opens a bare socket that subscribes to the same streams. */
function openBare(url: string): () => boolean {
  const socket = new WebSocket(url, ['actioncable-v1-json']);
  let confirmed = 0;
  socket.on('message', (data: Buffer) => {
    const { type, message } = JSON.parse(data.toString()) as { type?: string; message?: { at: number } };
    if (type === 'welcome') {
      for (const name of STREAMS) {
        const identifier = JSON.stringify({ channel: '$pubsub', stream_name: name });
        socket.send(JSON.stringify({ command: 'subscribe', identifier }));
      }
    } else if (type === 'confirm_subscription') confirmed += 1;
    else if (type === undefined && message) hear(message);
  });
  return () => confirmed === STREAMS.length;
}

function hear({ at }: { readonly at: number }): void {
  latencies.push(now() - at);
}

async function live(): Promise<void> {
  while (!isLive()) await sleep(20);
}

/** The time that all processes share, in epoch ms. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function heapUsed(): number {
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
