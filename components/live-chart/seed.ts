import { isNumeric, readInstant } from '../../src/index.js';
import { readNumber } from '../format/read-number.js';

/** The data of the page's table: one field for each column but the first, which holds the instants. */
export interface Seed {
  readonly fields: readonly string[];
  readonly rows: readonly { readonly at: number; readonly values: readonly (number | string | undefined)[] }[];
  /** The first cell whose digits are not certainly a number or an instant. */
  readonly unread: string | undefined;
}

/**
 * Parses a table that the server rendered: `<time datetime>` or text in the first column, `<data value>`, `data-value` or text in the others.
 *
 * Text is parsed strictly, in the page's language (`''` if it declares none). A column's field is the `data-field` of its heading, else the
 * heading.
 */
export function seedOf(table: HTMLTableElement, language: string): Seed {
  const [head = [], ...body] = [...table.rows].map((row) => [...row.cells]);
  let unread: string | undefined;
  function known<Value>(value: Value | undefined, text: string): Value | undefined {
    if (value === undefined && /\p{Nd}/u.test(text)) unread ??= text;
    return value;
  }
  const rows = body.flatMap(([first, ...others]) => {
    const written = first ? (codeOf(first) ?? textOf(first)) : '';
    const at = known(readInstant(written), written);
    if (at === undefined) return [];
    const values = others.map((cell) => {
      const code = codeOf(cell);
      return known(code === undefined ? readNumber(textOf(cell), language) : isNumeric(code) ? code : undefined, code ?? textOf(cell));
    });
    return [{ at, values }];
  });
  return { fields: head.slice(1).map((cell) => cell.dataset['field'] ?? textOf(cell)), rows, unread };
}

/** Returns a cell's machine-readable value. */
function codeOf(cell: HTMLElement): string | undefined {
  const { dateTime, value } = cell.querySelector<HTMLTimeElement & HTMLDataElement>('time, data') ?? {};
  return [dateTime, value, cell.dataset['value']].find(Boolean);
}

function textOf(cell: HTMLElement): string {
  return cell.textContent.trim();
}
