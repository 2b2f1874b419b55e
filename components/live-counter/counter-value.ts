import type { Message, Scalar } from '../../src/index.js';
import { LiveChangeEvent } from '../internal/events.js';
import type { LocalizeController } from '../internal/localize.js';
import type { ContentController } from './content-controller.js';
import type { CounterFormat } from './counter-format.js';
import type { CounterPick } from './counter-reading.js';
import { type CounterState, emptyCounter, reduceCounter, renderedCounter } from './counter-state.js';
import { readPageValue } from './page-value.js';

/** A counter, as far as its value is concerned. */
export interface ValueHost extends HTMLElement, CounterPick {
  readonly value: string | number | undefined;
}

/** What else a value depends on. */
export interface ValueOptions {
  readonly content: ContentController;
  readonly format: CounterFormat;
  readonly words: LocalizeController;
  readonly report: (message: string) => void;
}

/** The value of a counter: the page's own, then that of the messages. Dispatches `live-change`. */
export class CounterValue {
  state: CounterState = emptyCounter;

  readonly #host: ValueHost;
  readonly #options: ValueOptions;
  #lastReported: Scalar | undefined;
  /** Whether the content is newer than `value`. */
  #isContent = false;

  constructor(host: ValueHost, options: ValueOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Whether the page's content is shown as the page wrote it. */
  get isContent(): boolean {
    return this.#isContent && !this.state.isLive;
  }

  /** Whether there is nothing to show. */
  get isBlank(): boolean {
    return this.state.value === undefined && !this.state.isLive && !this.#isContent;
  }

  /** Takes the page's own value, unless the value on display is newer. `isContent`: the content is newer than `value`. */
  takePage(isContent: boolean): void {
    const { value, asOf } = this.#host;
    const { content, format, words, report } = this.#options;
    const { isLive, at = Infinity } = this.state;
    if (isLive && at >= Number(asOf)) return;
    const { text } = content;
    if (typeof (value ?? '') === 'object') report('<live-counter> needs value to be a number or text, but got an object.');
    const page = readPageValue(value, text, format.options, words.declared());
    // The page no longer has a value; the channel's value remains.
    if (isLive && page.value === undefined && !page.isUnreadable) return;
    this.state = renderedCounter(page, asOf);
    this.#lastReported = page.value;
    this.#isContent = text !== '' && (isContent || page.isContent);
  }

  /** Takes the page's own value again. */
  begin(): void {
    this.state = emptyCounter;
    this.#lastReported = undefined;
    this.takePage(true);
  }

  /** Applies messages and returns whether one was used. Dispatches `live-change` even if the change is not rendered yet. */
  take(messages: readonly Message[]): boolean {
    let isUsed = false;
    for (const message of messages) {
      const before = this.state;
      this.state = reduceCounter(before, message, this.#host);
      isUsed ||= message.type !== 'gap' && this.state !== before;
    }
    const { value, isLive, isUnsummed } = this.state;
    if (isUnsummed) this.#reportUnsummed();
    const previous = this.#lastReported;
    if (isLive && value !== previous) {
      this.#lastReported = value;
      this.#host.dispatchEvent(new LiveChangeEvent(value, previous));
    }
    return isUsed;
  }

  /** What the counter looks for in a body. */
  lookedFor(): string {
    const { event, field } = this.#host;
    const names = event && `an event named "${event}"`;
    const value = field && `a value at "${field}"`;
    return [value, names].filter(Boolean).join(' or ') || 'a number, {"value": 1} or {"increment": 1}';
  }

  #reportUnsummed(): void {
    const { content, words, report } = this.#options;
    const language = words.declared();
    const base = JSON.stringify(this.state.value ?? this.#host.value ?? content.text);
    report(
      `<live-counter> cannot add to ${base}, which is not certainly a number` +
        (language ? ` in the language "${language}".` : '. Declare the language of the page with lang, or the number with value.'),
    );
  }
}
