// @ts-check
// Breaks the connection between the core and a server, again and again: node --import tsx scripts/test-faults.mjs
//
//   --seeds 1-50        runs the timelines of these seeds (`7`, `1-50`, `3,9,20-30`), each with its own faults (R25)
//   --seconds 60        length of each timeline
//   --together 5        how many run in parallel
//   --disconnects 100   how often ten clients are disconnected at once, by every kind of fault (R19); 0 skips it
//
// Prints one line for each seed; a seed repeats its faults. With only `--seeds`, nothing else runs.
import { parseArgs } from 'node:util';
import { startServer } from '../examples/server/server.js';
import { runDisconnects } from '../test/faults/disconnects.js';
import { median, sideBySide } from '../test/faults/outcome.js';
import { runTimeline } from '../test/faults/timelines.js';
import { describe, timeline } from '../test/support/fault-proxy/timeline.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    together: { type: 'string', default: '5' },
    disconnects: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const together = Number(values.together);
const seeds = seedsOf(values.seeds ?? (values.disconnects === undefined ? '1-50' : ''));
const disconnects = Number(values.disconnects ?? (values.seeds === undefined ? 100 : 0));
const CLIENTS = 10;

const counts = { passed: 0, failed: 0 };
/** @type {unknown[]} */
const uncaught = [];
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => uncaught.push(error));

// Like Rails, it does not keep the order.
const server = await startServer({ rate: 0, unordered: true });
/** @type {number[]} */
const rightAfter = [];
await sideBySide(
  seeds.map((seed) => () => playSeed(seed)),
  together,
);
if (rightAfter.length > 0)
  console.log(`right after ${inSeconds(median(rightAfter))} (median), ${inSeconds(Math.max(...rightAfter))} (most)`);
if (disconnects > 0) await disconnectAll();
await server.close();

if (uncaught.length > 0) {
  counts.failed += 1;
  console.log(`${uncaught.length} uncaught:`);
  for (const error of uncaught) console.log(error);
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

/** Runs one timeline; every other seed has a fallback. @param {number} seed */
async function playSeed(seed) {
  const ladder = seed % 2 === 0;
  const { faults, dials, snapshots, said, rightAfter: after, wrong } = await runTimeline({ server, seed, seconds, ladder });
  note(wrong);
  if (!wrong) rightAfter.push(after);
  const figures = [
    `seed ${String(seed).padEnd(4)}`,
    wrong ? 'FAILED' : 'passed',
    ladder ? 'cable, polling' : 'cable         ',
    `${pad(faults, 2)} faults`,
    `${pad(dials, 2)} dials`,
    `${pad(snapshots, 2)} snapshots`,
    `${pad(said, 4)} bodies`,
    `right after ${inSeconds(after)}`,
  ];
  console.log(figures.join('  '));
  if (wrong) console.log(`${wrong}\n${describe(timeline(seed, seconds))}`);
}

async function disconnectAll() {
  const times = Math.ceil(disconnects / CLIENTS);
  const runs = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => runDisconnects({ server, seed: n + 1, times })));
  const completeAfter = runs.flatMap((run) => run.completeAfter);
  const said = runs.reduce((sum, run) => sum + run.said, 0);
  const wrongs = runs.flatMap(({ wrong }, n) => (wrong ? [`client ${n + 1}: ${wrong}`] : []));
  const most = Math.max(...completeAfter);
  if (most > 1_000) wrongs.push('Completeness took more than a second.');
  note(wrongs[0]);
  const figures = `${completeAfter.length} disconnects of ${CLIENTS} clients, ${said} bodies: complete ${Math.round(median(completeAfter))} ms (median)`;
  console.log(`${figures}, ${Math.round(most)} ms (most) after live, ${wrongs.length === 0 ? 'none missing, none twice' : 'FAILED'}`);
  for (const wrong of wrongs) console.log(wrong);
}

/** @param {string | undefined} wrong */
function note(wrong) {
  counts[wrong === undefined ? 'passed' : 'failed'] += 1;
}

/** Reads `3,9,20-30`. @param {string} text @returns {number[]} */
function seedsOf(text) {
  return text
    .split(',')
    .filter(Boolean)
    .flatMap((part) => {
      const [first = NaN, last = first] = part.split('-').map(Number);
      if (!(first <= last)) throw new TypeError(`"${part}" names no seeds; write 7, 1-50 or 3,9,20-30.`);
      return Array.from({ length: last - first + 1 }, (_, n) => first + n);
    });
}

/** @param {number} number @param {number} width */
function pad(number, width) {
  return String(number).padStart(width);
}

/** @param {number} length */
function inSeconds(length) {
  return `${(length / 1000).toFixed(1)} s`;
}
