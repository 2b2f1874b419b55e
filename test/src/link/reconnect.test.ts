import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { EMPTY, Observable, Subject, takeUntil, throwError } from 'rxjs';
import { exponentialBackoff } from '../../../src/link/backoff.js';
import { expectHeartbeat } from '../../../src/link/heartbeat.js';
import type { LinkEvent } from '../../../src/link/link-event.js';
import { reconnect } from '../../../src/link/reconnect.js';
import { FakeCable, type FakeCableOptions } from '../../../src/testing/fake-cable.js';
import type { Command, Transport } from '../../../src/transport/transport.js';
import { beat } from '../../support/fake-connection.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

interface Kept {
  readonly fake: FakeCable;
  readonly redial$: Subject<string>;
  readonly command$: Subject<Command>;
  readonly events: Recording<LinkEvent>;
  /** The types of the events since the last call, without heartbeats. */
  readonly news: () => string;
}

interface KeptOptions extends FakeCableOptions {
  /** Wraps or replaces the transport of the fake. */
  readonly transport?: (fake: FakeCable) => Transport;
}

/** Keeps a link to a fake server; the first retry comes after 1600 ms, the middle of 0.2 and 3 s. */
function keep(time: VirtualTime, { transport = (fake) => fake.transport, ...options }: KeptOptions = {}): Kept {
  const fake = new FakeCable(options);
  const redial$ = new Subject<string>();
  const command$ = new Subject<Command>();
  const pulse = { heardAt: undefined };
  const { environment } = time;
  const deadlines = { openWithin: 8_000, heartbeatWithin: 6_500 };
  const dialOnce = (attempt: number) => transport(fake)(command$, { attempt }).pipe(expectHeartbeat({ ...deadlines, environment, pulse }));
  const events = record(reconnect(dialOnce, { environment, redial$, pulse, retryDelay: exponentialBackoff(environment.random) }));
  let told = 0;
  function news(): string {
    const types = events.values.slice(told).map(({ type }) => type);
    told = events.values.length;
    return types.filter((type) => type !== 'heartbeat').join(' ');
  }
  return { fake, redial$, command$, events, news };
}

/** Keeps a link to a fake server, and does something within the call that first tells an event of this type. */
function listen({ environment }: VirtualTime, last: LinkEvent['type'], then: (redial$: Subject<string>, leave$: Subject<void>) => void) {
  const fake = new FakeCable();
  const [redial$, leave$] = [new Subject<string>(), new Subject<void>()];
  const types: string[] = [];
  const dialOnce = (attempt: number) => fake.transport(new Subject(), { attempt });
  reconnect(dialOnce, { environment, redial$, pulse: { heardAt: undefined }, retryDelay: () => RETRY })
    .pipe(takeUntil(leave$))
    .subscribe(({ type }) => {
      types.push(type);
      if (type === last && types.indexOf(last) === types.length - 1) then(redial$, leave$);
    });
  return { fake, redial$, types };
}

const RETRY = 1_600;

suite('reconnect', () => {
  test('dials when it is subscribed to, and passes signals on', () => {
    inVirtualTime((time) => {
      const { fake, news } = keep(time);
      assert.equal(news(), 'dialling open');
      fake.signal({ type: 'body', identifier: 'i', body: 0 });
      assert.equal(news(), 'body');
    });
  });

  test('hands commands to the transport', () => {
    inVirtualTime((time) => {
      const { fake, command$ } = keep(time);
      command$.next({ type: 'subscribe', identifier: 'i' });
      assert.deepEqual(fake.commands, [{ type: 'subscribe', identifier: 'i' }]);
    });
  });

  test('R1: a loss is told within the call, with its try, its reason and when something was last heard', () => {
    inVirtualTime((time) => {
      const { fake, events } = keep(time);
      time.advance(2_000);
      fake.drop();
      const heardAt = time.wall - 2_000;
      const message = 'The socket was closed (code 1006).';
      assert.deepEqual(events.values.slice(-2), [
        { type: 'lost', attempt: 1, reason: 'closed', message, heardAt },
        { type: 'waiting', retryAt: time.wall + RETRY },
      ]);
    });
  });

  test('R1: a first dial that fails is told within the call', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      fake.refuse();
      const { events } = keep(time, { transport: () => fake.transport });
      const [, lost] = events.values;
      assert.deepEqual([lost?.type, lost && 'reason' in lost && lost.reason], ['lost', 'refused']);
    });
  });

  test('R3: dials again after the wait, and counts from there anew', () => {
    inVirtualTime((time) => {
      const { fake, news } = keep(time);
      news();
      for (let rounds = 0; rounds < 3; rounds += 1) {
        beat(time, fake, 10_000);
        fake.drop();
        assert.equal(news(), 'lost waiting');
        time.advance(RETRY - 1);
        assert.equal(news(), '');
        time.advance(1);
        assert.equal(news(), 'dialling open');
      }
    });
  });

  test('tells in whole ms when it dials again, though waits are drawn', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      fake.refuse();
      const policy = { environment: time.environment, redial$: new Subject<string>(), pulse: { heardAt: undefined } };
      const dialOnce = (attempt: number) => fake.transport(new Subject(), { attempt });
      const events = record(reconnect(dialOnce, { ...policy, retryDelay: () => 10.4 }));
      assert.deepEqual(events.values.at(-1), { type: 'waiting', retryAt: time.wall + 10 });
      events.subscription.unsubscribe();
    });
  });

  test('counts the tries that failed in a row', () => {
    inVirtualTime((time) => {
      const { fake, events } = keep(time);
      fake.refuse();
      fake.drop();
      time.advance(20_000);
      const attempts = events.values.flatMap((event) => (event.type === 'lost' ? [event.attempt] : []));
      assert.deepEqual(
        attempts,
        attempts.map((_, place) => place + 1),
      );
      assert.ok(attempts.length >= 5, `${attempts.length} tries`);
      fake.refuse(false);
      while (!fake.isOpen) time.advance(100);
      beat(time, fake, 12_000);
      fake.drop();
      assert.deepEqual(events.values.findLast((event) => event.type === 'lost')?.attempt, 1);
    });
  });

  test('counts links that are lost within 10 s of their welcome as failed tries, from the third in a row on', () => {
    inVirtualTime((time) => {
      const { fake, events } = keep(time);
      let dials = 0;
      for (let passed = 0; passed < 60_000; passed += 500) {
        time.advance(500);
        if (!fake.isOpen) continue;
        dials += 1;
        fake.drop();
      }
      const attempts = events.values.flatMap((event) => (event.type === 'lost' ? [event.attempt] : []));
      assert.deepEqual(
        attempts,
        attempts.map((_, place) => Math.max(1, place)),
      );
      assert.ok(dials <= 17, `${dials} dials a minute`);
    });
  });

  test('R11: dials a server that refuses the first dials no more than 7 times in 40 s, and at once when the page wakes', () => {
    inVirtualTime((time) => {
      const server = new FakeCable();
      server.refuse();
      keep(time, { transport: () => server.transport });
      time.advance(40_000);
      assert.ok(server.dials <= 7, `${server.dials} dials`);
      const { dials } = server;
      time.wake();
      assert.equal(server.dials, dials + 1);
    });
  });

  test('tells the transport which try it is part of', () => {
    inVirtualTime((time) => {
      const attempts: number[] = [];
      const { fake } = keep(time, {
        transport: (server) => (commands$, dial) => {
          attempts.push(dial.attempt);
          return server.transport(commands$, dial);
        },
      });
      fake.refuse();
      fake.drop();
      time.advance(RETRY);
      fake.refuse(false);
      time.advance(8_000);
      assert.deepEqual(attempts, [0, 1, 2]);
    });
  });

  test('R5: goes on for ever, and is back within 10 s of the end of an outage of any length', () => {
    for (const outage of [10_000, 60_000, 600_000, 86_400_000]) {
      inVirtualTime((time) => {
        time.random = () => 0.999;
        const { fake, news } = keep(time);
        fake.refuse();
        fake.drop();
        time.advance(outage);
        news();
        fake.refuse(false);
        time.advance(10_000);
        assert.match(news(), /open/);
      });
    }
  });

  test('R6: drops a dial that is not welcomed within 8 s, and dials again', () => {
    inVirtualTime((time) => {
      const { fake, news, events } = keep(time, { accept: false });
      time.advance(8_000);
      assert.equal(news(), 'dialling lost waiting');
      assert.equal(reasonOf(events), 'no-welcome');
      time.advance(3_000);
      assert.equal(fake.dials, 2);
    });
  });

  test('R6: is back within 12 s of the end of any number of dials that nobody answered', () => {
    inVirtualTime((time) => {
      time.random = () => 0.999;
      let hangs = true;
      const { fake } = keep(time, {
        accept: false,
        transport: (server) => (commands$, dial) => {
          if (!hangs) setTimeout(() => server.accept());
          return server.transport(commands$, dial);
        },
      });
      time.advance(120_000);
      hangs = false;
      const until = time.now + 12_000;
      while (!fake.isOpen && time.now < until) time.advance(100);
      assert.ok(fake.isOpen);
    });
  });

  test('R2: a half-open link is told within 7 s of the last byte', () => {
    inVirtualTime((time) => {
      const { fake, news, events } = keep(time);
      time.advance(1_000);
      fake.heartbeat();
      fake.freeze();
      news();
      time.advance(7_000);
      assert.equal(news(), 'lost waiting');
      assert.equal(reasonOf(events), 'silent');
    });
  });

  test('R2: a half-open link is live again within 10 s of the fault', () => {
    inVirtualTime((time) => {
      time.random = () => 0.999;
      const { fake } = keep(time);
      fake.freeze();
      time.advance(10_000);
      assert.deepEqual([fake.dials, fake.isOpen], [2, true]);
    });
  });

  test('R5: dials at once when the page wakes during a wait', () => {
    inVirtualTime((time) => {
      const { fake, news } = keep(time);
      fake.drop();
      time.advance(10);
      time.wake();
      assert.equal(news(), 'dialling open lost waiting dialling open');
    });
  });

  test('R9: dials at once where a waking finds the link dead', () => {
    inVirtualTime((time) => {
      time.random = () => 0.999;
      const { fake } = keep(time);
      fake.freeze();
      time.sleep(30_000);
      time.wake();
      time.advance(1_000);
      assert.deepEqual([fake.dials, fake.isOpen], [2, true]);
    });
  });

  test('R9: dials at once where the loss is told right after a waking, as for a page that was frozen', () => {
    inVirtualTime((time) => {
      time.random = () => 0.999;
      const { fake } = keep(time);
      time.sleep(30_000);
      time.wake();
      time.advance(20);
      fake.drop();
      time.advance(1_000);
      assert.deepEqual([fake.dials, fake.isOpen], [2, true]);
    });
  });

  test('R9: a waking brings one dial at once and no more, where the server is away', () => {
    inVirtualTime((time) => {
      const { fake } = keep(time);
      fake.refuse();
      time.sleep(30_000);
      time.wake();
      fake.drop();
      time.advance(1_000);
      assert.equal(fake.dials, 2);
    });
  });

  test('does not dial while the page is hidden, and at once when it is seen', () => {
    inVirtualTime((time) => {
      const { fake } = keep(time);
      time.isVisible = false;
      fake.drop();
      time.advance(600_000);
      assert.equal(fake.dials, 1);
      time.isVisible = true;
      time.wake();
      assert.equal(fake.dials, 2);
    });
  });

  test('other wakings do not make a hidden page dial', () => {
    inVirtualTime((time) => {
      const { fake } = keep(time);
      time.isVisible = false;
      fake.drop();
      time.wake();
      time.advance(60_000);
      time.wake();
      assert.equal(fake.dials, 1);
    });
  });

  test('dials for the first time when the page is seen', () => {
    inVirtualTime((time) => {
      time.isVisible = false;
      const { fake } = keep(time);
      time.advance(60_000);
      assert.equal(fake.dials, 0);
      time.isVisible = true;
      time.wake();
      assert.ok(fake.isOpen);
    });
  });

  test('keeps a live link while the page is hidden', () => {
    inVirtualTime((time) => {
      const { fake, news } = keep(time);
      news();
      time.isVisible = false;
      for (let beats = 0; beats < 20; beats += 1) {
        time.advance(3_000);
        fake.heartbeat();
      }
      assert.equal(news(), '');
    });
  });

  test('says `offline` where the browser says so and the link is lost', () => {
    inVirtualTime((time) => {
      const { fake, events } = keep(time);
      time.goOffline();
      fake.drop();
      assert.equal(reasonOf(events), 'offline');
    });
  });

  test('R10: a goodbye for good is told with its reason, and nothing is dialled any more', () => {
    inVirtualTime((time) => {
      const { fake, news, events } = keep(time);
      fake.goodbye('unauthorized', false);
      assert.equal(news(), 'dialling open goodbye failed');
      assert.deepEqual(events.values.at(-1), {
        type: 'failed',
        reason: 'unauthorized',
        message: 'The server ended the connection (unauthorized).',
        attempt: 0,
        heardAt: time.wall,
      });
      time.advance(60_000);
      time.wake();
      time.advance(600_000);
      assert.equal(fake.dials, 1);
      assert.equal(time.pending.timers, 0);
    });
  });

  test('R10: a goodbye instead of a welcome is one dial as well', () => {
    inVirtualTime((time) => {
      const { fake, news } = keep(time, { accept: false });
      fake.goodbye('unauthorized', false);
      assert.equal(news(), 'dialling goodbye failed');
      time.advance(60_000);
      assert.equal(fake.dials, 1);
    });
  });

  test('R10: after a goodbye for good a redial dials at once, as for the first time', () => {
    inVirtualTime((time) => {
      const { fake, redial$, events } = keep(time);
      fake.goodbye('unauthorized', false);
      redial$.next('requested');
      assert.deepEqual(
        events.values.findLast((event) => event.type === 'dialling'),
        { type: 'dialling', attempt: 0 },
      );
      assert.ok(fake.isOpen);
    });
  });

  test('R10: a goodbye that is none for good brings a new dial, and passes its reason on', () => {
    inVirtualTime((time) => {
      const { fake, events } = keep(time);
      fake.goodbye('remote', true);
      assert.equal(reasonOf(events), 'remote');
      time.advance(RETRY);
      assert.ok(fake.isOpen);
    });
  });

  test('R4: after server_restart the wait is 1 to 6 s', () => {
    inVirtualTime((time) => {
      const { fake } = keep(time);
      fake.goodbye('server_restart', true);
      time.advance(3_499);
      assert.equal(fake.dials, 1);
      time.advance(1);
      assert.equal(fake.dials, 2);
    });
  });

  test('a redial replaces a live link at once', () => {
    inVirtualTime((time) => {
      const { fake, redial$, news } = keep(time);
      news();
      redial$.next('requested');
      assert.equal(news(), 'lost dialling open');
      assert.equal(fake.dials, 2);
    });
  });

  test('a redial cuts a wait short', () => {
    inVirtualTime((time) => {
      const { fake, redial$ } = keep(time);
      fake.drop();
      redial$.next('requested');
      assert.ok(fake.isOpen);
    });
  });

  test('a redial replaces a dial that hangs', () => {
    inVirtualTime((time) => {
      const { fake, redial$ } = keep(time, { accept: false });
      redial$.next('requested');
      assert.equal(fake.dials, 2);
      fake.accept();
      assert.ok(fake.isOpen);
    });
  });

  test('says what an end said that was no Error', () => {
    inVirtualTime((time) => {
      const { events } = keep(time, { transport: () => () => throwError(() => 'no Error') });
      assert.deepEqual(events.values.map((event) => (event.type === 'lost' ? event.message : event.type)).slice(0, 2), [
        'dialling',
        'no Error',
      ]);
    });
  });

  test('R25: closes the old link before the new one opens, in every kind of end', () => {
    inVirtualTime((time) => {
      let alive = 0;
      const { fake, redial$ } = keep(time, {
        transport: (server) => (commands$, dial) =>
          new Observable((subscriber) => {
            alive += 1;
            assert.equal(alive, 1);
            subscriber.add(() => (alive -= 1));
            subscriber.add(server.transport(commands$, dial).subscribe(subscriber));
          }),
      });
      redial$.next('requested');
      fake.drop();
      redial$.next('requested');
      fake.freeze();
      time.advance(20_000);
      fake.goodbye('unauthorized', false);
      redial$.next('requested');
      assert.equal(alive, 1);
    });
  });

  test('survives a transport that completes without a goodbye', () => {
    inVirtualTime((time) => {
      const { news } = keep(time, { transport: () => () => EMPTY });
      assert.equal(news(), 'dialling lost waiting');
    });
  });

  for (const last of ['lost', 'waiting', 'failed'] as const) {
    test(`dials within the call where whoever is told "${last}" asks for it`, () => {
      inVirtualTime((time) => {
        const { fake, types } = listen(time, last, (redial$) => redial$.next('requested'));
        if (last === 'failed') fake.goodbye('unauthorized', false);
        else fake.drop();
        assert.deepEqual(types.slice(types.indexOf(last)), [last, 'dialling', 'open', 'heartbeat']);
        assert.deepEqual([fake.dials, time.pending.timers], [2, 0]);
      });
    });
  }

  for (const last of ['dialling', 'lost', 'waiting', 'failed'] as const) {
    test(`R26: whoever leaves within the call that tells "${last}" leaves no timer, listener or socket`, () => {
      inVirtualTime((time) => {
        const { fake, redial$ } = listen(time, last, (_, leave$) => leave$.next());
        if (last === 'failed') fake.goodbye('unauthorized', false);
        else fake.drop();
        assert.deepEqual([time.pending, fake.isOpen, redial$.observed], [{ timers: 0, listeners: 0 }, false, false]);
        assert.equal(fake.dials, last === 'dialling' ? 0 : 1);
      });
    });
  }

  test('R26: leaves no timer and no listener behind in any state', () => {
    const states: readonly ((kept: Kept, time: VirtualTime) => void)[] = [
      () => undefined,
      ({ fake }) => fake.drop(),
      ({ fake }) => fake.freeze(),
      ({ fake }, time) => {
        fake.freeze();
        time.sleep(60_000);
        time.wake();
      },
      ({ fake }, time) => {
        time.isVisible = false;
        fake.drop();
        time.advance(60_000);
      },
      ({ fake }) => fake.goodbye('unauthorized', false),
      ({ redial$ }) => redial$.next('requested'),
    ];
    for (const begin of states) {
      inVirtualTime((time) => {
        const kept = keep(time);
        begin(kept, time);
        kept.events.subscription.unsubscribe();
        assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
        assert.ok(!kept.redial$.observed && !kept.command$.observed);
        time.advance(60_000);
        assert.ok(!kept.fake.isOpen);
      });
    }
  });
});

function reasonOf({ values }: Recording<LinkEvent>): string | undefined {
  const lost = values.findLast((event) => event.type === 'lost');
  return lost?.reason;
}
