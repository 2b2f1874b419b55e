import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createSnapshotTable, type SnapshotTable } from '../../../src/tabs/snapshot-table.js';

interface Watched {
  readonly table: SnapshotTable;
  /** What each tab got, in order. */
  readonly said: string[];
  readonly clock: { now: number };
}

function watch(): Watched {
  const said: string[] = [];
  const clock = { now: 0 };
  const table = createSnapshotTable({
    now: () => clock.now,
    answer: (tab, answer) => said.push(`${tab} ${answer.type === 'fetch' ? 'fetches' : `gets ${answer.json}`}`),
    replay: (tab, _, body) => said.push(`${tab} hears ${String(body)}`),
  });
  return { table, said, clock };
}

function ask(table: SnapshotTable, tab: string, { isOrdered = true } = {}): void {
  table.ask(tab, { type: 'ask', id: `${tab}!`, identifier: 'orders', url: '/orders.json', isOrdered });
}

suite('createSnapshotTable', () => {
  test('lets the first tab fetch, and hands the snapshot to those that ask meanwhile and later', () => {
    const { table, said } = watch();
    for (const tab of ['a', 'b', 'c']) table.join(tab, 'orders');
    ask(table, 'a');
    ask(table, 'b');
    table.take('a', 'a!', '[1]');
    ask(table, 'c');
    assert.deepEqual(said, ['a fetches', 'b gets [1]', 'c gets [1]']);
  });

  test('delivers the bodies since the request to a tab that has subscribed after them', () => {
    const { table, said } = watch();
    table.join('a', 'orders');
    ask(table, 'a');
    table.note('orders', 2);
    table.take('a', 'a!', '[1]');
    table.note('orders', 3);
    table.join('b', 'orders');
    ask(table, 'b');
    assert.deepEqual(said, ['a fetches', 'b hears 2', 'b hears 3', 'b gets [1]']);
  });

  test('lets a tab fetch that cannot order those bodies', () => {
    const { table, said } = watch();
    table.join('a', 'orders');
    ask(table, 'a');
    table.take('a', 'a!', '[1]');
    table.note('orders', 2);
    table.join('b', 'orders');
    ask(table, 'b', { isOrdered: false });
    assert.deepEqual(said, ['a fetches', 'b fetches']);
  });

  test('lets a tab fetch that has received one of them itself, since it would get it twice, or lose it', () => {
    const { table, said } = watch();
    table.join('a', 'orders');
    ask(table, 'a');
    table.take('a', 'a!', '[1]');
    table.join('b', 'orders');
    table.note('orders', 2);
    ask(table, 'b');
    assert.deepEqual(said, ['a fetches', 'b fetches']);
  });

  test('R21: gives a tab that asks again a new one, so that silence is tested with the present state', () => {
    const { table, said, clock } = watch();
    table.join('a', 'orders');
    table.join('b', 'orders');
    ask(table, 'a');
    table.take('a', 'a!', '[1]');
    clock.now = 2_000;
    ask(table, 'b');
    table.take('b', 'b!', '[1]');
    ask(table, 'b');
    assert.deepEqual(said, ['a fetches', 'b fetches', 'b fetches']);
  });

  test('lets the next tab fetch if the first one fails or is gone', () => {
    const { table, said } = watch();
    for (const tab of ['a', 'b', 'c', 'd']) table.join(tab, 'orders');
    ask(table, 'a');
    ask(table, 'b');
    ask(table, 'c');
    table.take('a', 'a!', undefined);
    table.leave('b');
    table.take('c', 'c!', '[1]');
    ask(table, 'd');
    assert.deepEqual(said, ['a fetches', 'b fetches', 'c fetches', 'd gets [1]']);
  });

  test('takes a snapshot only from the tab that was told to fetch it', () => {
    const { table, said } = watch();
    for (const tab of ['a', 'b']) table.join(tab, 'orders');
    ask(table, 'a');
    ask(table, 'b');
    table.take('x', 'a!', '["wrong"]');
    table.take('a', 'unknown', '["wrong"]');
    assert.deepEqual(said, ['a fetches']);
  });

  test('hands out nothing old: after a doubt, after a minute, after 200 bodies', () => {
    for (const age of ['doubt', 'minute', 'bodies']) {
      const { table, said, clock } = watch();
      table.join('a', 'orders');
      ask(table, 'a');
      table.take('a', 'a!', '[1]');
      if (age === 'doubt') table.doubt('orders');
      if (age === 'minute') clock.now = 60_000;
      if (age === 'bodies') for (let count = 0; count <= 200; count += 1) table.note('orders', count);
      table.join('b', 'orders');
      ask(table, 'b');
      assert.deepEqual(said, ['a fetches', 'b fetches'], age);
    }
  });

  test('lets a tab fetch by itself that has not subscribed', () => {
    const { table, said } = watch();
    ask(table, 'a');
    assert.deepEqual(said, ['a fetches']);
  });
});
