/** How often the clock ticks, in ms. */
const TICK = 5;

/** How much of a longer pause between two ticks counts, in ms, unless this process computed longer. Timers are late by a few ms anywhere. */
const MOST = 8;

// The real ones, also while a test has replaced them.
const { setInterval } = globalThis;
const now = performance.now.bind(performance);

let last = 0;
let computed = 0;
let passed = 0;
let ticking: NodeJS.Timeout | undefined;

/**
 * Tells the time in ms as `performance.now()` does, but goes on only while this process can run.
 *
 * A busy machine suspends a process for hundreds of ms, and what came meanwhile is seen late although nothing is wrong. Such a pause counts
 * 8 ms, or as much as the process computed in it. Use it for upper bounds; a lower bound needs `performance.now()`.
 */
export function ownTime(): number {
  if (ticking) tick();
  else {
    last = now();
    computed = computedSoFar();
    ticking = setInterval(tick, TICK);
    // It keeps no process alive.
    ticking.unref();
  }
  return passed;
}

function tick(): void {
  const [at, total] = [now(), computedSoFar()];
  passed += Math.min(at - last, Math.max(MOST, total - computed));
  last = at;
  computed = total;
}

/** How long this process has used the processor, in ms. */
function computedSoFar(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
