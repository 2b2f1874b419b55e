import { expect } from '@open-wc/testing';
import type { QuoteReading } from '../../../components/live-ticker/quote-reading.js';
import {
  emptyTicker,
  type Moment,
  reduceTicker,
  seedTicker,
  silenceOf,
  type TickerRules,
  type TickerState,
  type TickerStep,
} from '../../../components/live-ticker/ticker-state.js';
import { decode, type Message } from '../../../src/index.js';

const NOON = Date.UTC(2026, 10, 29, 12);

const rules: TickerRules = {
  event: '',
  key: 'symbol',
  field: 'price',
  params: undefined,
  wanted: [],
  max: 200,
  mostPoints: 5,
  asOf: undefined,
};

/** The time a number of seconds after noon, by both clocks. */
function at(seconds: number): Moment {
  return { now: 1_000_000 + seconds * 1000, wall: NOON + seconds * 1000 };
}

function iso(seconds: number): string {
  return new Date(NOON + seconds * 1000).toISOString();
}

/** Bodies that arrive at once, a number of seconds after noon. */
function step(state: TickerState, bodies: readonly unknown[], own: Partial<TickerRules> = {}, seconds = 0): TickerStep {
  const messages = bodies.map((body) => decode(body, at(seconds).wall));
  return reduceTicker(state, messages, { ...rules, ...own }, at(seconds));
}

function after(...bodies: readonly unknown[]): TickerState {
  return step(emptyTicker, bodies).state;
}

function snapshotOf(...bodies: readonly unknown[]): Message {
  return { type: 'snapshot', messages: bodies.map((body) => decode(body, NOON)) };
}

function pricesOf({ quotes }: TickerState): Record<string, string | undefined> {
  return Object.fromEntries([...quotes.values()].map(({ symbol, price }) => [symbol, price]));
}

function seed(symbol: string, price: string, more: Partial<QuoteReading> = {}): QuoteReading {
  const unknown = { change: undefined, percent: undefined, previousClose: undefined, open: undefined };
  return { type: 'quote', symbol, price, ...unknown, name: undefined, currency: undefined, session: undefined, saidAt: undefined, ...more };
}

suite('reduceTicker', () => {
  test('reads a quote alone, in an event, in an envelope, and by paths', () => {
    const quote = { symbol: 'AAPL', price: '192.31' };
    for (const body of [quote, { event: 'quote', data: quote }, { data: quote }, { ...quote, timestamp: iso(0), type: 'quote' }])
      expect(pricesOf(after(body))).to.deep.equal({ AAPL: '192.31' });
    const { state } = step(emptyTicker, [{ quote: { ticker: 'AAPL', last: 5 } }], { key: 'quote.ticker', field: 'quote.last' });
    expect(pricesOf(state)).to.deep.equal({ AAPL: '5' });
  });

  test('takes numeric symbols, each as its own', () => {
    expect(pricesOf(after({ symbol: 7203, price: 2500 }, { symbol: 700, price: 380 }))).to.deep.equal({ 7203: '2500', 700: '380' });
  });

  test('takes a body without a symbol as the one that the parameters name', () => {
    const { state, isUsed } = step(emptyTicker, [{ price: '5.00' }], { params: { symbol: 'AAPL' } });
    expect(isUsed).to.equal(true);
    expect(pricesOf(state)).to.deep.equal({ AAPL: '5.00' });
  });

  test('keeps what a later body leaves out', () => {
    const quote = after({ symbol: 'A', price: '5', previous_close: '4', name: 'Ace' }, { symbol: 'A', price: '6' }).quotes.get('A');
    expect(quote).to.deep.include({ price: '6', last: '5', previousClose: '4', name: 'Ace' });
  });

  test('finds the previous close from the change', () => {
    expect(after({ symbol: 'A', price: '0.3', change: '0.1' }).quotes.get('A')?.previousClose).to.equal('0.2');
  });

  test('keeps the most digits that a price had', () => {
    expect(after({ symbol: 'A', price: 192.31 }, { symbol: 'A', price: 192.3 }).quotes.get('A')?.digits).to.equal(2);
  });

  test('never replaces a quote by one that is older', () => {
    const state = after(
      { symbol: 'A', price: '6', at: iso(2) },
      { symbol: 'A', price: '5', at: iso(1) },
      { symbol: 'B', price: '1', at: iso(1) },
    );
    expect(pricesOf(state)).to.deep.equal({ A: '6', B: '1' });
  });

  test('takes the later of two quotes of one second', () => {
    expect(pricesOf(after({ symbol: 'A', price: '5', at: iso(1) }, { symbol: 'A', price: '6', at: iso(1) }))).to.deep.equal({ A: '6' });
  });

  test('believes a clock that was set back after ten seconds', () => {
    let { state } = step(emptyTicker, [{ symbol: 'A', price: '5', at: iso(100) }]);
    state = step(state, [{ symbol: 'A', price: '6', at: iso(1) }], {}, 1).state;
    expect(pricesOf(state)).to.deep.equal({ A: '5' });
    state = step(state, [{ symbol: 'A', price: '7', at: iso(12) }], {}, 12).state;
    expect(pricesOf(state)).to.deep.equal({ A: '7' });
  });

  test('knows no price where the server says that there is none', () => {
    const { state, problems } = step(after({ symbol: 'A', price: '5' }), [{ symbol: 'A', price: null }]);
    expect(problems).to.deep.equal([]);
    expect(pricesOf(state)).to.deep.equal({ A: undefined });
  });

  test('keeps a price that a later body does not update, and says that it may be old', () => {
    const { state, isUsed, problems } = step(after({ symbol: 'A', price: '5' }, { symbol: 'B', price: '1' }), [
      { symbol: 'A', price: { cents: 600 } },
    ]);
    expect(isUsed).to.equal(false);
    expect(problems.map(({ symbol }) => symbol)).to.deep.equal(['A']);
    expect(pricesOf(state)).to.deep.equal({ A: '5', B: '1' });
    expect([...state.quotes.values()].map(({ isUnread }) => isUnread)).to.deep.equal([true, undefined]);
    expect(step(state, [{ symbol: 'A', price: '6' }]).state.quotes.get('A')?.isUnread).to.equal(undefined);
  });

  test('reports a price without a symbol, and gives it to nobody', () => {
    const { state, problems } = step(after({ symbol: 'A', price: '5' }), [{ price: '6' }]);
    expect(problems).to.have.length(1);
    expect(pricesOf(state)).to.deep.equal({ A: '5' });
  });

  test('leaves bodies of others alone', () => {
    for (const body of [{ error: 'gone' }, { id: 7 }, 42, null, [], 'text', { symbol: 'Z', volume: 'x' }, { symbol: {}, session: [] }])
      expect(step(after({ symbol: 'A', price: '5' }), [body])).to.deep.include({ isUsed: false, problems: [] });
  });

  test('takes only the named events', () => {
    const bodies = [
      { event: 'quote', data: { symbol: 'A', price: 1 } },
      { event: 'trade', data: { symbol: 'A', price: 2 } },
    ];
    expect(pricesOf(step(emptyTicker, bodies, { event: 'quote' }).state)).to.deep.equal({ A: '1' });
  });

  test('shows only the wanted symbols, and counts the others as quotes', () => {
    const { state, isUsed } = step(emptyTicker, [{ symbol: 'B', price: 1 }], { wanted: ['A'] });
    expect(state.quotes.size).to.equal(0);
    expect({ isUsed, isHeard: state.isHeard }).to.deep.equal({ isUsed: true, isHeard: false });
  });

  test('counts the symbols beyond the limit', () => {
    const { state } = step(
      emptyTicker,
      ['A', 'B', 'C', 'D', 'C'].map((symbol) => ({ symbol, price: 1 })),
      { max: 2 },
    );
    expect([...state.quotes.keys()]).to.deep.equal(['A', 'B']);
    expect(state.leftOut.size).to.equal(2);
  });

  test('takes the session of one symbol and of the whole market', () => {
    const state = after({ symbol: 'A', price: 1 }, { symbol: 'A', session: 'Halted' }, { session: 'closed' });
    expect(state.quotes.get('A')).to.deep.include({ price: '1', session: 'halted' });
    expect(state.session).to.equal('closed');
  });

  test('keeps the last points, and breaks the line at a gap', () => {
    const before = after(...[1, 2, 3, 4, 5, 6].map((price) => ({ symbol: 'A', price })));
    expect(before.quotes.get('A')?.points).to.deep.equal([2, 3, 4, 5, 6]);
    const gap: Message = { type: 'gap', since: NOON, until: NOON + 1 };
    const missed = reduceTicker(before, [gap, gap], rules, at(1));
    expect(missed.isUsed).to.equal(false);
    expect(missed.state.quotes.get('A')?.missedSince).to.equal(NOON);
    const quote = step(missed.state, [{ symbol: 'A', price: 7 }]).state.quotes.get('A');
    expect(quote?.points).to.deep.equal([4, 5, 6, undefined, 7]);
    expect(quote?.missedSince).to.equal(undefined);
  });

  test('is the same for own names of objects', () => {
    expect(pricesOf(after(JSON.parse('{"symbol":"__proto__","price":1,"session":"constructor"}')))).to.deep.equal(
      JSON.parse('{"__proto__":"1"}'),
    );
  });

  suite('a snapshot', () => {
    test('replaces what it does not name', () => {
      const { state, isUsed } = reduceTicker(
        after({ symbol: 'A', price: 1 }, { symbol: 'B', price: 2 }),
        [snapshotOf({ symbol: 'B', price: 3 }, { symbol: 'C', price: 4 })],
        rules,
        at(1),
      );
      expect(isUsed).to.equal(true);
      expect(pricesOf(state)).to.deep.equal({ B: '3', C: '4' });
    });

    test('keeps a newer quote', () => {
      const before = after({ symbol: 'A', price: '6', at: iso(5) });
      const { state } = reduceTicker(before, [snapshotOf({ symbol: 'A', price: '5', at: iso(4) })], rules, at(1));
      expect(pricesOf(state)).to.deep.equal({ A: '6' });
    });

    test('holds the history of each symbol, oldest first', () => {
      const { state } = reduceTicker(
        emptyTicker,
        [snapshotOf({ symbol: 'A', price: 1 }, { symbol: 'B', price: 9 }, { symbol: 'A', price: 2 })],
        rules,
        at(0),
      );
      expect(state.quotes.get('A')).to.deep.include({ price: '2', last: '1', points: [1, 2] });
    });

    test('without a quote leaves all as it is', () => {
      const before = after({ symbol: 'A', price: '6' });
      for (const body of [{ error: 'gone' }, {}, { value: 4 }]) {
        const { state, isUsed } = reduceTicker(before, [snapshotOf(body)], rules, at(1));
        expect(isUsed).to.equal(false);
        expect(pricesOf(state)).to.deep.equal({ A: '6' });
      }
    });

    test('that is empty removes all', () => {
      const { state, isUsed } = reduceTicker(after({ symbol: 'A', price: '6' }), [snapshotOf()], rules, at(1));
      expect(isUsed).to.equal(true);
      expect(pricesOf(state)).to.deep.equal({});
    });

    test('keeps a symbol whose quote it holds but that cannot be read', () => {
      const before = after({ symbol: 'A', price: '6' }, { symbol: 'B', price: '1' });
      const { state, problems } = reduceTicker(
        before,
        [snapshotOf({ symbol: 'A', price: 'N/A' }, { symbol: 'B', price: '2' })],
        rules,
        at(1),
      );
      expect(problems).to.have.length(1);
      expect(pricesOf(state)).to.deep.equal({ B: '2', A: '6' });
      expect(state.quotes.get('A')?.isUnread).to.equal(true);
    });
  });
});

suite('seedTicker', () => {
  test("shows the page's quotes", () => {
    const state = seedTicker(emptyTicker, [seed('A', '5.00')], rules, at(0));
    expect(state.quotes.get('A')).to.deep.include({ price: '5.00', digits: 2, isLive: false });
  });

  test('lets messages through that are newer than the page', () => {
    const asOf = NOON + 500;
    const state = seedTicker(emptyTicker, [seed('A', '5')], { ...rules, asOf }, at(0));
    expect(pricesOf(step(state, [{ symbol: 'A', price: '4', at: iso(-1) }]).state)).to.deep.equal({ A: '5' });
    // A whole second may be later than the rendering within it.
    expect(pricesOf(step(state, [{ symbol: 'A', price: '6', at: iso(0) }]).state)).to.deep.equal({ A: '6' });
  });

  test('replaces a live quote only by a newer one, and removes what the page removed', () => {
    const live = step(seedTicker(emptyTicker, [seed('A', '5'), seed('B', '1')], rules, at(0)), [
      { symbol: 'A', price: '6', at: iso(5) },
    ]).state;
    expect(pricesOf(seedTicker(live, [seed('A', '5', { saidAt: NOON })], rules, at(6)))).to.deep.equal({ A: '6' });
    expect(pricesOf(seedTicker(live, [seed('A', '7', { saidAt: NOON + 6_000 })], rules, at(6)))).to.deep.equal({ A: '7' });
  });
});

suite('silenceOf', () => {
  function silence(state: TickerState, symbol: string, seconds: number): number | undefined {
    const quote = state.quotes.get(symbol);
    return quote && silenceOf(quote, state.ahead, at(seconds));
  }

  test('is the time since a quote arrived', () => {
    expect(silence(after({ symbol: 'A', price: 1, at: iso(-3600) }), 'A', 7)).to.equal(7_000);
  });

  test('is the time since a quote of a snapshot was true, once the clocks can be compared', () => {
    const { state } = reduceTicker(emptyTicker, [snapshotOf({ symbol: 'A', price: 1, at: iso(-60) })], rules, at(0));
    expect(silence(state, 'A', 1)).to.equal(1_000);
    // The server's clock is ten seconds ahead of ours.
    expect(silence(step(state, [{ symbol: 'B', price: 1, at: iso(10) }]).state, 'A', 1)).to.equal(71_000);
  });
});
