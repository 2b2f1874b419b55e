import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createSnapshotFetcher } from '../../../src/repair/snapshot.js';
import type { ShareSnapshot, SnapshotContext } from '../../../src/transport/transport.js';
import { reply, replyFresh, withHttp } from '../../support/http-server.js';

const ID = '{"channel":"C"}';

suite('createSnapshotFetcher', () => {
  test('R19: fetches a URL, and tells that it is what it was', () =>
    withHttp(replyFresh('[1]', '"1"'), async ({ url }) => {
      const snapshot = createSnapshotFetcher(ID, url);
      assert.deepEqual(await snapshot.fetch(), { type: 'changed', body: [1] });
      assert.deepEqual(await snapshot.fetch(), { type: 'same' });
    }));

  test('R31: after a snapshot of another tab it asks for a full one, since its ETag is of an older one', () =>
    withHttp(replyFresh('[1]', '"1"'), async ({ url }) => {
      let shared: unknown;
      const shareSnapshot: ShareSnapshot = (_, fetch) =>
        shared === undefined ? fetch() : Promise.resolve({ type: 'changed', body: shared });
      const snapshot = createSnapshotFetcher(ID, url, { shareSnapshot });
      assert.deepEqual(await snapshot.fetch(), { type: 'changed', body: [1] });
      assert.deepEqual(await snapshot.fetch(), { type: 'same' });
      shared = [2];
      assert.deepEqual(await snapshot.fetch(), { type: 'changed', body: [2] });
      assert.deepEqual(await snapshot.fetch(), { type: 'same' });
      shared = undefined;
      assert.deepEqual(await snapshot.fetch(), { type: 'changed', body: [1] });
    }));

  test('R19: tells so of a function, and of a server that knows no ETag, unless a fresh answer is asked for', async () => {
    const ofFunction = createSnapshotFetcher(ID, () => Promise.resolve([{ n: 1 }]));
    await withHttp(reply(200, '[{"n":1}]'), async ({ url }) => {
      for (const snapshot of [ofFunction, createSnapshotFetcher(ID, url)]) {
        await snapshot.fetch();
        assert.deepEqual(await snapshot.fetch(), { type: 'same' });
        assert.deepEqual(await snapshot.fetch(undefined, true), { type: 'changed', body: [{ n: 1 }] });
      }
    });
  });

  test('takes a body that is an error for a failure, also with status 200 and when it is the same again', () =>
    withHttp(replyFresh('{"error":"gone"}', '"1"'), async (server) => {
      const snapshot = createSnapshotFetcher(ID, server.url);
      const failed = { type: 'failed', message: `The snapshot of ${ID} is an error: gone` };
      assert.deepEqual([await snapshot.fetch(), await snapshot.fetch()], [failed, failed]);
      server.answer = replyFresh('{"value":1}', '"2"');
      assert.deepEqual(await snapshot.fetch(), { type: 'changed', body: { value: 1 } });
    }));

  test('calls a function with the identifier, and takes any body from it', async () => {
    for (const body of [{ n: 1 }, [1, 2], 'text', 0, false, null]) {
      const asked: SnapshotContext[] = [];
      const snapshot = createSnapshotFetcher(ID, async (context) => {
        asked.push(context);
        return body;
      });
      assert.deepEqual(await snapshot.fetch(), { type: 'changed', body });
      assert.deepEqual([asked.length, asked[0]?.identifier, asked[0]?.signal.aborted], [1, ID, false]);
    }
  });

  for (const [what, source] of [
    ['rejects', () => Promise.reject(new Error('no session'))],
    [
      'throws',
      () => {
        throw new Error('no session');
      },
    ],
  ] as const) {
    test(`R22: a function that ${what} is a failure`, async () => {
      const message = `The snapshot of ${ID} could not be fetched.`;
      assert.deepEqual(await createSnapshotFetcher(ID, source).fetch(), { type: 'failed', message, cause: new Error('no session') });
    });
  }

  test('R22: a function that never ends is given up in time, and told so by its signal', async () => {
    const signals: AbortSignal[] = [];
    const never = ({ signal }: SnapshotContext): Promise<unknown> => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const awake = setInterval(() => undefined, 1_000);
    const fetched = await createSnapshotFetcher(ID, never, { within: 20 }).fetch();
    clearInterval(awake);
    assert.deepEqual(fetched, { type: 'failed', message: `The snapshot of ${ID} did not answer within 20 ms.` });
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });

  test('takes what is no JSON for a change, and what is the same JSON again for none', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const bodies: unknown[] = [circle, circle, 1n, undefined, { a: 1 }, { a: 1 }];
    const snapshot = createSnapshotFetcher(ID, () => Promise.resolve(bodies.shift()));
    const types: string[] = [];
    while (bodies.length > 0) types.push((await snapshot.fetch()).type);
    assert.deepEqual(types, ['changed', 'changed', 'changed', 'changed', 'changed', 'same']);
  });

  test('a cancelled request is ended, also where the function goes on', async () => {
    const signals: AbortSignal[] = [];
    const controller = new AbortController();
    const snapshot = createSnapshotFetcher(ID, ({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const fetched = snapshot.fetch(controller);
    controller.abort();
    assert.equal((await fetched).type, 'failed');
    assert.equal(signals[0]?.aborted, true);
  });
});
