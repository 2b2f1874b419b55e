import type { Scalar } from '../../src/index.js';
import { formatNumber, type NumberFormat, type NumberPart, numberParts, type NumberStyle, refusalOf, textOf } from '../format/number.js';
import type { LocalizeController } from '../internal/localize.js';
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

/** Formats the values of a counter: by the page's function, else by its attributes. */
export class CounterFormat {
  readonly #host: FormatHost;
  readonly #words: LocalizeController;
  readonly #report: (message: string) => void;

  constructor(host: FormatHost, words: LocalizeController, report: (message: string) => void) {
    this.#host = host;
    this.#words = words;
    this.#report = report;
  }

  get options(): NumberFormat {
    const { format: style, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, formatOptions: options } = this.#host;
    return { style, currency, unit, minimumFractionDigits, maximumFractionDigits, signDisplay, options };
  }

  /** Reports a format that cannot be used. */
  check(): void {
    const refusal = refusalOf(this.options, this.#words.lang());
    if (refusal) this.#report(`<live-counter> cannot use its format: ${refusal}.`);
  }

  parts(value: Scalar | undefined, more?: Intl.NumberFormatOptions): readonly NumberPart[] {
    const { formatter } = this.#host;
    const own = formatter && this.#writeOwn(formatter, value);
    if (own !== undefined) return [{ type: 'literal', value: own }];
    const format = this.options;
    return numberParts(value, { ...format, options: { ...more, ...format.options } }, this.#words.lang());
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
    return textOf(this.parts(amount, { signDisplay: 'never' }));
  }

  /** Formats whole percent. */
  percent(amount: number): string {
    return formatNumber(amount / 100, { style: 'percent' }, this.#words.lang());
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
