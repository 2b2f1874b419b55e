import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { concat, map, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { createConnection } from '../../../src/connection.js';
import { identify } from '../../../src/identifier.js';
import { ladder } from '../../../src/link/ladder.js';
import { link } from '../../../src/link/link.js';
import type { Connection } from '../../../src/scope.js';
import { FakeCable, type FakeCableOptions } from '../../../src/testing/fake-cable.js';
import { polling } from '../../../src/transport/polling.js';
import type { Command, Signal, Transport } from '../../../src/transport/transport.js';
import { record } from '../../support/record.js';
import { inVirtualTime, inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

interface Climbed {
  readonly upper: FakeCable;
  readonly lower: FakeCable;
  readonly connection: Connection;
  readonly bodies: readonly unknown[];
  /** Lets time pass while both servers beat. */
  readonly pass: (duration: number) => void;
}

/** Reaches a server that calls itself by another name. */
function namedAs(kind: string, fake: FakeCable): Transport {
  return (commands$, dial): Observable<Signal> =>
    fake.transport(commands$, dial).pipe(map((signal) => (signal.type === 'open' ? { ...signal, kind } : signal)));
}

/** Follows a channel over a ladder of two rungs; the lower one calls itself `polling`. */
function climb(time: VirtualTime, options: FakeCableOptions = {}): Climbed {
  const [upper, lower] = [new FakeCable(options), new FakeCable()];
  const transports = [upper.transport, namedAs('polling', lower)] as const;
  const connection = createConnection({ transports: [...transports], environment: time.environment });
  return {
    upper,
    lower,
    connection,
    bodies: record(connection.channel('C').bodies$).values,
    pass(duration) {
      for (let rest = duration; rest > 0; rest -= 1_000) {
        time.advance(Math.min(1_000, rest));
        upper.heartbeat();
        lower.heartbeat();
      }
    },
  };
}

/** A ladder that is dialled by hand, asked for `C`; says when its first rung was dialled, in ms since the beginning. */
function mount(time: VirtualTime) {
  const [upper, lower] = [new FakeCable(), new FakeCable()];
  const [command$, stepDown$] = [new Subject<Command>(), new Subject<void>()];
  const dialledAt: number[] = [];
  const first: Transport = (commands$, dial) => {
    dialledAt.push(time.now);
    return upper.transport(commands$, dial);
  };
  const transport = ladder(first, [namedAs('polling', lower)], { environment: time.environment, stepDown$ });
  const dial = () => {
    const { values, subscription } = record(transport(command$, { attempt: 0 }));
    command$.next({ type: 'subscribe', identifier: '{"channel":"C"}' });
    return { kind: () => values.findLast((signal) => signal.type === 'open')?.kind, hangUp: () => subscription.unsubscribe() };
  };
  return { upper, lower, command$, stepDown$, dialledAt, dial };
}

/** The commands of one type that a server was sent for a channel. */
function asked({ commands }: FakeCable, type: Command['type'], channel: string): number {
  return commands.filter((command) => command.type === type && command.identifier === `{"channel":"${channel}"}`).length;
}

/** Brings the upper rung down for good, and waits until the lower one runs. */
function stepDown({ upper, pass }: Climbed): void {
  upper.refuse();
  upper.drop();
  pass(20_000);
}

suite('ladder', () => {
  test('runs the first rung, and does not touch the second', () => {
    inVirtualTime((time) => {
      const { upper, lower, connection, pass } = climb(time);
      pass(300_000);
      assert.deepEqual([connection.status.transport, upper.dials, lower.dials], ['cable', 1, 0]);
    });
  });

  test('R11: steps down after three failures without a welcome, within the third dial', () => {
    inVirtualTime((time) => {
      const upper = new FakeCable();
      upper.refuse();
      const lower = new FakeCable();
      const connection = createConnection({ transports: [upper.transport, lower.transport], environment: time.environment });
      connection.keepOpen();
      time.advance(1_600);
      assert.deepEqual([upper.dials, lower.dials], [2, 0]);
      time.advance(8_000);
      assert.deepEqual([upper.dials, lower.dials, connection.status.state], [3, 1, 'connected']);
    });
  });

  for (const [what, follow] of [
    ['no channel is followed', () => undefined],
    ['no channel has a snapshot', (connection: Connection) => connection.channel('C').bodies$.subscribe()],
  ] as const) {
    test(`R3: where ${what}, polling has nothing to ask, and the first rung is tried as if it were alone`, () =>
      inVirtualTimeAsync(async (time) => {
        const upper = new FakeCable({ beatEvery: 3_000 });
        const { environment } = time;
        const connection = createConnection({ transports: [upper.transport, polling({ environment })], environment });
        connection.keepOpen();
        follow(connection);
        await time.advanceAsync(0);
        upper.refuse();
        upper.drop();
        for (let second = 0; second < 60; second += 1) await time.advanceAsync(1_000);
        assert.ok(upper.dials > 5, `${upper.dials} dials`);
        upper.refuse(false);
        for (let second = 0; second < 8; second += 1) await time.advanceAsync(1_000);
        assert.deepEqual([connection.status.state, connection.status.transport], ['connected', 'cable']);
      }));
  }

  test('R11: the loss of a link that lived for 10 s is no failure of the rung', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      for (let losses = 0; losses < 6; losses += 1) {
        climbed.pass(14_000);
        climbed.upper.drop();
      }
      climbed.pass(4_000);
      assert.deepEqual([climbed.lower.dials, climbed.connection.status.transport], [0, 'cable']);
    });
  });

  test('R11: welcomed and lost within 10 s is a failure, so that the rung below takes over; probed up and lost again, at once', () => {
    inVirtualTime((time) => {
      const { upper, lower, connection, pass } = climb(time);
      let welcomes = 0;
      let lostAt = 0;
      for (let passed = 0; passed < 120_000; passed += 500) {
        pass(500);
        if (!upper.isOpen) lostAt = time.now;
        else if (time.now - lostAt >= 1_000) {
          welcomes += 1;
          upper.drop();
        }
      }
      assert.ok(welcomes <= 8, `${welcomes} welcomes`);
      assert.deepEqual([connection.status.transport, lower.isOpen], ['polling', true]);
    });
  });

  test('R11: failures count in a row: a link of 10 s between them begins anew, and so does a step down', () => {
    inVirtualTime((time) => {
      const { upper, lower, pass } = climb(time);
      for (let rounds = 0; rounds < 3; rounds += 1) {
        pass(11_000);
        const { dials } = upper;
        upper.refuse();
        upper.drop();
        while (upper.dials < dials + 1) pass(100);
        upper.refuse(false);
        pass(19_000);
        assert.deepEqual([upper.isOpen, lower.dials], [true, 0]);
      }
      upper.refuse();
      upper.drop();
      pass(20_000);
      assert.equal(lower.dials, 1);
      const { dials } = upper;
      lower.drop();
      while (upper.dials < dials + 2) pass(100);
      assert.equal(lower.dials, 1);
      pass(8_000);
      assert.equal(lower.dials, 2);
    });
  });

  test('R11: tries the third rung within the same dial where the second has no answer, and dials anew when a fallback is lost', () => {
    inVirtualTime((time) => {
      const [upper, middle, lowest] = [new FakeCable(), new FakeCable(), new FakeCable()];
      upper.refuse();
      middle.refuse();
      const transports = [upper.transport, namedAs('sse', middle), namedAs('polling', lowest)] as const;
      const connection = createConnection({ transports: [...transports], environment: time.environment });
      connection.keepOpen();
      time.advance(10_000);
      assert.deepEqual([upper.dials, middle.dials, connection.status.transport], [3, 1, 'polling']);
      middle.refuse(false);
      lowest.drop();
      while (middle.dials < 2) time.advance(100);
      assert.deepEqual([upper.dials, connection.status.transport], [6, 'sse']);
      middle.drop();
      assert.deepEqual([lowest.dials, connection.status.state], [1, 'reconnecting']);
    });
  });

  test('R10: a goodbye for good from the rung below is one for good', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      stepDown(climbed);
      climbed.lower.goodbye('unauthorized', false);
      assert.deepEqual([climbed.connection.status.state, climbed.connection.status.reason], ['failed', 'unauthorized']);
    });
  });

  test('goes on with the rung below: asked for, confirmed and heard', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      stepDown(climbed);
      climbed.lower.broadcast('C', {}, 'from below');
      assert.deepEqual(climbed.bodies, ['from below']);
      assert.deepEqual([climbed.connection.status.transport, climbed.connection.status.channels.confirmed], ['polling', 1]);
    });
  });

  test('R11: says why the first rung is not used, until it is again', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      stepDown(climbed);
      assert.deepEqual([climbed.connection.status.transport, climbed.connection.status.reason], ['polling', 'refused']);
      climbed.upper.refuse(false);
      climbed.pass(60_000);
      assert.deepEqual([climbed.connection.status.transport, climbed.connection.status.reason], ['cable', undefined]);
    });
  });

  test('X4: a first rung that this page can never use is left at once, and neither tried nor probed again', () => {
    inVirtualTime((time) => {
      let dials = 0;
      const unusable: Transport = () =>
        new Observable((subscriber) => {
          dials += 1;
          subscriber.next({ type: 'goodbye', reason: 'invalid-url', reconnect: false, message: 'No.', unusable: true });
          subscriber.complete();
        });
      const lower = new FakeCable();
      const connection = createConnection({ transports: [unusable, lower.transport], environment: time.environment });
      const { values: bodies } = record(connection.channel('C').bodies$);
      assert.deepEqual([connection.status.state, connection.status.reason], ['connected', 'invalid-url']);
      for (let rest = 300; rest > 0; rest -= 1) {
        time.advance(1_000);
        lower.heartbeat();
      }
      lower.broadcast('C', {}, 1);
      assert.deepEqual([dials, lower.dials, bodies], [1, 1, [1]]);
    });
  });

  test('R10: a goodbye for good that is the word of the server ends the ladder too', () => {
    inVirtualTime((time) => {
      const { upper, lower, connection } = climb(time);
      upper.goodbye('unauthorized', false);
      time.advance(60_000);
      assert.deepEqual([connection.status.state, connection.status.reason, lower.dials], ['failed', 'unauthorized', 0]);
    });
  });

  test('R11: dials the first rung no more than 6 times in 40 s while it is refused', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      const { dials } = climbed.upper;
      climbed.upper.refuse();
      climbed.upper.drop();
      climbed.pass(40_000);
      assert.ok(climbed.upper.dials - dials <= 6, `${climbed.upper.dials - dials} dials`);
    });
  });

  test('R11: is back on the first rung within 60 s after it works, without loss or double', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      stepDown(climbed);
      climbed.upper.refuse(false);
      let n = 0;
      for (let seconds = 0; seconds < 60; seconds += 1) {
        climbed.pass(1_000);
        n += 1;
        climbed.upper.broadcast('C', {}, n);
        climbed.lower.broadcast('C', {}, n);
      }
      assert.equal(climbed.connection.status.transport, 'cable');
      assert.deepEqual(
        climbed.bodies,
        Array.from({ length: n }, (_, place) => place + 1),
      );
      assert.equal(climbed.lower.isOpen, false);
    });
  });

  test('R11: looks for the first rung 20 to 40 s after the fall, and 20 to 40 s after it gave it 10 s in vain', () => {
    for (const [random, wait] of [
      [0, 20_000],
      [0.5, 30_000],
      [1 - 2 ** -40, 40_000],
    ] as const) {
      inVirtualTime((time) => {
        time.random = () => random;
        const { upper, lower, pass } = climb(time);
        upper.refuse();
        upper.drop();
        while (!lower.isOpen) pass(100);
        upper.hang();
        upper.refuse(false);
        const waitFor = (dials: number): number => {
          const from = time.now;
          while (upper.dials < dials) pass(100);
          return time.now - from;
        };
        const { dials } = upper;
        pass(15_000);
        // Being open once more, as polling after a pause, puts nothing off.
        lower.signal({ type: 'open', kind: 'polling' });
        lower.confirm('C');
        assert.deepEqual([waitFor(dials + 1), waitFor(dials + 2)], [wait - 15_000, 10_000 + wait]);
        upper.refuse();
        assert.deepEqual([waitFor(dials + 3), waitFor(dials + 4), waitFor(dials + 5)], [10_000 + wait, wait, wait]);
      });
    }
  });

  test('S16: after deafness it looks every 20 to 40 s, and takes back within 60 s a server that was restarted', () => {
    inVirtualTime((time) => {
      const { upper, lower, stepDown$, dialledAt, dial } = mount(time);
      const { kind, hangUp } = dial();
      upper.deafen();
      stepDown$.next();
      // Told once more while it is below already, it stays there.
      stepDown$.next();
      assert.deepEqual([kind(), lower.dials], ['polling', 1]);
      time.advance(3_600_000);
      const vain = 10_000;
      const waits = dialledAt.slice(2).map((at, place) => at - (dialledAt[place + 1] ?? 0) - vain);
      assert.deepEqual(new Set(waits), new Set([30_000]));
      upper.deafen(false);
      time.advance(60_000);
      assert.equal(kind(), 'cable');
      time.advance(10_000);
      hangUp();
      upper.refuse();
      dial();
      dial();
      const fallen = dial();
      assert.equal(fallen.kind(), 'polling');
      upper.refuse(false);
      time.advance(30_000);
      assert.equal(fallen.kind(), 'cable');
      upper.deafen();
      stepDown$.next();
      assert.deepEqual([fallen.kind(), lower.dials], ['polling', 3]);
      fallen.hangUp();
    });
  });

  test('takes back within 60 s a server that confirmed although deaf, was restarted and says nothing', () => {
    inVirtualTime((time) => {
      const { upper, stepDown$, dialledAt, dial } = mount(time);
      const { kind, hangUp } = dial();
      upper.deafen();
      stepDown$.next();
      /** Lets the next probe be confirmed. */
      const probe = (): void => {
        const { length } = dialledAt;
        while (dialledAt.length === length) time.advance(1_000);
        upper.confirm('C');
      };
      for (let probes = 0; probes < 10; probes += 1) {
        probe();
        time.advance(15_000);
        assert.equal(kind(), 'polling');
      }
      upper.drop();
      upper.deafen(false);
      time.advance(60_000);
      assert.deepEqual([kind(), upper.isOpen], ['cable', true]);
      hangUp();
      assert.equal(time.pending.timers, 0);
    });
  });

  test('S16: R21: where nobody hears though the snapshot moves, the cable is dialled anew once, then the rung below is asked', () =>
    inVirtualTimeAsync(async (time) => {
      const [upper, lower] = [new FakeCable(), new FakeCable()];
      const transports = [upper.transport, namedAs('polling', lower)] as const;
      const connection = createConnection({ transports: [...transports], environment: time.environment });
      let seq = 0;
      const snapshot = async (): Promise<unknown> => ({ seq: (seq += 1) });
      const channel = connection.channel('C', {}, { snapshot, seq: 'seq' });
      record(channel.messages$);
      upper.deafen();
      for (let passed = 0; passed < 120_000 && connection.status.transport !== 'polling'; passed += 1_000) {
        await time.advanceAsync(1_000);
        upper.heartbeat();
      }
      assert.deepEqual([connection.status.transport, connection.status.reason], ['polling', 'deaf']);
      assert.deepEqual([upper.dials, lower.dials, lower.isOpen, upper.isOpen], [2, 1, true, false]);
      connection.close();
    }));

  test('R14: what a probe asked for is not asked again: its answer is told at once, or when it comes', () => {
    inVirtualTime((time) => {
      const { upper, lower, connection, pass } = climb(time);
      const other = connection.channel('D');
      const following = record(other.bodies$);
      upper.refuse();
      upper.drop();
      pass(20_000);
      const heldBack = upper.bend({
        take(signal, { next }) {
          if (signal.type !== 'confirmed') next(signal);
        },
      });
      upper.commands.length = 0;
      upper.refuse(false);
      while (!upper.isOpen) pass(1_000);
      heldBack();
      upper.confirm('C');
      assert.deepEqual([connection.status.transport, connection.status.channels.confirmed], ['cable', 1]);
      upper.confirm('D');
      assert.equal(connection.status.channels.confirmed, 2);
      assert.deepEqual([asked(upper, 'subscribe', 'C'), asked(upper, 'subscribe', 'D')], [1, 1]);

      // From here on it is a rung like any other.
      const { length } = lower.commands;
      following.subscription.unsubscribe();
      pass(1_500);
      const again = record(other.bodies$);
      const third = record(connection.channel('E').bodies$);
      assert.deepEqual([asked(upper, 'unsubscribe', 'D'), asked(upper, 'subscribe', 'D'), asked(upper, 'subscribe', 'E')], [1, 2, 1]);
      assert.equal(lower.commands.length, length);
      upper.broadcast('D', {}, 'again');
      upper.broadcast('E', {}, 'new');
      assert.deepEqual([again.values, third.values], [['again'], ['new']]);
      connection.close();
      assert.equal(upper.isOpen, false);
    });
  });

  test('an action goes to the running rung alone, and a probe asks for what is still wanted', () => {
    inVirtualTime((time) => {
      const { upper, lower, command$, stepDown$, dial } = mount(time);
      const { hangUp } = dial();
      command$.next({ type: 'subscribe', identifier: '{"channel":"D"}' });
      upper.deafen();
      stepDown$.next();
      upper.commands.length = 0;
      command$.next({ type: 'perform', identifier: '{"channel":"C"}', data: '{"action":"save"}' });
      command$.next({ type: 'unsubscribe', identifier: '{"channel":"D"}' });
      time.advance(31_000);
      command$.next({ type: 'perform', identifier: '{"channel":"C"}', data: '{"action":"save"}' });
      assert.deepEqual(upper.commands, [{ type: 'subscribe', identifier: '{"channel":"C"}' }]);
      assert.equal(asked(lower, 'perform', 'C'), 2);
      hangUp();
    });
  });

  test('where nothing is followed, the welcome of the first rung is enough', () => {
    inVirtualTime((time) => {
      const [upper, lower] = [new FakeCable(), new FakeCable()];
      upper.refuse();
      const transports = [upper.transport, namedAs('polling', lower)] as const;
      const connection = createConnection({ transports: [...transports], environment: time.environment });
      connection.keepOpen();
      time.advance(10_000);
      const { dials } = lower;
      upper.refuse(false);
      while (!upper.isOpen) {
        lower.heartbeat();
        time.advance(1_000);
      }
      assert.deepEqual([lower.dials, lower.isOpen, connection.status.transport], [dials, false, 'cable']);
    });
  });

  test('a welcome alone proves nothing: the fallback runs until a subscription is confirmed', () => {
    inVirtualTime((time) => {
      const climbed = climb(time, { confirm: false });
      stepDown(climbed);
      climbed.upper.refuse(false);
      climbed.pass(90_000);
      assert.equal(climbed.connection.status.transport, 'polling');
      climbed.lower.broadcast('C', {}, 'still heard');
      assert.deepEqual(climbed.bodies, ['still heard']);
    });
  });

  test('R2: R11: a first rung that is half-open as soon as it is back is told within 7 s', () => {
    inVirtualTime((time) => {
      const { upper, lower, connection, pass } = climb(time, { confirm: false });
      upper.refuse();
      upper.drop();
      pass(20_000);
      upper.refuse(false);
      while (!upper.isOpen) {
        time.advance(1_000);
        lower.heartbeat();
      }
      upper.confirm('C');
      assert.equal(connection.status.transport, 'cable');
      upper.freeze();
      time.advance(7_000);
      assert.deepEqual([connection.status.state, connection.status.reason], ['reconnecting', 'silent']);
    });
  });

  test('R11: R12: where the rung below has no answer, nobody is called connected, and the first is dialled again', () => {
    inVirtualTime((time) => {
      const upper = new FakeCable();
      upper.refuse();
      const pending: Transport = () =>
        concat(
          of<Signal>({ type: 'open', kind: 'polling', pending: true }),
          throwError(() => new Error('away')),
        );
      const connection = createConnection({ transports: [upper.transport, pending], environment: time.environment });
      const states: string[] = [];
      connection.status$.subscribe(({ state }) => states.push(state));
      connection.keepOpen();
      time.advance(120_000);
      assert.ok(!states.includes('connected'));
      assert.ok(connection.status.attempt > 6 && upper.dials >= 8, `${upper.dials} dials`);
    });
  });

  test('R21: after deafness a probe is believed once a body came that was confirmed before, and the reason is told until then', () => {
    inVirtualTime((time) => {
      const upper = new FakeCable({ confirm: false });
      const lower = new FakeCable();
      const stepDown$ = new Subject<void>();
      const command$ = new Subject<Command>();
      const { environment } = time;
      const policy = { environment, stepDown$, redial$: NEVER, pulse: { heardAt: undefined }, retryDelay: () => 1_000 };
      const events = record(
        link(command$, { ...policy, transports: [upper.transport, lower.transport], openWithin: 8_000, heartbeatWithin: 6_500 }),
      );
      const identifier = identify('C');
      command$.next({ type: 'subscribe', identifier });
      stepDown$.next();
      command$.next({ type: 'subscribe', identifier });
      const opened = () => events.values.filter((event) => event.type === 'open');
      assert.equal(opened().at(-1)?.reason, 'deaf');
      while (!upper.isOpen) {
        lower.heartbeat();
        time.advance(1_000);
      }
      // Rails transmits from `subscribed` without its pub/sub.
      upper.signal({ type: 'body', identifier, body: 'transmitted' });
      assert.equal(opened().length, 2);
      upper.confirm('C');
      assert.equal(opened().length, 2);
      upper.broadcast('C', {}, 'heard');
      assert.deepEqual([opened().length, opened().at(-1)?.reason, lower.isOpen], [3, undefined, false]);
      events.subscription.unsubscribe();
    });
  });

  test('R21: a rung below that does not beat is no silence', () => {
    inVirtualTime((time) => {
      const upper = new FakeCable();
      const stepDown$ = new Subject<void>();
      const quiet: Transport = () => concat(of<Signal>({ type: 'open', kind: 'polling' }), NEVER);
      const { environment } = time;
      const policy = { environment, stepDown$, redial$: NEVER, pulse: { heardAt: undefined }, retryDelay: () => 1_000 };
      const events = record(link(NEVER, { ...policy, transports: [upper.transport, quiet], openWithin: 8_000, heartbeatWithin: 6_500 }));
      stepDown$.next();
      time.advance(19_000);
      assert.deepEqual(
        events.values.map(({ type }) => type),
        ['dialling', 'open', 'heartbeat', 'open'],
      );
      events.subscription.unsubscribe();
    });
  });

  test('does not probe while the page is hidden', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      stepDown(climbed);
      const { dials } = climbed.upper;
      time.isVisible = false;
      climbed.pass(300_000);
      assert.equal(climbed.upper.dials, dials);
      climbed.upper.refuse(false);
      time.isVisible = true;
      time.wake();
      climbed.pass(60_000);
      assert.equal(climbed.connection.status.transport, 'cable');
    });
  });

  test('where the rung below does not answer either, the first goes on trying', () => {
    inVirtualTime((time) => {
      const climbed = climb(time);
      climbed.lower.refuse();
      stepDown(climbed);
      climbed.pass(60_000);
      assert.equal(climbed.connection.status.state, 'reconnecting');
      climbed.upper.refuse(false);
      climbed.pass(10_000);
      assert.equal(climbed.connection.status.transport, 'cable');
    });
  });

  test('an unsubscribe while a probe runs is sent to both', () => {
    inVirtualTime((time) => {
      const climbed = climb(time, { confirm: false });
      const left = record(climbed.connection.channel('D').bodies$);
      stepDown(climbed);
      climbed.upper.refuse(false);
      while (!climbed.upper.isOpen) climbed.pass(1_000);
      left.subscription.unsubscribe();
      climbed.pass(2_000);
      const identifier = '{"channel":"D"}';
      for (const { commands } of [climbed.upper, climbed.lower]) {
        assert.equal(commands.findLast((command) => command.identifier === identifier)?.type, 'unsubscribe');
      }
    });
  });

  test('R26: close() ends every rung, probe and timer', () => {
    for (const seconds of [0, 25, 29, 31, 35, 60]) {
      inVirtualTime((time) => {
        const climbed = climb(time, { confirm: false });
        stepDown(climbed);
        climbed.upper.refuse(false);
        climbed.pass(seconds * 1_000);
        climbed.connection.close();
        assert.deepEqual(
          [climbed.upper.isOpen, climbed.lower.isOpen, time.pending],
          [false, false, { timers: 0, listeners: 0 }],
          `after ${seconds} s`,
        );
      });
    }
  });
});
