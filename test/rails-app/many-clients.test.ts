// 500 clients of cablegram beside 500 of the client that Rails ships, on one application of two processes.
import assert from 'node:assert/strict';
import { adapters, createConsumer } from '@rails/actioncable';
import { after, before, suite, test } from 'node:test';
import { createConnection } from '../../src/connection.js';
import { cable } from '../../src/transport/cable.js';
import { eventually } from '../integration/server/client.js';
import { type Application, startApplication } from './application.js';
import { type Person, signIn } from './person.js';

// What the stock consumer looks for in a page.
Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });

const CLIENTS = 500;

/** How long all of them may take on a busy machine, in ms. */
const PATIENCE = 60_000;

interface Totals {
  readonly orders: number;
}

/** What a client knows. */
interface Client {
  readonly isConfirmed: () => boolean;
  readonly orders: () => number | undefined;
  readonly close: () => void;
}

suite('many clients of the Rails application', () => {
  let application: Application;
  let guest: Person;
  let url = '';

  before(async () => {
    application = await startApplication({ processes: 2 });
    guest = await signIn(application.url);
    url = `${application.url.replace('http', 'ws')}/cable`;
  });
  after(() => application.end());

  function ours(): Client {
    const connection = createConnection({ transports: [cable(url, { WebSocket: guest.WebSocket })] });
    const channel = connection.channel<Totals>('DashboardChannel', { stream: 'totals' });
    let orders: number | undefined;
    channel.bodies$.subscribe((body) => (orders = body.orders));
    return { isConfirmed: () => channel.status.subscription === 'confirmed', orders: () => orders, close: () => connection.close() };
  }

  function theirs(): Client {
    const consumer = createConsumer(url);
    let isConfirmed = false;
    let orders: number | undefined;
    consumer.subscriptions.create(
      { channel: 'DashboardChannel', stream: 'totals' },
      { connected: () => void (isConfirmed = true), received: (body: Totals) => void (orders = body.orders) },
    );
    return { isConfirmed: () => isConfirmed, orders: () => orders, close: () => consumer.disconnect() };
  }

  test(
    `${String(CLIENTS)} of ours and ${String(CLIENTS)} of theirs are confirmed, and each gets an order of another process`,
    { timeout: 180_000 },
    async () => {
      adapters.WebSocket = guest.WebSocket as never;
      const clients = Array.from({ length: CLIENTS }, () => [ours(), theirs()]).flat();
      try {
        await eventually(() => clients.every(({ isConfirmed }) => isConfirmed()), PATIENCE);
        const orders = await application.ruby<number>(
          `JobOrder.create!(shop: Shop.first, book: Book.first, customer: 'Ada', source: 'web', copies: 1, amount: 1); JobOrder.count`,
        );
        await eventually(() => clients.every((client) => client.orders() === orders), PATIENCE);
        assert.equal(clients.length, 2 * CLIENTS);
      } finally {
        clients.forEach(({ close }) => close());
      }
    },
  );
});
