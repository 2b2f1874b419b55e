import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { CablegramError } from '../../src/errors.js';
import { connect } from '../support/fake-connection.js';
import { record, type Recording } from '../support/record.js';
import { inVirtualTime } from '../support/virtual-time.js';

suite('Connection.scope', () => {
  test('ends with its own close(), and the connection goes on', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const scope = connection.scope();
      const channel = scope.channel('C');
      const [inner, outer] = [record(channel.messages$), record(connection.channel('C').messages$)];
      const streams: Recording<unknown>[] = [record(scope.status$), record(scope.pauseKind$), record(scope.held$), record(channel.status$)];
      scope.close();
      fake.broadcast('C', {}, 1);
      assert.deepEqual([inner.completed, inner.values.length, outer.completed, outer.values.length], [true, 0, false, 1]);
      assert.deepEqual(
        streams.map(({ completed }) => completed),
        [true, true, true, true],
      );
      assert.equal(connection.status.state, 'connected');
      assert.throws(() => scope.channel('C'), isClosed);
    });
  });

  test('does not come back to life for a late subscriber', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const scope = connection.scope();
      const channel = scope.channel('C');
      scope.close();
      const late: Recording<unknown>[] = [
        record(channel.messages$),
        record(channel.bodies$),
        record(channel.status$),
        record(scope.status$),
      ];
      assert.deepEqual(
        late.map(({ completed }) => completed),
        [true, true, true, true],
      );
      assert.equal(fake.dials, 0);
    });
  });

  test('ends the scopes within it', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const outer = connection.scope();
      const inner = record(outer.scope().channel('C').messages$);
      outer.close();
      assert.ok(inner.completed);
      assert.equal(connection.status.state, 'connected');
    });
  });

  test('is paused by its own pause or one around it, and by no neighbour’s', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const [one, other] = [connection.scope(), connection.scope()];
      const [paused, neighbour] = [record(one.pauseKind$), record(other.pauseKind$)];
      one.pause();
      one.pause();
      connection.pause();
      one.resume();
      connection.resume();
      assert.deepEqual(paused.values, [undefined, 'freeze', undefined]);
      assert.deepEqual(neighbour.values, [undefined, 'freeze', undefined]);
      assert.deepEqual([one.paused, other.paused, connection.paused], [false, false, false]);
    });
  });
});

function isClosed(error: unknown): boolean {
  return error instanceof CablegramError && error.code === 'connection-closed';
}
