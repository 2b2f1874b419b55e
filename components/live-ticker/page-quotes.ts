import type { LitElement, ReactiveController } from 'lit';
import { readInstant } from '../../src/index.js';
import { readNumber } from '../format/read-number.js';
import { readDecimal } from '../format/decimals.js';
import type { QuoteReading } from './quote-reading.js';
import { observerOf } from '../internal/browser.js';

/** What the page writes in its `<live-quote>` elements. */
export interface PageQuotes {
  /** Quotes with a price. */
  readonly seeds: readonly QuoteReading[];
  /** By symbol, in the page's order. */
  readonly settings: ReadonlyMap<string, QuoteSettings>;
  /** Whether the page has any content of its own. */
  readonly hasContent: boolean;
  /** Whether one of its elements is the label. */
  readonly hasLabel: boolean;
  /** Attributes that hold no number or instant, as text for the error message. */
  readonly mistakes: readonly string[];
}

/** What the page sets for one symbol. */
export interface QuoteSettings {
  readonly name?: string | undefined;
  readonly currency?: string | undefined;
  /** Limits, as decimal text. */
  readonly above?: string | undefined;
  readonly below?: string | undefined;
}

/**
 * Reads the `<live-quote symbol="AAPL" price="192.31">` children of an element.
 *
 * They are no custom elements: their content is what the page shows without JavaScript, and their attributes are the data. Without `price`, the
 * content is the price if it is only a number in the given language (`''` if the page declares none).
 */
export function readPageQuotes(host: Element, language: string): PageQuotes {
  const mistakes: string[] = [];
  const settings = new Map<string, QuoteSettings>();
  const seeds: QuoteReading[] = [];
  for (const child of host.children) {
    const symbol = child.getAttribute('symbol')?.trim();
    if (child.localName !== 'live-quote' || !symbol) continue;
    const text = (name: string): string | undefined => emptyAsAbsent(child.getAttribute(name)?.trim());
    const read = <Value>(name: string, reader: (written: string) => Value | undefined): Value | undefined => {
      const written = text(name);
      const value = written === undefined ? undefined : reader(written);
      if (written !== undefined && value === undefined) mistakes.push(`${name}="${written.slice(0, 80)}" of ${symbol}`);
      return value;
    };
    const [name, currency] = [text('name'), text('currency')];
    settings.set(symbol, { name, currency, above: read('above', readDecimal), below: read('below', readDecimal) });
    const price = text('price') === undefined ? contentPrice(child.textContent.trim(), language) : read('price', readDecimal);
    if (price === undefined) continue;
    seeds.push({
      type: 'quote',
      symbol,
      price,
      name,
      currency,
      change: read('change', readDecimal),
      percent: read('change-percent', readDecimal),
      previousClose: read('previous-close', readDecimal),
      open: read('open', readDecimal),
      session: text('session')?.toLowerCase(),
      saidAt: read('at', readInstant),
    });
  }
  const hasLabel = [...host.children].some(({ slot }) => slot === 'label');
  const hasContent = [...host.childNodes].some((node) => (node instanceof Element ? !node.slot : Boolean(node.textContent?.trim())));
  return { seeds, settings, mistakes, hasContent, hasLabel };
}

/** Reads content that is only a number. If a program would read it as the same number, every digit is kept: `192.30`. */
function contentPrice(content: string, language: string): string | undefined {
  const number = readNumber(content, language);
  return number !== undefined && Number(content) === Number(number) ? readDecimal(content) : readDecimal(number);
}

function emptyAsAbsent(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Calls back when the page changes its content, for example by a morph. */
export class PageQuotesController implements ReactiveController {
  readonly #host: LitElement;
  readonly #observer: MutationObserver;

  constructor(host: LitElement, onChange: () => void) {
    this.#host = host;
    this.#observer = new (observerOf('MutationObserver'))(onChange);
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true, characterData: true, attributes: true, subtree: true });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
