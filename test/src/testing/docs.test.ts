import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import * as cablegram from '../../../src/index.js';
import * as testing from '../../../src/testing/index.js';
import { importsOf, runSample, samplesIn, type SampleTest } from './samples.js';

const text = read('docs/testing.md');
const samples = samplesIn(text);

function read(name: string): string {
  return readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
}

/** Stands in for a runner: what a sample declares is kept, and run by us. */
interface Runner {
  readonly tests: SampleTest[];
  readonly before: (() => void)[];
  readonly after: (() => void)[];
  readonly modules: Readonly<Record<string, unknown>>;
}

function createRunner(): Runner {
  const [tests, before, after]: [SampleTest[], (() => void)[], (() => void)[]] = [[], [], []];
  const declare = (name: string, run: SampleTest['run']): void => void tests.push({ name, run });
  const modules = {
    cablegram,
    'cablegram/testing': testing,
    'node:assert/strict': { default: assert },
    'node:test': { test: declare },
    vitest: {
      test: declare,
      beforeEach: (run: () => void) => before.push(run),
      afterEach: (run: () => void) => after.push(run),
      vi: fakeTimers(),
      expect: (actual: unknown) => ({ toBe: (expected: unknown) => assert.equal(actual, expected) }),
    },
  };
  return { tests, before, after, modules };
}

/** What a sample needs of `vi`, whose fake timers replace the same functions. */
function fakeTimers(): Record<string, unknown> {
  let time: testing.VirtualTime;
  let restore: () => void;
  return {
    useFakeTimers() {
      time = new testing.VirtualTime();
      restore = time.install();
    },
    useRealTimers: () => restore(),
    advanceTimersByTimeAsync: (duration: number) => time.advanceAsync(duration),
  };
}

suite('docs/testing.md', () => {
  test('has samples', () => {
    assert.ok(samples.length >= 6);
  });

  for (const [place, code] of samples.entries()) {
    // Run in a browser, by test/components.
    if (importsOf(code).includes('@open-wc/testing')) continue;
    test(`sample ${place + 1} is true`, async (t) => {
      const { tests, before, after, modules } = createRunner();
      await runSample(code, modules);
      assert.ok(tests.length > 0);
      for (const { name, run } of tests) {
        await t.test(name, async (context) => {
          for (const prepare of before) prepare();
          try {
            await run(context);
          } finally {
            for (const cleanUp of after) cleanUp();
          }
        });
      }
    });
  }

  test('names every fault', () => {
    assert.throws(
      () => testing.playFaults(new testing.FakeCable(), [{ at: 0, type: 'none' } as never]),
      ({ message }: Error) => {
        const names = /there are (.*)\.$/.exec(message)?.[1]?.split(', ') ?? [];
        assert.ok(names.length > 10);
        for (const name of names) assert.match(text, new RegExp(`^\\| \`\\{ type: '${name}'`, 'm'));
        return true;
      },
    );
  });
});
