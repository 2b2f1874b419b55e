import { expect } from '@open-wc/testing';
import {
  type CounterPick,
  type CounterState,
  directionOf,
  emptyCounter,
  plus,
  reduceCounter,
  renderedCounter,
} from '../../../components/live-counter/counter-state.js';
import { decode, type Message } from '../../../src/index.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const any: CounterPick = { event: '', field: '', key: '', entity: '', asOf: undefined };

function fold(bodies: readonly unknown[], pick: Partial<CounterPick> = {}, from: CounterState = emptyCounter): CounterState {
  return foldMessages(
    bodies.map((body) => decode(body, NOW)),
    pick,
    from,
  );
}

function foldMessages(messages: readonly Message[], pick: Partial<CounterPick> = {}, from: CounterState = emptyCounter): CounterState {
  return messages.reduce((state, message) => reduceCounter(state, message, { ...any, ...pick }), from);
}

suite('reduceCounter', () => {
  test('takes values, datapoints and bare scalars', () => {
    expect(fold([{ value: 42 }]).value).to.equal(42);
    expect(fold([{ type: 'datapoint', metric: 'orders', value: 7 }]).value).to.equal(7);
    expect(fold([0]).value).to.equal(0);
    expect(fold(['']).value).to.equal('');
    expect(fold([{ value: null }]).value).to.equal(null);
    expect(fold([{ value: false }]).value).to.equal(false);
  });

  test('adds increments to what was rendered', () => {
    const rendered = renderedCounter(emptyCounter, 10, undefined);
    expect(fold([{ increment: 2 }, { increment: -5 }], {}, rendered).value).to.equal(7);
  });

  test('counts from nothing where nothing was rendered', () => {
    expect(fold([{ increment: 2 }]).value).to.equal(2);
  });

  test('counts events by name', () => {
    const bodies = [{ event: 'order_created', data: {} }, { event: 'order_deleted' }, { type: 'order_created' }, { value: 99 }];
    expect(fold(bodies, { event: 'order_created' }).value).to.equal(2);
  });

  test('takes a field of an event', () => {
    const bodies = [
      { event: 'stock', data: { left: 5 } },
      { event: 'other', data: { left: 9 } },
    ];
    expect(fold(bodies, { event: 'stock', field: 'left' }).value).to.equal(5);
    expect(fold(bodies, { event: 'stock', field: 'data.left' }).value).to.equal(5);
  });

  test('takes a field of anything, by own properties alone', () => {
    expect(fold([{ cpu: 0.4, memory: 0.6 }], { field: 'memory' }).value).to.equal(0.6);
    expect(fold([{ a: { b: [1, 2] } }], { field: 'a.b.1' }).value).to.equal(2);
    expect(fold([{ progress: 40, status: 'running' }], { field: 'progress' }).value).to.equal(40);
    expect(fold([{ a: 1 }], { field: '__proto__.toString' }).value).to.equal(undefined);
    expect(fold([{ a: { b: 1 } }], { field: 'a' }).value).to.equal(undefined);
  });

  test('follows one item of a shared channel', () => {
    const bodies = [
      { id: 1, value: 10 },
      { id: 2, value: 20 },
    ];
    expect(fold(bodies, { entity: '1' }).value).to.equal(10);
    expect(fold([{ type: 'datapoint', metric: 'orders', value: 3 }], { key: 'metric', entity: 'orders' }).value).to.equal(3);
    expect(fold(bodies, { entity: '3' }).value).to.equal(undefined);
    // What cannot be written as text is nobody's identity.
    expect(fold([{ id: { toString: 1, valueOf: 1 }, value: 4 }], { entity: '1', field: 'value' }).value).to.equal(undefined);
  });

  test('leaves out what happened before the page was rendered', () => {
    const pick = { asOf: NOW - 5000 };
    expect(fold([{ value: 1, timestamp: NOW - 6000 }], pick).value).to.equal(undefined);
    expect(fold([{ value: 2, timestamp: NOW - 4000 }], pick).value).to.equal(2);
    expect(fold([{ value: 3 }], pick).value).to.equal(3);
  });

  test('takes what may have happened after the page was rendered, where its instant is cut down to the second', () => {
    const pick = { asOf: Date.parse('2026-11-25T10:00:07.250Z') };
    const values = ['06', '07', '07.100', '07.300'].map((seconds) => fold([{ value: 1, at: `2026-11-25T10:00:${seconds}Z` }], pick).value);
    expect(values).to.deep.equal([undefined, 1, undefined, 1]);
  });

  test('counts all of a snapshot that holds news, and leaves one alone that holds none', () => {
    const pick = { event: 'made', asOf: NOW - 5000 };
    const made = (at: number): Message => decode({ event: 'made', data: { at } }, NOW);
    const rendered = { value: 2, isLive: false };
    expect(foldMessages([{ type: 'snapshot', messages: [NOW - 8010, NOW - 7010, NOW - 10].map(made) }], pick, rendered).value).to.equal(3);
    expect(foldMessages([{ type: 'snapshot', messages: [NOW - 7010].map(made) }], pick, rendered).value).to.equal(2);
  });

  test('remembers when the value was true, by the word of the server', () => {
    expect(fold([{ value: 1, timestamp: NOW - 6000 }]).at).to.equal(NOW - 6000);
    expect(fold([{ value: 1 }]).at).to.equal(NOW);
  });

  test('starts anew from a snapshot', () => {
    const state = foldMessages(
      [{ type: 'snapshot', messages: [decode({ value: 5 }, NOW), decode({ increment: 1 }, NOW)] }],
      {},
      fold([99]),
    );
    expect(state.value).to.equal(6);
  });

  test('keeps what it shows where a snapshot says nothing to it', () => {
    expect(foldMessages([{ type: 'snapshot', messages: [decode({ other: 'x' }, NOW)] }], {}, fold([99])).value).to.equal(99);
  });

  test('remembers that something was missed, until the next whole value', () => {
    const gap: Message = { type: 'gap', since: NOW - 1000, until: NOW };
    const after = foldMessages([gap, decode({ increment: 1 }, NOW)], {}, fold([5]));
    expect(after.value).to.equal(6);
    expect(after.missedSince).to.equal(NOW - 1000);
    expect(fold([8], {}, after).missedSince).to.equal(undefined);
  });

  test('leaves the state as it is for all else', () => {
    const state = fold([5]);
    for (const body of [{ html: '<b>1</b>' }, [1, 2], { a: 1, b: 2 }, '<turbo-stream action="append">', { event: 'x' }])
      expect(fold([body], {}, state)).to.equal(state);
  });

  test('measures changes from the first value', () => {
    const state = fold([10, 12, 15]);
    expect([state.base, state.value]).to.deep.equal([10, 15]);
  });
});

suite('plus', () => {
  test('keeps the last digits of large whole numbers', () => {
    expect(plus('12345678901234567890', 1)).to.equal('12345678901234567891');
    expect(plus('9', 1)).to.equal(10);
    expect(plus('n/a', 1)).to.equal(1);
  });
});

suite('directionOf', () => {
  test('tells the way between numbers, and none between other things', () => {
    expect(directionOf(1, 2)).to.equal(1);
    expect(directionOf('2', 1)).to.equal(-1);
    expect(directionOf(2, 2)).to.equal(0);
    expect(directionOf('a', 2)).to.equal(0);
    expect(directionOf(undefined, 2)).to.equal(0);
  });
});
