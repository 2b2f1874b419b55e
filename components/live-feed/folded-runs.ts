import { formatNumber } from '../format/number.js';
import type { ItemMessage } from '../internal/item-place.js';
import { isoTime } from '../internal/item-times.js';
import type { LocalizeController } from '../internal/localize.js';
import { reportOnce } from '../internal/report-once.js';
import { textAt } from '../internal/text-at.js';
import { countText } from './count-text.js';
import { childrenWith } from './feed-rows.js';
import { hasFocus } from './feed-semantics.js';
import { moveBefore } from './move-before.js';
import { runTextOf } from './run-text.js';

/** Says what a folded row shows for several bodies, newest first. */
export type GroupText = (bodies: readonly unknown[]) => string;

/** How items are folded. */
export interface RunRules {
  readonly fields: readonly string[];
  /** How far two neighbours may be apart, in ms. */
  readonly within: number;
  readonly isLog: boolean;
  readonly groupText: GroupText | undefined;
  readonly messageOf: (item: HTMLElement) => ItemMessage | undefined;
  readonly instantOf: (item: HTMLElement) => number | undefined;
  /** Whether two items may be in one row. */
  readonly mayJoin: (one: HTMLElement, other: HTMLElement) => boolean;
  /** While a person reads, no new row appears. */
  readonly isReading: boolean;
}

/** A row that stands for the items of a run. */
interface Row {
  readonly element: HTMLElement;
  readonly text: HTMLElement;
  readonly time: HTMLTimeElement;
  readonly button: HTMLButtonElement;
  isOpen: boolean;
}

/** Unlikely in a field. */
const SEPARATOR = '\u{1F}';

/** How many items must lack a field before that counts as a mistake. */
const MOST_LACKING = 3;

/**
 * Folds items with equal fields that follow each other into one row, with a button that shows them.
 *
 * Folds only items that the feed created, because only their bodies are known. The items stay in the page, out of sight.
 */
export class FoldedRuns {
  readonly #host: HTMLElement;
  readonly #words: LocalizeController;
  readonly #onToggle: () => void;
  readonly #rows = new WeakMap<HTMLElement, Row>();

  constructor(host: HTMLElement, words: LocalizeController, onToggle: () => void) {
    this.#host = host;
    this.#words = words;
    this.#onToggle = onToggle;
  }

  /** Folds items, in the order of the page. Returns what is visible: the rows and the single items. */
  fold(items: readonly HTMLElement[], rules: RunRules): HTMLElement[] {
    const used = new Set<Row>();
    const folded = new Set<HTMLElement>();
    const visible: HTMLElement[] = [];
    for (const run of runsOf(items, rules)) {
      const row = run.length > 1 ? this.#rowOf(run, used, rules) : undefined;
      if (row) {
        this.#showRow(row, run, rules);
        visible.push(row.element);
      }
      for (const item of run) {
        if (row) this.#rows.set(item, row);
        else this.#rows.delete(item);
        if (row && !row.isOpen) folded.add(item);
        else visible.push(item);
      }
    }
    for (const item of folded) item.dataset['liveFolded'] ??= '';
    for (const item of childrenWith(this.#host, 'data-live-folded')) if (!folded.has(item)) delete item.dataset['liveFolded'];
    const elements = new Set([...used].map(({ element }) => element));
    for (const element of childrenWith(this.#host, 'data-live-run')) if (!elements.has(element)) leave(element);
    if (rules.fields.length > 0) this.#check(items, rules);
    return visible;
  }

  /** Returns the row that already stands for some of these items, else a new one. */
  #rowOf(run: readonly HTMLElement[], used: Set<Row>, { isReading }: RunRules): Row | undefined {
    const known = run.map((item) => this.#rows.get(item)).find((row) => row && !used.has(row) && row.element.isConnected);
    const row = known ?? (isReading ? undefined : this.#makeRow());
    if (row) used.add(row);
    return row;
  }

  #makeRow(): Row {
    const document = this.#host.ownerDocument;
    const element = document.createElement('article');
    const text = document.createElement('div');
    const time = document.createElement('time');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset['liveUnfold'] = '';
    element.append(text, time, button);
    element.dataset['liveItem'] = element.dataset['liveRun'] = '';
    const row: Row = { element, text, time, button, isOpen: false };
    button.addEventListener('click', () => {
      row.isOpen = !row.isOpen;
      this.#onToggle();
    });
    return row;
  }

  #showRow({ element, text, time, button, isOpen }: Row, run: readonly HTMLElement[], rules: RunRules): void {
    const locale = this.#words.lang();
    const newestFirst = rules.isLog ? [...run].reverse() : run;
    const count = formatNumber(run.length, {}, locale);
    const label = isOpen ? this.#words.term('feedShowLess') : this.#words.term('feedShowAll', count);
    if (button.textContent !== label) button.textContent = label;
    button.ariaExpanded = String(isOpen);
    element.dataset['glyph'] = countText(run.length, locale);
    this.#writeText(text, newestFirst, rules);
    const [newest, first] = [newestFirst[0], run[0]];
    const dateTime = isoTime(newest && rules.instantOf(newest));
    if (time.dateTime !== dateTime) time.dateTime = dateTime;
    if (first && element.nextElementSibling !== first) moveBefore(this.#host, element, first);
  }

  #writeText(text: HTMLElement, newestFirst: readonly HTMLElement[], { messageOf, groupText, fields }: RunRules): void {
    const messages = newestFirst.map(messageOf).filter((message) => message !== undefined);
    const own = groupText && this.#ownText(groupText, messages);
    const { lead, rest } = own === undefined ? runTextOf(messages, fields, this.#words) : { lead: '', rest: own };
    const strong = this.#host.ownerDocument.createElement('strong');
    strong.textContent = lead;
    const content = lead === '' ? [rest] : rest === '' ? [strong] : [strong, ` ${rest}`];
    if (text.textContent !== [lead, rest].filter(Boolean).join(' ')) text.replaceChildren(...content);
  }

  #ownText(groupText: GroupText, messages: readonly ItemMessage[]): string | undefined {
    let text: unknown;
    try {
      text = groupText(messages.map(({ body }) => body));
    } catch (cause) {
      reportOnce(this.#host, `groupText of <live-feed> threw ${String(cause)}, so the row has the built-in text.`, cause);
      return undefined;
    }
    if (typeof text === 'string') return text;
    reportOnce(
      this.#host,
      `groupText of <live-feed> returned a value of type ${typeof text} instead of text, so the row has the built-in text.`,
    );
    return undefined;
  }

  /** Reports a field that no item has. */
  #check(items: readonly HTMLElement[], { fields, messageOf }: RunRules): void {
    const messages = items.map(messageOf).filter((message) => message !== undefined);
    if (messages.length < MOST_LACKING) return;
    for (const field of fields) {
      if (messages.some((message) => valueIn(message, field) !== '')) continue;
      reportOnce(this.#host, `group-by of <live-feed> names ${field}, which none of its items has, so it folds nothing.`);
    }
  }
}

/** Splits items into runs. An item that cannot be folded is a run of its own. */
function runsOf(items: readonly HTMLElement[], rules: RunRules): readonly (readonly HTMLElement[])[] {
  const runs: HTMLElement[][] = [];
  let last: { readonly item: HTMLElement; readonly key: string; readonly at: number | undefined } | undefined;
  for (const item of items) {
    const key = keyOf(rules.messageOf(item), rules.fields);
    const at = rules.instantOf(item);
    const isNext =
      last !== undefined && key !== '' && key === last.key && isNear(at, last.at, rules.within) && rules.mayJoin(last.item, item);
    if (isNext) runs.at(-1)?.push(item);
    else runs.push([item]);
    last = { item, key, at };
  }
  return runs;
}

/** What items must have in common; empty for an item that lacks a field. */
function keyOf(message: ItemMessage | undefined, fields: readonly string[]): string {
  if (!message || fields.length === 0) return '';
  const values = fields.map((field) => valueIn(message, field));
  return values.includes('') ? '' : values.join(SEPARATOR);
}

/** The value of a field, or the name of an object there, as the built-in layout reads `actor` and `actor.name`. */
function valueIn(message: ItemMessage, field: string): string {
  return textAt(message, field) || textAt(message, `${field}.name`);
}

function isNear(one: number | undefined, other: number | undefined, within: number): boolean {
  return one !== undefined && other !== undefined && Math.abs(one - other) <= within;
}

/** Removes a row. Its focus goes to the item behind it. */
function leave(row: HTMLElement): void {
  const next = row.nextElementSibling;
  if (hasFocus(row) && next instanceof HTMLElement) {
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }
  row.remove();
}
