import { suite, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { attempt, conditionalGet, type Fetched, type GetOptions } from '../../../src/repair/conditional-get.js';
import { type Answer, type HttpServer, reply, replyFresh, withHttp } from '../../support/http-server.js';
import { inVirtualTimeAsync } from '../../support/virtual-time.js';

interface Getter {
  readonly server: HttpServer;
  readonly get: (controller?: AbortController) => Promise<Fetched>;
}

/** Runs a test with a server and a function that gets its only address. */
function getting(answer: Answer, run: (getter: Getter) => Promise<void>, options: GetOptions = {}): Promise<void> {
  return withHttp(answer, async (server) => {
    const get = conditionalGet(`${server.url}/state.json`, options);
    await run({ server, get: (controller = new AbortController()) => get(controller) });
  });
}

/** Notes each result as it comes. */
function outcomesOf(answers: readonly Promise<Fetched>[]): string[] {
  const outcomes: string[] = [];
  for (const answer of answers) void answer.then((fetched) => outcomes.push(JSON.stringify(fetched)));
  return outcomes;
}

function json(text: string | ReadableStream<Uint8Array>, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { headers: { 'content-type': 'application/json', ...headers } });
}

/** An answer in parts of so many bytes, one each `every` ms; after `most` parts it falls silent. */
function slowly(text: string, size: number, every: number, most = Infinity): Response {
  const bytes = new TextEncoder().encode(text);
  let place = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (place >= most * size) return new Promise(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, place === 0 ? 0 : every));
        controller.enqueue(bytes.subarray(place, (place += size)));
        if (place >= bytes.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return json(body);
}

suite('conditionalGet', () => {
  test('brings the JSON, asked for as JSON and past every cache', () =>
    getting(reply(200, '{"n":1}'), async ({ server, get }) => {
      assert.deepEqual(await get(), { type: 'changed', body: { n: 1 } });
      const { accept, 'cache-control': cacheControl, cookie } = server.requests[0]?.headers ?? {};
      assert.deepEqual([accept, cacheControl, cookie], ['application/json', 'no-cache', undefined]);
    }));

  for (const body of ['null', '0', 'false', '""', '[]', '[1,"ü 📈"]']) {
    test(`brings ${body} as it is`, () =>
      getting(reply(200, body), async ({ get }) => {
        assert.deepEqual(await get(), { type: 'changed', body: JSON.parse(body) as unknown });
      }));
  }

  test('keeps every digit of a number that JavaScript cannot hold', () =>
    getting(reply(200, '{"value":9007199254740993}'), async ({ get }) => {
      assert.deepEqual(await get(), { type: 'changed', body: { value: '9007199254740993' } });
    }));

  test('R19: R30: asks with the ETag of the last answer, and says that nothing changed', () =>
    getting(replyFresh('{"n":1}', 'W/"1"'), async ({ server, get }) => {
      await get();
      assert.deepEqual(await get(), { type: 'same' });
      server.answer = replyFresh('{"n":2}', 'W/"2"');
      assert.deepEqual(await get(), { type: 'changed', body: { n: 2 } });
      assert.deepEqual(await get(), { type: 'same' });
      assert.deepEqual(
        server.requests.map(({ headers }) => headers['if-none-match']),
        [undefined, 'W/"1"', 'W/"1"', 'W/"2"'],
      );
    }));

  test('R19: asked for a fresh answer it sends no condition, and brings what is there though nothing changed', () =>
    withHttp(replyFresh('{"n":1}', '"1"'), async (server) => {
      const get = conditionalGet(server.url);
      await get();
      assert.deepEqual(await get(undefined, true), { type: 'changed', body: { n: 1 } });
      assert.deepEqual(await get(), { type: 'same' });
      assert.deepEqual(
        server.requests.map(({ headers }) => headers['if-none-match']),
        [undefined, undefined, '"1"'],
      );
    }));

  test('R22: an answer that nothing changed is a failure where no condition was sent', () =>
    getting(reply(304), async ({ get }) => {
      assert.equal((await get()).type, 'failed');
    }));

  test('asks without a condition where the last answer had no ETag', () =>
    getting(reply(200, '1', { etag: '"1"' }), async ({ server, get }) => {
      await get();
      server.answer = reply(200, '2');
      await get();
      assert.equal((await get()).type, 'changed');
      assert.equal(server.requests[2]?.headers['if-none-match'], undefined);
    }));

  test('keeps the ETag over a failure', () =>
    getting(replyFresh('1', '"1"'), async ({ server, get }) => {
      await get();
      server.answer = reply(500);
      await get();
      server.answer = replyFresh('1', '"1"');
      assert.deepEqual(await get(), { type: 'same' });
    }));

  for (const status of [400, 401, 403, 404, 410, 429, 500, 503]) {
    test(`R22: ${status} is a failure that tells its status`, () =>
      getting(reply(status, '{"n":1}'), async ({ server, get }) => {
        const message = `${server.url}/state.json answered ${status}.`;
        assert.deepEqual(await get(), { type: 'failed', message, status, retryAfter: undefined });
      }));
  }

  for (const [what, body] of [
    ['that breaks off', '{"n":'],
    ['that is none', '<html></html>'],
    ['of nothing', ''],
  ] as const) {
    test(`R22: JSON ${what} is a failure`, () =>
      getting(reply(200, body), async ({ server, get }) => {
        const message = `${server.url}/state.json answered 200 with invalid JSON of ${body.length} characters.`;
        assert.deepEqual(await get(), { type: 'failed', message, status: 200, retryAfter: undefined });
      }));
  }

  for (const type of ['text/html; charset=utf-8', 'text/plain', 'application/jsonp-of-somebody']) {
    test(`X9: an answer of ${type} is not read`, () =>
      getting(reply(200, '{"n":1}', { 'content-type': type }), async ({ server, get }) => {
        const fetched = await get();
        assert.deepEqual(
          fetched.type === 'failed' && fetched.message,
          `${server.url}/state.json answered 200 with ${type} instead of JSON.`,
        );
      }));
  }

  for (const type of ['application/json; charset=utf-8', 'application/problem+json', 'APPLICATION/JSON']) {
    test(`X9: an answer of ${type} is read`, () =>
      getting(reply(200, '1', { 'content-type': type }), async ({ get }) => {
        assert.equal((await get()).type, 'changed');
      }));
  }

  test('R22: X9: reads no more than 1 MB, whatever the server says of the length', () =>
    getting(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const part = Buffer.alloc(64 * 1024, ' ');
        const pour = (): void => {
          while (!response.destroyed) if (!response.write(part)) return void response.once('drain', pour);
        };
        pour();
      },
      async ({ server, get }) => {
        const fetched = await get();
        const message = `${server.url}/state.json answered with more than 1000000 bytes.`;
        assert.deepEqual(fetched, { type: 'failed', message, status: 200, retryAfter: undefined });
      },
    ));

  test('X9: the limit is an option, in bytes, and holds exactly', async () => {
    for (const [maxSize, type] of [
      [9, 'failed'],
      [10, 'changed'],
    ] as const) {
      await getting(reply(200, '"üüüü"'), async ({ get }) => assert.equal((await get()).type, type), { maxSize });
    }
  });

  test('R22: a server that does not answer is given up in time', () =>
    getting(
      () => undefined,
      async ({ server, get }) => {
        assert.deepEqual(await get(), { type: 'failed', message: `${server.url}/state.json did not answer within 50 ms.` });
      },
      { within: 50 },
    ));

  test('R22: headers that never come are given up in time', () =>
    getting(
      reply(200, '1'),
      async ({ server, get }) => {
        assert.deepEqual(await get(), { type: 'failed', message: `${server.url}/state.json got no headers or token within 50 ms.` });
        assert.equal(server.requests.length, 0);
      },
      { within: 50, headers: () => new Promise(() => undefined) },
    ));

  test('R22: an answer of 40 kB at 2 kB/s arrives, since only the silence between its parts is limited', (t) =>
    inVirtualTimeAsync(async (time) => {
      const text = JSON.stringify('x'.repeat(40_000));
      t.mock.method(globalThis, 'fetch', async () => slowly(text, 18_000, 9_000));
      const outcomes = outcomesOf([conditionalGet('http://shop.example/')()]);
      await time.advanceAsync(27_000);
      assert.deepEqual(outcomes, [JSON.stringify({ type: 'changed', body: 'x'.repeat(40_000) })]);
      assert.equal(time.pending.timers, 0);
    }));

  test('R22: an answer that falls silent for 10 s on its way is a failure', (t) =>
    inVirtualTimeAsync(async (time) => {
      t.mock.method(globalThis, 'fetch', async () => slowly('[1,2]', 2, 9_000, 2));
      const outcomes = outcomesOf([conditionalGet('http://shop.example/state.json')()]);
      await time.advanceAsync(18_999);
      assert.deepEqual(outcomes, []);
      await time.advanceAsync(1);
      assert.deepEqual(outcomes, ['{"type":"failed","message":"http://shop.example/state.json sent no more within 10000 ms."}']);
    }));

  test('R22: the wait behind requests of our own is not the server’s: of 60 that take 1.5 s each, all arrive', (t) =>
    inVirtualTimeAsync(async (time) => {
      let [running, most] = [0, 0];
      t.mock.method(globalThis, 'fetch', async () => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        running -= 1;
        return json('1');
      });
      const outcomes = outcomesOf(Array.from({ length: 60 }, (_, index) => conditionalGet(`http://shop.example/${index}`)()));
      await time.advanceAsync(22_499);
      assert.equal(outcomes.length, 56);
      await time.advanceAsync(1);
      assert.deepEqual(new Set(outcomes), new Set(['{"type":"changed","body":1}']));
      assert.deepEqual([outcomes.length, most], [60, 4]);
    }));

  test('R22: a slow server does not hold up another one', (t) =>
    inVirtualTimeAsync(async (time) => {
      t.mock.method(globalThis, 'fetch', (url: string) =>
        url.includes('slow') ? new Promise(() => undefined) : Promise.resolve(json('1')),
      );
      for (let count = 0; count < 9; count += 1) void conditionalGet('http://slow.example/')();
      const outcomes = outcomesOf([conditionalGet('http://quick.example/')()]);
      await time.advanceAsync(0);
      assert.equal(outcomes.length, 1);
      await time.advanceAsync(30_000);
    }));

  test('R26: an abort ends a wait as well, and its request is never sent', (t) =>
    inVirtualTimeAsync(async (time) => {
      const asked: string[] = [];
      t.mock.method(globalThis, 'fetch', (url: string) => {
        asked.push(url);
        return new Promise(() => undefined);
      });
      const controllers = Array.from({ length: 6 }, () => new AbortController());
      const outcomes = outcomesOf(controllers.map((controller, index) => conditionalGet(`http://shop.example/${index}`)(controller)));
      await time.advanceAsync(0);
      controllers[4]?.abort();
      await time.advanceAsync(0);
      assert.equal(outcomes.length, 1);
      controllers[0]?.abort();
      await time.advanceAsync(0);
      assert.deepEqual(
        asked,
        ['0', '1', '2', '3', '5'].map((index) => `http://shop.example/${index}`),
      );
      for (const controller of controllers) controller.abort();
      await time.advanceAsync(0);
      assert.deepEqual([outcomes.length, time.pending.timers], [6, 0]);
    }));

  suite('of another origin', () => {
    /** Runs on a page whose server is asked across origins: `answer` gets the condition, and throws as a browser does. */
    async function onPage(
      t: TestContext,
      answer: (condition: string | null) => Response,
      run: (conditions: (string | null)[]) => Promise<void>,
    ) {
      const conditions: (string | null)[] = [];
      t.mock.method(globalThis, 'fetch', async (_url: string, { headers }: RequestInit) => {
        const condition = new Headers(headers).get('if-none-match');
        conditions.push(condition);
        return answer(condition);
      });
      Object.assign(globalThis, { location: new URL('https://shop.example/') });
      try {
        await run(conditions);
      } finally {
        Reflect.deleteProperty(globalThis, 'location');
      }
    }

    const refused = (): never => {
      throw new TypeError('Failed to fetch');
    };
    const tagged = (): Response => json('1', { etag: '"1"' });

    test('R22: a server that answers no preflight is asked again without the ETag, and never with it', (t) =>
      onPage(
        t,
        (condition) => (condition ? refused() : tagged()),
        async (conditions) => {
          const get = conditionalGet('https://api.example/state.json');
          for (let count = 0; count < 3; count += 1) assert.deepEqual(await get(), { type: 'changed', body: 1 });
          assert.deepEqual(conditions, [null, '"1"', null, null]);
        },
      ));

    test('R30: one that is away for a while keeps the ETag', (t) => {
      let isAway = false;
      const answer = (condition: string | null): Response => {
        if (isAway) refused();
        return condition ? new Response(null, { status: 304 }) : tagged();
      };
      return onPage(t, answer, async (conditions) => {
        const get = conditionalGet('https://api.example/state.json');
        await get();
        isAway = true;
        assert.equal((await get()).type, 'failed');
        isAway = false;
        assert.deepEqual(await get(), { type: 'same' });
        assert.deepEqual(conditions, [null, '"1"', null, '"1"']);
      });
    });

    test('R22: the page’s own server is not asked twice', (t) =>
      onPage(
        t,
        (condition) => (condition ? refused() : tagged()),
        async (conditions) => {
          const get = conditionalGet('https://shop.example/state.json');
          await get();
          assert.equal((await get()).type, 'failed');
          assert.deepEqual(conditions, [null, '"1"']);
        },
      ));
  });

  test('R22: a server has 10 s to answer, unless it is told otherwise', () =>
    inVirtualTimeAsync(async (time) => {
      const outcomes: string[] = [];
      const never = (): Promise<Fetched> => new Promise(() => undefined);
      void attempt('It', undefined, new AbortController(), never).then((fetched) => outcomes.push(JSON.stringify(fetched)));
      await time.advanceAsync(9_999);
      assert.deepEqual(outcomes, []);
      await time.advanceAsync(1);
      assert.deepEqual(outcomes, ['{"type":"failed","message":"It did not answer within 10000 ms."}']);
    }));

  test('R26: an answer in time leaves no timer', () =>
    inVirtualTimeAsync(async (time) => {
      await attempt('It', 1_000, new AbortController(), async () => ({ type: 'same' }));
      assert.equal(time.pending.timers, 0);
    }));

  test('reads text whose characters are cut apart on the way', async (t) => {
    const bytes = new TextEncoder().encode('"\u{1f4c8}"');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of [bytes.subarray(0, 3), bytes.subarray(3)]) controller.enqueue(part);
        controller.close();
      },
    });
    t.mock.method(globalThis, 'fetch', async () => new Response(body, { headers: { 'content-type': 'application/json' } }));
    assert.deepEqual(await conditionalGet('http://x/')(), { type: 'changed', body: '\u{1f4c8}' });
  });

  for (const [what, head, options] of [
    ['is no JSON', { 'content-type': 'text/html' }, {}],
    ['is too long', { 'content-type': 'application/json' }, { maxSize: 10 }],
  ] as const) {
    test(`X9: what ${what} is not downloaded to its end`, async () => {
      let hungUp: Promise<unknown> | undefined;
      await getting(
        (_request, response) => {
          hungUp = once(response, 'close');
          response.writeHead(200, head);
          response.write('"more than ten bytes, and more to come');
        },
        async ({ get }) => {
          assert.equal((await get()).type, 'failed');
          // Without it the connection stays as it is, for as long as the server likes.
          await hungUp;
        },
        options,
      );
    });
  }

  test('R22: an answer that is cut off is a failure', () =>
    getting(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('[1,', () => response.destroy());
      },
      async ({ server, get }) => {
        assert.deepEqual(await get(), { type: 'failed', message: `${server.url}/state.json could not be fetched.` });
      },
    ));

  test('R22: a server that is away is a failure', async () => {
    let address = '';
    await withHttp(reply(200), async ({ url }) => void (address = url));
    const fetched = await conditionalGet(address)(new AbortController());
    assert.deepEqual(fetched, { type: 'failed', message: `${address} could not be fetched.` });
  });

  for (const status of [301, 302, 303, 307, 308]) {
    test(`X9: does not follow a redirect of ${status}`, () =>
      getting(reply(status, '', { location: '/elsewhere' }), async ({ server, get }) => {
        assert.equal((await get()).type, 'failed');
        assert.equal(server.requests.length, 1);
      }));
  }

  test('asks for the headers anew with each request, and a condition goes beside them', () => {
    let asked = 0;
    return getting(
      replyFresh('1', '"1"'),
      async ({ server, get }) => {
        await get();
        await get();
        assert.deepEqual(
          server.requests.map(({ headers }) => [headers.authorization, headers['if-none-match']]),
          [
            ['Bearer 1', undefined],
            ['Bearer 2', '"1"'],
          ],
        );
      },
      { headers: async () => ({ authorization: `Bearer ${(asked += 1)}` }) },
    );
  });

  test('headers that cannot be had are a failure, and nothing is asked', () =>
    getting(
      reply(200, '1'),
      async ({ server, get }) => {
        assert.deepEqual(await get(), { type: 'failed', message: `${server.url}/state.json could not be fetched.` });
        assert.equal(server.requests.length, 0);
      },
      { headers: () => Promise.reject(new Error('no session')) },
    ));

  test('an abort ends the request within the call, and is a failure', () =>
    getting(
      () => undefined,
      async ({ server, get }) => {
        const controller = new AbortController();
        const answer = get(controller);
        while (server.requests.length === 0) await new Promise(setImmediate);
        const closed = new Promise((resolve) => server.requests[0]?.once('close', resolve));
        controller.abort();
        assert.equal((await answer).type, 'failed');
        await closed;
      },
    ));

  test('an abort halfway through the body leaves no ETag of what nobody saw', (t) =>
    getting(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', etag: '"1"' });
        response.write('[1,');
      },
      async ({ server, get }) => {
        const controller = new AbortController();
        const fetching = t.mock.method(globalThis, 'fetch');
        const answer = get(controller);
        while (fetching.mock.callCount() === 0) await new Promise(setImmediate);
        const response = (await fetching.mock.calls[0]?.result) as Response;
        assert.equal(response.headers.get('etag'), '"1"');
        await new Promise(setImmediate);
        controller.abort();
        assert.equal((await answer).type, 'failed');
        server.answer = replyFresh('[1]', '"1"');
        assert.deepEqual(await get(), { type: 'changed', body: [1] });
      },
    ));

  for (const [value, expected] of [
    ['0', 0],
    ['7', 7_000],
    [' 120 ', 120_000],
    ['99999999999', 3_600_000],
    ['soon', undefined],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ] as const) {
    test(`reads Retry-After: ${value} as ${expected} ms`, () =>
      getting(reply(503, '', { 'retry-after': value }), async ({ get }) => {
        const fetched = await get();
        assert.equal(fetched.type === 'failed' && fetched.retryAfter, expected);
      }));
  }

  for (const ahead of [-3_600_000, 0, 3_600_000])
    test(`reads Retry-After as a date by the server’s clock, which is ${ahead / 1000} s ahead of ours`, () => {
      const now = Date.now() + ahead;
      const headers = { 'retry-after': new Date(now + 4_000).toUTCString(), date: new Date(now).toUTCString() };
      return getting(reply(429, '', headers), async ({ get }) => {
        const fetched = await get();
        assert.equal(fetched.type === 'failed' && fetched.retryAfter, 4_000);
      });
    });

  test('reads Retry-After as a date by our own clock if the answer has no date, or none that a page may read', async (t) => {
    const headers = { 'retry-after': new Date(Date.now() + 30_000).toUTCString() };
    t.mock.method(globalThis, 'fetch', async () => new Response('', { status: 429, headers }));
    const fetched = await conditionalGet('http://shop.example/')();
    const after = fetched.type === 'failed' ? Number(fetched.retryAfter) : NaN;
    assert.ok(after > 28_000 && after <= 30_000, `${after} ms`);
  });

  test('X3: hands keys of prototypes on as keys, and changes no prototype', () =>
    getting(reply(200, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'), async ({ get }) => {
      const fetched = await get();
      assert.ok(fetched.type === 'changed' && Object.hasOwn(fetched.body as object, '__proto__'));
      assert.ok(!('polluted' in {}));
    }));

  test('X5: tells no query of the address, since it may hold a token', () =>
    withHttp(reply(500), async ({ url }) => {
      const fetched = await conditionalGet(`${url}/state.json?token=canary`)(new AbortController());
      assert.deepEqual(fetched.type === 'failed' && fetched.message, `${url}/state.json answered 500.`);
    }));
});
