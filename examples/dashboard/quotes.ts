import type { Connection } from 'cablegram';
import { tellAge } from './age.js';
import { repairedBy } from './connection.js';

/** Symbols of the shares that the server quotes. */
const SYMBOLS = ['ACME', 'GLBX', 'INTC', 'PAPR', 'INKS', 'BIND'] as const;

/** Fills the table of quotes with two counters a row; each pair shares a subscription. */
export function showQuotes(connection: Connection): void {
  const rows = SYMBOLS.map((symbol) => {
    const row = document.createElement('tr');
    const name = document.createElement('th');
    name.scope = 'row';
    name.textContent = symbol;
    const price = counterOf(symbol, 'price');
    price.setAttribute('minimum-fraction-digits', '2');
    const change = counterOf(symbol, 'change_percent');
    change.setAttribute('unit', 'percent');
    change.setAttribute('format-options', '{"signDisplay":"never","minimumFractionDigits":2,"maximumFractionDigits":2}');
    change.addEventListener('live-change', ({ value }) => {
      row.dataset['direction'] = Number(value) > 0 ? 'up' : Number(value) < 0 ? 'down' : 'flat';
    });
    row.append(name, cellOf(price), cellOf(change));
    return row;
  });
  document.querySelector('#quotes tbody')?.replaceChildren(...rows);
  tellAge('#quotes', connection.channel('StockChannel', { symbol: SYMBOLS[0] }, repairedBy(`quotes/${SYMBOLS[0]}`)));
}

function counterOf(symbol: string, field: string): HTMLElement {
  const counter = document.createElement('live-counter');
  counter.setAttribute('channel', 'StockChannel');
  counter.setAttribute('params', JSON.stringify({ symbol }));
  counter.setAttribute('field', field);
  for (const [name, value] of Object.entries(repairedBy(`quotes/${symbol}`))) counter.setAttribute(name, String(value));
  return counter;
}

function cellOf(content: HTMLElement): HTMLTableCellElement {
  const cell = document.createElement('td');
  cell.append(content);
  return cell;
}
