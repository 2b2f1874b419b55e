import { Subject } from 'rxjs';
import { createConnection, identify, type Signal, type Transport } from '../src/index.js';

/**
 * Measures what a body costs between the transport and its handler, beside a native Map of handlers, in one run.
 *
 * Prints the median ratio over the rounds for 1 and for 500 channels, and what `messages$` costs on top, in µs a message.
 * The limits: `bodies$` ≤ 1.6 × the Map at 1 channel and ≤ 1.5 × that ratio at 500; `messages$` ≤ 2 µs on top. A limit that is missed is exit
 * code 1.
 */
const MESSAGES = 200_000;
const ROUNDS = 15;

interface Subject1 {
  readonly name: string;
  readonly run: () => void;
}

let seen = 0;

function frames(channels: number): readonly string[] {
  return Array.from({ length: channels }, (_, index) =>
    JSON.stringify({
      identifier: identify('AnalyticsChannel', { index }),
      message: { type: 'datapoint', metric: 'orders', value: index, timestamp: '2026-11-21T19:30:11.446Z' },
    }),
  );
}

function native(channels: number): Subject1 {
  const texts = frames(channels);
  const handlers = new Map<string, Set<(body: unknown) => void>>();
  for (let index = 0; index < channels; index += 1) {
    handlers.set(identify('AnalyticsChannel', { index }), new Set([() => (seen += 1)]));
  }
  return {
    name: 'native Map',
    run() {
      for (let index = 0; index < MESSAGES; index += 1) {
        const { identifier, message } = JSON.parse(texts[index % channels] ?? '') as { identifier: string; message: unknown };
        for (const handler of handlers.get(identifier) ?? []) handler(message);
      }
    },
  };
}

function ours(channels: number, stream: 'bodies$' | 'messages$'): Subject1 {
  const texts = frames(channels);
  const signal$ = new Subject<Signal>();
  const transport: Transport = () => signal$;
  const connection = createConnection({ transports: [transport] });
  for (let index = 0; index < channels; index += 1) {
    connection.channel('AnalyticsChannel', { index })[stream].subscribe(() => (seen += 1));
  }
  signal$.next({ type: 'open', kind: 'cable' });
  return {
    name: stream,
    run() {
      for (let index = 0; index < MESSAGES; index += 1) {
        const { identifier, message } = JSON.parse(texts[index % channels] ?? '') as { identifier: string; message: unknown };
        signal$.next({ type: 'body', identifier, body: message });
      }
    },
  };
}

function time(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

/** The most that `bodies$` may cost: times a native Map at 1 channel, and times its own ratio there at 500; `messages$` on top, in µs. */
const MOST_AT_ONE = 1.6;
const MOST_AT_500 = 1.5;
const MOST_ON_TOP = 2;

let atOne = NaN;
for (const channels of [1, 500]) {
  const map = native(channels);
  const bodies = ours(channels, 'bodies$');
  const messages = ours(channels, 'messages$');
  for (const { run } of [map, bodies, messages]) run();
  const ratios: number[] = [];
  const onTop: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [mapTook, bodiesTook, messagesTook] = [time(map.run), time(bodies.run), time(messages.run)];
    ratios.push(bodiesTook / mapTook);
    onTop.push(((messagesTook - bodiesTook) * 1000) / MESSAGES);
  }
  const [ratio, top] = [median(ratios), median(onTop)];
  const most = channels === 1 ? MOST_AT_ONE : MOST_AT_500 * atOne;
  if (channels === 1) atOne = ratio;
  const isWithin = ratio <= most && top <= MOST_ON_TOP;
  if (!isWithin) process.exitCode = 1;
  console.log(
    `${channels} channels: bodies$ ${ratio.toFixed(2)} × a native Map, of ${most.toFixed(2)}; messages$ ${top.toFixed(2)} µs a message on top, of ${MOST_ON_TOP}; ${isWithin ? 'within' : 'OVER'} the limit`,
  );
}
console.log(`${seen} bodies handled`);
process.exit();
