import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-ticker.js';
import '../../../components/translations/de.js';
import { elementClock } from '../../../components/internal/element-clock.js';
import { type LiveAlertEvent, type LiveErrorEvent, type LiveOverflowEvent, LiveQuoteEvent } from '../../../components/internal/events.js';
import type { LiveTicker } from '../../../components/live-ticker/live-ticker.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { preferring } from '../../support/media.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

let fake: FakeCable;
let time: ElementTime;
let connection: Connection;

setup(() => {
  time = new ElementTime().stop();
  fake = new FakeCable();
  connection = steadyConnection(fake, { retry: () => 60_000 });
});

teardown(() => {
  time.end();
  connection.close();
});

async function show(template: TemplateResult): Promise<LiveTicker> {
  const host = await fixture(html`<live-connection .connection=${connection}>${template}</live-connection>`);
  const ticker = host.querySelector('live-ticker');
  if (ticker === null) throw new Error('There is no <live-ticker>.');
  await ticker.updateComplete;
  await ticker.updateComplete;
  return ticker;
}

/** Two frames: what came in is batched in the first, and rendered by the second. */
async function say(ticker: LiveTicker, ...bodies: readonly unknown[]): Promise<void> {
  for (const body of bodies) fake.broadcast(ticker.channel, ticker.params ?? {}, body);
  await settled(ticker);
}

async function settled(ticker: LiveTicker): Promise<void> {
  await nextFrame();
  await nextFrame();
  await ticker.updateComplete;
}

function parts(ticker: LiveTicker, name: string): HTMLElement[] {
  return [...ticker.renderRoot.querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
}

function textIn(element: Element | null | undefined): string {
  return element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}

/** What the eye gets of each quote: its cells, without what is only for listeners. */
function rows(ticker: LiveTicker): string[] {
  return parts(ticker, 'quote').map((quote) => {
    const cells = [
      ...quote.querySelectorAll('[part="code"], [part="price"], [part="change"] > :last-child, [part="percent"] > :last-child'),
    ];
    return cells.map(textIn).join(' ');
  });
}

function sentences(ticker: LiveTicker): string[] {
  return parts(ticker, 'quote').map((quote) => textIn(quote.querySelector(':scope > [part="for-listeners"]')));
}

function marks(ticker: LiveTicker): string[] {
  return parts(ticker, 'quote').map((quote) => [...quote.querySelectorAll('[part~="mark"]')].map(textIn).join(' '));
}

function errorsOf(ticker: LiveTicker): readonly string[] {
  const errors: string[] = [];
  ticker.addEventListener('live-error', ({ error }: LiveErrorEvent) => errors.push(String(error)));
  return errors;
}

const apple = { symbol: 'AAPL', name: 'Apple', price: '192.31', previous_close: '190.03', currency: 'USD' };
const microsoft = { symbol: 'MSFT', price: '410.10', previous_close: '411.85' };
const alphabet = { symbol: 'GOOG', price: '139.00', previous_close: '139.00' };

suite('LiveTicker', () => {
  suite('at first', () => {
    test("keeps the page's content until the first quote", async () => {
      const ticker = await show(html`<live-ticker channel="Q"><p>AAPL 190.03</p></live-ticker>`);
      expect(ticker.renderRoot.querySelector('slot:not([name])')).not.to.equal(null);
      expect(ticker.matches(':state(waiting)')).to.equal(true);
      await say(ticker, apple);
      expect(ticker.renderRoot.querySelector('slot:not([name])')).to.equal(null);
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31 +2.28 +1.20%']);
    });

    test('says that nothing was heard yet, and that there is nothing', async () => {
      const ticker = await show(html`<live-ticker channel="Q" label="Quotes"></live-ticker>`);
      expect(textIn(parts(ticker, 'empty')[0])).to.equal('Nothing heard yet');
      const idle = await show(html`<live-ticker label="Quotes"></live-ticker>`);
      expect(textIn(parts(idle, 'empty')[0])).to.equal('No quotes yet');
      await expect(idle).to.be.accessible();
    });

    test('reserves a row for each symbol that the page names, in its order', async () => {
      const ticker = await show(html`<live-ticker channel="Q" symbols="MSFT, AAPL" layout="table"></live-ticker>`);
      expect(rows(ticker)).to.deep.equal(['MSFT – – –', 'AAPL – – –']);
      expect(textIn(parts(ticker, 'age')[0])).to.equal('Nothing heard yet');
      await say(ticker, alphabet, apple);
      expect(rows(ticker)).to.deep.equal(['MSFT – – –', 'AAPL $192.31 +2.28 +1.20%']);
    });

    test('is not live by the quotes of other symbols', async () => {
      const ticker = await show(html`<live-ticker channel="Q" symbols="AAPL"></live-ticker>`);
      await say(ticker, microsoft, microsoft, microsoft, microsoft, microsoft, microsoft);
      expect(ticker.matches(':state(waiting)')).to.equal(true);
    });

    test("shows the page's own quotes, by their attributes or their number", async () => {
      const ticker = await show(
        html`<live-ticker>
          <live-quote symbol="AAPL" name="Apple" price="192.31" previous-close="190.03" currency="EUR">Apple 192.31</live-quote>
          <live-quote symbol="X">12.50</live-quote>
        </live-ticker>`,
      );
      expect(rows(ticker)).to.deep.equal(['AAPL €192.31 +2.28 +1.20%', 'X 12.50 – –']);
      expect(sentences(ticker)[0]).to.equal('Apple, 192.31 euros, up 1.2 percent');
      expect(ticker.renderRoot.querySelector('slot:not([name])')).to.equal(null);
    });

    test('updates the quotes of the page, and takes new ones from a morph', async () => {
      const ticker = await show(html`<live-ticker channel="Q"><live-quote symbol="A" price="5"></live-quote></live-ticker>`);
      await say(ticker, { symbol: 'B', price: '1' });
      ticker.querySelector('live-quote')?.setAttribute('price', '6');
      await settled(ticker);
      expect(rows(ticker)).to.deep.equal(['A 6 – –', 'B 1 – –']);
      await say(ticker, { symbol: 'A', price: '7' });
      ticker.querySelector('live-quote')?.setAttribute('price', '6.50');
      await settled(ticker);
      expect(rows(ticker), 'the live price is newer for all that is known').to.deep.equal(['A 7 – –', 'B 1 – –']);
    });

    test('reports what it cannot read of the page', async () => {
      const ticker = document.createElement('live-ticker');
      const errors = errorsOf(ticker);
      ticker.innerHTML = '<live-quote symbol="A" price="about 5"></live-quote>';
      await fixture(html`<div>${ticker}</div>`);
      await ticker.updateComplete;
      expect(errors).to.have.length(1);
      expect(errors[0]).to.contain('price="about 5" of A');
    });
  });

  suite('messages', () => {
    test('update each symbol in place', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, apple, microsoft, alphabet);
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31 +2.28 +1.20%', 'MSFT 410.10 -1.75 -0.42%', 'GOOG 139.00 0.00 0.00%']);
      await say(ticker, { symbol: 'MSFT', price: '411.86' });
      expect(rows(ticker)[1]).to.equal('MSFT 411.86 +0.01 0.00%');
      expect(ticker.matches(':state(live)')).to.equal(true);
    });

    test('come as events, batches and lists', async () => {
      const ticker = await show(html`<live-ticker channel="Q" event="quote"></live-ticker>`);
      await say(
        ticker,
        { event: 'quote', data: apple },
        { type: 'batch', data: [{ event: 'quote', data: microsoft }] },
        [{ event: 'quote', data: { symbol: 'A', price: 1 } }],
        { event: 'trade', data: { symbol: 'A', price: 2 } },
      );
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31 +2.28 +1.20%', 'MSFT 410.10 -1.75 -0.42%', 'A 1 – –']);
    });

    test('of a snapshot are the first state', async () => {
      const snapshot = `data:application/json,${encodeURIComponent(JSON.stringify([microsoft, apple]))}`;
      const ticker = await show(html`<live-ticker channel="Q" snapshot=${snapshot}></live-ticker>`);
      await waitUntil(() => ticker.matches(':state(live)'));
      await ticker.updateComplete;
      expect(rows(ticker)).to.have.length(2);
      const empty = await show(html`<live-ticker channel="E" snapshot="data:application/json,[]"></live-ticker>`);
      await waitUntil(() => empty.matches(':state(live)'));
      await empty.updateComplete;
      expect(textIn(parts(empty, 'empty')[0])).to.equal('No quotes yet');
    });

    test('dispatch a change once a frame for each symbol', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, apple, microsoft);
      const changes: string[] = [];
      ticker.addEventListener('live-change', (event) => {
        if (!(event instanceof LiveQuoteEvent)) return;
        const { symbol, value, previous, direction } = event;
        changes.push(`${symbol} ${String(previous)} ${String(value)} ${direction}`);
      });
      await say(ticker, { symbol: 'AAPL', price: '192.20' }, { symbol: 'AAPL', price: '192.40' }, microsoft);
      expect(changes).to.deep.equal(['AAPL 192.31 192.40 up']);
    });

    test('that cannot be read are reported at once, and their symbol is marked', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      const errors = errorsOf(ticker);
      await say(
        ticker,
        apple,
        microsoft,
        { symbol: 'AAPL', price: { cents: 1 } },
        { symbol: 'AAPL', price: 'n/a' },
        { symbol: 'MSFT', price: '1' },
      );
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31 +2.28 +1.20%', 'MSFT 1.00 -410.85 -99.76%']);
      expect(marks(ticker)).to.deep.equal(['may be old', '']);
      expect(ticker.matches(':state(partial)')).to.equal(true);
      expect(errors).to.have.length(1);
      expect(errors[0]).to.contain('holds no quote of AAPL').and.to.contain('{"symbol": "AAPL", "price": "192.31"}');
      await say(ticker, apple);
      expect(marks(ticker)).to.deep.equal(['', '']);
    });

    test('beyond the limit are counted and told', async () => {
      const ticker = await show(html`<live-ticker channel="Q" max="2"></live-ticker>`);
      const counts: number[] = [];
      ticker.addEventListener('live-overflow', ({ count }: LiveOverflowEvent) => counts.push(count));
      await say(ticker, ...['A', 'B', 'C', 'D'].map((symbol) => ({ symbol, price: 1 })));
      await say(ticker, { symbol: 'C', price: 2 });
      expect(rows(ticker)).to.have.length(2);
      expect(counts).to.deep.equal([2]);
      expect(textIn(parts(ticker, 'more')[0])).to.equal('2 more not shown');
    });

    test('of symbols that the page names later, or leaves out, take and lose their row', async () => {
      const ticker = await show(html`<live-ticker channel="Q" symbols="A B" max="2"></live-ticker>`);
      await say(ticker, { symbol: 'A', price: 1 }, { symbol: 'B', price: 2 });
      ticker.symbols = 'B C';
      await ticker.updateComplete;
      expect(rows(ticker)).to.deep.equal(['B 2 – –', 'C – – –']);
      await say(ticker, { symbol: 'C', price: 3 }, { symbol: 'A', price: 9 });
      expect(rows(ticker)).to.deep.equal(['B 2 – –', 'C 3 – –']);
      expect(parts(ticker, 'more')).to.deep.equal([]);
    });

    test('are shown as far as the limit allows, whatever it is set to', async () => {
      const ticker = await show(html`<live-ticker channel="Q" max="2"></live-ticker>`);
      const all = ['A', 'B', 'C'].map((symbol) => ({ symbol, price: 1 }));
      await say(ticker, ...all);
      ticker.max = 1;
      await ticker.updateComplete;
      expect(rows(ticker)).to.have.length(1);
      expect(textIn(parts(ticker, 'more')[0])).to.equal('2 more not shown');
      ticker.max = 5;
      await say(ticker, ...all);
      expect(rows(ticker)).to.have.length(3);
      expect(parts(ticker, 'more')).to.deep.equal([]);
    });

    test('of another channel begin anew', async () => {
      const ticker = await show(html`<live-ticker channel="Q"><live-quote symbol="S" price="5"></live-quote></live-ticker>`);
      await say(ticker, apple);
      ticker.channel = 'R';
      await settled(ticker);
      expect(rows(ticker)).to.deep.equal(['S 5 – –']);
    });
  });

  suite('numbers', () => {
    test('are exact, and have the digits that the server sends', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(
        ticker,
        { symbol: 'A', price: 0.3, previous_close: 0.1 },
        { symbol: 'B', price: '0.00001230', previous_close: '0.00001200' },
        { symbol: 'C', price: '12345678901234567.89', previous_close: '12345678901234567.88' },
        { symbol: 'D', price: '5', change: '5' },
        { symbol: 'E', price: 191.20000000000002 },
      );
      expect(rows(ticker)).to.deep.equal([
        'A 0.3 +0.2 +200.00%',
        'B 0.00001230 +0.00000030 +2.50%',
        'C 12,345,678,901,234,567.89 +0.01 0.00%',
        'D 5 +5 –',
        'E 191.2 – –',
      ]);
    });

    test('have the digits of tick-size', async () => {
      const ticker = await show(html`<live-ticker channel="Q" tick-size="0.250"></live-ticker>`);
      await say(ticker, { symbol: 'A', price: 5, previous_close: 4.5 });
      expect(rows(ticker)).to.deep.equal(['A 5.000 +0.500 +11.11%']);
    });

    test('are compared with the baseline that the page names', async () => {
      const ticker = await show(html`<live-ticker channel="Q" baseline="open"></live-ticker>`);
      await say(ticker, { symbol: 'A', price: '10', previous_close: '5', open: '8' }, { symbol: 'A', price: '12' });
      expect(rows(ticker)).to.deep.equal(['A 12 +4 +50.00%']);
      for (const [baseline, row] of [
        ['last', 'A 12 +2 +20.00%'],
        ['16', 'A 12 -4 -25.00%'],
        ['0', 'A 12 +12 –'],
        ['previous-close', 'A 12 +7 +140.00%'],
      ] as const) {
        ticker.baseline = baseline;
        await ticker.updateComplete;
        expect(rows(ticker)).to.deep.equal([row]);
      }
    });

    test('of a server that sends only the percentage are shown as it sends them', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, { symbol: 'A', price: '10', change_percent: '-1.25' }, { symbol: 'B', price: '10', change_percent: null });
      expect(rows(ticker)).to.deep.equal(['A 10 – -1.25%', 'B 10 – –']);
    });

    test('are written in the language of the page', async () => {
      const ticker = await show(html`<live-ticker channel="Q" lang="de"></live-ticker>`);
      await say(ticker, { ...apple, currency: 'EUR' });
      expect(rows(ticker)[0]?.replaceAll('\u00a0', ' ')).to.equal('AAPL 192,31 € +2,28 +1,20 %');
      expect(sentences(ticker)[0]?.replaceAll('\u00a0', ' ')).to.equal('Apple, 192,31 Euro, 1,2 Prozent im Plus');
    });
  });

  suite('direction', () => {
    test('is a glyph, a sign, a word and a colour', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, apple, microsoft, alphabet);
      expect(parts(ticker, 'quote').map(({ dataset }) => dataset['direction'])).to.deep.equal(['up', 'down', 'unchanged']);
      expect(sentences(ticker)).to.deep.equal([
        'Apple, 192.31 US dollars, up 1.2 percent',
        'MSFT, 410.10, down 0.42 percent',
        'GOOG, 139.00, unchanged',
      ]);
      const shapes = parts(ticker, 'percent').map((percent) => percent.querySelector('path')?.getAttribute('d'));
      expect(new Set(shapes).size).to.equal(3);
      const colours = parts(ticker, 'percent').map((percent) => getComputedStyle(percent).color);
      expect(new Set(colours).size).to.equal(3);
    });

    test('is red upwards where readers expect it, or as the page says', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, apple);
      const colour = (): string => getComputedStyle(parts(ticker, 'percent')[0] ?? ticker).color;
      const green = colour();
      const host = ticker.parentElement;
      for (const lang of ['zh-CN', 'zh-TW', 'ja', 'ko', 'en', 'zh-HK']) {
        ticker.lang = lang;
        // The language is looked up anew when an element is put into the page.
        host?.append(ticker);
        await ticker.updateComplete;
        expect(ticker.matches(':state(red-up)'), lang).to.equal(!['en', 'zh-HK'].includes(lang));
      }
      ticker.upColor = 'red';
      await ticker.updateComplete;
      expect(colour()).not.to.equal(green);
      ticker.style.setProperty('--live-up-color', 'rgb(0, 0, 255)');
      expect(colour()).to.equal('rgb(0, 0, 255)');
    });
  });

  suite('marks the digits that have changed', () => {
    async function changed(flash: string): Promise<LiveTicker> {
      const ticker = await show(html`<live-ticker channel="Q" flash=${flash}></live-ticker>`);
      await say(ticker, apple);
      await say(ticker, { symbol: 'AAPL', price: '192.58' });
      return ticker;
    }

    const { animate } = Element.prototype;
    let flashed: Element[];

    setup(() => {
      flashed = [];
      Element.prototype.animate = function (...how) {
        if (this.getAttribute('part') === 'changed') flashed.push(this);
        return animate.apply(this, how);
      };
    });

    teardown(() => (Element.prototype.animate = animate));

    /** How often digits of the ticker were marked, however soon a mark fades. */
    function flashes(ticker: LiveTicker): number {
      return flashed.filter((digits) => ticker.renderRoot.contains(digits)).length;
    }

    test('from the first that differs', async () => {
      const ticker = await changed('background');
      expect(parts(ticker, 'changed').map(textIn)).to.deep.equal(['58']);
      expect(flashes(ticker)).to.equal(1);
      await say(ticker, { symbol: 'AAPL', price: '1192.58' });
      expect(parts(ticker, 'changed').map(textIn)).to.deep.equal(['1,192.58']);
    });

    test('not at first, and not if the page says so', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, apple);
      expect(flashes(ticker)).to.equal(0);
      expect(flashes(await changed('none'))).to.equal(0);
      expect(flashes(await changed('digits'))).to.equal(1);
    });

    test('not on a tape, which moves already', async () => {
      const ticker = await show(html`<live-ticker channel="Q" layout="tape"></live-ticker>`);
      await say(ticker, apple);
      await say(ticker, { symbol: 'AAPL', price: '192.58' });
      expect(flashes(ticker)).to.equal(0);
    });

    test('at most three times a second', async () => {
      const ticker = await changed('background');
      await say(ticker, { symbol: 'AAPL', price: '192.59' });
      expect(flashes(ticker)).to.equal(1);
      time.advance(340);
      await say(ticker, { symbol: 'AAPL', price: '192.60' });
      expect(flashes(ticker)).to.equal(2);
    });

    test('not with reduced motion', function () {
      return preferring({ reducedMotion: 'reduce' }, this, async () => {
        expect(flashes(await changed('background'))).to.equal(0);
      });
    });
  });

  suite('age', () => {
    const { now } = Date;

    teardown(() => (Date.now = now));

    test('is that of each symbol', async () => {
      // Bodies arrive by the clock of the elements, too.
      Date.now = () => elementClock.wall();
      const ticker = await show(html`<live-ticker channel="Q" stale-after="1s"></live-ticker>`);
      await say(ticker, apple, microsoft);
      time.advance(1_500);
      await say(ticker, microsoft);
      expect(marks(ticker)).to.deep.equal(['1s ago', '']);
      expect(parts(ticker, 'quote').map(({ dataset }) => dataset['old'] !== undefined)).to.deep.equal([true, false]);
      expect(ticker.matches(':state(partial)')).to.equal(true);
      expect(ticker.matches(':state(live)')).to.equal(true);
      expect(sentences(ticker)[0]).to.equal('Apple, 192.31 US dollars, up 1.2 percent, 1s ago');
      await expect(ticker).to.be.accessible();
      await say(ticker, apple);
      expect(marks(ticker)).to.deep.equal(['', '']);
    });

    test('of the newest quote is shown if the page asks for it', async () => {
      const ticker = await show(html`<live-ticker channel="Q" with-age></live-ticker>`);
      await say(ticker, apple);
      time.advance(12_000);
      ticker.requestUpdate();
      await ticker.updateComplete;
      expect(textIn(parts(ticker, 'age')[0])).to.equal('updated 12s ago');
    });

    test('is shown when the link is lost, and the last prices stay', async () => {
      const ticker = await show(html`<live-ticker channel="Q" label="Quotes"></live-ticker>`);
      await say(ticker, apple);
      fake.drop();
      time.advance(1_000);
      await ticker.updateComplete;
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31 +2.28 +1.20%']);
      expect(ticker.matches(':state(reconnecting)')).to.equal(true);
      expect(textIn(parts(ticker, 'age')[0])).to.match(/^Reconnecting… · as of \d/);
      await expect(ticker).to.be.accessible();
    });

    test('marks each symbol after missed updates until its next quote', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      await say(ticker, apple, microsoft);
      fake.drop();
      time.advance(5_000);
      connection.reconnect();
      await settled(ticker);
      expect(ticker.matches(':state(stale)')).to.equal(true);
      expect(textIn(parts(ticker, 'age')[0])).to.match(/^updates missed since \d/);
      await say(ticker, apple);
      expect(ticker.matches(':state(live)')).to.equal(true);
      expect(marks(ticker)[0]).to.equal('');
      expect(marks(ticker)[1]).to.match(/^as of \d/);
    });

    test('says that there is no network connection, and no page to ask', async () => {
      const ticker = await show(html`<live-ticker channel="Q" label="Quotes" symbols="AAPL"></live-ticker>`);
      connection.close();
      await ticker.updateComplete;
      expect(rows(ticker)).to.deep.equal(['AAPL – – –']);
      const lone = await fixture<LiveTicker>(html`<live-ticker label="Quotes"></live-ticker>`);
      expect(lone.matches(':state(idle)')).to.equal(true);
    });

    test('is shown of each quote that may have been missed while the element was away', async () => {
      const ticker = await show(html`<live-ticker channel="Q"></live-ticker>`);
      const host = ticker.parentElement;
      await say(ticker, apple);
      ticker.remove();
      fake.broadcast('Q', {}, { symbol: 'AAPL', price: '193.00' });
      host?.append(ticker);
      await settled(ticker);
      await say(ticker, { symbol: 'MSFT', price: '1' });
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31 +2.28 +1.20%', 'MSFT 1 – –']);
      expect(marks(ticker)[0]).to.match(/^as of \d/);
      await say(ticker, { symbol: 'AAPL', price: '194.00' });
      expect(rows(ticker)[0]).to.equal('AAPL $194.00 +3.97 +2.09%');
      expect(marks(ticker)[0]).to.equal('');
    });
  });

  suite('session', () => {
    test('is that of the page until the server sends one, and that of a symbol', async () => {
      const ticker = await show(html`<live-ticker channel="Q" market="delayed" delay="15m"></live-ticker>`);
      const shown = (): string => textIn(ticker.renderRoot.querySelector('[part="bar"] > [part~="session"]'));
      expect(shown()).to.equal('Delayed by 15m');
      await say(ticker, { session: 'closed' }, apple, { symbol: 'AAPL', session: 'halted' });
      expect(shown()).to.equal('Market closed');
      expect(marks(ticker)).to.deep.equal(['Trading halted']);
      await say(ticker, { session: 'Auction' });
      expect(shown()).to.equal('auction');
      ticker.market = 'open';
      await ticker.updateComplete;
      expect(shown()).to.equal('Delayed by 15m');
    });
  });

  suite('alerts', () => {
    test('are dispatched once when a price leaves its limits, and again after it was back', async () => {
      const ticker = await show(
        html`<live-ticker channel="Q" below="100"><live-quote symbol="AAPL" above="192.50"></live-quote></live-ticker>`,
      );
      const alerts: string[] = [];
      ticker.addEventListener('live-alert', ({ symbol, value, side, limit }: LiveAlertEvent) =>
        alerts.push(`${symbol} ${value} ${side} ${limit}`),
      );
      await say(ticker, apple, { symbol: 'AAPL', price: '192.50' });
      expect(alerts).to.deep.equal([]);
      await say(ticker, { symbol: 'AAPL', price: '192.51' }, microsoft);
      await say(ticker, { symbol: 'AAPL', price: '193' });
      expect(alerts).to.deep.equal(['AAPL 192.51 above 192.50']);
      expect(marks(ticker)).to.deep.equal(['above $192.50', '']);
      await say(ticker, { symbol: 'AAPL', price: '192' });
      await say(ticker, { symbol: 'AAPL', price: '99.99' });
      expect(alerts).to.deep.equal(['AAPL 192.51 above 192.50', 'AAPL 99.99 below 100']);
      await expect(ticker).to.be.accessible();
    });
  });

  suite('layouts', () => {
    for (const layout of ['row', 'grid', 'tape'] as const) {
      test(`${layout} is a list of sentences and accessible`, async () => {
        const ticker = await show(html`<live-ticker channel="Q" label="Quotes" layout=${layout} with-sparkline></live-ticker>`);
        await say(ticker, apple, microsoft, { ...apple, price: '193' });
        expect(ticker.renderRoot.querySelectorAll('[role="list"]:not([inert] *) [role="listitem"]')).to.have.length(2);
        expect(sentences(ticker)[0]).to.equal('Apple, 193.00 US dollars, up 1.56 percent');
        expect(parts(ticker, 'sparkline')[0]?.querySelector('path')?.getAttribute('d')).to.match(/^M0 22h0L100 2$/);
        await expect(ticker).to.be.accessible();
      });
    }

    test('a table is a table and accessible', async () => {
      const ticker = await show(html`<live-ticker channel="Q" label="Quotes" layout="table" with-sparkline></live-ticker>`);
      await say(ticker, apple, microsoft);
      const table = ticker.renderRoot.querySelector('table');
      expect(table?.ariaLabel).to.equal('Quotes');
      expect([...(table?.rows[1]?.cells ?? [])].slice(0, 4).map(textIn)).to.deep.equal(['AAPLApple', '$192.31', '+2.28', 'up +1.20%']);
      await expect(ticker).to.be.accessible();
    });

    test('show only the columns that the page names', async () => {
      const ticker = await show(html`<live-ticker channel="Q" layout="table" columns="symbol price"></live-ticker>`);
      await say(ticker, apple);
      expect(rows(ticker)).to.deep.equal(['AAPL $192.31']);
    });

    test('a table is sorted with the keyboard', async () => {
      const ticker = await show(html`<live-ticker channel="Q" layout="table"></live-ticker>`);
      await say(ticker, microsoft, apple, alphabet, { symbol: 'ZZZ', price: null });
      const symbols = (): string[] => parts(ticker, 'code').map(textIn);
      const sorts = (): (string | null)[] =>
        [...ticker.renderRoot.querySelectorAll('th[scope="col"]')].map((head) => head.getAttribute('aria-sort'));
      parts(ticker, 'sort')[3]?.focus();
      await sendKeys({ press: 'Enter' });
      await ticker.updateComplete;
      expect(symbols()).to.deep.equal(['AAPL', 'GOOG', 'MSFT', 'ZZZ']);
      expect(sorts()).to.deep.equal([null, null, null, 'descending']);
      await sendKeys({ press: 'Enter' });
      await ticker.updateComplete;
      expect(symbols()).to.deep.equal(['MSFT', 'GOOG', 'AAPL', 'ZZZ']);
      expect(sorts()).to.deep.equal([null, null, null, 'ascending']);
      await sendKeys({ press: 'Enter' });
      await ticker.updateComplete;
      expect(symbols()).to.deep.equal(['MSFT', 'AAPL', 'GOOG', 'ZZZ']);
      parts(ticker, 'sort')[0]?.click();
      await ticker.updateComplete;
      expect(symbols()).to.deep.equal(['AAPL', 'GOOG', 'MSFT', 'ZZZ']);
    });

    test('a table that is sorted by price moves its rows every two seconds', async () => {
      const ticker = await show(html`<live-ticker channel="Q" layout="table" sort="price descending"></live-ticker>`);
      const symbols = (): string[] => parts(ticker, 'code').map(textIn);
      await say(ticker, { symbol: 'A', price: 2 }, { symbol: 'B', price: 1 });
      expect(symbols()).to.deep.equal(['A', 'B']);
      await say(ticker, { symbol: 'B', price: 3 });
      expect(symbols()).to.deep.equal(['A', 'B']);
      time.advance(2_000);
      ticker.requestUpdate();
      await ticker.updateComplete;
      expect(symbols()).to.deep.equal(['B', 'A']);
    });

    test('a tape moves until it is paused, hovered or focused', async () => {
      const ticker = await show(html`<live-ticker channel="Q" label="Quotes" layout="tape"></live-ticker>`);
      await say(ticker, apple, microsoft);
      const [track] = parts(ticker, 'track');
      const state = (): string => getComputedStyle(track ?? ticker).animationPlayState;
      expect(state()).to.equal('running');
      expect(parts(ticker, 'copy')[0]?.inert).to.equal(true);
      const [button] = parts(ticker, 'pause');
      button?.click();
      await ticker.updateComplete;
      expect(button?.ariaPressed).to.equal('true');
      expect(state()).to.equal('paused');
      button?.click();
      await ticker.updateComplete;
      expect(state()).to.equal('running');
      const [tape] = parts(ticker, 'tape');
      tape?.focus();
      // WebKit's window does not have the system's focus, so nothing in it matches :focus.
      if (document.hasFocus()) expect(state()).to.equal('paused');
    });

    test('a tape stands still with reduced motion, and is scrolled by hand', function () {
      return preferring({ reducedMotion: 'reduce' }, this, async () => {
        const ticker = await show(html`<live-ticker channel="Q" label="Quotes" layout="tape"></live-ticker>`);
        await say(ticker, apple);
        expect(getComputedStyle(parts(ticker, 'track')[0] ?? ticker).animationName).to.equal('none');
        expect(parts(ticker, 'copy')[0]?.checkVisibility()).to.equal(false);
        expect(parts(ticker, 'tape')[0]?.tabIndex).to.equal(0);
      });
    });

    test('move from right to left in such text', async () => {
      const ticker = await show(html`<live-ticker channel="Q" dir="rtl" layout="tape"></live-ticker>`);
      await say(ticker, apple);
      expect(getComputedStyle(parts(ticker, 'track')[0] ?? ticker).animationName).to.equal('live-tape-rtl');
    });
  });

  test('renders two hundred symbols at once, and afterwards only what has changed', async () => {
    const ticker = await show(html`<live-ticker channel="Q" layout="table"></live-ticker>`);
    const quotes = Array.from({ length: 200 }, (_, index) => ({ symbol: `S${index}`, price: '10.00', previous_close: '9.00' }));
    await say(ticker, ...quotes);
    expect(rows(ticker)).to.have.length(200);
    const changed: Node[] = [];
    const observer = new MutationObserver((records) => changed.push(...records.map(({ target }) => target)));
    observer.observe(ticker.renderRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    await say(ticker, { symbol: 'S7', price: '10.01' });
    observer.disconnect();
    const rowsChanged = new Set(changed.map((node) => (node instanceof Element ? node : node.parentElement)?.closest('[part="quote"]')));
    expect(rowsChanged.size).to.equal(1);
    expect(rows(ticker)[7]).to.equal('S7 10.01 +1.01 +11.22%');
  });
});
