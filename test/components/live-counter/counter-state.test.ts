import { expect } from '@open-wc/testing';
import type { CounterPick } from '../../../components/live-counter/counter-reading.js';
import {
  type CounterState,
  directionOf,
  emptyCounter,
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

/** Folds one snapshot of bodies. */
function foldSnapshot(bodies: readonly unknown[], pick: Partial<CounterPick> = {}, from: CounterState = emptyCounter): CounterState {
  return foldMessages([{ type: 'snapshot', messages: bodies.map((body) => decode(body, NOW)) }], pick, from);
}

function rendered(value: number | string): CounterState {
  return renderedCounter({ value, isUnreadable: false }, undefined);
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
    expect(fold([{ increment: 2 }, { increment: -5 }], {}, rendered(10)).value).to.equal(7);
  });

  test('does not count what a new view receives again and the server has already rendered', () => {
    const replayed = (body: unknown): Message => ({
      ...(decode(body, NOW) as Exclude<Message, { type: 'gap' | 'snapshot' }>),
      isReplayed: true,
    });
    expect(foldMessages([replayed({ increment: 1 }), decode({ increment: 1 }, NOW)], {}, rendered(16)).value).to.equal(17);
    expect(foldMessages([replayed({ event: 'paid' })], { event: 'paid' }, rendered(16)).value).to.equal(16);
    // A whole value is newer than what was rendered, and so is what follows it.
    expect(foldMessages([replayed({ value: 20 }), replayed({ increment: 1 })], {}, rendered(16)).value).to.equal(21);
    expect(foldMessages([replayed({ increment: 2 })]).value).to.equal(2);
  });

  test('counts from nothing if nothing was rendered', () => {
    expect(fold([{ increment: 2 }]).value).to.equal(2);
  });

  test('adds exactly', () => {
    expect(fold([{ increment: 1 }], {}, rendered('12345678901234567.25')).value).to.equal('12345678901234568.25');
    expect(fold([{ increment: 0.2 }], {}, rendered(0.1)).value).to.equal(0.3);
    expect(fold([{ increment: 1 }], {}, rendered('9007199254740992')).value).to.equal('9007199254740993');
    expect(fold([{ increment: '12.50' }, { increment: '0.25' }], {}, rendered(1)).value).to.equal(13.75);
    expect(fold([{ value: '9007199254740993' }]).value).to.equal('9007199254740993');
  });

  test('adds nothing to what is no number, and says that something is missing', () => {
    const unreadable = renderedCounter({ value: undefined, isUnreadable: true }, undefined);
    const after = fold([{ increment: 1 }], {}, unreadable);
    expect([after.value, after.isLive, after.isUnsummed, after.missedSince]).to.deep.equal([undefined, false, true, NOW]);
    expect(fold([{ value: 'n/a' }, { increment: 1 }])).to.include({ value: 'n/a', isUnsummed: true, missedSince: NOW });
    expect(fold([{ value: 'n/a' }, { increment: 1 }, { value: 7 }]).missedSince).to.equal(undefined);
  });

  test('counts events by name', () => {
    const bodies = [{ event: 'order_created', data: {} }, { event: 'order_deleted' }, { type: 'order_created' }, { value: 99 }];
    expect(fold(bodies, { event: 'order_created' }).value).to.equal(2);
  });

  test('counts an event once by its id', () => {
    const paid = { event: 'paid', id: 7, data: {} };
    expect(fold([paid, paid, { ...paid, id: '7' }, { ...paid, id: 8 }], { event: 'paid' }).value).to.equal(2);
    expect(
      fold(
        [
          { increment: 2, id: 1 },
          { increment: 2, id: 1 },
        ],
        {},
        rendered(5),
      ).value,
    ).to.equal(7);
    // Two views of one order are two events.
    const viewed = { event: 'viewed', data: { id: 7 } };
    expect(fold([viewed, viewed], { event: 'viewed' }).value).to.equal(2);
    expect(fold([viewed, viewed], { event: 'viewed', key: 'data.id' }).value).to.equal(1);
    // The id of the item that is followed is in all its events.
    const sold = { event: 'sold', id: 3 };
    expect(fold([sold, sold], { event: 'sold', entity: '3' }).value).to.equal(2);
  });

  test('remembers the ids of the last thousand events', () => {
    const events = Array.from({ length: 1500 }, (_, id) => ({ event: 'paid', id }));
    const state = fold(events, { event: 'paid' });
    expect(state.counted?.size).to.equal(1000);
    expect(fold(events.slice(-3), { event: 'paid' }, state).value).to.equal(1500);
  });

  test('adds what an event says, if it says how much', () => {
    expect(fold([{ event: 'sold', increment: '2.5' }], { event: 'sold' }, rendered(1)).value).to.equal(3.5);
  });

  test('takes the whole value by field, and adds by event', () => {
    const pick = { event: 'book_created', field: 'totals.books' };
    const total = foldSnapshot([{ totals: { books: 16 } }], pick, rendered(15));
    expect(total.value).to.equal(16);
    expect(fold([{ event: 'book_created', data: { id: 1 } }, { event: 'book_sold' }], pick, total).value).to.equal(17);
    expect(fold([{ totals: { books: 30 } }], pick, total).value).to.equal(30);
    expect(foldSnapshot([{ type: 'shop', totals: { books: 16 } }, { event: 'book_created' }], pick).value).to.equal(17);
    expect(foldSnapshot([{ event: 'book_created' }], pick, total)).to.equal(total);
  });

  test('adds nothing for an event without the field that others bring', () => {
    const pick = { event: 'stock', field: 'left' };
    expect(
      fold(
        [
          { event: 'stock', data: { left: 5 } },
          { event: 'stock', data: {} },
        ],
        pick,
      ).value,
    ).to.equal(5);
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
    expect(fold([{ a: 1 }, { a: null }], { field: 'a' }).value).to.equal(null);
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

  test('keeps the later value by the word of the server, in whatever order they arrive', () => {
    const [late, early] = [
      { id: 1, value: 42, timestamp: NOW - 1000 },
      { id: 1, value: 41, timestamp: NOW - 5000 },
    ];
    expect(fold([late, early]).value).to.equal(42);
    expect(fold([late, early], { entity: '1', field: 'value' }).value).to.equal(42);
    expect(fold([late, early, { value: 43, timestamp: NOW }]).value).to.equal(43);
    expect(foldSnapshot([late, early]).value).to.equal(42);
    expect(foldSnapshot([early], {}, fold([late])).value).to.equal(42);
    // Instants that are cut down to the second are equal, and what comes last is the last.
    expect(
      fold([
        { value: 1, timestamp: NOW },
        { value: 2, timestamp: NOW },
      ]).value,
    ).to.equal(2);
  });

  test('says that an overtaken value was heard', () => {
    const state = fold([{ value: 42, timestamp: NOW }]);
    expect(fold([{ value: 41, timestamp: NOW - 4000 }], {}, state)).not.to.equal(state);
  });

  test('believes earlier instants again that go on for ten seconds, as after a clock was set back', () => {
    const at = (value: number, seconds: number): Message =>
      decode({ value, timestamp: NOW - 3_600_000 + seconds * 1000 }, NOW + seconds * 1000);
    const state = fold([{ value: 1, timestamp: NOW }]);
    expect(foldMessages([at(2, 1), at(3, 6)], {}, state).value).to.equal(1);
    expect(foldMessages([at(2, 1), at(3, 6), at(4, 12)], {}, state).value).to.equal(4);
  });

  test('leaves out a step that the whole value holds by its instant', () => {
    const pick = { event: 'sold', field: 'sold' };
    const total = foldSnapshot([{ sold: 16, at: NOW + 500 }], pick);
    expect(fold([{ event: 'sold', data: { at: NOW + 1 } }], pick, total).value).to.equal(16);
    expect(fold([{ event: 'sold', data: { at: NOW + 501 } }], pick, total).value).to.equal(17);
  });

  test('takes what may have happened after the page was rendered if its instant is cut down to the second', () => {
    const pick = { asOf: Date.parse('2026-11-25T10:00:07.250Z') };
    const values = ['06', '07', '07.100', '07.300'].map((seconds) => fold([{ value: 1, at: `2026-11-25T10:00:${seconds}Z` }], pick).value);
    expect(values).to.deep.equal([undefined, 1, undefined, 1]);
  });

  test('counts all of a snapshot that holds news, and leaves one alone that holds none', () => {
    const pick = { event: 'made', asOf: NOW - 5000 };
    const made = (at: number): Message => decode({ event: 'made', data: { at } }, NOW);
    expect(foldMessages([{ type: 'snapshot', messages: [NOW - 8010, NOW - 7010, NOW - 10].map(made) }], pick, rendered(2)).value).to.equal(
      3,
    );
    expect(foldMessages([{ type: 'snapshot', messages: [NOW - 7010].map(made) }], pick, rendered(2)).value).to.equal(2);
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

  test('takes an empty snapshot for none, not for no news', () => {
    const counted = fold([{ event: 'paid' }, { event: 'paid' }, { event: 'paid' }], { event: 'paid' });
    expect(foldSnapshot([], { event: 'paid' }, counted).value).to.equal(0);
    expect(foldSnapshot([{ event: 'created' }], { event: 'paid' }, counted).value).to.equal(0);
    expect(foldSnapshot([], {}, fold([99]))).to.include({ value: undefined, isLive: true });
    expect(foldSnapshot([{ id: 2, value: 20 }], { entity: '1' }, fold([{ id: 1, value: 9 }], { entity: '1' })).value).to.equal(undefined);
    const missed = foldMessages([{ type: 'gap', since: NOW, until: NOW }], {}, counted);
    expect(foldSnapshot([], { event: 'paid' }, missed).missedSince).to.equal(undefined);
  });

  test('leaves the state as it is for a snapshot that says nothing to it', () => {
    const state = fold([99]);
    for (const body of [{ other: 'x' }, { error: 'gone' }, {}, { value: { cents: 4200 } }, [{ value: 1 }]])
      expect(foldSnapshot([body], {}, state), JSON.stringify(body)).to.equal(state);
    expect(foldSnapshot([{ totals: { books: 16 } }], { event: 'book_created' }, state)).to.equal(state);
    expect(foldSnapshot([{ error: 'gone' }], { entity: '1' }, state)).to.equal(state);
  });

  test('counts events after a snapshot from the snapshot, though they were counted before', () => {
    const paid = { event: 'paid', id: 7 };
    const before = fold([paid], { event: 'paid' });
    const after = foldSnapshot([{ event: 'paid', id: 6 }], { event: 'paid' }, before);
    expect(fold([paid, { event: 'paid', id: 6 }], { event: 'paid' }, after).value).to.equal(2);
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

suite('directionOf', () => {
  test('returns the direction between numbers, and none between other values', () => {
    expect(directionOf(1, 2)).to.equal(1);
    expect(directionOf('2', 1)).to.equal(-1);
    expect(directionOf(2, 2)).to.equal(0);
    expect(directionOf('a', 2)).to.equal(0);
    expect(directionOf(undefined, 2)).to.equal(0);
    expect(directionOf('12345678901234567.25', '12345678901234567.26')).to.equal(1);
    expect(directionOf('9007199254740993', '9007199254740992')).to.equal(-1);
  });
});
