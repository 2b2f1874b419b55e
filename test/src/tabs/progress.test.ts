import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { progressOf, type TabProgress } from '../../../src/tabs/progress.js';
import type { Position, Progress } from '../../../src/transport/transport.js';

const ID = 'orders';

function place(offset: number, epoch = 'e1', stream = 's'): Position {
  return { stream, epoch, offset };
}

interface Tab extends TabProgress {
  now: number;
  /** Returns whether a body is new. */
  receive(position: Position): boolean;
  resume(): Progress | undefined;
}

function open(memory: Record<string, unknown> = {}): Tab {
  const clock = { now: 0 };
  const progress = progressOf({ attempt: 0, memory }, () => clock.now);
  return Object.assign(clock, progress, {
    receive: (position: Position) => progress.take({ type: 'body', identifier: ID, body: 1, position }),
    resume: () => progress.begin({ type: 'subscribe', identifier: ID, resumes: true }),
  });
}

suite('progressOf', () => {
  test('drops what the tab has received before', () => {
    const tab = open();
    tab.confirm(ID, 'unknown', { positions: [] });
    assert.deepEqual(
      [place(3), place(4), place(4), place(3), place(1, 'e2'), place(1, 'e1', 'other')].map((position) => tab.receive(position)),
      [true, true, false, false, true, true],
    );
  });

  test('is what a later dial of the same connection continues from, and nobody else', () => {
    const memory = {};
    const tab = open(memory);
    tab.confirm(ID, 'unknown', { positions: [] });
    tab.receive(place(3));
    assert.deepEqual(open(memory).resume()?.positions, [place(3)]);
    assert.equal(open().resume(), undefined);
  });

  test('begins anew where nothing is resumed', () => {
    const tab = open();
    tab.confirm(ID, 'unknown', { positions: [] });
    tab.receive(place(3));
    assert.equal(tab.begin({ type: 'subscribe', identifier: ID }), undefined);
    assert.equal(tab.resume(), undefined);
  });

  for (const [from, missed] of [
    [[place(3)], []],
    [[place(2)], []],
    [[], []],
    [[place(4)], 'unknown'],
    [[place(3, 'e2')], 'unknown'],
    [[place(3), place(1, 'e1', 'other')], 'unknown'],
  ] as const) {
    test(`of a link that continues from ${JSON.stringify(from)}, a tab at 3 misses ${JSON.stringify(missed)}`, () => {
      const tab = open();
      tab.confirm(ID, 'unknown', { positions: [] });
      tab.receive(place(3));
      assert.deepEqual(tab.confirm(ID, [], { positions: from }), missed);
      // What it does not know is repaired, and then it has come as far.
      assert.deepEqual(tab.confirm(ID, [], { positions: from }), []);
    });
  }

  test('passes on what the server says is missing, and says nothing of a server without history', () => {
    const tab = open();
    const missed = [{ stream: 's', first: 4, last: 5 }];
    assert.deepEqual(tab.confirm(ID, missed, { positions: [] }), missed);
    assert.equal(tab.confirm(ID, undefined, { positions: [] }), undefined);
  });

  test('A11: of a quiet stream, remembers the clock of the server from 2 s after the confirmation', () => {
    const tab = open();
    tab.confirm('other', 'unknown', { positions: [] });
    tab.take({ type: 'body', identifier: 'other', body: 1, position: place(1) });
    tab.confirm(ID, 'unknown', { positions: [] });
    tab.now = 1_999;
    tab.take({ type: 'heartbeat', clock: 100 });
    assert.equal(tab.resume()?.since, undefined);
    tab.now = 2_000;
    tab.take({ type: 'heartbeat', clock: 101 });
    tab.now = 5_000;
    tab.take({ type: 'heartbeat', clock: 104 });
    assert.equal(tab.resume()?.since, 100);
    assert.ok(Math.abs((tab.resume()?.liveAt ?? 0) - Date.now()) < 1_000);
  });

  test('A11: a tab that opens later takes over from when on a quiet stream may miss something', () => {
    const tab = open();
    tab.confirm('other', [], { positions: [place(1)] });
    tab.confirm(ID, [], { positions: [], since: 100 });
    assert.equal(tab.sinceOf(ID), 100);
    assert.equal(tab.resume()?.since, 100);
  });

  test('has nothing to continue from where nothing is numbered, since Rails sends its clock too', () => {
    const tab = open();
    tab.confirm(ID, 'unknown', { positions: [] });
    tab.now = 3_000;
    tab.take({ type: 'heartbeat', clock: 100 });
    assert.equal(tab.resume(), undefined);
  });
});
