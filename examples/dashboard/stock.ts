import { createConsumer } from '@rails/actioncable';
import { type Belief, createLedger, type Reader } from './ledger.js';

/**
 * Opens a second connection to the shop with the client that Rails ships, used as the Rails guide says, to compare both under the same faults.
 *
 * It knows its state only from the callbacks `connected` and `disconnected`, like every page that uses it.
 */
export function openStockClient(address: string): Reader {
  const ledger = createLedger();
  let belief: Belief = { words: 'Connecting', kind: 'plain' };
  const { subscriptions } = createConsumer(address);
  subscriptions.create(
    { channel: 'AnalyticsChannel', metric: 'orders' },
    {
      connected: () => void (belief = { words: 'Connected', kind: 'good' }),
      disconnected: ({ willAttemptReconnect }: { willAttemptReconnect: boolean | undefined }) =>
        void (belief = willAttemptReconnect ? { words: 'Disconnected', kind: 'bad' } : { words: 'Disconnected for good', kind: 'bad' }),
      received: (body: unknown) => ledger.noteOrders([body]),
    },
  );
  subscriptions.create('ActivityChannel', { received: (body: unknown) => ledger.noteActivities([body]) });
  return { ledger, believes: () => belief };
}
