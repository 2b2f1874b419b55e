import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { playFaults } from '../../../src/testing/play-faults.js';
import { randomFaults, type RandomFaultType } from '../../../src/testing/random-faults.js';
import { inVirtualTime } from '../../../src/testing/virtual-time.js';

const SEEDS = Array.from({ length: 100 }, (_, place) => place + 1);

suite('randomFaults', () => {
  test('draws the same for the same seed, and something else for another', () => {
    assert.deepEqual(randomFaults(7), randomFaults(7));
    assert.notDeepEqual(randomFaults(7), randomFaults(8));
  });

  test('draws every kind that a page gets over, and no other', () => {
    const types = new Set(SEEDS.flatMap((seed) => randomFaults(seed).map(({ type }) => type)));
    assert.deepEqual(
      [...types].sort(),
      // prettier-ignore
      ['deaf', 'delay', 'drop', 'duplicate', 'freeze', 'goodbye', 'half-open', 'hang', 'late-confirm', 'lose', 'lost-confirm', 'refuse', 'reorder'],
    );
  });

  test('draws one after the other, all over in time', () => {
    for (const seed of SEEDS) {
      let free = 0;
      for (const fault of randomFaults(seed, { for: 30_000 })) {
        assert.ok(fault.at > free);
        free = fault.at + ('for' in fault ? (fault.for ?? Infinity) : 0);
      }
      assert.ok(free > 15_000 && free <= 30_000);
    }
  });

  test('draws among what it is told to', () => {
    const among: readonly RandomFaultType[] = ['drop', 'delay'];
    for (const seed of SEEDS) assert.ok(randomFaults(seed, { among }).every(({ type }) => among.some((known) => known === type)));
    assert.throws(() => randomFaults(1, { among: [] }), { code: 'option-invalid' });
  });

  test('can be played, and leaves a server as it was', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable({ beatEvery: 3_000 });
      for (const seed of SEEDS) {
        const script = playFaults(fake, randomFaults(seed), { seed });
        time.advance(script.lasts);
        script.end();
        const signals: string[] = [];
        const using = fake.transport(new Subject(), { attempt: 0 }).subscribe(({ type }) => signals.push(type));
        assert.deepEqual(signals, ['open', 'heartbeat'], script.log);
        using.unsubscribe();
        assert.equal(time.pending.timers, 0, script.log);
      }
    });
  });
});
