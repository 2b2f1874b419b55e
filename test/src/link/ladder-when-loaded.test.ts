import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { lazyPart, type LazyPart } from '../../../src/lazy-part.js';
import { ladder } from '../../../src/link/ladder.js';
import type { LadderPart } from '../../../src/link/ladder-part.js';
import { ladderWhenLoaded } from '../../../src/link/ladder-when-loaded.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import type { Command, Signal } from '../../../src/transport/transport.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTimeAsync } from '../../support/virtual-time.js';

type Import = () => Promise<LadderPart>;

const arrive: Import = () => Promise.resolve({ ladder });
const fail: Import = () => Promise.reject(new Error('404'));
const hang: Import = () => new Promise(() => undefined);

/** Lets the promises of an import settle. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

/** Plays a ladder of two rungs whose code is imported as `imports` say, one after the other. */
function play(
  imports: readonly Import[],
  run: (played: {
    readonly first: FakeCable;
    readonly dial: (attempt: number) => Recording<Signal>;
    readonly imported: () => number;
  }) => Promise<void>,
): Promise<void> {
  return inVirtualTimeAsync(async (time) => {
    const first = new FakeCable();
    let count = 0;
    const part: LazyPart<LadderPart> = lazyPart(() => (imports[count++] ?? fail)());
    const options = { environment: time.environment, stepDown$: new Subject<void>() };
    const transport = ladderWhenLoaded(first.transport, [new FakeCable().transport], options, part);
    const command$ = new Subject<Command>();
    await run({ first, dial: (attempt) => record(transport(command$, { attempt })), imported: () => count });
  });
}

suite('ladderWhenLoaded', () => {
  test('loads nothing for a single transport', () => {
    const { transport } = new FakeCable();
    const part = lazyPart<LadderPart>(() => assert.fail('imported'));
    const options = { stepDown$: new Subject<void>() } as unknown as Parameters<typeof ladder>[2];
    assert.equal(ladderWhenLoaded(transport, [], options, part), transport);
  });

  test('waits for the code with the first attempt', () =>
    play([arrive], async ({ dial, imported }) => {
      assert.equal(imported(), 1);
      const { values } = dial(0);
      assert.equal(values.length, 0);
      await settled();
      assert.equal(values[0]?.type, 'open');
      assert.equal(imported(), 1);
    }));

  test('connects by the first transport alone if the code cannot be loaded', () =>
    play([fail, fail], async ({ dial }) => {
      const { values } = dial(0);
      await settled();
      assert.equal(values[0]?.type, 'open');
    }));

  test('does not keep a later attempt waiting, and loads the code again', () =>
    play([fail, arrive], async ({ dial, imported }) => {
      await settled();
      const { values } = dial(1);
      assert.equal(values[0]?.type, 'open');
      assert.equal(imported(), 2);
    }));

  test('connects with the second attempt while the code hangs', () =>
    play([hang], async ({ dial }) => {
      const { values, subscription } = dial(0);
      await settled();
      assert.equal(values.length, 0);
      subscription.unsubscribe();
      assert.equal(dial(1).values[0]?.type, 'open');
    }));

  test('connects no more once it was left', () =>
    play([arrive], async ({ first, dial }) => {
      dial(0).subscription.unsubscribe();
      await settled();
      assert.equal(first.isOpen, false);
    }));
});
