import type { DemoServer } from '../../examples/server/server.js';
import { ownTime } from '../support/own-time.js';
import type { Numbered } from './source.js';

/** Tells all that a server keeps of a stream, oldest first. */
export async function readKept(server: DemoServer, stream: string): Promise<readonly Numbered[]> {
  return (await (await fetch(`${server.url}/snapshots/demo/${stream}.json`)).json()) as readonly Numbered[];
}

/** Waits until something holds, at most `within` ms of this process, and tells whether it does. */
export async function until(holds: () => boolean, within: number): Promise<boolean> {
  const deadline = ownTime() + within;
  while (!holds()) {
    if (ownTime() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

/** Runs some tasks, at most so many side by side, in their order. */
export async function sideBySide(tasks: readonly (() => Promise<void>)[], together: number): Promise<void> {
  const waiting = [...tasks];
  async function work(): Promise<void> {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  }
  await Promise.all(Array.from({ length: Math.min(together, tasks.length) }, work));
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? NaN;
}
