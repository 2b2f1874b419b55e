import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { before, suite, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('../support/leak-child.ts', import.meta.url));
/** Code lies in the heap too, half a megabyte of it, and is no leak: so none is compiled anew while it gets hot, or thrown away when it is old. */
const FLAGS = ['--expose-gc', '--no-opt', '--no-sparkplug', '--no-lazy-feedback-allocation', '--no-flush-bytecode'];

interface Growth {
  readonly bytes: number;
  /** Before and after. */
  readonly timers: readonly [number, number];
  readonly listeners: readonly [number, number];
}

interface Leaks {
  readonly reconnects: Growth;
  readonly same: Growth;
  readonly others: Growth;
  readonly left: { readonly timers: number; readonly listeners: number };
  readonly uncaught: number;
}

suite('a connection that lives long', () => {
  let leaks: Leaks;
  before(async () => {
    const child = spawn(process.execPath, [...FLAGS, '--import', 'tsx', CHILD], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
    leaks = JSON.parse(said) as Leaks;
  });

  test('R27: after 1,000 reconnects its heap is within 150 kB of the 50th, with as many timers and listeners', (t) => {
    const { bytes, timers, listeners } = leaks.reconnects;
    t.diagnostic(`${Math.round(bytes / 1000)} kB, ${listeners[1]} listeners`);
    assert.ok(bytes <= 150_000, `${bytes} bytes`);
    assert.equal(timers[1], timers[0]);
    assert.equal(listeners[1], listeners[0]);
  });

  for (const [what, name] of [
    ['one channel', 'same'],
    ['as many channels', 'others'],
  ] as const) {
    test(`R27: after 10,000 mounts and unmounts of ${what} its heap is within 500 kB, with no more timers and listeners`, (t) => {
      const { bytes, timers, listeners } = leaks[name];
      t.diagnostic(`${Math.round(bytes / 1000)} kB, ${listeners[1]} listeners`);
      assert.ok(bytes <= 500_000, `${bytes} bytes`);
      // Fewer is right too: while it reconnects, the link has timers and listeners that it does not need later.
      assert.ok(timers[1] <= timers[0], `${timers[0]} timers before, ${timers[1]} after`);
      assert.ok(listeners[1] <= listeners[0], `${listeners[0]} listeners before, ${listeners[1]} after`);
    });
  }

  test('R26: after all that close() leaves no timer and no listener', () => {
    assert.deepEqual([leaks.left, leaks.uncaught], [{ timers: 0, listeners: 0 }, 0]);
  });
});
