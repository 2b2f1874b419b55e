import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConnection } from '../../../src/connection.js';
import { CablegramError } from '../../../src/errors.js';
import type { LinkEvent } from '../../../src/link/link-event.js';
import { createRecorder, type Recorder, type RecorderOptions } from '../../../src/diagnosis/recorder.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { record } from '../../support/record.js';
import { inVirtualTime, inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

const bodyOf = (n: unknown): LinkEvent => ({ type: 'body', identifier: 'i', body: n });

function recordedBodies(recorder: Recorder): readonly unknown[] {
  return recorder.history().map(({ event }) => (event.type === 'body' ? event.body : event.type));
}

interface Session {
  readonly fake: FakeCable;
  readonly recorder: Recorder;
  readonly bodies: readonly unknown[];
  readonly history: () => readonly string[];
}

/** Follows a channel with a recorder. */
function openSession(time: VirtualTime, options?: RecorderOptions): Session {
  const fake = new FakeCable();
  const recorder = createRecorder(options);
  const connection = createConnection({ transports: [fake.transport], recorder, environment: time.environment });
  const { values } = record(connection.channel('C').bodies$);
  return { fake, recorder, bodies: values, history: () => connection.history().map(({ event }) => event.type) };
}

suite('createRecorder', () => {
  test('keeps what happened, oldest first, with its time', () => {
    inVirtualTime((time) => {
      const recorder = createRecorder();
      recorder.note({ type: 'dialling', attempt: 0 });
      time.advance(100);
      recorder.note({ type: 'open', kind: 'cable' });
      assert.deepEqual(recorder.history(), [
        { at: time.wall - 100, event: { type: 'dialling', attempt: 0 } },
        { at: time.wall, event: { type: 'open', kind: 'cable' } },
      ]);
    });
  });

  test('R27: forgets the oldest beyond its limit', () => {
    for (const limit of [1, 3]) {
      const recorder = createRecorder({ limit, redact: (body) => body });
      for (let n = 1; n <= 10; n += 1) recorder.note(bodyOf(n));
      assert.deepEqual(recordedBodies(recorder), [8, 9, 10].slice(-limit));
    }
  });

  test('R27: keeps 500 events unless told otherwise', () => {
    const recorder = createRecorder();
    for (let n = 0; n < 1_200; n += 1) recorder.note(bodyOf(n));
    assert.equal(recorder.history().length, 500);
  });

  for (const limit of [0, -1, 1.5, NaN, Infinity]) {
    test(`a limit of ${limit} is the caller's mistake`, () => {
      assert.throws(
        () => createRecorder({ limit }),
        (error) => error instanceof CablegramError && error.code === 'option-invalid',
      );
    });
  }

  test('X5: keeps nothing of a body but that it came, unless it is told to', () => {
    const recorder = createRecorder();
    recorder.note(bodyOf('secret'));
    recorder.note({ type: 'snapshot', identifier: 'i', body: ['secret'] });
    assert.equal(recorder.history().length, 2);
    assert.ok(!recorder.export().includes('secret'));
  });

  test('keeps of a body what is told', () => {
    const recorder = createRecorder({ redact: (body) => ({ ...(body as object), name: '…' }) });
    recorder.note(bodyOf({ id: 1, name: 'Ada' }));
    assert.deepEqual(recordedBodies(recorder), [{ id: 1, name: '…' }]);
  });

  test('a redaction that throws costs its body alone', () => {
    inVirtualTime((time) => {
      const { fake, recorder, bodies } = openSession(time, {
        redact() {
          throw new Error('host');
        },
      });
      fake.broadcast('C', {}, 1);
      assert.deepEqual([bodies, recordedBodies(recorder).at(-1)], [[1], undefined]);
    });
  });

  test('leaves heartbeats out', () => {
    const recorder = createRecorder();
    recorder.note({ type: 'heartbeat' });
    assert.deepEqual(recorder.history(), []);
  });

  test('what history() told does not change any more', () => {
    const recorder = createRecorder();
    const before = recorder.history();
    recorder.note(bodyOf(1));
    assert.deepEqual(before, []);
  });

  test('exports lines of JSON', () => {
    const recorder = createRecorder({ redact: (body) => body });
    recorder.note(bodyOf('a\nb'));
    recorder.note(bodyOf({ n: 1 }));
    const lines = recorder.export().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      recorder.history(),
    );
  });

  test('a connection without a recorder has no history', () => {
    assert.deepEqual(createConnection({ transports: [new FakeCable().transport] }).history(), []);
  });

  test('a connection writes down its dials, losses, waits and answers', () => {
    inVirtualTime((time) => {
      const { fake, history } = openSession(time);
      fake.broadcast('C', {}, 1);
      fake.heartbeat();
      fake.drop();
      time.advance(2_000);
      assert.deepEqual(history(), [...['dialling', 'open', 'confirmed', 'body', 'lost', 'waiting'], ...['dialling', 'open', 'confirmed']]);
    });
  });

  test('X5: a token reaches no recording', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      const recorder = createRecorder({ redact: (body) => body });
      const getToken = async (): Promise<string> => 'canary-token';
      const connection = createConnection({ transports: [fake.transport], recorder, getToken, environment: time.environment });
      record(connection.channel('C', {}, { snapshot: 'http://127.0.0.1:1/?token=canary-token' }).messages$);
      for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
      fake.broadcast('C', {}, 1);
      fake.goodbye('unauthorized', false);
      connection.close();
      assert.ok(recorder.history().length >= 4 && !recorder.export().includes('canary'));
    }));
});
