// Over 250 lines, because half of it documents attributes, parts and states. The logic is in the files beside it.
import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formatNumber } from '../format/number.js';
import { relativeTime, sharedClock } from '../format/time.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import { isFollowing } from '../internal/followed.js';
import {
  announceAttribute,
  decimalAttribute,
  durationAttribute,
  flagAttribute,
  optionalTextAttribute,
  textAttribute,
  textReader,
  wholeNumberReader,
  wordReader,
  wordsReader,
} from '../internal/converters.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { doubtOf, type Note, noteTemplate } from '../internal/note.js';
import { StaleNews } from '../internal/stale-news.js';
import { StatesController } from '../internal/states.js';
import { isSameList } from '../internal/subject.js';
import { replaceable, tokens } from '../internal/tokens.styles.js';
import { type Baseline, baselineAttribute } from './baseline.js';
import { styles } from './live-ticker.styles.js';
import { type FlashStyle, QuoteFlash } from './quote-flash.js';
import { isSortedByPrice, type ListReading, QuoteList } from './quote-list.js';
import { type Column, COLUMNS, nextSort, readSort, type Sort, sortAttribute } from './quote-order.js';
import { type QuoteFormat, sessionMark, viewOf } from './quote-view.js';
import { momentNow, QuotesController } from './quotes-controller.js';
import { listTemplate, markTemplate, tableTemplate, tapeTemplate, type TickerLook } from './ticker-view.js';
import type { TickerRules } from './ticker-state.js';
import { isRedUp } from './up-color.js';

/** How many symbols are shown by default. */
const MOST_SYMBOLS = 200;

/** How many prices a sparkline shows by default. */
const MOST_POINTS = 30;

const keyAttribute = textReader('symbol');
const fieldAttribute = textReader('price');
const maxAttribute = wholeNumberReader(1, 1000, MOST_SYMBOLS);
const layoutAttribute = wordReader('row', 'row', 'grid', 'table', 'tape');
const columnsAttribute = wordsReader(...COLUMNS);
const flashAttribute = wordReader('background', 'background', 'digits', 'none');
const upColorAttribute = wordReader('auto', 'auto', 'green', 'red');
const pointsAttribute = wholeNumberReader(2, 500, MOST_POINTS);

/**
 * Quotes that follow a channel: the price of each symbol, and how it has changed.
 *
 * A quote is a body with a symbol and a price, `{"symbol": "AAPL", "price": "192.31"}`, alone, in an event, a batch, or a list. Beside them it may
 * hold `change`, `previous_close`, `open`, `change_percent`, `name`, `currency`, `session` and a time. Changes are computed exactly, in decimals.
 * A quote that is older than the one on display is ignored, and a symbol that falls silent is marked.
 *
 * The page's own quotes are `<live-quote>` children: their attributes (`symbol`, `price`, `previous-close`, `open`, `change`, `name`, `currency`,
 * `session`, `at`, and the limits `above` and `below`) are the first quotes, and their content is what the page shows without JavaScript.
 *
 * @slot - `<live-quote>` elements, or any content that is shown until the first quote.
 * @slot label - The label, instead of the attribute `label`.
 * @slot empty - Shown while there is no quote.
 * @csspart bar - The line above the quotes, with the label, the session and the age.
 * @csspart label - The label.
 * @csspart age - Why the quotes may be old, or how long ago the last one came.
 * @csspart base - Everything below the bar, with the layout in `data-layout`.
 * @csspart list - The list of quotes.
 * @csspart table - The table of quotes.
 * @csspart head - The headings of the table.
 * @csspart sort - The button in a heading.
 * @csspart arrow - The direction in which a column is sorted.
 * @csspart quote - One quote: a list item or a table row.
 * @csspart line - What is visible of a quote in a list.
 * @csspart symbol - The symbol with its name and its marks.
 * @csspart code - The symbol.
 * @csspart name - The name of what is quoted.
 * @csspart price - The price.
 * @csspart changed - The digits of the price that have changed.
 * @csspart change - The change since the baseline.
 * @csspart percent - The change in percent, with the glyph of its direction.
 * @csspart sparkline - The line of the last prices.
 * @csspart marks - What is special about a quote.
 * @csspart mark - A word with a glyph: the session, a limit that the price is beyond, or the age of the quote.
 * @csspart session - A mark with the session.
 * @csspart alert - A mark with the limit that the price is beyond.
 * @csspart doubt - A mark that says why the quote may be old.
 * @csspart glyph - The shape before a word.
 * @csspart for-listeners - Words for people who listen, which are not shown.
 * @csspart tape - The box through which the tape moves.
 * @csspart track - What moves in it.
 * @csspart copy - The quotes a second time, so that the tape has no end.
 * @csspart pause - The button that pauses the tape.
 * @csspart empty - The text shown while there is no quote.
 * @csspart more - How many symbols are left out.
 * @cssproperty [--live-up-color] - Colour of a rise. Default: green, or red where readers expect it (see `up-color`).
 * @cssproperty [--live-down-color] - Colour of a fall.
 * @cssproperty [--live-ticker-gap=1.5rem] - Space between the quotes of a row or a tape.
 * @cssproperty [--live-ticker-min-size=10rem] - Least width of a quote in a grid.
 * @cssproperty [--live-ticker-pace=4s] - How long a tape takes for each quote.
 * @cssState idle - The element follows no channel.
 * @cssState connecting - Connecting for the first time.
 * @cssState waiting - The server confirmed the channel, but no quote was received yet.
 * @cssState live - The quotes are current, except those that are marked.
 * @cssState stale - The quotes are older than `stale-after`, or updates were missed.
 * @cssState reconnecting - The connection was lost, so the quotes may be old.
 * @cssState offline - There is no network, or the page closed the connection.
 * @cssState unavailable - No transport works; reconnecting continues.
 * @cssState paused - The person paused updates.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not confirm the channel.
 * @cssState failed - The connection failed for good, or the element is set up wrongly.
 * @cssState empty - There is no quote.
 * @cssState partial - Some quotes may be old. They are marked.
 * @cssState line - The quotes have no label above them and stand on a line, where the age follows them.
 * @cssState red-up - A rise is red and a fall is green.
 * @event {LiveQuoteEvent} live-change - The price of a symbol changed. Dispatched at most once a frame for each symbol.
 * @event {LiveAlertEvent} live-alert - A price went above or below the limit that the page set. Dispatched again only after the price was back.
 * @event {LiveOverflowEvent} live-overflow - Symbols are left out, because there are more than `max`.
 * @event {LiveGapEvent} live-gap - Messages were missed and could not be repaired.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an invalid attribute, a quote or snapshot that cannot
 *   be read, or a snapshot that cannot be fetched. Dispatched once until it changes.
 */
export class LiveTicker extends ChannelElement {
  static override styles: CSSResult[] = [tokens, replaceable, styles];

  /** Dot path of the symbol in a body or its `data`. Default: `symbol`. */
  @property({ converter: keyAttribute }) key = 'symbol';

  /** Dot path of the price in a body or its `data`. Default: `price`. */
  @property({ converter: fieldAttribute }) field = 'price';

  /** The symbols to show, in this order, separated by spaces or commas. Without it, all symbols are shown, the first that comes first. */
  @property({ converter: textAttribute }) symbols = '';

  /** The most symbols that are shown. */
  @property({ converter: maxAttribute }) max: number = MOST_SYMBOLS;

  /** The label above the quotes, and their accessible name. */
  @property({ converter: textAttribute }) label = '';

  /** Hides the label; screen readers still read it. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** How the quotes are arranged: in a line that wraps (`row`), in boxes (`grid`), in a sortable `table`, or on a moving `tape`. */
  @property({ converter: layoutAttribute }) layout: 'row' | 'grid' | 'table' | 'tape' = 'row';

  /** What is shown of a quote, separated by spaces: `symbol`, `price`, `change`, `percent`. */
  @property({ converter: columnsAttribute }) columns = '';

  /** The column to sort by, such as `percent descending`. In a table, the person can change it. */
  @property({ converter: sortAttribute }) sort = '';

  /** What a change is measured from: `previous-close`, `open`, `last` (the price before), or a number. */
  @property({ converter: baselineAttribute }) baseline: Baseline = 'previous-close';

  /** Code of the currency, such as `EUR`. Default: the `currency` of each quote. */
  @property({ converter: optionalTextAttribute }) currency: string | undefined;

  /** The smallest step of a price, such as `0.01`: prices get as many digits after the point. Default: as many as the server sends. */
  @property({ attribute: 'tick-size', converter: decimalAttribute }) tickSize: string | undefined;

  /** How the digits that have changed are marked. On a tape, which moves already, they are not. */
  @property({ converter: flashAttribute }) flash: FlashStyle = 'background';

  /** The colour of a rise. `auto` decides by the language: red in Chinese, Japanese and Korean, else green. */
  @property({ attribute: 'up-color', converter: upColorAttribute }) upColor: 'auto' | 'green' | 'red' = 'auto';

  /** The session of the market: `open`, `closed`, `halted`, `delayed`, or another word to show. One that the server sends replaces it. */
  @property({ converter: optionalTextAttribute }) market: string | undefined;

  /** By how much the quotes are delayed, in ms (`delay="15m"`). */
  @property({ converter: durationAttribute }) delay: number | undefined;

  /** Dispatches `live-alert` when a price goes above this number. A `<live-quote>` can set its own. */
  @property({ converter: decimalAttribute }) above: string | undefined;

  /** Dispatches `live-alert` when a price goes below this number. A `<live-quote>` can set its own. */
  @property({ converter: decimalAttribute }) below: string | undefined;

  /** Shows how long ago the last quote came. */
  @property({ attribute: 'with-age', converter: flagAttribute }) withAge = false;

  /** Shows the last prices as a line. */
  @property({ attribute: 'with-sparkline', converter: flagAttribute }) withSparkline = false;

  /** How many prices the line shows, from 2 to 500. */
  @property({ attribute: 'sparkline-points', converter: pointsAttribute }) sparklinePoints: number = MOST_POINTS;

  /** `polite` announces alerts and stale quotes to screen readers, at most every ten seconds. */
  @property({ converter: announceAttribute }) announce: 'off' | 'polite' = 'off';

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #flash: QuoteFlash = new QuoteFlash(this);
  readonly #list: QuoteList = new QuoteList();
  readonly #channel: ChannelController = new ChannelController(this, {
    // Late quotes of one symbol may be news of another, so the ticker judges them itself.
    keepsHistory: true,
    lookedFor: () => this.#lookedFor(),
    begin: () => this.#begin(),
    take: (messages) => this.#quotes.take(messages),
  });
  readonly #quotes: QuotesController = new QuotesController(this, {
    rules: () => this.#rules(),
    declared: () => this.#words.declared(),
    lookedFor: () => this.#lookedFor(),
    alertText: (symbol) => this.#alertText(symbol),
  });
  #wanted: readonly string[] = [];
  #sort: Sort | undefined;
  #isTapePaused = false;
  #now = 0;
  #shown: ListReading = { views: [], count: 0, age: undefined, missedSince: undefined };
  #freshness: Freshness = 'idle';
  readonly #staleNews = new StaleNews();
  /** How the quotes are written and shown. They keep their identity while nothing changes, so that unchanged quotes are not rendered again. */
  readonly #format = memo<QuoteFormat>();
  readonly #look = memo<TickerLook>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    sharedClock.leave(this.#tick);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('symbols')) {
      this.#wanted = [...new Set(this.symbols.split(/[\s,]+/).filter(Boolean))];
      this.#quotes.keepWanted(this.#wanted);
    }
    if (changed.has('sort')) this.#sort = readSort(this.sort);
    if (changed.has('market')) this.#quotes.forgetSession();
    this.#channel.follow();
    if (!this.hasUpdated || changed.has('asOf')) this.#quotes.takePage();
    else if (changed.has('above') || changed.has('below')) this.#quotes.checkLimits();
    this.#readQuotes();
  }

  protected override updated(): void {
    const { views } = this.#shown;
    // Set through the CSSOM, which a strict CSP allows.
    const track = this.layout === 'tape' ? this.renderRoot.querySelector<HTMLElement>('[part="track"]') : null;
    track?.style.setProperty('--_live-count', String(views.length));
    // A tape moves already.
    this.#flash.show(views, track ? 'none' : this.flash);
    this.#announceStale();
  }

  /** Reads what is shown, at one moment. */
  #readQuotes(): void {
    const moment = momentNow();
    const { state } = this.#quotes;
    const symbols = (this.#wanted.length > 0 ? this.#wanted : [...state.quotes.keys()]).slice(0, this.max);
    const format = this.#currentFormat();
    this.#now = moment.wall;
    this.#shown = this.#list.read({ state, symbols, sort: this.#sort, format, staleAfter: this.#channel.staleAfter, moment });
    this.#freshness = this.#currentFreshness();
    this.#states.show(this.#freshness, {
      empty: this.#shown.count === 0,
      partial: this.#shown.views.some(({ isOld }) => isOld),
      line: this.#isLine,
      'red-up': isRedUp(this.upColor, format.lang),
    });
    const isTicking = this.withAge || this.#channel.staleAfter !== undefined || isSortedByPrice(this.#sort);
    sharedClock[isTicking && this.isConnected ? 'listen' : 'leave'](this.#tick);
  }

  readonly #tick = (): void => {
    if (this.#channel.isVisible) this.requestUpdate();
  };

  get #isLine(): boolean {
    const hasLabel = this.#quotes.page.hasLabel || (this.label !== '' && !this.withoutLabel);
    return !hasLabel && this.layout !== 'table' && this.layout !== 'grid';
  }

  #begin(): void {
    this.#list.forget();
    this.#quotes.begin();
  }

  #rules(): TickerRules {
    const { event, key, field, params, max, sparklinePoints: mostPoints, asOf } = this;
    return { event, key, field, params, wanted: this.#wanted, max, mostPoints, asOf };
  }

  #lookedFor(): string {
    const { key, field, event } = this;
    const quote =
      key === 'symbol' && field === 'price' ? '{"symbol": "AAPL", "price": "192.31"}' : `a symbol at "${key}" and a number at "${field}"`;
    return event ? `${quote} in an event named "${event}"` : quote;
  }

  #currentFormat(): QuoteFormat {
    const { baseline, currency, tickSize, above, below, withSparkline } = this;
    const lang = this.#words.lang();
    const { settings } = this.#quotes.page;
    return this.#format([lang, baseline, currency, tickSize, above, below, withSparkline, settings], () => ({
      words: this.#words,
      lang,
      baseline,
      currency,
      tickSize,
      withSparkline,
      nameOf: (symbol) => settings.get(symbol)?.name,
      currencyOf: (symbol) => settings.get(symbol)?.currency,
      limitsOf: (symbol) => this.#quotes.limitsOf(symbol),
    }));
  }

  #currentLook(): TickerLook {
    const { withSparkline } = this;
    const lang = this.#words.lang();
    const named = this.columns.split(' ');
    const columns = COLUMNS.filter((column) => named.includes(column));
    return this.#look([lang, withSparkline, ...columns], () => ({
      columns: columns.length > 0 ? columns : COLUMNS,
      withSparkline,
      words: this.#words,
    }));
  }

  /** Adds two cases to the channel's freshness: after updates of all quotes were missed, and without any quote of this ticker's symbols. */
  #currentFreshness(): Freshness {
    const { freshness } = this.#channel;
    if (this.#shown.missedSince !== undefined && (freshness === 'live' || freshness === 'waiting')) return 'stale';
    return freshness === 'live' && !this.#quotes.state.isHeard ? 'waiting' : freshness;
  }

  /** Returns why all of the quotes may be old, and since when. */
  #doubt(): Note | undefined {
    const { age, missedSince } = this.#shown;
    const at = age === undefined ? this.asOf : this.#now - age;
    const { error } = this.#channel;
    const term = missedSince === undefined ? 'asOf' : 'missed';
    return doubtOf({ freshness: this.#freshness, error }, this.#words, missedSince ?? at, this.#now, term);
  }

  #alertText(symbol: string): string | undefined {
    if (this.announce !== 'polite') return undefined;
    const quote = this.#quotes.state.quotes.get(symbol);
    return viewOf(symbol, quote, undefined, this.#currentFormat(), undefined).sentence;
  }

  /** Says once that the quotes grew stale. */
  #announceStale(): void {
    const isNews = this.#staleNews.take(this.#freshness, this.#channel.isOverdue);
    if (!isNews || this.announce !== 'polite') return;
    const { text } = this.#doubt() ?? { text: '' };
    announce([this.label, text || this.#words.term('stale')].filter(Boolean).join(': '), { from: this });
  }

  #onSort(column: Column): void {
    this.#sort = nextSort(this.#sort, column);
    this.requestUpdate();
  }

  #onPause(): void {
    this.#isTapePaused = !this.#isTapePaused;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return html`${this.#renderBar()}${this.#shown.views.length === 0 ? this.#renderEmpty() : this.#renderQuotes()}${this.#renderMore()}`;
  }

  #renderBar(): TemplateResult {
    return html`<div part="bar">
      <slot name="label">${this.label && !this.withoutLabel ? html`<span part="label">${this.label}</span>` : nothing}</slot
      >${this.#renderSession()}${this.#renderAge()}
    </div>`;
  }

  #renderSession(): TemplateResult | typeof nothing {
    const { delay } = this;
    const session = this.#quotes.state.session ?? this.market?.toLowerCase();
    const lang = this.#words.lang();
    const isDelayed = delay !== undefined && (session === undefined || session === 'open' || session === 'delayed');
    if (isDelayed) {
      const text = this.#words.term('tickerDelayed', formatNumber(delay, { style: 'duration' }, lang));
      return markTemplate({ type: 'session', glyph: 'stale', text });
    }
    return session === undefined ? nothing : markTemplate(sessionMark(session, this.#words));
  }

  #renderAge(): TemplateResult | typeof nothing {
    const doubt = this.#doubt();
    if (doubt) return noteTemplate({ title: doubt.text, ...doubt }, 'age');
    const { age, count, views } = this.#shown;
    const freshness = this.#freshness;
    // If there is no row, the words replace the quotes.
    if (count === 0 && views.length > 0 && (freshness === 'waiting' || freshness === 'connecting'))
      return noteTemplate({ glyph: freshness, tone: 'quiet', text: this.#words.term(freshness) }, 'age');
    if (!this.withAge || age === undefined) return nothing;
    const text = this.#words.term('tickerUpdated', relativeTime(this.#now - age, this.#now, this.#words.lang()));
    return html`<span part="age" data-tone="quiet">${text}</span>`;
  }

  #renderQuotes(): TemplateResult {
    return html`<div part="base" data-layout=${this.layout}>${this.#renderLayout()}</div>`;
  }

  #renderLayout(): TemplateResult {
    const { views } = this.#shown;
    const label = this.label || this.#words.term('tickerQuotes');
    const look = this.#currentLook();
    switch (this.layout) {
      case 'table':
        return tableTemplate(views, look, { label, sort: this.#sort, onSort: (column) => this.#onSort(column) });
      case 'tape':
        return tapeTemplate(views, look, { label, isPaused: this.#isTapePaused, onPause: () => this.#onPause() });
      default:
        return listTemplate(views, look, label);
    }
  }

  /** Shows the page's content, or that there is nothing, once that is known. */
  #renderEmpty(): TemplateResult {
    const { freshness, status } = this.#channel;
    if (!this.#quotes.state.isHeard && this.#quotes.page.hasContent) return html`<slot></slot>`;
    const isKnown = !isFollowing(this) || this.#quotes.state.isHeard;
    if (!isKnown && !isTrustworthy(freshness)) return html``;
    const term = isKnown ? 'tickerEmpty' : status?.subscription === 'confirmed' ? 'waiting' : 'connecting';
    return html`<slot name="empty"><div part="empty">${this.#words.term(term)}</div></slot>`;
  }

  #renderMore(): TemplateResult | typeof nothing {
    const { leftOut, quotes } = this.#quotes.state;
    const count = leftOut.size + (this.#wanted.length > 0 ? 0 : Math.max(0, quotes.size - this.max));
    return count === 0
      ? nothing
      : html`<div part="more">${this.#words.term('tickerLeftOut', formatNumber(count, {}, this.#words.lang()))}</div>`;
  }
}

/** Returns a function that makes a value again only if what it depends on has changed. */
function memo<Value>(): (parts: readonly unknown[], make: () => Value) => Value {
  let known: { readonly parts: readonly unknown[]; readonly value: Value } | undefined;
  return (parts, make) => {
    if (known === undefined || !isSameList(parts, known.parts)) known = { parts, value: make() };
    return known.value;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'live-ticker': LiveTicker;
  }
}
