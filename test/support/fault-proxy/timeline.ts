import { createRandom, integer, pick, type Random } from '../../../examples/server/random.js';
import { inject, type Fault } from './fault.js';
import type { FaultProxy } from './fault-proxy.js';

/** A fault at its time; both in ms, `at` from the beginning. What happens at once lasts 0. */
export interface TimedFault {
  readonly at: number;
  readonly fault: Fault;
  readonly for: number;
}

/** How long after a fault the next one may come, in ms, and how long one may last. */
const PAUSE = { least: 300, most: 6_000 };
const LENGTH = { least: 200, most: 8_000 };

/** Draws the faults of so many seconds: the same for the same seed, one after the other, all over before the end. */
export function timeline(seed: number, seconds: number): readonly TimedFault[] {
  const random = createRandom(seed);
  const end = seconds * 1000;
  const faults: TimedFault[] = [];
  for (let at = pause(random); at < end;) {
    const fault = draw(random);
    const length = isInstant(fault) ? 0 : Math.min(integer(random, LENGTH.least, LENGTH.most), end - at);
    faults.push({ at, fault, for: length });
    at += length + pause(random);
  }
  return faults;
}

/** Lets a timeline happen to a proxy; resolves when it is over and all is well again, or sooner by `signal`. */
export async function play(proxy: FaultProxy, faults: readonly TimedFault[], signal?: AbortSignal): Promise<void> {
  const began = performance.now();
  for (const { at, fault, for: length } of faults) {
    await sleep(began + at - performance.now(), signal);
    if (signal?.aborted) break;
    const undo = inject(proxy, fault);
    await sleep(length, signal);
    await undo();
  }
  await proxy.heal();
}

/** Writes a timeline for people, a fault a line. */
export function describe(faults: readonly TimedFault[]): string {
  return faults.map(({ at, fault, for: length }) => `${String(at).padStart(6)} ms  ${JSON.stringify(fault)} for ${length} ms`).join('\n');
}

function draw(random: Random): Fault {
  const type = pick(random, [
    'reset',
    'close',
    'cut',
    'half-open',
    'refuse',
    'stall',
    'hang',
    'delay',
    'throttle',
    'duplicate',
    'drop',
    'corrupt',
    'answer',
  ] as const);
  switch (type) {
    case 'delay':
      return { type, by: integer(random, 20, 2_000), jitter: integer(random, 0, 1_500) };
    case 'throttle':
      return { type, bytesPerSecond: integer(random, 500, 20_000) };
    case 'duplicate':
    case 'drop':
    case 'corrupt':
      return { type, share: pick(random, [0.01, 0.05, 0.2]) };
    case 'answer':
      return { type, status: pick(random, [403, 404, 503]) };
    default:
      return { type };
  }
}

function isInstant({ type }: Fault): boolean {
  return type === 'reset' || type === 'close' || type === 'cut' || type === 'half-open';
}

function pause(random: Random): number {
  return integer(random, PAUSE.least, PAUSE.most);
}

function sleep(length: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (length <= 0 || signal?.aborted) return resolve();
    const timer = setTimeout(end, length);
    signal?.addEventListener('abort', end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
  });
}
