import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { CablegramError } from '../../../src/errors.js';
import type { Channel } from '../../../src/channel/channel.js';
import type { ChannelStatus } from '../../../src/channel/channel-status.js';
import type { ChannelHandlers } from '../../../src/channel/handlers.js';
import { connect } from '../../support/fake-connection.js';
import { FRAME, inVirtualTime } from '../../support/virtual-time.js';

/** What the handlers of a channel got, in order. */
function noting(seen: string[]): Required<ChannelHandlers> {
  return {
    body: (body) => seen.push(`body ${JSON.stringify(body)}`),
    message: ({ type }) => seen.push(`message ${type}`),
    batch: (batch) => seen.push(`batch of ${batch.length}`),
    status: ({ subscription }) => seen.push(`status ${subscription}`),
    error: ({ code }) => seen.push(`error ${code}`),
  };
}

function throwing(error: unknown): never {
  throw error;
}

suite('channel.subscribe', () => {
  test('calls each function with what the stream of the same name emits', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen: string[] = [];
      connection.channel('C').subscribe(noting(seen));
      fake.broadcast('C', {}, 1);
      fake.broadcast('C', {}, 2);
      time.advance(FRAME);
      assert.deepEqual(
        seen.filter((line) => !line.startsWith('status')),
        ['body 1', 'message value', 'body 2', 'message value', 'batch of 2'],
      );
      assert.equal(seen[0], 'status waiting');
      assert.ok(seen.includes('status confirmed'));
    });
  });

  test('gets the errors of bodies that cannot be read', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen: string[] = [];
      const { error, message } = noting(seen);
      connection.channel('C', {}, { decode: () => throwing(new Error('no')) }).subscribe({ error, message });
      fake.broadcast('C', {}, 1);
      assert.deepEqual(seen, ['error body-undecodable']);
    });
  });

  test('does not use the channel for its status and errors alone', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const states: ChannelStatus['state'][] = [];
      connection.channel('C').subscribe({ status: ({ state }) => states.push(state), error: throwing });
      time.advance(10_000);
      assert.deepEqual([states, fake.commands], [['idle'], []]);
    });
  });

  test('leaves by the returned function, and with it the channel', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen: string[] = [];
      const leave = connection.channel('C').subscribe(noting(seen));
      leave();
      const before = seen.length;
      fake.broadcast('C', {}, 1);
      time.advance(10_000);
      leave();
      assert.deepEqual([seen.length, fake.commands.map(({ type }) => type)], [before, ['subscribe', 'unsubscribe']]);
    });
  });

  test('leaves when the signal is aborted, and then listens to it no more', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen: string[] = [];
      const controller = new AbortController();
      const listeners: string[] = [];
      const { signal } = controller;
      const remove = signal.removeEventListener.bind(signal);
      signal.removeEventListener = (type: string, ...rest: [EventListener]) => {
        listeners.push(type);
        remove(type, ...rest);
      };
      connection.channel('C').subscribe({ body: noting(seen).body }, { signal });
      fake.broadcast('C', {}, 1);
      controller.abort();
      fake.broadcast('C', {}, 2);
      assert.deepEqual([seen, listeners], [['body 1'], ['abort']]);
    });
  });

  test('calls nothing if the signal is aborted already, or by the first call', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen: string[] = [];
      connection.channel('C').subscribe(noting(seen), { signal: AbortSignal.abort() });
      const controller = new AbortController();
      const status = (): void => controller.abort();
      connection.channel('C').subscribe({ ...noting(seen), status }, { signal: controller.signal });
      time.advance(FRAME);
      assert.deepEqual([seen, fake.commands], [[], []]);
    });
  });

  test('gives the error that ends the messages to `error`', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const snapshot = '/orders.json';
      const seen: string[] = [];
      const [one, other] = [connection.channel('C', {}, { snapshot, seq: 'n' }), connection.channel('C', {}, { snapshot, seq: 'm' })];
      one.subscribe({ message: () => undefined });
      other.subscribe({ message: () => undefined, error: noting(seen).error });
      assert.deepEqual(seen, ['error channel-conflict']);
      connection.close();
    });
  });

  test('refuses what is no function, and a misspelt name alone', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const channel: Channel = connection.channel('C');
      for (const wrong of [{}, { messages: () => undefined }, () => undefined])
        assert.throws(
          () => channel.subscribe(wrong as ChannelHandlers),
          (error) => error instanceof CablegramError && error.code === 'option-invalid' && error.message.includes('body, message, batch'),
        );
      assert.throws(() => channel.subscribe({ message: 'log' } as unknown as ChannelHandlers), { code: 'option-invalid' });
    });
  });

  test('ends with the connection, and its last status says so', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const states: string[] = [];
      connection.channel('C').subscribe({ status: ({ state }) => states.push(state), message: () => undefined });
      connection.close();
      assert.equal(states.at(-1), 'disconnected');
    });
  });
});
