import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConnection } from '../../../src/connection.js';
import { adoptAnyCable, type AnyCableConsumer } from '../../../src/transport/adopted-anycable.js';
import { record } from '../../support/record.js';
import { inVirtualTime } from '../../support/virtual-time.js';

/** A consumer that is connected, confirms at once, and hands on what `receive` is given. */
function connectedConsumer(): { readonly consumer: AnyCableConsumer; readonly receive: (body: unknown) => void } {
  const received: ((body: unknown) => void)[] = [];
  const consumer: AnyCableConsumer = {
    connect: () => Promise.resolve(),
    subscriptions: {
      create(_params, mixin) {
        const { connected, received: take } = mixin as { readonly connected: () => void; readonly received: (body: unknown) => void };
        received.push(take);
        connected();
        return { identifier: '', unsubscribe: () => undefined };
      },
    },
    cable: { state: 'connected', on: () => () => undefined, perform: () => Promise.resolve() },
  };
  return { consumer, receive: (body) => received.forEach((take) => take(body)) };
}

suite('adoptAnyCable', () => {
  test('leaves out a body whose number the consumer has rounded, counts and reports it, and calls it a gap', () => {
    inVirtualTime((time) => {
      const { consumer, receive } = connectedConsumer();
      const connection = createConnection({ transports: [adoptAnyCable(consumer)], environment: time.environment });
      const orders = connection.channel('Orders');
      const messages = record(orders.messages$);
      const errors = record(orders.errors$);
      receive({ id: 1 });
      receive({ id: 9007199254740992 });
      receive({ id: 2 });
      assert.deepEqual(
        messages.values.map((message) => ('body' in message ? message.body : message.type)),
        [{ id: 1 }, 'gap', { id: 2 }],
      );
      assert.deepEqual(
        errors.values.map(({ code }) => code),
        ['number-rounded'],
      );
      assert.equal(connection.discarded.rounded, 1);
      connection.close();
    });
  });
});
