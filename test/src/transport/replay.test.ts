import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject, tap } from 'rxjs';
import { createConnection } from '../../../src/connection.js';
import { CablegramError } from '../../../src/errors.js';
import { createRecorder, type Recorded, type Recorder } from '../../../src/diagnosis/recorder.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { replay, type ReplayOptions } from '../../../src/transport/replay.js';
import type { Command, Signal, Transport } from '../../../src/transport/transport.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

/** Bodies at their times, in ms since the beginning. */
function recorded(...events: readonly (readonly [at: number, body: unknown])[]): readonly Recorded[] {
  return events.map(([at, body]) => ({ at: 1_000_000 + at, event: { type: 'body', identifier: 'i', body } }));
}

interface Played {
  readonly signals: Recording<Signal>;
  readonly command$: Subject<Command>;
  /** Each body, with the time at which it came. */
  readonly came: readonly (readonly [at: number, body: unknown])[];
}

function play(time: VirtualTime, recording: string | readonly Recorded[], options?: ReplayOptions): Played {
  const began = time.now;
  const came: (readonly [number, unknown])[] = [];
  const command$ = new Subject<Command>();
  const signals = record(
    replay(recording, options)(command$, { attempt: 0 }).pipe(
      tap((signal) => {
        if (signal.type === 'body') came.push([time.now - began, signal.body]);
      }),
    ),
  );
  return { signals, command$, came };
}

suite('replay', () => {
  test('is open at once, and confirms what is asked for', () => {
    inVirtualTime((time) => {
      const { signals, command$ } = play(time, []);
      command$.next({ type: 'subscribe', identifier: 'i' });
      command$.next({ type: 'unsubscribe', identifier: 'i' });
      assert.deepEqual(signals.values, [
        { type: 'open', kind: 'replay' },
        { type: 'confirmed', identifier: 'i' },
      ]);
    });
  });

  test('keeps every digit of a number that JavaScript cannot hold', () => {
    inVirtualTime((time) => {
      const line = '{"at":1,"event":{"type":"body","identifier":"i","body":{"value":9007199254740993}}}';
      const { came } = play(time, line, { speed: 0 });
      time.advance(1);
      assert.deepEqual(came, [[0, { value: '9007199254740993' }]]);
    });
  });

  for (const [speed, times] of [
    [undefined, [0, 100, 1_100]],
    [1, [0, 100, 1_100]],
    [10, [0, 10, 110]],
    [0.5, [0, 200, 2_200]],
    [0, [0, 0, 0]],
  ] as const) {
    test(`plays at ${speed === undefined ? 'the speed of the recording' : `a speed of ${speed}`}`, () => {
      inVirtualTime((time) => {
        const recording = recorded([0, 'a'], [100, 'b'], [1_100, 'c']);
        const { came } = play(time, recording, speed === undefined ? {} : { speed });
        time.advance(60_000);
        assert.deepEqual(
          came.map(([at]) => at),
          times,
        );
      });
    });
  }

  test('waits no longer than 10 s between two events, so that a night is no night', () => {
    inVirtualTime((time) => {
      const { came } = play(time, recorded([0, 'a'], [28_800_000, 'b']));
      time.advance(10_000);
      assert.deepEqual(came, [
        [0, 'a'],
        [10_000, 'b'],
      ]);
    });
  });

  test('a clock that was set back in the recording costs no time', () => {
    inVirtualTime((time) => {
      const { came } = play(time, recorded([5_000, 'a'], [0, 'b'], [100, 'c']));
      time.advance(200);
      assert.deepEqual(came, [
        [0, 'a'],
        [0, 'b'],
        [100, 'c'],
      ]);
    });
  });

  test('stays open and silent after the end', () => {
    inVirtualTime((time) => {
      const { signals } = play(time, recorded([0, 'a']));
      time.advance(600_000);
      assert.deepEqual([signals.completed, signals.errors, time.pending.timers], [false, [], 0]);
    });
  });

  test('begins again where it is told to', () => {
    inVirtualTime((time) => {
      const { came } = play(time, recorded([0, 'a'], [100, 'b']), { loop: true });
      time.advance(250);
      assert.deepEqual(
        came.map(([, body]) => body),
        ['a', 'b', 'a', 'b', 'a'],
      );
    });
  });

  for (const [what, recording, speed] of [
    ['of one event', recorded([0, 'a']), 1],
    ['of events at one time', recorded([0, 'a'], [0, 'b']), 1],
    ['at once', recorded([0, 'a'], [100, 'b']), 0],
    ['of nothing', [], 1],
    ['of what is not played', [{ at: 0, event: { type: 'open', kind: 'cable' } }], 1],
  ] satisfies [string, readonly Recorded[], number][]) {
    test(`R24: a loop ${what} lets others run`, () => {
      inVirtualTime((time) => {
        const { signals } = play(time, recording, { loop: true, speed });
        let turns = 0;
        const turn = setInterval(() => (turns += 1), 1);
        time.advance(5);
        clearInterval(turn);
        assert.equal(turns, 5);
        signals.subscription.unsubscribe();
      });
    });
  }

  test('plays a loss as a loss, and goes on after it with the next dial', () => {
    inVirtualTime((time) => {
      const [first, second] = recorded([0, 'a'], [5_000, 'b']);
      assert.ok(first && second);
      const lost: Recorded = {
        at: first.at + 100,
        event: { type: 'lost', attempt: 1, reason: 'closed', message: 'Gone.', heardAt: undefined },
      };
      const transport = replay([first, lost, second]);
      const before = record(transport(new Subject(), { attempt: 0 }));
      time.advance(100);
      assert.equal(before.errors.length, 1);
      const [error] = before.errors;
      assert.ok(error instanceof CablegramError && error.code === 'link-lost' && error.message === 'Gone.');
      const after = record(transport(new Subject(), { attempt: 1 }));
      time.advance(100);
      assert.deepEqual(
        [...before.values, ...after.values].filter(({ type }) => type === 'body').map((signal) => 'body' in signal && signal.body),
        ['a', 'b'],
      );
    });
  });

  test('counts the lines that cannot be read, and leaves them out', () => {
    inVirtualTime((time) => {
      const [good] = recorded([0, 'a']);
      const lines = ['', '{', 'null', '[]', '{"at":1}', '{"at":"1","event":{"type":"body"}}', '{"at":1,"event":{}}', JSON.stringify(good)];
      const { signals } = play(time, lines.join('\n'));
      time.advance(100);
      const types = signals.values.map(({ type }) => type);
      assert.deepEqual(types, ['open', ...Array.from({ length: 6 }, () => 'discarded'), 'body']);
    });
  });

  test('reads lines that end as in Windows', () => {
    inVirtualTime((time) => {
      const lines = recorded([0, 'a'], [10, 'b']).map((event) => JSON.stringify(event));
      const { came } = play(time, lines.join('\r\n'));
      time.advance(100);
      assert.equal(came.length, 2);
    });
  });

  test('leaves out what was recorded without its body', () => {
    inVirtualTime((time) => {
      const recorder = createRecorder();
      recorder.note({ type: 'body', identifier: 'i', body: 'secret' });
      for (const recording of [recorder.history(), recorder.export()]) {
        const { came } = play(time, recording);
        time.advance(100);
        assert.deepEqual(came, []);
      }
    });
  });

  for (const speed of [-1, NaN]) {
    test(`a speed of ${speed} is the caller's mistake`, () => {
      assert.throws(
        () => replay([], { speed }),
        (error) => error instanceof CablegramError && error.code === 'option-invalid',
      );
    });
  }

  test('R26: leaves no timer behind when it is left', () => {
    inVirtualTime((time) => {
      const { signals } = play(time, recorded([0, 'a'], [100, 'b']), { loop: true });
      time.advance(50);
      signals.subscription.unsubscribe();
      assert.equal(time.pending.timers, 0);
    });
  });

  test('a session that was recorded and is played back says the same messages again', () => {
    inVirtualTime((time) => {
      const fake = new FakeCable();
      const recorder = createRecorder({ redact: (body) => body });
      const { messages: live, connection } = follow(time, fake.transport, recorder);
      for (const body of [{ type: 'datapoint', metric: 'cpu', value: 1, timestamp: 1 }, 0, null, 'text', { event: 'e', data: {} }]) {
        fake.broadcast('C', {}, body);
        time.advance(300);
      }
      fake.drop();
      time.advance(3_000);
      fake.broadcast('C', {}, { type: 'batch', data: [{ increment: 1 }, { progress: 50 }] });
      fake.signal({ type: 'body', identifier: '{"channel":"Other"}', body: 'not ours' });
      connection.close();
      const { messages: played } = follow(time, replay(recorder.export()));
      time.advance(30_000);
      assert.equal(live.length, 8);
      assert.deepEqual(played, live);
    });
  });
});

/** Follows a channel, and tells the messages without their times. */
function follow(time: VirtualTime, transport: Transport, recorder?: Recorder) {
  const messages: unknown[] = [];
  const connection = createConnection({ transports: [transport], environment: time.environment, ...(recorder && { recorder }) });
  connection.channel('C').messages$.subscribe((message) => {
    messages.push(message.type === 'gap' ? { type: 'gap' } : { type: message.type, body: 'body' in message && message.body });
  });
  return { messages, connection };
}
