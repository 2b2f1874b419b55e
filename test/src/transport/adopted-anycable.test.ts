import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { createConnection } from '../../../src/connection.js';
import { adoptAnyCable, type AnyCableConsumer } from '../../../src/transport/adopted-anycable.js';
import type { Command } from '../../../src/transport/transport.js';
import { record } from '../../support/record.js';
import { inVirtualTime } from '../../support/virtual-time.js';

/** A consumer that is connected, confirms at once, and hands on what `receive` is given, with its place in the history if there is one. */
function connectedConsumer(): { readonly consumer: AnyCableConsumer; readonly receive: (body: unknown, offset?: number) => void } {
  type Listener = (body: unknown, place?: { readonly stream: string; readonly epoch: string; readonly offset: number }) => void;
  const listeners: Listener[] = [];
  const consumer: AnyCableConsumer = {
    connect: () => Promise.resolve(),
    subscriptions: {
      create(_params, mixin) {
        (mixin as { readonly connected: () => void }).connected();
        return { identifier: '', channel: { on: (_event, listener) => listeners.push(listener) }, unsubscribe: () => undefined };
      },
    },
    cable: { state: 'connected', on: () => () => undefined, perform: () => Promise.resolve() },
  };
  return {
    consumer,
    receive(body, offset) {
      for (const listener of listeners) listener(body, offset === undefined ? undefined : { stream: 's', epoch: 'e', offset });
    },
  };
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

  test('reports a body once, though the history brings it again after it came live', () => {
    inVirtualTime((time) => {
      const { consumer, receive } = connectedConsumer();
      const connection = createConnection({ transports: [adoptAnyCable(consumer)], environment: time.environment });
      const { values } = record(connection.channel('Orders').bodies$);
      for (const offset of [1, 5, 2, 3, 4, 5, 6]) receive(offset, offset);
      receive('whisper');
      receive('whisper');
      assert.deepEqual(values, [1, 5, 2, 3, 4, 6, 'whisper', 'whisper']);
      connection.close();
    });
  });

  test('says that an action was not sent while the cable is away', () => {
    const { consumer } = connectedConsumer();
    const command$ = new Subject<Command>();
    const { values, subscription } = record(adoptAnyCable(consumer)(command$, { attempt: 0 }));
    const perform: Command = { type: 'perform', identifier: '{}', data: '{"action":"save"}' };
    command$.next({ type: 'subscribe', identifier: '{}' });
    command$.next(perform);
    assert.ok(values.every(({ type }) => type !== 'unsent'));
    Object.assign(consumer.cable, { state: 'disconnected' });
    command$.next(perform);
    assert.deepEqual(values.at(-1), { type: 'unsent', identifier: '{}' });
    subscription.unsubscribe();
  });
});
