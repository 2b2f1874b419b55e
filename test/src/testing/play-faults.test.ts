import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { identify } from '../../../src/identifier.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { describeFaults, playFaults, type FaultScript, type TimedFault } from '../../../src/testing/play-faults.js';
import { inVirtualTime, type VirtualTime } from '../../../src/testing/virtual-time.js';
import type { Command, Signal } from '../../../src/transport/transport.js';

const ID = identify('C');

/** A client that does nothing by itself, with the time at which it heard each thing. */
interface Client {
  readonly command$: Subject<Command>;
  /** `1000 body 7`, once for each signal but beats. */
  readonly heard: string[];
  readonly hangUp: () => void;
}

function dial(time: VirtualTime, fake: FakeCable): Client {
  const command$ = new Subject<Command>();
  const heard: string[] = [];
  const note = (what: string): void => void heard.push(`${time.now} ${what}`);
  const using = fake.transport(command$, { attempt: 0 }).subscribe({
    next: (signal) => {
      if (signal.type !== 'heartbeat') note(signal.type === 'body' ? `body ${String(signal.body)}` : signal.type);
    },
    error: (error: unknown) => note((error as Error).message),
    complete: () => note('completed'),
  });
  return { command$, heard, hangUp: () => using.unsubscribe() };
}

/** Plays faults to a subscribed client, to which one body is said each 100 ms, for so long. */
function run(faults: readonly TimedFault[], duration: number, seed?: number): string[] {
  let heard: string[] = [];
  inVirtualTime((time) => {
    const fake = new FakeCable();
    const client = dial(time, fake);
    client.command$.next({ type: 'subscribe', identifier: ID });
    const script = playFaults(fake, faults, { ...(seed !== undefined && { seed }) });
    say(time, fake, duration);
    heard = client.heard.slice(2);
    client.hangUp();
    script.end();
    assert.equal(time.pending.timers, 0, 'nothing is left running');
  });
  return heard;
}

function say(time: VirtualTime, fake: FakeCable, duration: number): void {
  for (let n = 1; n <= duration / 100; n += 1) {
    time.advance(100);
    fake.broadcast('C', {}, n);
  }
}

function bodiesIn(heard: readonly string[]): string[] {
  return heard.flatMap((line) => (line.includes('body') ? [line.split(' ')[2] ?? ''] : []));
}

suite('playFaults', () => {
  test('drop: the link is lost at its time', () => {
    assert.deepEqual(run([{ at: 250, type: 'drop' }], 500), ['100 body 1', '200 body 2', '250 The socket was closed (code 1006).']);
  });

  test('half-open: nothing is heard any more, and nobody is told', () => {
    assert.deepEqual(run([{ at: 250, type: 'half-open' }], 60_000), ['100 body 1', '200 body 2']);
  });

  test('half-open: the next dial is heard', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      dial(time, fake).hangUp();
      playFaults(fake, [{ at: 0, type: 'half-open' }]);
      time.advance(1);
      assert.deepEqual(dial(time, fake).heard, ['1 open']);
    });
  });

  test('goodbye: the server restarts where the script says no more', () => {
    assert.deepEqual(run([{ at: 150, type: 'goodbye' }], 300), [
      '100 body 1',
      '150 goodbye',
      '150 The server ended the connection (server_restart).',
    ]);
  });

  test('goodbye: ends for good where it says so', () => {
    const heard = run([{ at: 150, type: 'goodbye', reason: 'unauthorized', reconnect: false }], 300);
    assert.deepEqual(heard, ['100 body 1', '150 goodbye', '150 completed']);
  });

  test('reject: ends the subscription', () => {
    assert.deepEqual(run([{ at: 150, type: 'reject', channel: 'C' }], 300), ['100 body 1', '150 rejected']);
  });

  test('refuse: dials fail for so long', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      playFaults(fake, [{ at: 1_000, type: 'refuse', for: 2_000 }]);
      const heardAt = (at: number): string[] => {
        time.advance(at - time.now);
        return dial(time, fake).heard;
      };
      assert.deepEqual(heardAt(999), ['999 open']);
      assert.deepEqual(heardAt(1_000), ['1000 The server refused the connection.']);
      assert.deepEqual(heardAt(2_999), ['2999 The server refused the connection.']);
      assert.deepEqual(heardAt(3_000), ['3000 open']);
    });
  });

  test('hang: dials are taken without a welcome for so long', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      playFaults(fake, [{ at: 0, type: 'hang', for: 1_000 }]);
      time.advance(1);
      assert.deepEqual(dial(time, fake).heard, []);
      time.advance(1_000);
      assert.deepEqual(dial(time, fake).heard, ['1001 open']);
    });
  });

  test('freeze: what was said meanwhile arrives with its end, in its order', () => {
    assert.deepEqual(run([{ at: 150, type: 'freeze', for: 200 }], 400), ['100 body 1', '350 body 2', '350 body 3', '400 body 4']);
  });

  test('freeze: what was asked meanwhile is answered with its end', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      const { command$, heard } = dial(time, fake);
      playFaults(fake, [{ at: 0, type: 'freeze', for: 500 }]);
      time.advance(1);
      command$.next({ type: 'subscribe', identifier: ID });
      time.advance(1_000);
      assert.deepEqual(heard, ['0 open', '500 confirmed']);
    });
  });

  test('deaf: nothing is delivered for so long', () => {
    assert.deepEqual(bodiesIn(run([{ at: 150, type: 'deaf', for: 200 }], 500)), ['1', '4', '5']);
  });

  test('delay: all that is said is late, until its end', () => {
    assert.deepEqual(run([{ at: 50, type: 'delay', by: 250, for: 400 }], 500), [
      '350 body 1',
      '450 body 2',
      '450 body 3',
      '450 body 4',
      '500 body 5',
    ]);
  });

  test('delay: a goodbye comes as late as all else', () => {
    const heard = run(
      [
        { at: 0, type: 'delay', by: 200 },
        { at: 150, type: 'goodbye' },
      ],
      400,
    );
    assert.deepEqual(heard, ['300 body 1', '350 goodbye', '350 The server ended the connection (server_restart).']);
  });

  test('delay: what is on its way is lost with the link', () => {
    const heard = run(
      [
        { at: 0, type: 'delay', by: 200 },
        { at: 250, type: 'drop' },
      ],
      600,
    );
    assert.deepEqual(heard, ['250 The socket was closed (code 1006).']);
  });

  for (const [type, confirmedAt] of [
    ['late-confirm', ['400 confirmed']],
    ['lost-confirm', []],
  ] as const)
    test(`${type}: bodies come before the confirmation`, () => {
      inVirtualTime((time) => {
        const fake = new FakeCable();
        playFaults(fake, [type === 'late-confirm' ? { at: 0, type, by: 300 } : { at: 0, type }]);
        time.advance(100);
        const { command$, heard } = dial(time, fake);
        command$.next({ type: 'subscribe', identifier: ID });
        command$.next({ type: 'subscribe', identifier: ID });
        say(time, fake, 200);
        time.advance(1_000);
        assert.deepEqual(heard, ['100 open', '200 body 1', '300 body 2', ...confirmedAt]);
      });
    });

  test('reorder: bodies of one window arrive with its end, each once, in another order', () => {
    const heard = run([{ at: 0, type: 'reorder', within: 500 }], 600);
    const bodies = bodiesIn(heard);
    assert.deepEqual([...bodies].sort(), ['1', '2', '3', '4', '5']);
    assert.notDeepEqual(bodies, ['1', '2', '3', '4', '5']);
    assert.ok(heard.every((line) => line.startsWith('600 ')));
  });

  test('reorder: two are always exchanged', () => {
    for (let seed = 1; seed <= 20; seed += 1)
      assert.deepEqual(bodiesIn(run([{ at: 50, type: 'reorder', within: 150, for: 1_000 }], 300, seed)), ['2', '1']);
  });

  test('reorder: what is gathered when it ends arrives then', () => {
    assert.deepEqual(run([{ at: 50, type: 'reorder', within: 1_000, for: 100 }], 200), ['150 body 1', '200 body 2']);
  });

  test('duplicate: every third body arrives twice', () => {
    const bodies = bodiesIn(run([{ at: 0, type: 'duplicate', every: 3 }], 900));
    const twice = bodies.filter((body, place) => bodies[place + 1] === body).map(Number);
    assert.deepEqual([bodies.length, new Set(bodies).size], [12, 9]);
    assert.deepEqual(
      twice.map((body) => body - (twice[0] ?? 0)),
      [0, 3, 6],
    );
  });

  test('lose: every third body never arrives', () => {
    const bodies = bodiesIn(run([{ at: 0, type: 'lose', every: 3 }], 900)).map(Number);
    const lost = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((body) => !bodies.includes(body));
    assert.deepEqual(
      lost.map((body) => body - (lost[0] ?? 0)),
      [0, 3, 6],
    );
  });

  test('does the same with the same seed, and something else with another', () => {
    const faults: readonly TimedFault[] = [
      { at: 0, type: 'reorder', within: 400 },
      { at: 0, type: 'lose', every: 7 },
      { at: 0, type: 'duplicate', every: 5 },
    ];
    assert.deepEqual(run(faults, 3_000, 42), run(faults, 3_000, 42));
    assert.notDeepEqual(run(faults, 3_000, 42), run(faults, 3_000, 43));
  });

  test('faults of one kind may overlap', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      playFaults(fake, [
        { at: 0, type: 'refuse', for: 1_000 },
        { at: 500, type: 'refuse', for: 1_000 },
      ]);
      time.advance(1_200);
      assert.deepEqual(dial(time, fake).heard, ['1200 The server refused the connection.']);
      time.advance(300);
      assert.deepEqual(dial(time, fake).heard, ['1500 open']);
    });
  });

  test('ends with everything: what lasts, and what is to come', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      const { command$, heard } = dial(time, fake);
      command$.next({ type: 'subscribe', identifier: ID });
      const endless = ['refuse', 'hang', 'deaf', 'freeze', 'lost-confirm'] as const;
      const script = playFaults(fake, [
        ...endless.map((type) => ({ at: 0, type })),
        { at: 0, type: 'delay', by: 60_000 },
        { at: 0, type: 'lose', every: 1 },
        { at: 5_000, type: 'drop' },
      ]);
      time.advance(1_000);
      fake.signal({ type: 'discarded', why: 'unknown' });
      script.end();
      script.end();
      fake.broadcast('C', {}, 1);
      assert.equal(time.pending.timers, 0);
      time.advance(10_000);
      assert.deepEqual(heard.slice(2), ['1000 discarded', '1000 body 1']);
      assert.deepEqual(dial(time, fake).heard, ['11000 open']);
    });
  });

  test('logs what was done when, and how long it lasts', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      const script: FaultScript = playFaults(fake, [
        { at: 500, type: 'late-confirm', by: 300, for: 1_000 },
        { at: 1_000, type: 'drop' },
        { at: 9_000, type: 'lose', every: 10 },
      ]);
      assert.deepEqual([script.log, script.lasts], ['', 9_000]);
      time.advance(600);
      dial(time, fake);
      time.advance(2_000);
      assert.deepEqual(script.log.split('\n'), [
        '   500 ms  late-confirm, by: 300, for: 1000 (nobody is connected)',
        '  1000 ms  drop',
        '  1500 ms  late-confirm is over',
      ]);
    });
  });

  test('refuses what makes no sense, and starts nothing', () => {
    inVirtualTime((time) => {
      for (const [fault, message] of [
        [{ at: -1, type: 'drop' }, 'drop needs at to be a duration in ms, but got -1.'],
        [{ at: 0, type: 'refuse', for: NaN }, 'refuse needs for to be a duration in ms, but got NaN.'],
        [{ at: 0, type: 'delay' }, 'delay needs by to be a duration in ms, but got undefined.'],
        [{ at: 0, type: 'lose', every: 0 }, 'lose needs every to be a whole number of at least 1, but got 0.'],
        [{ at: 0, type: 'toString' }, /^There is no fault "toString"; there are drop, half-open, /],
      ] as const) {
        const faults = [{ at: 0, type: 'drop' }, fault] as readonly TimedFault[];
        assert.throws(() => playFaults(new FakeCable(), faults), { code: 'option-invalid', message });
      }
      assert.equal(time.pending.timers, 0);
    });
  });

  test('runs on the fake timers of node:test', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const fake = new FakeCable();
    const signals: Signal[] = [];
    fake.transport(new Subject(), { attempt: 0 }).subscribe({ next: (signal) => signals.push(signal), error: () => undefined });
    const script = playFaults(fake, [{ at: 60_000, type: 'goodbye' }]);
    t.mock.timers.tick(59_999);
    assert.ok(fake.isOpen);
    t.mock.timers.tick(1);
    assert.ok(!fake.isOpen);
    assert.equal(script.log, ' 60000 ms  goodbye');
  });
});

suite('describeFaults', () => {
  test('writes a fault a line', () => {
    assert.equal(
      describeFaults([
        { at: 0, type: 'drop' },
        { at: 12_000, type: 'delay', by: 800, for: 5_000 },
      ]),
      '     0 ms  drop\n 12000 ms  delay, by: 800, for: 5000',
    );
  });
});
