import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describe, play, timeline, type TimedFault } from '../../support/fault-proxy/timeline.js';
import { eventually } from '../server/client.js';
import { withEcho } from './echo.js';

suite('timeline', () => {
  test('is the same for the same seed, and another for another', () => {
    assert.deepEqual(timeline(1, 60), timeline(1, 60));
    assert.notDeepEqual(timeline(1, 60), timeline(2, 60));
  });

  test('has one fault after the other, all over in time', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const faults = timeline(seed, 60);
      assert.ok(faults.length >= 4, `seed ${seed} has ${faults.length}`);
      faults.forEach(({ at, for: length }, n) => {
        assert.ok(at + length <= 60_000);
        assert.ok(at + length < (faults[n + 1]?.at ?? Infinity));
      });
    }
  });

  test('50 seeds hold every kind of fault', () => {
    const types = new Set(Array.from({ length: 50 }, (_, seed) => timeline(seed, 60).map(({ fault }) => fault.type)).flat());
    assert.equal(types.size, 13);
  });

  test('is written a fault a line', () => {
    assert.equal(describe([{ at: 5, fault: { type: 'reset' }, for: 0 }]), '     5 ms  {"type":"reset"} for 0 ms');
  });
});

suite('play', () => {
  const all: readonly TimedFault['fault'][] = [
    { type: 'delay', by: 5, jitter: 2 },
    { type: 'throttle', bytesPerSecond: 5_000 },
    { type: 'duplicate', share: 1 },
    { type: 'drop', share: 1 },
    { type: 'corrupt', share: 1 },
    { type: 'stall' },
    { type: 'half-open' },
    { type: 'cut' },
    { type: 'close' },
    { type: 'refuse' },
    { type: 'answer', status: 503 },
    { type: 'hang' },
    { type: 'reset' },
  ];

  test('does each fault at its time and leaves the way as good as new', () =>
    withEcho(async ({ proxy, open }) => {
      await open();
      await play(
        proxy,
        all.map((fault, n) => ({ at: n * 10, fault, for: 5 })),
      );
      const client = await open();
      client.socket.send('well?');
      await eventually(() => client.heard.length === 1);
      assert.deepEqual(client.heard, ['well?']);
    }));

  test('ends at once by its signal', () =>
    withEcho(async ({ proxy, open }) => {
      const stop = new AbortController();
      const playing = play(proxy, [{ at: 0, fault: { type: 'refuse' }, for: 60_000 }], stop.signal);
      await assert.rejects(open(), /ECONNREFUSED/);
      stop.abort();
      await playing;
      await open();
    }));
});
