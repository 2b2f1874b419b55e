import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom, pick } from '../../examples/server/random.js';
import { createConnection } from '../../src/connection.js';
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
