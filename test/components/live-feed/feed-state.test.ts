import { expect } from '@open-wc/testing';
import {
  admit,
  changesOf,
  type FeedChange,
  type FeedRules,
  nextRate,
  nothingPending,
  type Pending,
} from '../../../components/live-feed/feed-state.js';
import { decode, type Message } from '../../../src/index.js';

const rules: FeedRules = { events: [], key: 'id', asOf: undefined };

function changes(...bodies: readonly unknown[]): FeedChange[] {
  return bodies.flatMap((body) => changesOf(decode(body, 0), rules));
}

/** Writes changes down, short. */
function told({ changes, dropped }: Pending): string {
  const words = changes.map((change) => {
    if (change.type === 'item') return `${change.key ?? '-'}=${JSON.stringify((change.message.body as { v?: unknown }).v)}`;
    return change.type === 'remove' ? `-${change.key}` : change.type === 'gap' ? `gap ${change.since}-${change.until}` : 'reset';
  });
  return [...words, ...(dropped ? [`dropped ${dropped}`] : [])].join(' ');
}

const gap = (since: number, until: number): FeedChange => ({ type: 'gap', since, until });

suite('changesOf', () => {
  test('makes an item of any message with a body', () => {
    const bodies = ['text', 5, { value: 1 }, { increment: 1 }, { event: 'x' }, { progress: 1 }, { a: 1 }, { text: 'a' }, [1]];
    expect(changes(...bodies).map(({ type }) => type)).to.deep.equal(bodies.map(() => 'item'));
  });

  test('leaves Turbo Streams to Turbo', () => {
    expect(changes('<turbo-stream action="append"></turbo-stream>')).to.deep.equal([]);
  });

  test('finds the identity in the body or in its data, as text', () => {
    const keys = changes({ id: 7 }, { event: 'x', data: { id: 'a' } }, { id: {} }, { id: '' }, {}).map(
      (change) => change.type === 'item' && change.key,
    );
    expect(keys).to.deep.equal(['7', 'a', undefined, undefined, undefined]);
  });

  test('reads an identity by a path', () => {
    const [change] = changesOf(decode({ order: { number: 'JO-1' } }), { ...rules, key: 'order.number' });
    expect(change).to.include({ key: 'JO-1' });
  });

  test('takes only the named events', () => {
    const named = { ...rules, events: ['created', 'paid'] };
    const bodies = [{ event: 'created' }, { event: 'deleted' }, { type: 'paid' }, { text: 'x' }, 'created'];
    expect(bodies.map((body) => changesOf(decode(body), named).length)).to.deep.equal([1, 0, 1, 0, 0]);
  });

  test('leaves out what the page shows already', () => {
    const late = { ...rules, asOf: 1_700_000_000_000 };
    const bodies = [{ text: 'a', at: 1_699_999_999 }, { text: 'b', at: 1_700_000_001 }, { text: 'c' }];
    expect(bodies.map((body) => changesOf(decode(body), late).length)).to.deep.equal([0, 1, 1]);
  });

  test('removes and updates by op', () => {
    expect(changes({ op: 'remove', id: 1 }, { op: 'remove' })).to.deep.equal([{ type: 'remove', key: '1' }]);
    expect(changes({ op: 'update', id: 1 })[0]).to.include({ type: 'item', isUpdate: true });
  });

  test('resets by a snapshot, whose parts follow', () => {
    const snapshot: Message = { type: 'snapshot', messages: [decode({ id: 1 }), decode({ id: 2 })] };
    expect(changesOf(snapshot, rules).map(({ type }) => type)).to.deep.equal(['reset', 'item', 'item']);
  });

  test('reads own properties alone', () => {
    expect(changes(JSON.parse('{"__proto__":{"id":1},"text":"x"}'))[0]).to.include({ key: undefined });
    expect(({} as { id?: unknown }).id).to.equal(undefined);
  });
});

suite('admit', () => {
  test('keeps the newest body of a key at the place of its first', () => {
    expect(told(admit(nothingPending, changes({ id: 1, v: 'a' }, { id: 2, v: 'b' }, { id: 1, v: 'c' }), 10))).to.equal('1="c" 2="b"');
  });

  test('keeps items without identity apart', () => {
    expect(told(admit(nothingPending, changes({ v: 1 }, { v: 1 }), 10))).to.equal('-=1 -=1');
  });

  test('drops the oldest above the bound and counts them', () => {
    const first = admit(nothingPending, changes({ v: 1 }, { v: 2 }, { v: 3 }), 2);
    expect(told(first)).to.equal('-=2 -=3 dropped 1');
    expect(told(admit(first, changes({ v: 4 }), 2))).to.equal('-=3 -=4 dropped 2');
  });

  test('joins gaps side by side, and keeps others apart', () => {
    const pending = admit(nothingPending, [gap(1, 2), gap(3, 4), ...changes({ v: 1 }), gap(5, 6)], 10);
    expect(told(pending)).to.equal('gap 1-4 -=1 gap 5-6');
  });

  test('forgets all before a reset', () => {
    const full = admit(nothingPending, changes({ v: 1 }, { v: 2 }), 1);
    expect(told(admit(full, [{ type: 'reset' }, ...changes({ v: 3 })], 1))).to.equal('reset -=3');
  });

  test('lets a removal replace the item that waits', () => {
    expect(told(admit(nothingPending, changes({ id: 1, v: 1 }, { id: 2, v: 2 }, { op: 'remove', id: 1 }), 10))).to.equal('2=2 -1');
  });

  test('stays within its bound in a storm', () => {
    let pending = nothingPending;
    for (let frame = 0; frame < 60; frame += 1) pending = admit(pending, changes(...Array.from({ length: 84 }, (_, v) => ({ v }))), 500);
    expect(pending.changes.length).to.equal(500);
    expect(pending.dropped).to.equal(60 * 84 - 500);
  });

  test('takes keys that are names of object parts', () => {
    const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(told(admit(nothingPending, changes(...odd.map((id) => ({ id, v: 1 }))), 10))).to.equal(odd.map((id) => `${id}=1`).join(' '));
  });
});

suite('nextRate', () => {
  test('counts a burst at once, and forgets it in a few seconds', () => {
    expect(nextRate(0, 6, 10_000)).to.equal(6);
    expect(nextRate(6, 1, 3000)).to.be.below(1.5);
  });

  test('tells a steady stream', () => {
    let rate = 0;
    for (let second = 0; second < 50; second += 1) rate = nextRate(rate, 1, 100);
    expect(rate).to.be.within(9, 11.5);
  });
});
