import { Subject } from 'rxjs';
import { createConnection, identify, type Signal, type Transport } from '../src/index.js';

/**
 * Measures what a body costs between the transport and its handler, beside a native Map of handlers, in one run.
 *
 * Prints the median ratio over the rounds for 1 and for 500 channels, and what `messages$` costs on top, in µs a message.
 * DESIGN 8: `bodies$` ≤ 1.6 × the Map at 1 channel and ≤ 1.5 × that at 500; `messages$` ≤ 2 µs on top.
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
  console.log(
    `${channels} channels: bodies$ ${median(ratios).toFixed(2)} × a native Map; messages$ ${median(onTop).toFixed(2)} µs a message on top`,
  );
}
console.log(`${seen} bodies handled`);
process.exit(0);
