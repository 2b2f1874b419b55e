import { identify, parseJson } from '../src/index.js';

/**
 * Measures what keeping every digit costs: `parseJson` beside `JSON.parse` on the same texts, in one run.
 *
 * Prints the ratio of the quickest rounds for each kind of text, since what else the machine does only adds. The limits: ordinary frames,
 * which hold no number of 16 digits, 1.2 times `JSON.parse`. That is 0.2 µs of the 25 to 100 µs that a browser spends on a message. Rows
 * full of digits 1.3 times. The other kinds are printed to be known: a number of 16 digits is written out again to compare it, and a text
 * with a number that JavaScript cannot hold is parsed twice. Ends with exit code 1 if a limit is missed.
 */
const ROUNDS = 400;
/** In one round; so few that many rounds pass undisturbed. */
const CHARACTERS = 50_000;

interface Kind {
  readonly name: string;
  readonly texts: readonly string[];
  readonly limit?: number;
}

const at = '2026-11-21T19:30:11.446Z';

function frame(message: unknown): string {
  return JSON.stringify({ identifier: identify('AnalyticsChannel', { metric: 'orders' }), message });
}

const kinds: readonly Kind[] = [
  {
    name: 'ordinary frames',
    texts: [
      '{"type":"ping","message":1795289414}',
      frame({ type: 'datapoint', metric: 'orders', value: 42, timestamp: at }),
      frame({ increment: 1 }),
      frame({ cpu_percent: 12.5, memory_percent: 48.25, timestamp: at }),
      frame({ event: 'order_created', data: { id: 7, title: 'A book about the sea', url: '/orders/7', cents: 1299, created_at: at } }),
      frame({ type: 'batch', data: Array.from({ length: 20 }, (_, index) => ({ metric: 'orders', value: index, at })) }),
    ],
    limit: 1.2,
  },
  {
    name: 'a snapshot of 500 rows',
    texts: [JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, value: id * 1.5, at, title: `Order number ${id}` })))],
    limit: 1.3,
  },
  { name: 'doubles with 16 digits', texts: [frame({ cpu_percent: 100 / 3, memory_percent: 48.25, timestamp: at })] },
  { name: 'long words alone', texts: [frame({ text: 'Lorem ipsum dolor sit amet, '.repeat(1_000) })] },
  {
    name: 'numbers that JavaScript cannot hold',
    texts: [frame({ id: 0, value: 42, timestamp: at }).replace('"id":0', '"id":9007199254740993')],
  },
];

let parsed = 0;

function time(parse: (text: string) => unknown, texts: readonly string[], rounds: number): number {
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) for (const text of texts) if (parse(text) !== undefined) parsed += 1;
  return performance.now() - began;
}

const native = (text: string): unknown => JSON.parse(text);

for (const { name, texts, limit } of kinds) {
  const repeats = Math.ceil(CHARACTERS / texts.join('').length);
  let [nativeTook, oursTook] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    nativeTook = Math.min(nativeTook, time(native, texts, repeats));
    oursTook = Math.min(oursTook, time(parseJson, texts, repeats));
  }
  const ratio = oursTook / nativeTook;
  const isOver = limit !== undefined && ratio > limit;
  console.log(
    `${name.padEnd(36)} ${ratio.toFixed(2)} × JSON.parse${limit === undefined ? '' : `, at most ${limit}`}${isOver ? ': over' : ''}`,
  );
  if (isOver) process.exitCode = 1;
}
console.log(`${parsed} texts parsed`);
