import type { Scalar } from '../../src/index.js';
import { formatNumber, type NumberFormat, type NumberPart, numberParts, type NumberStyle, refusalOf, textOf } from '../format/number.js';
import type { LocalizeController } from '../internal/localize.js';
import { isSameList } from '../internal/subject.js';
import type { Limited } from './counter-limits.js';

/** The properties of a counter that format its value. */
export interface FormatHost {
  readonly format: NumberStyle | undefined;
  readonly currency: string | undefined;
  readonly unit: string | undefined;
  readonly minimumFractionDigits: number | undefined;
  readonly maximumFractionDigits: number | undefined;
  readonly signDisplay: Intl.NumberFormatOptions['signDisplay'] | undefined;
  readonly formatOptions: Intl.NumberFormatOptions | undefined;
  readonly formatter: ((value: Scalar | undefined) => string) | undefined;
}

/** Options that write short forms in full, for screen readers. */
const LONG: Intl.NumberFormatOptions = { compactDisplay: 'long', unitDisplay: 'long' };

const PERCENT: NumberFormat = { style: 'percent' };

/** Options of a change, whose direction a glyph shows. */
const UNSIGNED: Intl.NumberFormatOptions = { signDisplay: 'never' };

/** The options of all counters that ask for the same. Formatters are found by the identity of the options. */
interface SharedFormat {
  readonly asked: readonly unknown[];
  readonly options: NumberFormat;
  readonly variants: Map<Intl.NumberFormatOptions, NumberFormat>;
}

/** How many formats are shared. A page needs a handful; beyond the limit, the list is emptied. */
const MOST_KEPT = 200;

const formats = new Map<string, SharedFormat>();

/** Formats the values of a counter: by the page's function, else by its attributes. */
export class CounterFormat {
  readonly #host: FormatHost;
  readonly #words: LocalizeController;
  readonly #report: (message: string) => void;
  #format: SharedFormat | undefined;
  #checked: readonly unknown[] = [];

  constructor(host: FormatHost, words: LocalizeController, report: (message: string) => void) {
    this.#host = host;
    this.#words = words;
    this.#report = report;
  }

  get options(): NumberFormat {
    return this.#shared().options;
  }

  #shared(): SharedFormat {
    const { format: style, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, formatOptions: options } = this.#host;
    const asked = [style, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, options];
    if (this.#format && isSameList(asked, this.#format.asked)) return this.#format;
    const key = JSON.stringify(asked);
    const known = formats.get(key);
    if (known) return (this.#format = known);
    if (formats.size >= MOST_KEPT) formats.clear();
    const made = { style, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, options };
    formats.set(key, (this.#format = { asked, options: made, variants: new Map() }));
    return this.#format;
  }

  /** Returns the options with `more`, which the page's own override. */
  #with(more: Intl.NumberFormatOptions): NumberFormat {
    const { options, variants } = this.#shared();
    let variant = variants.get(more);
    if (!variant) variants.set(more, (variant = { ...options, options: { ...more, ...options.options } }));
    return variant;
  }

  /** Reports a format that cannot be used. */
  check(): void {
    const asked = [this.options, this.#words.lang()];
    if (isSameList(asked, this.#checked)) return;
    this.#checked = asked;
    const refusal = refusalOf(this.options, this.#words.lang());
    if (refusal) this.#report(`<live-counter> cannot use its format: ${refusal}.`);
  }

  parts(value: Scalar | undefined, more?: Intl.NumberFormatOptions): readonly NumberPart[] {
    const { formatter } = this.#host;
    const own = formatter && this.#writeOwn(formatter, value);
    if (own !== undefined) return [{ type: 'literal', value: own }];
    return numberParts(value, more ? this.#with(more) : this.options, this.#words.lang());
  }

  /** Formats what is displayed of a value, with a plus if it has more digits than that. */
  limitedParts({ value, isCapped }: Limited): readonly NumberPart[] {
    const parts = this.parts(value);
    return isCapped ? [...parts, { type: 'plusSign', value: '+' }] : parts;
  }

  text(value: Scalar | undefined): string {
    return textOf(this.parts(value));
  }

  /** Formats what is displayed of a value for screen readers. */
  spoken({ value, isCapped }: Limited): string {
    const text = textOf(this.parts(value, LONG));
    return isCapped ? this.#words.term('counterMore', text) : text;
  }

  /** Formats the size of a change. A glyph shows its direction. */
  change(amount: Scalar): string {
    return textOf(this.parts(amount, UNSIGNED));
  }

  /** Formats whole percent. */
  percent(amount: number): string {
    return formatNumber(amount / 100, PERCENT, this.#words.lang());
  }

  /** Calls the page's formatter. If it throws, the number is formatted without it. */
  #writeOwn(formatter: (value: Scalar | undefined) => string, value: Scalar | undefined): string | undefined {
    try {
      const text: unknown = formatter(value);
      if (typeof text === 'string') return text;
      this.#report('The formatter of <live-counter> returned no text.');
    } catch (error) {
      this.#report(`The formatter of <live-counter> threw: ${String(error)}`);
    }
    return undefined;
  }
}
