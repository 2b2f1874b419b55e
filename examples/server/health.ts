import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, loadavg, totalmem, uptime } from 'node:os';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Journal } from './journal.js';
import type { Timers } from './timers.js';

/** One reading of the machine, by metric. Metrics that a system does not report are missing. */
export type Metrics = Readonly<Record<string, number>>;

/**
 * Reads the health of this machine once a second and broadcasts it: all metrics as one flat object on `health`, each as a datapoint on
 * `health:<metric>`.
 *
 * All values are real. CPU percentages cover the time since the previous reading; the first ones, the time since the machine started.
 */
export class Health {
  readonly #journal: Journal;
  readonly #delay: IntervalHistogram = monitorEventLoopDelay({ resolution: 10 });
  #processors: readonly Ticks[] = [];
  #network: { readonly at: number; readonly received: number; readonly sent: number } | undefined;
  #closed = false;

  constructor(journal: Journal, timers: Timers) {
    this.#journal = journal;
    this.#delay.enable();
    timers.every(READ_EVERY, () => void this.read());
  }

  /** Reads once and broadcasts the result. */
  async read(): Promise<void> {
    const metrics = { ...this.#processor(), ...memory(), ...load(), ...(await disk()), ...(await this.#traffic()), ...this.#process() };
    if (this.#closed) return;
    const timestamp = new Date().toISOString();
    this.#journal.publish('health', { ...metrics, timestamp });
    for (const [metric, value] of Object.entries(metrics)) {
      this.#journal.publish(`health:${metric}`, { type: 'datapoint', metric, value, timestamp });
    }
  }

  /** Stops measuring the event loop. */
  close(): void {
    this.#closed = true;
    this.#delay.disable();
  }

  #processor(): Metrics {
    const now = cpus().map(({ times }) => ({ idle: times.idle, all: times.user + times.nice + times.sys + times.idle + times.irq }));
    const cores = now.map((ticks, core) => busyPercent(ticks, this.#processors[core]));
    const total = busyPercent(sum(now), sum(this.#processors));
    this.#processors = now;
    return { cpu: total, ...Object.fromEntries(cores.map((percent, core) => [`cpu_${core}`, percent])), cores: availableParallelism() };
  }

  async #traffic(): Promise<Metrics> {
    const bytes = await networkBytes();
    if (bytes === undefined) return {};
    const now = { at: performance.now(), ...bytes };
    const before = this.#network ?? now;
    this.#network = now;
    const seconds = Math.max(0.001, (now.at - before.at) / 1000);
    return { network_in: perSecond(now.received - before.received, seconds), network_out: perSecond(now.sent - before.sent, seconds) };
  }

  #process(): Metrics {
    const longest = Number.isFinite(this.#delay.max) ? this.#delay.max / 1e6 : 0;
    this.#delay.reset();
    return { event_loop_delay: round(longest), uptime: Math.round(uptime() * 1000) };
  }
}

interface Ticks {
  readonly idle: number;
  readonly all: number;
}

const READ_EVERY = 1000;

function sum(ticks: readonly Ticks[]): Ticks {
  return ticks.reduce((total, one) => ({ idle: total.idle + one.idle, all: total.all + one.all }), { idle: 0, all: 0 });
}

function busyPercent(now: Ticks, before: Ticks = { idle: 0, all: 0 }): number {
  const all = now.all - before.all;
  return all <= 0 ? 0 : round(Math.min(100, Math.max(0, (1 - (now.idle - before.idle) / all) * 100)));
}

function memory(): Metrics {
  const total = totalmem();
  const used = total - freemem();
  return { memory_used: used, memory_total: total, memory: round((used / total) * 100) };
}

function load(): Metrics {
  const [load_1 = 0, load_5 = 0, load_15 = 0] = loadavg();
  return { load_1: round(load_1), load_5: round(load_5), load_15: round(load_15) };
}

async function disk(): Promise<Metrics> {
  try {
    const { blocks, bavail, bsize } = await statfs('.');
    const used = (blocks - bavail) * bsize;
    return { disk_used: used, disk_total: blocks * bsize, disk: round((1 - bavail / blocks) * 100) };
  } catch {
    return {};
  }
}

/** Adds up the bytes of all network interfaces except loopback, from Linux's `/proc/net/dev`. */
async function networkBytes(): Promise<{ readonly received: number; readonly sent: number } | undefined> {
  try {
    const lines = (await readFile('/proc/net/dev', 'utf8')).split('\n').slice(2);
    let received = 0;
    let sent = 0;
    for (const line of lines) {
      const [name = '', counts = ''] = line.split(':');
      if (name.trim() === 'lo' || counts === '') continue;
      const columns = counts.trim().split(/\s+/).map(Number);
      received += columns[0] ?? 0;
      sent += columns[8] ?? 0;
    }
    return { received, sent };
  } catch {
    return undefined;
  }
}

function perSecond(bytes: number, seconds: number): number {
  return Math.round(Math.max(0, bytes) / seconds);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
