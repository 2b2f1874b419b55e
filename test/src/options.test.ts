import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConnection } from '../../src/connection.js';
import { CablegramError } from '../../src/errors.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import { connect } from '../support/fake-connection.js';
import { record } from '../support/record.js';
import { inVirtualTime } from '../support/virtual-time.js';

suite('ConnectionOptions', () => {
  test('refuses a url beside transports, no transport, and more than one', () => {
    const transport = cable('ws://x');
    for (const options of [{ url: 'ws://x', transports: [transport] }, { transports: [] }]) {
      assert.throws(() => createConnection(options), isInvalid);
    }
  });

  test('refuses durations that are none, and says what it saw', () => {
    for (const name of ['openWithin', 'heartbeatWithin', 'linger', 'idleAfter']) {
      for (const value of [-1, NaN, '5s']) {
        const call = (): Connection => createConnection({ url: 'ws://x', [name]: value });
        assert.throws(call, (error) => isInvalid(error) && String(error).includes(String(value)) && String(error).includes(name));
      }
    }
  });

  test('takes other deadlines', () => {
    inVirtualTime((time) => {
      const [unanswered, silent] = [connect(time, { accept: false, openWithin: 100 }), connect(time, { heartbeatWithin: 200, linger: 10 })];
      unanswered.connection.open();
      silent.connection.open();
      time.advance(200);
      assert.deepEqual([unanswered.connection.status.reason, silent.connection.status.reason], ['no-welcome', 'silent']);
      const { fake, connection } = connect(time, { linger: 10 });
      record(connection.channel('C').messages$).subscription.unsubscribe();
      time.advance(10);
      assert.deepEqual(fake.commands.at(-1)?.type, 'unsubscribe');
    });
  });
});

function isInvalid(error: unknown): boolean {
  return error instanceof CablegramError && error.code === 'option-invalid';
}
