import { expect } from '@open-wc/testing';
import { changeOf, type NoticeReader } from '../../../components/live-notice/notice-changes.js';
import {
  type Arrival,
  isKnown,
  type Limits,
  MOST_KEPT,
  nextLeave,
  type NoticeAction,
  noNotices,
  noticesOf,
  type NoticeState,
  reduceNotices,
  shownIn,
  unreadIn,
} from '../../../components/live-notice/notice-state.js';
import { decode, type Message } from '../../../src/index.js';

const limits: Limits = { max: 3, duration: 8_000 };
const rules = { event: '', key: 'id', severity: 'info' as const, severityField: '', seq: undefined, version: undefined, asOf: undefined };
const reader: NoticeReader = { rules, locale: 'en', isShown: () => false };

function arrivalOf(body: unknown): Arrival {
  const message = decode(body, 0) as Exclude<Message, { type: 'gap' | 'snapshot' | 'html' }>;
  const change = changeOf(message, reader, { confirmedAt: undefined, now: 0 });
  if (!change || change.type === 'remove') throw new Error('The body is no notice.');
  return change.arrival;
}

function news(body: unknown, now = 0): NoticeAction {
  return { type: 'news', arrival: arrivalOf(body), limits, now };
}

function after(...actions: readonly NoticeAction[]): NoticeState {
  return actions.reduce(reduceNotices, noNotices);
}

function titles(state: NoticeState): string[] {
  return noticesOf(state).map(({ reading }) => reading.title);
}

function shown(state: NoticeState): string[] {
  return shownIn(state).map(({ reading }) => reading.title);
}

const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((title) => ({ title }));

suite('reduceNotices', () => {
  test('shows three at once and counts the rest, so that each stays as long as it may', () => {
    const state = after(news(a), news(b), news(c), news(d), news(e));
    expect(shown(state)).to.deep.equal(['c', 'b', 'a']);
    expect([state.more, unreadIn(state)]).to.deep.equal([2, 2]);
  });

  test('lets a notice go after its time, into the list', () => {
    const state = after(news(a, 0), news(b, 1_000), { type: 'tick', limits, now: 8_000 });
    expect(shown(state)).to.deep.equal(['b']);
    expect([titles(state), unreadIn(state), nextLeave(state)]).to.deep.equal([['b', 'a'], 1, 9_000]);
  });

  test('keeps danger until it is dismissed', () => {
    const state = after(news({ title: 'a', severity: 'danger' }), { type: 'tick', limits, now: 1e9 });
    expect([shown(state), nextLeave(state)]).to.deep.equal([['a'], Infinity]);
    const [notice] = noticesOf(state);
    expect(titles(reduceNotices(state, { type: 'dismiss', id: notice?.id ?? 0 }))).to.deep.equal([]);
  });

  test('lets a serious notice take the place of the oldest less serious one', () => {
    const state = after(news(a), news({ title: 'b', severity: 'warning' }), news(c), news({ title: 'd', severity: 'danger' }));
    expect([shown(state), state.more]).to.deep.equal([['d', 'c', 'b'], 1]);
  });

  test('displaces nothing while a person reads', () => {
    const state = after(news(a), news(b), news(c), { type: 'hold', isHeld: true, now: 0 }, news({ title: 'd', severity: 'danger' }));
    expect([shown(state), state.more]).to.deep.equal([['c', 'b', 'a'], 1]);
  });

  test('stops the time while it is held, and gives two seconds more', () => {
    const held = after(news(a, 0), { type: 'hold', isHeld: true, now: 7_500 }, { type: 'tick', limits, now: 60_000 });
    expect([shown(held), nextLeave(held)]).to.deep.equal([['a'], Infinity]);
    const released = reduceNotices(held, { type: 'hold', isHeld: false, now: 60_000 });
    expect(nextLeave(released)).to.equal(62_000);
    const early = after(news(a, 0), { type: 'hold', isHeld: true, now: 1_000 }, { type: 'hold', isHeld: false, now: 5_000 });
    expect(nextLeave(early)).to.equal(12_000);
  });

  test('forgets how many had no room once nothing is shown', () => {
    const state = after(news(a), news(b), news(c), news(d), { type: 'tick', limits, now: 8_000 });
    expect([state.more, unreadIn(state)]).to.deep.equal([0, 4]);
  });

  test('shows a notice that comes twice once, with its newest words', () => {
    const state = after(news({ id: 1, title: 'a' }), news({ id: 1, title: 'a' }), news({ id: 1, title: 'again' }, 5_000));
    expect([shown(state), nextLeave(state)]).to.deep.equal([['again'], 13_000]);
  });

  test('takes two equal notices without an identity as two', () => {
    expect(shown(after(news(a), news(a)))).to.deep.equal(['a', 'a']);
  });

  test('tells ids beyond 2^53 apart', () => {
    expect(shown(after(news({ id: '9007199254740992', title: 'a' }), news({ id: '9007199254740993', title: 'a' })))).to.have.lengthOf(2);
  });

  test('does not show again what went and says the same, but what says something new', () => {
    const went = after(news({ id: 1, title: 'a' }), { type: 'tick', limits, now: 8_000 });
    expect(isKnown(went, arrivalOf({ id: 1, title: 'a' }))).to.equal(true);
    expect(shown(reduceNotices(went, news({ id: 1, title: 'a' })))).to.deep.equal([]);
    const again = reduceNotices(went, news({ id: 1, title: 'b' }));
    expect([shown(again), titles(again)]).to.deep.equal([['b'], ['b']]);
  });

  test('never replaces words by older ones', () => {
    const state = after(news({ id: 1, title: 'new', at: 1_700_000_010 }), news({ id: 1, title: 'old', at: 1_700_000_000 }));
    expect(shown(state)).to.deep.equal(['new']);
  });

  test('does not bring back what was dismissed', () => {
    const first = after(news({ id: 1, title: 'a' }));
    const dismissed = reduceNotices(first, { type: 'dismiss', id: noticesOf(first)[0]?.id ?? 0 });
    expect(titles(reduceNotices(dismissed, news({ id: 1, title: 'a' })))).to.deep.equal([]);
    const snapshot: NoticeAction = { type: 'snapshot', arrivals: [arrivalOf({ id: 1, title: 'a' })], status: 'missed' };
    expect(titles(reduceNotices(dismissed, snapshot))).to.deep.equal([]);
  });

  test('removes what the server removes', () => {
    expect(titles(after(news({ id: 1, title: 'a' }), news(b), { type: 'remove', key: '1' }))).to.deep.equal(['b']);
  });

  test('puts old notices and snapshots into the list only', () => {
    const old: NoticeAction = { type: 'old', arrival: arrivalOf(a), status: 'missed' };
    const snapshot: NoticeAction = { type: 'snapshot', arrivals: [arrivalOf({ id: 1, title: 'b' })], status: 'missed' };
    expect([shown(after(old)), unreadIn(after(old))]).to.deep.equal([[], 1]);
    expect([shown(after(snapshot)), unreadIn(after(snapshot))]).to.deep.equal([[], 1]);
  });

  test('takes a snapshot as the list, save what is on the page and what is older than all of it', () => {
    const at = (id: number, title: string): unknown => ({ id, title, at: 1_700_000_000 + 10 * id });
    const listed = [1, 2, 4].map((id): NoticeAction => ({ type: 'old', arrival: arrivalOf(at(id, `n${id}`)), status: 'read' }));
    const state = after(...listed, news(at(5, 'n5')), {
      type: 'snapshot',
      arrivals: [at(2, 'n2 now'), at(3, 'n3')].map(arrivalOf),
      status: 'missed',
    });
    expect(titles(state)).to.deep.equal(['n5', 'n3', 'n2 now', 'n1']);
    expect([shown(state), unreadIn(state)]).to.deep.equal([['n5'], 1]);
    expect(titles(after(...listed, { type: 'snapshot', arrivals: [], status: 'missed' }))).to.deep.equal([]);
  });

  test('moves what is shown into the open list, where all that is new appears', () => {
    const state = after(news(a), { type: 'open' }, news(b));
    expect([shown(state), titles(state), unreadIn(state)]).to.deep.equal([[], ['b', 'a'], 0]);
    expect(unreadIn(reduceNotices(state, { type: 'close' }))).to.equal(0);
    expect(noticesOf(reduceNotices(state, { type: 'close' })).map(({ status }) => status)).to.deep.equal(['read', 'read']);
  });

  test('keeps a hundred, and counts those that it forgets', () => {
    const state = after(...Array.from({ length: 250 }, (_, index) => news({ title: `n${index}` })));
    expect([noticesOf(state).length, state.forgotten, state.more, unreadIn(state)]).to.deep.equal([MOST_KEPT, 150, 247, 247]);
    expect(shown(state)).to.deep.equal(['n2', 'n1', 'n0']);
  });

  test('joins gaps that follow each other', () => {
    const gap = (since: number, until: number): NoticeAction => ({ type: 'gap', gap: { type: 'gap', since, until } });
    const { entries } = after(gap(1, 2), gap(5, 6), news(a), gap(8, 9));
    expect(entries.map((entry) => (entry.type === 'gap' ? [entry.since, entry.until] : entry.type))).to.deep.equal([
      [8, 9],
      'notice',
      [1, 6],
    ]);
  });

  test('shows fewer where there is less room, the least serious going first', () => {
    const state = after(news(a), news({ title: 'b', severity: 'danger' }), news(c), {
      type: 'tick',
      limits: { ...limits, max: 1 },
      now: 0,
    });
    expect([shown(state), state.more]).to.deep.equal([['b'], 2]);
  });
});
