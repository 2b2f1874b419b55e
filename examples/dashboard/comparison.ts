import type { Connection, Message } from 'cablegram';
import { address } from './connection.js';
import { type Belief, createLedger, type Reader, readNumber } from './ledger.js';
import { openStockClient } from './stock.js';

/** How often the shop's own books are read while the panel is open, in ms; as long may a reader take to hear of what is in them. */
const READ_EVERY = 1_000;

/** What the shop itself knows, by plain HTTP, which no fault touches. */
interface Books {
  readonly orders: number;
  readonly lastActivity: number;
}

/** Compares what the shop knows with what this page and a stock client beside it show. */
export interface Comparison {
  /** Goes on comparing; the first time opens the stock client too, so that a page whose panel stays shut has one socket. */
  open(): void;
  close(): void;
}

/** Writes the comparison into a table that has a row for each: `data-party` is `shop`, `page` or `stock`. */
export function compareReaders(connection: Connection, table: HTMLElement): Comparison {
  const number = new Intl.NumberFormat('en-GB');
  let timer: ReturnType<typeof setInterval> | undefined;
  let readers: Readonly<Record<string, Reader>> | undefined;
  let before: Books | undefined;

  async function compare(): Promise<void> {
    const books = await readBooks();
    if (books === undefined) return;
    cell('shop', 'orders', number.format(books.orders));
    for (const [party, reader] of Object.entries(readers ?? {})) compareOne(party, reader, before ?? books);
    before = books;
  }

  function compareOne(party: string, { ledger, believes }: Reader, { orders, lastActivity }: Books): void {
    const { words, kind, lags } = believes();
    cell(party, 'belief', words, kind);
    if (ledger.orders === undefined) return;
    // Who asks every few seconds is behind by design.
    const trouble = lags ? 'plain' : 'bad';
    const behind = orders - ledger.orders;
    const unheard = ledger.unheardUpTo(lastActivity);
    cell(party, 'orders', number.format(ledger.orders));
    cell(party, 'verdict', behind > 0 ? `${number.format(behind)} behind` : 'right', behind > 0 ? trouble : 'good');
    cell(party, 'unheard', unheard === 0 ? 'none' : number.format(unheard), unheard > 0 ? trouble : 'good');
  }

  function cell(party: string, name: string, words: string, kind?: Belief['kind']): void {
    const place = table.querySelector<HTMLElement>(`[data-party="${party}"] .${name}`);
    if (place === null) return;
    if (place.textContent !== words) place.textContent = words;
    if (kind !== undefined) place.dataset['kind'] = kind;
  }

  return {
    open() {
      readers ??= { page: readThis(connection), stock: openStockClient(address) };
      void compare();
      timer ??= setInterval(() => void compare(), READ_EVERY);
    },
    close() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** Reads what the page shows from the same channels as its elements, paused when they are. */
function readThis(connection: Connection): Reader {
  const ledger = createLedger();
  connection.channel('AnalyticsChannel', { metric: 'orders' }).messages$.subscribe((message) => ledger.noteOrders(bodiesOf(message)));
  connection.channel('ActivityChannel').messages$.subscribe((message) => ledger.noteActivities(bodiesOf(message)));
  return {
    ledger,
    believes() {
      const { status, paused } = connection;
      switch (status.state) {
        case 'connected':
          if (paused) return { words: 'Paused', kind: 'plain' };
          if (status.channels.unconfirmed > 0) return { words: 'No answer', kind: 'bad' };
          if (status.channels.confirmed === 0) return { words: 'Reconnecting', kind: 'bad' };
          if (status.transport !== 'cable') return { words: `Live by ${status.transport}`, kind: 'good', lags: true };
          return { words: 'Live', kind: 'good' };
        case 'failed':
          return { words: 'Unavailable', kind: 'bad' };
        default:
          return { words: 'Reconnecting', kind: 'bad' };
      }
    },
  };
}

function bodiesOf(message: Message): readonly unknown[] {
  if (message.type === 'snapshot') return message.messages.flatMap(bodiesOf);
  return 'body' in message ? [message.body] : [];
}

async function readBooks(): Promise<Books | undefined> {
  try {
    const [orders, [activity]] = (await Promise.all([readJson('orders.json'), readJson('activity.json?last=1')])) as [unknown, unknown[]];
    return { orders: readNumber(orders, 'value') ?? 0, lastActivity: readNumber(activity, 'seq') ?? 0 };
  } catch {
    // The server is gone altogether; the badge says so.
    return undefined;
  }
}

async function readJson(name: string): Promise<unknown> {
  return (await fetch(`/snapshots/${name}`)).json();
}
