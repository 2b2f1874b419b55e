import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { identify } from '../../../src/identifier.js';
import type { Bend } from '../../../src/testing/bend.js';
import { FakeCable, type FakeCableOptions } from '../../../src/testing/fake-cable.js';
import { inVirtualTime } from '../../../src/testing/virtual-time.js';
import type { Command, Signal } from '../../../src/transport/transport.js';
import { record, type Recording } from '../../support/record.js';

const ID = identify('C', { a: 1 });

function dial(options?: FakeCableOptions): {
  fake: FakeCable;
  command$: Subject<Command>;
  signals: Recording<Signal>;
  types: () => string;
} {
  const fake = new FakeCable(options);
  const command$ = new Subject<Command>();
  const signals = record(fake.transport(command$, { attempt: 0 }));
  return { fake, command$, signals, types: () => signals.values.map(({ type }) => type).join(' ') };
}

suite('FakeCable', () => {
  test('welcomes a dial and beats once', () => {
    const { fake, types } = dial();
    assert.equal(types(), 'open heartbeat');
    assert.deepEqual([fake.isOpen, fake.dials], [true, 1]);
  });

  test('welcomes by hand where it is told to', () => {
    const { fake, types } = dial({ accept: false });
    assert.deepEqual([fake.isOpen, types()], [false, '']);
    fake.accept();
    assert.deepEqual([fake.isOpen, types()], [true, 'open heartbeat']);
  });

  test('confirms each subscription once, as Rails does', () => {
    const { command$, types, fake } = dial();
    command$.next({ type: 'subscribe', identifier: ID });
    command$.next({ type: 'subscribe', identifier: ID });
    assert.equal(types(), 'open heartbeat confirmed');
    assert.equal(fake.commands.length, 2);
  });

  test('confirms and rejects by hand where it is told to', () => {
    const { command$, signals, fake } = dial({ confirm: false });
    command$.next({ type: 'subscribe', identifier: ID });
    fake.confirm('C', { a: 1 });
    fake.reject('D');
    assert.deepEqual(signals.values.slice(2), [
      { type: 'confirmed', identifier: ID },
      { type: 'rejected', identifier: identify('D') },
    ]);
  });

  test('broadcasts to who is subscribed, and to nobody else', () => {
    const { command$, signals, fake } = dial();
    fake.broadcast('C', { a: 1 }, 'before');
    command$.next({ type: 'subscribe', identifier: ID });
    fake.broadcast('C', { a: 1 }, 'meant');
    fake.broadcast('C', { a: 2 }, 'elsewhere');
    command$.next({ type: 'unsubscribe', identifier: ID });
    fake.broadcast('C', { a: 1 }, 'after');
    assert.deepEqual(
      signals.values.filter(({ type }) => type === 'body'),
      [{ type: 'body', identifier: ID, body: 'meant' }],
    );
  });

  test('forgets subscriptions with the link', () => {
    const { command$, fake, signals } = dial();
    command$.next({ type: 'subscribe', identifier: ID });
    fake.drop();
    assert.equal(signals.errors.length, 1);
    assert.equal(fake.isOpen, false);
    const again = record(fake.transport(new Subject(), { attempt: 1 }));
    fake.broadcast('C', { a: 1 }, 'lost');
    assert.deepEqual(
      again.values.map(({ type }) => type),
      ['open', 'heartbeat'],
    );
  });

  test('refuses dials until it takes them again', () => {
    const fake = new FakeCable();
    fake.refuse();
    assert.equal(record(fake.transport(new Subject(), { attempt: 0 })).errors.length, 1);
    assert.equal(fake.isOpen, false);
    fake.refuse(false);
    record(fake.transport(new Subject(), { attempt: 1 }));
    assert.deepEqual([fake.isOpen, fake.dials], [true, 2]);
  });

  test('says and answers nothing while it is frozen, and all of it with the thaw', () => {
    const { command$, fake, types } = dial();
    fake.freeze();
    command$.next({ type: 'subscribe', identifier: ID });
    fake.heartbeat();
    assert.equal(types(), 'open heartbeat');
    fake.thaw();
    assert.equal(types(), 'open heartbeat confirmed heartbeat');
    fake.heartbeat();
    assert.equal(types(), 'open heartbeat confirmed heartbeat heartbeat');
  });

  test('says nothing late to a client that came after the freeze', () => {
    const { command$, fake, signals } = dial();
    fake.freeze();
    command$.next({ type: 'subscribe', identifier: ID });
    signals.subscription.unsubscribe();
    const again = record(fake.transport(new Subject(), { attempt: 1 }));
    fake.thaw();
    fake.broadcast('C', { a: 1 }, 'unasked');
    assert.deepEqual(
      again.values.map(({ type }) => type),
      ['open', 'heartbeat'],
    );
  });

  test('loses what waits for the thaw with the link', () => {
    const { command$, fake } = dial();
    fake.freeze();
    command$.next({ type: 'subscribe', identifier: ID });
    fake.heartbeat();
    fake.drop();
    fake.thaw();
    assert.equal(fake.isOpen, false);
  });

  test('is not frozen for the next dial', () => {
    const { fake, signals } = dial();
    fake.freeze();
    signals.subscription.unsubscribe();
    assert.equal(record(fake.transport(new Subject(), { attempt: 1 })).values.length, 2);
  });

  test('says goodbye for good by completing, and otherwise by losing the link', () => {
    const final = dial();
    final.fake.goodbye('unauthorized', false);
    assert.deepEqual([final.signals.completed, final.signals.errors.length], [true, 0]);
    const passing = dial();
    passing.fake.goodbye('server_restart', true);
    assert.deepEqual([passing.signals.completed, passing.signals.errors.length], [false, 1]);
    assert.deepEqual(passing.signals.values.at(-1), { type: 'goodbye', reason: 'server_restart', reconnect: true });
  });

  test('takes dials without a welcome while it hangs', () => {
    const fake = new FakeCable();
    fake.hang();
    assert.deepEqual(record(fake.transport(new Subject(), { attempt: 0 })).values, []);
    assert.deepEqual([fake.isOpen, fake.dials], [false, 1]);
    fake.hang(false);
    assert.equal(record(fake.transport(new Subject(), { attempt: 1 })).values.length, 2);
  });

  test('delivers and confirms nothing while it is deaf, and beats on', () => {
    const { command$, fake, types } = dial();
    command$.next({ type: 'subscribe', identifier: ID });
    fake.deafen();
    command$.next({ type: 'subscribe', identifier: identify('D') });
    fake.broadcast('C', { a: 1 }, 'lost');
    fake.heartbeat();
    assert.equal(types(), 'open heartbeat confirmed heartbeat');
    fake.deafen(false);
    fake.broadcast('C', { a: 1 }, 'heard');
    command$.next({ type: 'subscribe', identifier: identify('D') });
    assert.equal(types(), 'open heartbeat confirmed heartbeat body confirmed');
  });

  test('beats by itself where it is told to, as long as somebody is connected', () => {
    inVirtualTime((time) => {
      const { fake, types, signals } = dial({ beatEvery: 3_000 });
      time.advance(2_999);
      assert.equal(types(), 'open heartbeat');
      time.advance(6_001);
      assert.equal(types(), 'open heartbeat heartbeat heartbeat heartbeat');
      fake.drop();
      assert.deepEqual([time.pending.timers, signals.errors.length], [0, 1]);
    });
  });

  test('says everything by way of its bends, the oldest first, until they are taken away', () => {
    const { fake, signals } = dial();
    const add = (letter: string): Bend => ({
      take: (signal, { next }) => next(signal.type === 'goodbye' ? { ...signal, reason: signal.reason + letter } : signal),
    });
    const undo = fake.bend(add('a'));
    fake.bend(add('b'));
    fake.bend(add('c'));
    undo();
    undo();
    fake.goodbye('', true);
    assert.deepEqual(signals.values.at(-1), { type: 'goodbye', reason: 'bc', reconnect: true });
  });

  test('says any signal', () => {
    const { fake, types } = dial();
    fake.signal({ type: 'discarded', why: 'too-large' });
    assert.equal(types(), 'open heartbeat discarded');
  });

  test('is left with nobody connected', () => {
    const { fake, signals, command$ } = dial();
    signals.subscription.unsubscribe();
    assert.ok(!fake.isOpen && !command$.observed);
    fake.drop();
    fake.heartbeat();
  });
});
