import { readInstant } from '../../src/index.js';
import { numberOf } from './chart-state.js';

/** A table of the page as data: one field for each column but the first, which says when. */
export interface Seed {
  readonly fields: readonly string[];
  readonly rows: readonly { readonly at: number; readonly values: readonly (number | null | undefined)[] }[];
}

/**
 * Reads a table that the server rendered: `<time datetime>` or text in the first column, `<data value>`, `data-value` or text in the others.
 *
 * The field of a column is the `data-field` of its heading, else the heading.
 */
export function seedOf(table: HTMLTableElement): Seed {
  const [head = [], ...body] = [...table.rows].map((row) => [...row.cells]);
  return {
    fields: head.slice(1).map((cell) => cell.dataset['field'] ?? textOf(cell)),
    rows: body.flatMap(([first, ...others]) => {
      const at = readInstant(first && textOf(first));
      return at === undefined ? [] : [{ at, values: others.map((cell) => numberOf(textOf(cell).replace(/,(?=\d{3})/g, ''))) }];
    }),
  };
}

function textOf(cell: HTMLTableCellElement): string {
  const { dateTime, value } = cell.querySelector<HTMLTimeElement & HTMLDataElement>('time, data') ?? {};
  return dateTime ?? value ?? cell.dataset['value'] ?? cell.textContent.trim();
}
