import type { Connection, Message } from 'cablegram';
import { address } from './connection.js';
import { type Belief, createLedger, type Reader, readNumber } from './ledger.js';
import { openStockClient } from './stock.js';

/** How often the shop's own data is fetched while the panel is open, in ms. A reader may lag behind by as much. */
const READ_EVERY = 1_000;

/** The shop's own data, by plain HTTP, which no fault affects. */
interface Books {
  readonly orders: number;
  readonly lastActivity: number;
}

/** Compares the shop's own data with what this page and a stock client show. */
export interface Comparison {
  /** Starts or continues comparing. The first call opens the stock client, so that a page with a closed panel has only one socket. */
  open(): void;
  close(): void;
}

/** Writes the comparison into a table with a row for each party: `data-party` is `shop`, `page` or `stock`. */
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
    // A page that polls is behind by design.
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

/** Reads what the page shows, from the same channels as its elements and paused with them. */
function readThis(connection: Connection): Reader {
  const ledger = createLedger();
  // The same snapshots as the elements name, so that the fetches and the repair are shared.
  const orders = connection.channel('AnalyticsChannel', { metric: 'orders' }, { snapshot: '/snapshots/orders.json?last=90', seq: 'seq' });
  const activities = connection.channel('ActivityChannel', {}, { snapshot: '/snapshots/activity.json', seq: 'seq' });
  orders.messages$.subscribe((message) => ledger.noteOrders(bodiesOf(message)));
  activities.messages$.subscribe((message) => ledger.noteActivities(bodiesOf(message)));
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
    // The server is unreachable; the badge says so.
    return undefined;
  }
}

async function readJson(name: string): Promise<unknown> {
  return (await fetch(`/snapshots/${name}`)).json();
}
