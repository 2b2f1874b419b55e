import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createCursor, type Cursor } from '../../../src/repair/cursor.js';
import type { SnapshotFetcher } from '../../../src/repair/snapshot.js';
import { type HttpServer, reply, replyFresh, withHttp } from '../../support/http-server.js';

const CURSOR: Cursor = { path: 'meta.next', param: 'since' };

function following(
  answer: object,
  run: (cursor: SnapshotFetcher, server: HttpServer) => Promise<void>,
  options: Cursor = CURSOR,
): Promise<void> {
  return withHttp(say(answer), (server) => run(createCursor(`${server.url}/events.json`, options, {}), server));
}

function say(answer: unknown) {
  return reply(200, JSON.stringify(answer));
}

suite('createCursor', () => {
  test('brings the state first, then only what is new, asked for after the cursor of the answer before', () =>
    following({ data: [1, 2], meta: { next: 'a&b' } }, async (cursor, server) => {
      assert.deepEqual([await cursor.fetch(), cursor.isPartial?.()], [{ type: 'changed', body: [1, 2] }, false]);
      server.answer = say({ data: [3], meta: { next: 7 } });
      assert.deepEqual([await cursor.fetch(), cursor.isPartial?.()], [{ type: 'changed', body: { type: 'batch', data: [3] } }, true]);
      server.answer = say({ data: [4], meta: { next: 8 } });
      await cursor.fetch();
      assert.deepEqual(
        server.requests.map(({ url }) => url),
        ['/events.json', '/events.json?since=a%26b', '/events.json?since=7'],
      );
    }));

  test('adds the cursor to a query that is there', () =>
    withHttp(say({ data: [], meta: { next: 1 } }), async (server) => {
      const cursor = createCursor(`${server.url}/events.json?last=50`, CURSOR, {});
      await cursor.fetch();
      await cursor.fetch();
      assert.equal(server.requests[1]?.url, '/events.json?last=50&since=1');
    }));

  test('finds what is new where it is told to', () =>
    following(
      { cursor: 1, page: { items: ['x'] } },
      async (cursor) => {
        assert.deepEqual(await cursor.fetch(), { type: 'changed', body: ['x'] });
      },
      { path: 'cursor', param: 'after', items: 'page.items' },
    ));

  test('R30: nothing new is no change, also where the server knows no ETag', () =>
    following({ data: [1], meta: { next: 1 } }, async (cursor, server) => {
      await cursor.fetch();
      server.answer = say({ data: [], meta: { next: 1 } });
      assert.deepEqual(await cursor.fetch(), { type: 'same' });
    }));

  test('a server that says its last again while the cursor stands still says nothing new', () =>
    following({ data: [1], meta: { next: 1 } }, async (cursor) => {
      await cursor.fetch();
      assert.deepEqual(await cursor.fetch(), { type: 'same' });
    }));

  test('R22: what is new without a cursor after it is a failure, since it would come again and again', () =>
    following({ data: [1], meta: { next: 1 } }, async (cursor, server) => {
      await cursor.fetch();
      server.answer = say({ data: [2], meta: { next: null } });
      assert.deepEqual(await cursor.fetch(), { type: 'failed', message: 'The answer holds no cursor at meta.next.' });
    }));

  test('R30: an empty state is a state', () =>
    following({ data: [], meta: { next: 0 } }, async (cursor) => {
      assert.deepEqual(await cursor.fetch(), { type: 'changed', body: [] });
    }));

  test('R30: asks conditionally while the cursor stands still', () =>
    following({ data: [1] }, async (cursor, server) => {
      server.answer = replyFresh('{"data":[1]}', '"1"');
      await cursor.fetch();
      assert.deepEqual(await cursor.fetch(), { type: 'same' });
      assert.equal(server.requests[1]?.headers['if-none-match'], '"1"');
    }));

  test('without a cursor in the answer it is asked for all of it again, which is full state', () =>
    following({ data: [1] }, async (cursor) => {
      await cursor.fetch();
      assert.deepEqual([await cursor.fetch(), cursor.isPartial?.()], [{ type: 'changed', body: [1] }, false]);
    }));

  for (const answer of [{ meta: { next: 1 } }, { data: null, meta: { next: 1 } }, { data: { 0: 1 } }, 'text', null, []]) {
    test(`R22: an answer that does not hold what it should is a failure: ${JSON.stringify(answer)}`, () =>
      following({ data: [1], meta: { next: 1 } }, async (cursor, server) => {
        server.answer = say(answer);
        assert.equal((await cursor.fetch()).type, 'failed');
        server.answer = say({ data: [1], meta: { next: 1 } });
        assert.deepEqual(await cursor.fetch(), { type: 'changed', body: [1] });
        server.answer = say(answer);
        assert.equal((await cursor.fetch()).type, 'failed');
      }));
  }

  test('R22: goes on from where it was after a failure', () =>
    following({ data: [1], meta: { next: 1 } }, async (cursor, server) => {
      await cursor.fetch();
      server.answer = reply(500);
      assert.equal((await cursor.fetch()).type, 'failed');
      server.answer = say({ data: [2], meta: { next: 2 } });
      assert.deepEqual(await cursor.fetch(), { type: 'changed', body: { type: 'batch', data: [2] } });
      assert.equal(server.requests[2]?.url, '/events.json?since=1');
    }));

  test('a cancelled request is ended', () =>
    following({}, async (cursor, server) => {
      server.answer = () => undefined;
      const controller = new AbortController();
      const answer = cursor.fetch(controller);
      while (server.requests.length === 0) await new Promise(setImmediate);
      controller.abort();
      assert.equal((await answer).type, 'failed');
    }));
});
