import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { adoptActionCable, type ActionCableConsumer } from '../../../src/transport/adopted-action-cable.js';
import type { Command } from '../../../src/transport/transport.js';
import { record } from '../../support/record.js';
import { inVirtualTime } from '../../support/virtual-time.js';

suite('adoptActionCable', () => {
  test('says that an action was not sent if the consumer has no open socket', () => {
    inVirtualTime(() => {
      let isOpen = true;
      const webSocket = Object.assign(new EventTarget(), { readyState: 1, OPEN: 1 }) as unknown as WebSocket;
      const consumer: ActionCableConsumer = {
        send: () => isOpen,
        connect: () => undefined,
        connection: { webSocket, isOpen: () => isOpen, isActive: () => true, reopen: () => undefined },
        subscriptions: { findAll: () => [] },
      };
      const command$ = new Subject<Command>();
      const { values, subscription } = record(adoptActionCable(consumer)(command$, { attempt: 0 }));
      const perform: Command = { type: 'perform', identifier: 'a', data: '{}' };
      command$.next(perform);
      assert.ok(values.every(({ type }) => type !== 'unsent'));
      isOpen = false;
      command$.next(perform);
      assert.deepEqual(values.at(-1), { type: 'unsent', identifier: 'a' });
      subscription.unsubscribe();
    });
  });
});
