import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConnection } from '../../src/connection.js';
import { CablegramError } from '../../src/errors.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import { beat, connect } from '../support/fake-connection.js';
import { FakeSockets } from '../support/fake-socket.js';
import { record, type Recording } from '../support/record.js';
import { inVirtualTime, type VirtualTime } from '../support/virtual-time.js';

const RETRY = 1_600;

suite('createConnection', () => {
  test('dials nothing before it is used', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.status$);
      const channel = connection.channel('C');
      record(channel.status$);
      record(channel.errors$);
      record(connection.held$);
      time.advance(60_000);
      assert.deepEqual([fake.dials, connection.status.state], [0, 'idle']);
    });
  });

  test('dials when its first channel is used, once for all', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$);
      record(connection.channel('D').bodies$);
      assert.deepEqual([fake.dials, connection.status.state, connection.status.transport], [1, 'connected', 'cable']);
    });
  });

  test('dials on open(), stays open until each of them is released, and is idle then', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const [one, other] = [connection.keepOpen(), connection.keepOpen()];
      assert.ok(fake.isOpen);
      one();
      one();
      assert.ok(fake.isOpen);
      other();
      assert.deepEqual([fake.isOpen, connection.status.state], [false, 'idle']);
    });
  });

  test('is idle when its last channel was left and has lingered', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$).subscription.unsubscribe();
      time.advance(999);
      assert.ok(fake.isOpen);
      time.advance(251);
      assert.deepEqual([fake.isOpen, connection.status.state, time.pending.timers], [false, 'idle', 0]);
    });
  });

  test('stays open for `idleAfter` without users, and not at all longer', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { idleAfter: 5_000 });
      connection.keepOpen()();
      time.advance(4_999);
      assert.ok(fake.isOpen);
      time.advance(1);
      assert.deepEqual([fake.isOpen, connection.status.state], [false, 'idle']);
    });
  });

  test('is used again after it was idle, and asks for nothing before the welcome', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { accept: false });
      const channel = connection.channel('C');
      const first = record(channel.messages$);
      fake.accept();
      first.subscription.unsubscribe();
      time.advance(2_000);
      assert.equal(connection.status.state, 'idle');
      const asked = fake.commands.length;
      record(channel.messages$);
      time.advance(7_000);
      assert.equal(fake.commands.length, asked);
      fake.accept();
      assert.equal(fake.commands.length, asked + 1);
      assert.equal(channel.status.subscription, 'confirmed');
    });
  });

  test('says where it stands, from the first dial over a loss to the next', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { accept: false });
      const states = record(connection.status$);
      connection.keepOpen();
      fake.accept();
      fake.drop();
      time.advance(RETRY);
      fake.accept();
      assert.deepEqual(
        states.values.map(({ state }) => state).filter((state, place, all) => state !== all[place - 1]),
        ['idle', 'connecting', 'connected', 'reconnecting', 'connected'],
      );
    });
  });

  test('R12: says nothing twice, whatever happens', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const statuses = record(connection.status$);
      const channel = connection.channel('C');
      const channelStatuses = record(channel.status$);
      record(channel.messages$);
      connection.reconnect();
      fake.drop();
      time.advance(RETRY);
      fake.signal({ type: 'open', kind: 'cable' });
      fake.signal({ type: 'confirmed', identifier: channel.identifier });
      fake.broadcast('C', {}, 1);
      fake.broadcast('C', {}, 2);
      fake.goodbye('unauthorized', false);
      connection.reconnect();
      time.advance(60_000);
      connection.close();
      for (const { values } of [statuses, channelStatuses] as Recording<object>[]) {
        values.forEach((value, place) => place > 0 && assert.notDeepEqual(value, values[place - 1]));
      }
    });
  });

  test('R12: every channel sees every reconnection', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const seen = ['A', 'B', 'C'].map((name) => {
        const channel = connection.channel(name);
        record(channel.messages$);
        return record(channel.status$);
      });
      for (let rounds = 0; rounds < 3; rounds += 1) {
        fake.drop();
        while (!fake.isOpen) time.advance(100);
      }
      for (const { values } of seen) {
        const lives = values.filter(({ state, subscription }, place) => {
          const before = values[place - 1];
          const isLive = state === 'connected' && subscription === 'confirmed';
          return isLive && !(before?.state === 'connected' && before.subscription === 'confirmed');
        });
        assert.equal(lives.length, 4);
      }
    });
  });

  test('counts how its channels stand, and which were heard', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      for (const name of ['A', 'B', 'C']) record(connection.channel(name).messages$);
      assert.deepEqual(connection.status.channels, { waiting: 3, confirmed: 0, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 });
      fake.confirm('A');
      fake.reject('B');
      fake.broadcast('A', {}, 1);
      beat(time, fake, 10_000);
      assert.deepEqual(connection.status.channels, { waiting: 0, confirmed: 1, unconfirmed: 1, rejected: 1, heard: 1, deaf: 0 });
      fake.drop();
      assert.deepEqual(connection.status.channels, { waiting: 2, confirmed: 0, unconfirmed: 0, rejected: 1, heard: 1, deaf: 0 });
    });
  });

  test('reports its counts once a microtask, and each channel its own steps alone, however many channels reconnect', () =>
    inVirtualTime(async (time) => {
      const { fake, connection } = connect(time);
      const channels = Array.from({ length: 200 }, (_, index) => connection.channel('C', { index }));
      const views = channels.map((channel) => (record(channel.messages$), record(channel.status$)));
      const statuses = record(connection.status$);
      await time.advanceAsync(0);
      const emitted = (): number => views.reduce((sum, { values }) => sum + values.length, statuses.values.length);
      for (const lose of [() => connection.reconnect(), () => fake.drop()]) {
        const before = [emitted(), statuses.values.length] as const;
        lose();
        await time.advanceAsync(RETRY);
        assert.equal(connection.status.channels.confirmed, 200);
        assert.ok(emitted() - before[0] <= 6 * views.length, `${emitted() - before[0]} emissions of ${views.length} views`);
        assert.ok(statuses.values.length - before[1] <= 6, `${statuses.values.length - before[1]} statuses of the connection`);
        assert.equal(statuses.values.at(-1), connection.status);
      }
    }));

  test('says nothing of other channels in the status of one', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const statuses = record(connection.channel('C').status$);
      record(connection.channel('D').messages$);
      connection.channel('D').pause();
      assert.deepEqual(
        statuses.values.map(({ state }) => state),
        ['idle', 'connecting', 'connected'],
      );
    });
  });

  test('changes its status with no body and no beat, and tells when it last heard something beside it', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$);
      fake.broadcast('C', {}, 0);
      const { status } = connection;
      time.advance(1_000);
      fake.broadcast('C', {}, 1);
      time.advance(500);
      fake.heartbeat();
      time.advance(200);
      assert.equal(connection.status, status);
      assert.equal(connection.lastHeardAt, time.wall - 200);
    });
  });

  test('counts the frames that it threw away, by why', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      connection.keepOpen();
      for (const why of ['not-json', 'unknown', 'unknown', 'too-large', 'rounded'] as const) fake.signal({ type: 'discarded', why });
      assert.deepEqual({ ...connection.discarded }, { 'not-json': 1, unknown: 2, 'too-large': 1, rounded: 1 });
    });
  });

  test('R10: has failed with the reason that the server gave, until reconnect() dials anew', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      record(connection.channel('C').messages$);
      fake.goodbye('unauthorized', false);
      const { state, reason, message, retryAt } = connection.status;
      assert.deepEqual([state, reason, retryAt], ['failed', 'unauthorized', undefined]);
      assert.match(String(message), /unauthorized/);
      time.advance(60_000);
      assert.equal(fake.dials, 1);
      connection.reconnect();
      assert.deepEqual([fake.dials, connection.status.state, connection.status.reason], [2, 'connected', undefined]);
      assert.equal(connection.status.channels.confirmed, 1);
    });
  });

  test('reconnect() hangs up and dials at once, and asks for its channels again', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const channel = connection.channel('C');
      record(channel.messages$);
      connection.reconnect();
      assert.deepEqual([fake.dials, connection.status.state, channel.status.subscription], [2, 'connected', 'confirmed']);
    });
  });

  test('reconnect() asks again for a channel that was rejected', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { confirm: false });
      record(connection.channel('C').messages$);
      fake.reject('C');
      fake.drop();
      time.advance(RETRY);
      assert.deepEqual([fake.dials, fake.commands.length, connection.status.channels.rejected], [2, 1, 1]);
      connection.reconnect();
      fake.confirm('C');
      assert.deepEqual([fake.commands.length, connection.status.channels.confirmed, connection.status.channels.rejected], [2, 1, 0]);
      connection.close();
    });
  });

  test('reconnect() dials nothing where nobody uses it', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      connection.reconnect();
      assert.equal(fake.dials, 0);
    });
  });

  test('R9: with whenHidden: follow a hidden page dials, dials again and repairs as a visible one', () =>
    inVirtualTime(async (time) => {
      time.isVisible = false;
      const { fake, connection } = connect(time, { whenHidden: 'follow' });
      let fetches = 0;
      record(connection.channel('C', {}, { snapshot: async () => (fetches += 1) }).messages$);
      await time.advanceAsync(0);
      assert.deepEqual([fake.dials, fake.isOpen, fetches], [1, true, 1]);
      fake.drop();
      await time.advanceAsync(RETRY + 2_000);
      assert.deepEqual([fake.dials, fake.isOpen, fetches, connection.paused], [2, true, 2, false]);
      connection.close();
    }));

  test('has failed when the server names another person than before, and delivers nothing of that person', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { identity: 'user.id' });
      const bodies = record(connection.channel('C').bodies$);
      fake.broadcast('C', {}, { value: 1 });
      fake.broadcast('C', {}, { user: { id: 7 }, value: 2 });
      connection.reconnect();
      fake.broadcast('C', {}, [{ value: 3 }, { user: { id: '7' } }]);
      connection.reconnect();
      fake.broadcast('C', {}, [{ value: 4 }, { user: { id: 8 } }]);
      assert.deepEqual([connection.status.state, connection.status.reason, fake.isOpen], ['failed', 'other-user', false]);
      assert.ok(!JSON.stringify(bodies.values).includes('"value":4'));
      time.advance(600_000);
      assert.equal(fake.dials, 3);
    });
  });

  test('shows no snapshot of another person than the one before, and has failed then', () =>
    inVirtualTime(async (time) => {
      const { fake, connection } = connect(time, { identity: 'user' });
      let user = 7;
      const snapshot = (): Promise<unknown> => Promise.resolve({ user, value: user });
      const shown = record(connection.channel('C', {}, { snapshot }).messages$);
      await time.advanceAsync(0);
      user = 8;
      fake.drop();
      await time.advanceAsync(RETRY + 2_000);
      assert.deepEqual([connection.status.state, connection.status.reason, fake.isOpen], ['failed', 'other-user', false]);
      assert.equal(shown.values.length, 1);
      assert.ok(!JSON.stringify(shown.values).includes('8'));
      connection.close();
    }));

  test('refuses an identifier and an action that the server would close the connection for', async () => {
    const connection = createConnection({ url: 'ws://x' });
    const isTooLarge = (error: unknown): boolean => error instanceof CablegramError && error.code === 'too-large';
    assert.throws(() => connection.channel('C', { ids: 'é'.repeat(33_000) }), isTooLarge);
    const channel = connection.channel('C', { ids: 'e'.repeat(60_000) });
    await assert.rejects(channel.perform('save', { text: 'x'.repeat(6_000) }), isTooLarge);
    connection.close();
  });

  test('takes a wait of its user’s own, by attempt and reason', () => {
    inVirtualTime((time) => {
      const asked: unknown[] = [];
      const retry = (attempt: number, reason: string): number => {
        asked.push([attempt, reason]);
        return 77;
      };
      const { fake, connection } = connect(time, { retry });
      connection.keepOpen();
      fake.refuse();
      fake.drop();
      assert.equal(connection.status.retryAt, time.wall + 77);
      time.advance(77);
      assert.deepEqual(asked, [
        [1, 'closed'],
        [2, 'refused'],
      ]);
    });
  });

  test('close() completes every stream, of its channels and scopes too', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const scope = connection.scope();
      const streams = [connection, scope, scope.scope()].flatMap((each) => {
        const { bodies$, messages$, batches$, errors$, status$ } = each.channel('C', {});
        return [each.status$, each.pauseKind$, each.held$, bodies$, messages$, batches$, errors$, status$] as const;
      });
      const recordings = streams.map((stream$) => record<unknown>(stream$));
      connection.close();
      assert.deepEqual(
        recordings.flatMap(({ completed, errors }, place) => (completed && errors.length === 0 ? [] : [place])),
        [],
      );
    });
  });

  test('close() leaves nothing that a late subscriber could bring back to life', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const { bodies$, messages$, batches$, errors$, status$ } = connection.channel('C', {});
      record(messages$);
      connection.close();
      const late = [bodies$, messages$, batches$, errors$, status$, connection.status$].map((stream$) => record<unknown>(stream$));
      assert.ok(late.every(({ completed }) => completed));
      time.advance(60_000);
      assert.deepEqual([fake.dials, fake.isOpen], [1, false]);
    });
  });

  test('close() is disconnected for good, without a channel or a wait left', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      record(connection.channel('C').messages$);
      const states = record(connection.status$);
      connection.close();
      const { state, retryAt, attempt, channels, transport } = connection.status;
      assert.deepEqual([state, retryAt, attempt, channels.confirmed, transport], ['disconnected', undefined, 0, 0, undefined]);
      assert.equal(states.values.at(-1)?.state, 'disconnected');
      assert.ok(states.completed);
    });
  });

  test('after close() every other call throws, and a second close() does nothing', () => {
    inVirtualTime((time) => {
      const { connection } = connect(time);
      const scope = connection.scope();
      connection.close();
      for (const each of [connection, scope]) {
        const calls = [
          () => each.channel('C'),
          () => each.keepOpen(),
          () => each.reconnect(),
          () => each.pause(),
          () => each.resume(),
          () => each.scope(),
        ];
        for (const call of calls) assert.throws(call, isClosed, call.toString());
      }
      connection.close();
      scope.close();
    });
  });

  const states: readonly (readonly [string, (sockets: FakeSockets, time: VirtualTime, connection: Connection) => void])[] = [
    ['live', (sockets) => sockets.last.welcome()],
    ['connecting', () => undefined],
    ['accepted and not welcomed', (sockets) => sockets.last.accept()],
    [
      'hung, after several dials',
      (_, time) => {
        time.advance(30_000);
      },
    ],
    [
      'waiting for the first retry',
      (sockets) => {
        sockets.last.welcome();
        sockets.last.end();
      },
    ],
    [
      'waiting for the fifth retry',
      (sockets, time) => {
        for (let tries = 0; tries < 5; tries += 1) {
          sockets.last.fail();
          time.advance(tries < 4 ? 8_000 : 0);
        }
      },
    ],
    [
      'half-open',
      (sockets, time) => {
        sockets.last.welcome();
        time.advance(5_000);
      },
    ],
    [
      'half-open and found by a waking',
      (sockets, time) => {
        sockets.last.welcome();
        time.sleep(30_000);
        time.wake();
      },
    ],
    [
      'hidden',
      (sockets, time) => {
        time.isVisible = false;
        sockets.last.end();
        time.advance(60_000);
      },
    ],
    [
      'failed',
      (sockets) => {
        sockets.last.accept();
        sockets.last.receive('{"type":"disconnect","reason":"unauthorized","reconnect":false}');
      },
    ],
    [
      'paused with messages held',
      (sockets, _, connection) => {
        connection.pause();
        sockets.last.welcome();
        sockets.last.receive('{"identifier":"{\\"channel\\":\\"C\\"}","message":1}');
      },
    ],
    [
      'with a batch waiting for its frame',
      (sockets) => {
        sockets.last.welcome();
        sockets.last.receive('{"identifier":"{\\"channel\\":\\"C\\"}","message":1}');
      },
    ],
    [
      'with a batch waiting for its turn',
      (sockets, _, connection) => {
        record(connection.channel('C', {}, { throttle: 5_000 }).batches$);
        record(connection.channel('C', {}, { debounce: 5_000 }).batches$);
        sockets.last.welcome();
        sockets.last.receive('{"identifier":"{\\"channel\\":\\"C\\"}","message":1}');
      },
    ],
  ];
  for (const [what, begin] of states) {
    test(`R26: close() while ${what} leaves no timer, listener or socket, and nothing comes back to life`, () => {
      inVirtualTime((time) => {
        const sockets = new FakeSockets();
        const transport = cable('ws://x/cable', { WebSocket: sockets.WebSocket });
        const connection = createConnection({ transports: [transport], idleAfter: 5_000, environment: time.environment });
        record(connection.channel('C').batches$);
        record(connection.channel('D').messages$).subscription.unsubscribe();
        connection.keepOpen()();
        begin(sockets, time, connection);
        connection.close();
        const dials = sockets.all.length;
        assert.equal(sockets.alive, 0);
        assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
        time.wake();
        time.advance(30_000);
        assert.equal(sockets.all.length, dials);
        assert.ok(sockets.all.every(({ unheardErrors }) => unheardErrors === 0));
      });
    });
  }

  test('R26: close() while it is idle with its link still open leaves nothing', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { idleAfter: 5_000 });
      connection.keepOpen()();
      connection.close();
      assert.deepEqual([time.pending, fake.isOpen], [{ timers: 0, listeners: 0 }, false]);
    });
  });

  test('R24: a subscriber that throws affects no other', () =>
    inVirtualTime(async (time) => {
      const { fake, connection } = connect(time);
      const before = record(connection.channel('C').messages$);
      const thrown = new Error('a page’s mistake');
      const fail = (): never => {
        throw thrown;
      };
      const channel = connection.channel('C');
      for (const stream$ of [channel.messages$, channel.bodies$, channel.batches$, channel.status$, connection.status$]) {
        stream$.subscribe(fail);
      }
      const after = record(connection.channel('C').messages$);
      const statuses = record(connection.status$);
      fake.broadcast('C', {}, 1);
      fake.broadcast('C', {}, 2);
      fake.drop();
      time.advance(RETRY);
      fake.broadcast('C', {}, 3);
      await time.advanceAsync(100);
      for (const { values } of [before, after]) {
        assert.deepEqual(
          values.map((message) => (message.type === 'value' ? message.value : message.type)),
          [1, 2, 'gap', 3],
        );
      }
      assert.equal(statuses.values.at(-1)?.state, 'connected');
      assert.ok(time.uncaught.length > 0 && time.uncaught.every((error) => error === thrown));
      time.uncaught = [];
    }));

  test('survives a transport that throws, and says what it said', () => {
    inVirtualTime((time) => {
      const transport = (): never => {
        throw new Error('broken');
      };
      const connection = createConnection({ transports: [transport], environment: time.environment });
      connection.keepOpen();
      assert.deepEqual([connection.status.state, connection.status.message], ['reconnecting', 'broken']);
      time.advance(10_000);
      assert.ok(connection.status.attempt > 1);
    });
  });

  test('two connections share nothing', () => {
    inVirtualTime((time) => {
      const [one, other] = [connect(time), connect(time)];
      record(one.connection.channel('C').messages$);
      const { values } = record(other.connection.channel('C').messages$);
      one.fake.broadcast('C', {}, 1);
      one.connection.close();
      assert.deepEqual([values, other.connection.status.state], [[], 'connected']);
    });
  });
});

suite('createConnection({ whenHidden })', () => {
  function hide(time: VirtualTime, isVisible: boolean): void {
    time.isVisible = isVisible;
    time.wake();
  }

  test('R9: close: hangs up while nobody can see the page, and dials at once when it is shown', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { whenHidden: 'close' });
      const { values } = record(connection.channel('C').messages$);
      hide(time, false);
      assert.deepEqual([fake.isOpen, connection.status.reason], [false, 'hidden']);
      time.advance(600_000);
      assert.equal(fake.dials, 1);
      hide(time, true);
      assert.deepEqual([fake.dials, connection.status.state], [2, 'connected']);
      assert.deepEqual(
        values.map(({ type }) => type),
        ['gap'],
      );
      connection.close();
    });
  });

  test('R10: close: what has failed stays failed, also when the page is shown again', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { whenHidden: 'close' });
      connection.keepOpen();
      fake.goodbye('unauthorized', false);
      hide(time, false);
      hide(time, true);
      assert.deepEqual([fake.dials, connection.status.state], [1, 'failed']);
    });
  });

  test('pause: holds back what comes while nobody can see the page, and shows it then', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { whenHidden: 'pause' });
      const { values } = record(connection.channel('C').bodies$);
      const shown = record(connection.channel('C').messages$);
      hide(time, false);
      fake.broadcast('C', {}, 1);
      assert.deepEqual([connection.paused, values, shown.values.length], [true, [1], 0]);
      hide(time, true);
      assert.deepEqual([connection.paused, shown.values.length], [false, 1]);
    });
  });

  test('pause: what a person paused stays so when the page is shown again', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time, { whenHidden: 'pause' });
      const shown = record(connection.channel('C').messages$);
      connection.pause();
      hide(time, false);
      hide(time, true);
      fake.broadcast('C', {}, 1);
      assert.deepEqual([connection.paused, shown.values], [true, []]);
      connection.close();
      assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
    });
  });

  test('keep: a hidden page goes on as it is, unless it is told otherwise', () => {
    inVirtualTime((time) => {
      const { fake, connection } = connect(time);
      const shown = record(connection.channel('C').messages$);
      hide(time, false);
      fake.broadcast('C', {}, 1);
      assert.deepEqual([connection.paused, fake.isOpen, shown.values.length], [false, true, 1]);
    });
  });
});

function isClosed(error: unknown): boolean {
  return error instanceof CablegramError && error.code === 'connection-closed';
}
