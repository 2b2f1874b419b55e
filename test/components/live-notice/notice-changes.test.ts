import { expect } from '@open-wc/testing';
import { arrivalsOf, changeOf, isItemMessage, type NoticeRules } from '../../../components/live-notice/notice-changes.js';
import { decode } from '../../../src/index.js';

const rules: NoticeRules = {
  event: '',
  key: 'id',
  severity: 'info',
  severityField: '',
  seq: undefined,
  version: undefined,
  asOf: undefined,
};
const NOW = 1_800_000_000_000;

function change(body: unknown, more: Partial<NoticeRules> = {}, received: object = {}, confirmedAt?: number): string | undefined {
  const message = { ...decode(body, NOW), ...received };
  if (!isItemMessage(message)) return 'no item';
  return changeOf(message, { rules: { ...rules, ...more }, locale: 'en', isShown: () => false }, { confirmedAt, now: NOW })?.type;
}

suite('changeOf', () => {
  test('takes what says something in words, and no number', () => {
    const words = [{ title: 'a' }, { message: 'a' }, { event: 'a' }, { progress: 1, message: 'a' }, 'a'];
    expect(words.map((body) => change(body))).to.deep.equal(words.map(() => 'news'));
    const numbers = [42, '12.50', null, true, { value: 42 }, { increment: 1 }, { cpu: 1 }, {}, [], [1, 2], { error: 'gone' }];
    expect(numbers.map((body) => change(body))).to.deep.equal(numbers.map(() => undefined));
    expect(change('<turbo-stream action="append"></turbo-stream>')).to.equal('no item');
  });

  test('takes a named event that says nothing else', () => {
    expect(change({ type: 'a', id: 1 }, { event: 'a' })).to.equal('news');
    expect(change({ type: 'a', id: 1 })).to.equal(undefined);
  });

  test('takes only the named events', () => {
    const bodies = [{ event: 'a' }, { event: 'b' }, { type: 'c', title: 'x' }, { title: 'x' }];
    expect(bodies.map((body) => change(body, { event: 'a c' }))).to.deep.equal(['news', undefined, 'news', undefined]);
  });

  test('removes by op', () => {
    expect(change({ op: 'remove', id: 1 })).to.equal('remove');
    expect(change({ op: 'remove' })).to.equal(undefined);
  });

  test('knows what other views have seen, and what the page was rendered with', () => {
    expect(change({ title: 'a' }, {}, { isReplayed: true })).to.equal('read');
    expect(change({ title: 'a', at: NOW - 5_000 }, { asOf: NOW })).to.equal('read');
    expect(change({ title: 'a', at: NOW + 5_000 }, { asOf: NOW })).to.equal('news');
  });

  test('takes what was held for long as missed, such as after a pause', () => {
    expect(change({ title: 'a' }, {}, { receivedAt: NOW - 60_000 })).to.equal('news');
    expect(change({ title: 'a' }, {}, { receivedAt: NOW - 91_000 })).to.equal('missed');
  });

  test('takes what happened before a confirmation and comes right after it as missed', () => {
    const body = { title: 'a', created_at: '2027-01-15T07:00:00Z' };
    expect(change(body, {}, {}, NOW - 100)).to.equal('missed');
    expect(change({ title: 'a', at: NOW }, {}, {}, NOW - 100)).to.equal('news');
    expect(change({ title: 'a' }, {}, {}, NOW - 100)).to.equal('news');
    // Whatever the clock of a server says, what comes later is news.
    expect(change(body, {}, {}, NOW - 60_000)).to.equal('news');
  });
});

suite('arrivalsOf', () => {
  function titles(...bodies: readonly unknown[]): readonly string[] | undefined {
    const reader = { rules: { ...rules, event: 'a' }, locale: 'en', isShown: () => false };
    return arrivalsOf(
      bodies.map((body) => decode(body)),
      reader,
    )?.map(({ reading }) => reading.title);
  }

  test('reads a list, oldest first, with or without event names', () => {
    const bodies = [
      { title: 'x', at: 1_700_000_002 },
      { event: 'a', title: 'y', at: 1_700_000_001 },
      { event: 'b', at: 1_700_000_003 },
    ];
    expect(titles(...bodies)).to.deep.equal(['A y', 'x']);
  });

  test('takes an empty list as one', () => {
    expect(titles()).to.deep.equal([]);
  });

  test('does not take what holds no notice as a list', () => {
    expect(titles({ error: 'gone' })).to.equal(undefined);
    expect(titles({ value: 42 })).to.equal(undefined);
  });
});
