import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom, integer, pick, type Random } from '../../examples/server/random.js';
import { createConnection } from '../../src/connection.js';
import { visitRecords } from '../../src/message/batch.js';
import { decode } from '../../src/message/decode.js';
import { readInstant } from '../../src/message/instant.js';
import { addDecimals, compareDecimals, isNumeric, parseJson, subtractDecimals } from '../../src/message/number.js';
import { isRecord, readPath } from '../../src/message/path.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import { bend } from '../support/bend.js';
import { FakeSockets } from '../support/fake-socket.js';
import { inVirtualTime, type VirtualTime } from '../support/virtual-time.js';

const [firstFrame = '', ...otherFrames] = readFileSync(new URL('../support/frames.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const FRAMES = [firstFrame, ...otherFrames] as const;
const CPU = '{"channel":"AnalyticsChannel","metric":"cpu"}';

interface Page {
  readonly connection: Connection;
  readonly receive: (frame: unknown) => void;
  /** Sends a good body and tells whether every view got it. */
  readonly isDelivered: () => boolean;
}

/** A page with views of every kind, on a socket that is dialled again whenever it is lost. */
function open(time: VirtualTime): Page {
  const sockets = new FakeSockets();
  const transport = cable('ws://shop.example/cable', { WebSocket: sockets.WebSocket });
  const connection = createConnection({ transports: [transport], environment: time.environment });
  const views = [
    connection.channel('AnalyticsChannel', { metric: 'cpu' }),
    connection.channel('AnalyticsChannel', { metric: 'cpu' }, { pace: 'latest', key: 'id', version: 'seq', actions: [] }),
  ];
  const streams = views.flatMap(({ bodies$, messages$, batches$ }) => [bodies$, messages$, batches$]);
  const latest: unknown[] = streams.map(() => undefined);
  streams.forEach((stream$, place) => stream$.subscribe((value) => (latest[place] = value)));
  connection.status$.subscribe();

  /** Brings the link up again, whatever the frame before did to it. */
  function mend(): void {
    if (connection.status.state === 'failed') connection.reconnect();
    for (let tries = 0; !sockets.last.isAlive && tries < 5; tries += 1) time.advance(8_000);
    if (sockets.last.readyState === 0) sockets.last.welcome();
    else sockets.last.receive('{"type":"ping"}');
  }

  let n = 0;
  return {
    connection,
    receive(frame) {
      mend();
      sockets.last.receive(frame);
    },
    isDelivered() {
      mend();
      n += 1;
      const good = { good: `n${n}` };
      sockets.last.receive(JSON.stringify({ identifier: CPU, message: good }));
      time.advance(16);
      return latest.every((value) => JSON.stringify(value).includes(good.good));
    },
  };
}

suite('a page that is sent what nobody should send', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    test(`R24: 20,000 bent frames (seed ${seed}): nothing uncaught, the next good body arrives, memory bounded, no prototype changed`, () => {
      const prototypes = describePrototypes();
      inVirtualTime((time) => {
        const random = createRandom(seed);
        const { connection, receive, isDelivered } = open(time);
        const feed = (count: number): void => {
          for (let frames = 0; frames < count; frames += 1) {
            receive(bend(pick(random, FRAMES), FRAMES, random));
            if (frames % 100 === 0) time.advance(50);
            if (frames % 500 === 0) assert.ok(isDelivered(), `not delivered after ${frames} frames`);
          }
          time.advance(1_000);
        };
        feed(2_000);
        const before = heapUsed();
        feed(18_000);
        assert.ok(isDelivered());
        assert.deepEqual(time.uncaught, []);
        const grown = (heapUsed() - before) / 1e6;
        assert.ok(grown <= 2, `${grown} MB`);
        const { discarded } = connection;
        assert.ok(discarded['not-json'] > 1_000 && discarded.unknown > 1_000, JSON.stringify(discarded));
        connection.close();
        assert.equal(time.pending.timers, 0);
      });
      assert.deepEqual(describePrototypes(), prototypes);
    });
  }

  const garbage: readonly (readonly [string, unknown])[] = [
    ['nothing', ''],
    ['a blank', ' '],
    ['null', 'null'],
    ['a number', '42'],
    ['a string', '"x"'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['half a frame', '{"type":"welc'],
    ['markup', '<!doctype html><title>502</title>'],
    ['a zero byte', '\u0000'],
    ['half a character', '\ud800'],
    ['an unknown type', '{"type":"presence"}'],
    ['a type of a prototype', '{"type":"__proto__","identifier":"constructor"}'],
    ['an identifier of a prototype', '{"identifier":"__proto__","message":{"__proto__":{"x":1}}}'],
    ['a confirmation of a prototype', '{"type":"confirm_subscription","identifier":"toString"}'],
    ['a list nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a body nested 5,000 deep', `{"identifier":${JSON.stringify(CPU)},"message":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    [
      'batches nested 5,000 deep',
      `{"identifier":${JSON.stringify(CPU)},"message":${'{"type":"batch","data":['.repeat(5_000)}${']}'.repeat(5_000)}}`,
    ],
    ['a value of 100,000 digits', `{"identifier":${JSON.stringify(CPU)},"message":{"value":${'9'.repeat(100_000)}}}`],
    ['a value beyond every exponent', `{"identifier":${JSON.stringify(CPU)},"message":{"value":1e999999999,"increment":"1e999999999"}}`],
    ['a version of 900,000 digits', `{"identifier":${JSON.stringify(CPU)},"message":{"seq":"${'9'.repeat(900_000)}","value":1}}`],
    [
      'envelopes nested 5,000 deep',
      `{"identifier":${JSON.stringify(CPU)},"message":${'{"data":'.repeat(5_000)}{"value":1}${'}'.repeat(5_000)}}`,
    ],
    [
      'lists of lists of batches, 1,000 deep',
      `{"identifier":${JSON.stringify(CPU)},"message":${'[{"type":"batch","data":['.repeat(1_000)}{"value":1}${']}]'.repeat(1_000)}}`,
    ],
    ['a list of 50,000 bodies', `{"identifier":${JSON.stringify(CPU)},"message":[${'{"value":1},'.repeat(50_000)}{"value":2}]}`],
    ['a time of 100,000 characters', `{"identifier":${JSON.stringify(CPU)},"message":{"value":1,"at":"${'2026-11-29 '.repeat(10_000)}"}}`],
    ['bytes', new ArrayBuffer(16)],
    ['a Blob', new Blob(['{"type":"welcome"}'])],
    ['10 MB', `{"identifier":${JSON.stringify(CPU)},"message":"${'x'.repeat(10_000_000)}"}`],
  ];
  for (const [what, frame] of garbage) {
    test(`R24: ${what}: nothing uncaught, and the next good body arrives`, () => {
      const prototypes = describePrototypes();
      inVirtualTime((time) => {
        const { receive, isDelivered } = open(time);
        assert.ok(isDelivered());
        receive(frame);
        time.advance(1_000);
        assert.ok(isDelivered());
      });
      assert.deepEqual(describePrototypes(), prototypes);
    });
  }

  test('X3: bodies full of prototypes change none, whatever reads them', () => {
    const prototypes = describePrototypes();
    inVirtualTime((time) => {
      const { receive, connection } = open(time);
      const keyed = connection.channel('Keyed', {}, { pace: 'latest', key: '__proto__.id', version: 'constructor.prototype' });
      keyed.batches$.subscribe();
      for (const name of ['__proto__', 'constructor', 'prototype']) {
        const bodies = [
          `{"${name}":{"polluted":1}}`,
          `{"metric":"${name}","value":1}`,
          `{"event":"${name}","data":{"${name}":{"polluted":1}}}`,
        ];
        for (const body of bodies) {
          for (const identifier of [CPU, keyed.identifier, name]) {
            receive(`{"identifier":${JSON.stringify(identifier)},"message":${body},"${name}":{"polluted":1}}`);
            receive(`{"identifier":${JSON.stringify(identifier)},"message":{"type":"batch","data":[${body}]}}`);
          }
        }
      }
      time.advance(1_000);
    });
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.deepEqual(describePrototypes(), prototypes);
  });
});

suite('a reader of what anybody may send', () => {
  test('parseJson keeps every digit of every number, and no other text changes', () => {
    const random = createRandom(1);
    for (let tries = 0; tries < 20_000; tries += 1) {
      const numbers = [randomNumber(random), randomNumber(random)] as const;
      const words = `${digits(random, 1, 40)} "${digits(random, 1, 20)}\\`;
      const text = `{"a": ${numbers[0]},"b":[${JSON.stringify(words)},{"c":${numbers[1]}}]}`;
      const parsed = parseJson(text);
      for (const [path, sent] of [
        ['a', numbers[0]],
        ['b.1.c', numbers[1]],
      ] as const) {
        const read = readPath(parsed, path);
        assert.ok(isNumeric(read), text);
        assert.equal(compareDecimals(read, sent), 0, text);
      }
      assert.equal(readPath(parsed, 'b.0'), words);
    }
  });

  test('parseJson takes and refuses what JSON.parse does, and finds the same in it', () => {
    const random = createRandom(2);
    for (let tries = 0; tries < 20_000; tries += 1) {
      const text = bend(pick(random, FRAMES), FRAMES, random);
      const [mine, theirs] = [parseJson, JSON.parse].map((parse) => parsedBy(parse, text));
      assert.deepEqual(asNumbers(mine), asNumbers(theirs), text);
    }
  });

  test('sums are exact: what was added and is subtracted again leaves the same', () => {
    const random = createRandom(3);
    for (let tries = 0; tries < 20_000; tries += 1) {
      const [one, other] = [randomNumber(random), randomNumber(random)];
      assert.equal(compareDecimals(subtractDecimals(addDecimals(one, other), other), one), 0, `${one} + ${other}`);
    }
  });

  test('readInstant reads each spelling of an instant alike, and of bent ones makes an instant or nothing', () => {
    const random = createRandom(4);
    for (let tries = 0; tries < 5_000; tries += 1) {
      const at = integer(random, 2e8, 7e9) * 1_000;
      const iso = new Date(at).toISOString();
      const spellings = [iso, iso.replace('T', ' ').replace('.000Z', ' UTC'), iso.replace('Z', '+00:00'), new Date(at).toUTCString()];
      const epochs = [at / 1_000, at, at * 1_000].flatMap((epoch) => [epoch, String(epoch)]);
      for (const spelling of [...spellings, ...epochs]) assert.equal(readInstant(spelling), at, String(spelling));
      const bent = readInstant(bend(pick(random, [iso, ...spellings]), FRAMES, random));
      assert.ok(bent === undefined || Number.isFinite(bent), String(bent));
    }
  });

  test('decode reads the content of an envelope as if it stood alone, and never throws', () => {
    const random = createRandom(5);
    for (let tries = 0; tries < 20_000; tries += 1) {
      const body = readPath(parsedBy(parseJson, bend(pick(random, FRAMES), FRAMES, random)), 'message');
      const message = decode(body, 0);
      const isState = isRecord(body) && ['datapoint', 'delta', 'metrics', 'progress'].includes(message.type);
      const enveloped = decode({ data: body }, 0);
      if (isState && !isRecord(body['data'])) assert.equal(enveloped.type, message.type, JSON.stringify(body));
      visitRecords([body, [body]], (member) => decode(member, 0));
    }
  });
});

/** A number as JSON writes it, often with more digits than JavaScript holds. */
function randomNumber(random: Random): string {
  const whole = random() < 0.2 ? '0' : `${integer(random, 1, 9)}${digits(random, 0, 24)}`;
  const fraction = random() < 0.5 ? '' : `.${digits(random, 1, 24)}`;
  const exponent = random() < 0.8 ? '' : `e${pick(random, ['', '+', '-'])}${integer(random, 0, 40)}`;
  return `${random() < 0.3 ? '-' : ''}${whole}${fraction}${exponent}`;
}

function digits(random: Random, least: number, most: number): string {
  return Array.from({ length: integer(random, least, most) }, () => integer(random, 0, 9)).join('');
}

function parsedBy(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return 'no JSON';
  }
}

/** Rounds what was kept as text, so that two readings can be compared. */
function asNumbers(value: unknown): unknown {
  if (isNumeric(value)) return Number(value);
  if (Array.isArray(value)) return value.map(asNumbers);
  return isRecord(value) ? Object.entries(value).map(([key, member]) => [key, asNumbers(member)]) : value;
}

function describePrototypes(): readonly unknown[] {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) =>
    Object.getOwnPropertyNames(prototype).sort(),
  );
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
