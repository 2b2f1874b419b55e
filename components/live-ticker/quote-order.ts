import { compareDecimals } from '../../src/index.js';
import { type AttributeReader, UNREADABLE } from '../internal/converters.js';
import type { Quote } from './quote.js';
import { type Baseline, changeOf } from './baseline.js';

/** The columns of a quote. */
export const COLUMNS = ['symbol', 'price', 'change', 'percent'] as const;
export type Column = (typeof COLUMNS)[number];

/** A column to sort by. */
export interface Sort {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** A column to sort by, as text. Empty if the page sets none. */
export const sortAttribute: AttributeReader<string> = {
  fallback: '',
  expected: `one of ${COLUMNS.join(', ')}, then ascending or descending`,
  fromAttribute: (text) => text,
  read: (value) => (value === '' || value === false ? '' : readSort(String(value)) ? String(value) : UNREADABLE),
};

/** Reads `percent descending`; `undefined` for any other text. Without a direction, it is ascending. */
export function readSort(text: string): Sort | undefined {
  const [name, direction = 'ascending', ...rest] = text.trim().toLowerCase().split(/\s+/);
  const column = COLUMNS.find((one) => one === name);
  const isDescending = direction === 'descending';
  return column && rest.length === 0 && (isDescending || direction === 'ascending') ? { column, isDescending } : undefined;
}

/** Returns what a press on a column's heading sorts by next: both directions, then the page's own order. Numbers start with the largest. */
export function nextSort(sort: Sort | undefined, column: Column): Sort | undefined {
  const startsDescending = column !== 'symbol';
  if (sort?.column !== column) return { column, isDescending: startsDescending };
  return sort.isDescending === startsDescending ? { column, isDescending: !startsDescending } : undefined;
}

/** Sorts quotes by a column. What is unknown comes last in both directions. */
export function sorted(quotes: readonly Quote[], { column, isDescending }: Sort, baseline: Baseline, locale: string): readonly Quote[] {
  const sign = isDescending ? -1 : 1;
  if (column === 'symbol') return [...quotes].sort((one, other) => sign * one.symbol.localeCompare(other.symbol, locale));
  const keyed = quotes.map((quote) => ({ quote, value: valueOf(quote, column, baseline) }));
  return keyed
    .sort(({ value: one }, { value: other }) => {
      if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
      return sign * compareDecimals(one, other);
    })
    .map(({ quote }) => quote);
}

function valueOf(quote: Quote, column: Exclude<Column, 'symbol'>, baseline: Baseline): string | undefined {
  switch (column) {
    case 'price':
      return quote.price;
    case 'change':
      return changeOf(quote, baseline).amount;
    case 'percent':
      return changeOf(quote, baseline).share;
    default:
      return column satisfies never;
  }
}
