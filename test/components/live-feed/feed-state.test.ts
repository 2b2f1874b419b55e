import { expect } from '@open-wc/testing';
import { changesOf, type FeedChange, type FeedRules } from '../../../components/live-feed/feed-state.js';
import { decode, type Message } from '../../../src/index.js';

const rules: FeedRules = { event: '', key: 'id', asOf: undefined };

function changes(...bodies: readonly unknown[]): FeedChange[] {
  return bodies.flatMap((body) => changesOf(decode(body, 0), rules));
}

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
    expect(keys).to.deep.equal(['7', 'a', '', '', '']);
  });

  test('reads an identity by a path', () => {
    const [change] = changesOf(decode({ order: { number: 'JO-1' } }), { ...rules, key: 'order.number' });
    expect(change).to.include({ key: 'JO-1' });
  });

  test('takes only the named events', () => {
    const named = { ...rules, event: ' created paid ' };
    const bodies = [{ event: 'created' }, { event: 'deleted' }, { type: 'paid' }, { text: 'x' }, 'created'];
    expect(bodies.map((body) => changesOf(decode(body), named).length)).to.deep.equal([1, 0, 1, 0, 0]);
  });

  test('leaves out what the page shows already', () => {
    const late = { ...rules, asOf: 1_700_000_000_000 };
    const bodies = [{ text: 'a', at: 1_699_999_999 }, { text: 'b', at: 1_700_000_001 }, { text: 'c' }];
    expect(bodies.map((body) => changesOf(decode(body), late).length)).to.deep.equal([0, 1, 1]);
  });

  test('removes by op', () => {
    expect(changes({ op: 'remove', id: 1 })[0]).to.include({ type: 'remove', key: '1' });
  });

  test('resets by a snapshot, whose parts follow', () => {
    const snapshot: Message = { type: 'snapshot', messages: [decode({ id: 1 }), decode({ id: 2 })] };
    expect(changesOf(snapshot, rules).map(({ type }) => type)).to.deep.equal(['reset', 'item', 'item']);
  });

  test('takes all of a snapshot, since it replaces what the server rendered', () => {
    const snapshot: Message = { type: 'snapshot', messages: [decode({ id: 1, at: 1_699_999_999 }), decode({ id: 2, at: 1_700_000_001 })] };
    const changes = changesOf(snapshot, { ...rules, asOf: 1_700_000_000_000 });
    expect(changes.map(({ type }) => type)).to.deep.equal(['reset', 'item', 'item']);
  });

  test('takes what may have happened after the server rendered, where its instant is cut down to the second', () => {
    const late = { ...rules, asOf: Date.parse('2026-11-25T10:00:07.250Z') };
    const bodies = ['06', '07', '07.100', '07.300', '08'].map((seconds) => ({ text: seconds, at: `2026-11-25T10:00:${seconds}Z` }));
    expect(bodies.map((body) => changesOf(decode(body), late).length)).to.deep.equal([0, 1, 0, 1, 1]);
  });

  test('reads own properties alone', () => {
    expect(changes(JSON.parse('{"__proto__":{"id":1},"text":"x"}'))[0]).to.include({ key: '' });
    expect(({} as { id?: unknown }).id).to.equal(undefined);
  });
});
