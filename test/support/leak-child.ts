import { Observable } from 'rxjs';
import { createConnection } from '../../src/connection.js';
import { recoveryPart } from '../../src/repair/recovery-part.js';
import { cable } from '../../src/transport/cable.js';
import { FakeSocket } from './fake-socket.js';
import { VirtualTime } from './virtual-time.js';

/**
 * A program of its own, run with --expose-gc: reconnects a thousand times, mounts ten thousand views, and prints as JSON by how many bytes
 * its heap grew and how many timers and listeners there were before and after.
 */
const time = new VirtualTime();
const restore = time.install();
let listeners = 0;
let socket: FakeSocket | undefined;

/** A server that welcomes, confirms, and keeps no sockets. */
class ServedSocket extends FakeSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    keep(this);
  }

  override send(frame: string): void {
    const { command, identifier } = JSON.parse(frame) as { command: string; identifier: string };
    if (command === 'subscribe') this.receive(JSON.stringify({ identifier, type: 'confirm_subscription' }));
  }
}

function keep(newest: FakeSocket): void {
  socket = newest;
}

function counted(source: Observable<void>): Observable<void> {
  return new Observable((subscriber) => {
    listeners += 1;
    subscriber.add(() => (listeners -= 1));
    return source.subscribe(subscriber);
  });
}

const { wake$, offline$ } = time.environment;
const connection = createConnection({
  transports: [cable('ws://shop.example/cable', { WebSocket: ServedSocket })],
  environment: { ...time.environment, wake$: counted(wake$), offline$: counted(offline$) },
});
const snapshot = (): Promise<unknown> => Promise.resolve([{ seq: 1 }]);

function mount(metric: string): () => void {
  const channel = connection.channel('AnalyticsChannel', { metric }, { snapshot, seq: 'seq', pace: 'latest' });
  const using = channel.batches$.subscribe();
  using.add(channel.status$.subscribe());
  return () => using.unsubscribe();
}

/** Lets what was promised happen, then collects what nobody holds. */
async function weigh(): Promise<{ heap: number; timers: number; listeners: number }> {
  for (let turns = 0; turns < 6; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  return { heap: process.memoryUsage().heapUsed, timers: time.pending.timers, listeners };
}

async function reconnect(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    socket?.end();
    time.advance(3_000);
    socket?.welcome();
    socket?.receive(`{"identifier":"{\\"channel\\":\\"AnalyticsChannel\\",\\"metric\\":\\"m0\\"}","message":{"seq":${n + 2}}}`);
    time.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function remount(times: number, metric: (n: number) => string): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const unmount = mount(metric(n));
    time.advance(16);
    unmount();
    socket?.receive('{"type":"ping"}');
    time.advance(1_300);
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function growth(warmUp: () => Promise<void>, run: () => Promise<void>) {
  await warmUp();
  const before = await weigh();
  await run();
  const after = await weigh();
  return {
    bytes: after.heap - before.heap,
    timers: [before.timers, after.timers],
    listeners: [before.listeners, after.listeners],
  };
}

// It loads in real time, which may end after the first weighing on a busy machine, and its code lies in the heap too.
await recoveryPart.load();
const release = connection.keepOpen();
socket?.welcome();
const unmounts = ['m0', 'm1', 'm2'].map(mount);
const reconnects = await growth(
  () => reconnect(50),
  () => reconnect(950),
);
for (const unmount of unmounts) unmount();
time.advance(2_000);
const same = await growth(
  () => remount(500, () => 'same'),
  () => remount(10_000, () => 'same'),
);
const others = await growth(
  () => remount(500, (n) => `before-${n}`),
  () => remount(10_000, (n) => `other-${n}`),
);
release();
connection.close();
const left = { timers: time.pending.timers, listeners };
restore();
process.stdout.write(JSON.stringify({ reconnects, same, others, left, uncaught: time.uncaught.length }));
