import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { identify, withServer } from './client.js';

suite('snapshots', () => {
  test('S19: an unchanged one is answered 304 without a body, a changed one 200 with another weak ETag', () =>
    withServer({}, async (server) => {
      const address = `${server.url}/snapshots/demo/a.json`;
      server.publish('demo:a', { n: 1 });
      const first = await fetch(address);
      const etag = first.headers.get('etag') ?? '';
      assert.match(etag, /^W\/"[0-9a-f]{32}"$/);
      assert.equal(first.headers.get('cache-control'), 'max-age=0, private, must-revalidate');
      assert.deepEqual(await first.json(), [{ n: 1, seq: 1 }]);
      const second = await fetch(address, { headers: { 'If-None-Match': etag } });
      assert.deepEqual([second.status, await second.text()], [304, '']);
      server.publish('demo:a', { n: 2 });
      const third = await fetch(address, { headers: { 'If-None-Match': etag } });
      assert.equal(third.status, 200);
      assert.deepEqual(await third.json(), [
        { n: 1, seq: 1 },
        { n: 2, seq: 2 },
      ]);
    }));

  for (const [name, isList] of Object.entries({
    orders: false,
    revenue: false,
    active_users: false,
    exports_waiting: false,
    health: false,
    'health/cpu': true,
    totals: true,
    orders_per_minute: true,
    activity: true,
    events: true,
    quotes: true,
    'quotes/ACME': false,
    exports: true,
    'exports/export-1': false,
  })) {
    test(`${name} is there from the start, ${isList ? 'as a list' : 'as one body'}, numbered`, () =>
      withServer({}, async (server) => {
        const snapshot: unknown = await (await fetch(`${server.url}/snapshots/${name}.json`)).json();
        assert.equal(Array.isArray(snapshot), isList);
        const bodies = (isList ? snapshot : [snapshot]) as Record<string, unknown>[];
        assert.ok(bodies.length > 0);
        for (const body of bodies) assert.equal(typeof body['seq'], 'number');
      }));
  }

  test('with `last` they are a list of so many', () =>
    withServer({}, async (server) => {
      const list = (await (await fetch(`${server.url}/snapshots/orders.json?last=3`)).json()) as unknown[];
      assert.equal(list.length, 3);
    }));

  test('an unknown one is 404', () =>
    withServer({}, async (server) => {
      for (const name of ['nothing.json', '__proto__.json', 'health', 'nothing/x.json']) {
        assert.equal((await fetch(`${server.url}/snapshots/${name}`)).status, 404, name);
      }
    }));
});

suite('server-sent events', () => {
  test('S17: they come in the order of fields that Rails writes', () =>
    withServer({}, async (server) => {
      await listen(
        `${server.url}/live/events?identifier=${encodeURIComponent(identify('DemoChannel', { stream: 'a' }))}`,
        async (events) => {
          assert.equal(events.response.headers.get('content-type'), 'text/event-stream');
          assert.equal(events.response.headers.get('cache-control'), 'no-cache');
          const told = events.next('hello');
          await until(told, () => server.broadcast('demo:a', { hello: '\n<' }));
          assert.match(
            await told,
            /^retry: 300\nevent: message\nid: \d+\ndata: \{"identifier":"\{\\"channel\\":\\"DemoChannel\\",\\"stream\\":\\"a\\"\}","message":\{"hello":"\\n\\u003c"\}\}$/,
          );
        },
      );
    }));

  test('without a query every channel tells its state, under its own event name', () =>
    withServer({}, async (server) => {
      await listen(`${server.url}/live/events`, async (events) => {
        for (const name of ['metrics', 'totals', 'event', 'activity', 'quote', 'progress']) await events.next(`event: ${name}\n`);
      });
    }));
});

suite('control', () => {
  test('faults are listed, begun and healed', () =>
    withServer({}, async (server) => {
      const begun = await post(`${server.url}/faults`, { name: 'freeze', for: 60_000 });
      assert.deepEqual(
        begun.body.faults.map(({ name }) => name),
        ['freeze'],
      );
      await post(`${server.url}/faults`, { name: 'heal' });
      const state = (await (await fetch(`${server.url}/faults`)).json()) as State;
      assert.deepEqual([state.faults, state.rate, state.connections], [[], 0, 0]);
      assert.ok(state.names.includes('restart'));
    }));

  test('the rate can be changed at run time', () =>
    withServer({}, async (server) => {
      assert.equal((await post(`${server.url}/rate`, { rate: 'busy' })).body.rate, 'busy');
      assert.equal(server.rate, 'busy');
    }));

  test('nonsense is answered 422 and changes nothing', () =>
    withServer({}, async (server) => {
      for (const [path, body] of [
        ['faults', { name: 'explode' }],
        ['faults', { name: 'freeze', for: -1 }],
        ['faults', { name: 'close', code: 1 }],
        ['faults', null],
        ['rate', { rate: 1e9 }],
        ['rate', { rate: 'toString' }],
        ['rate', {}],
      ] as const) {
        assert.equal((await post(`${server.url}/${path}`, body)).status, 422, JSON.stringify(body));
      }
      assert.equal(server.rate, 0);
    }));

  test('a page of another origin is refused, one of this server is not', () =>
    withServer({}, async (server) => {
      assert.equal((await post(`${server.url}/faults`, { name: 'drop' }, 'https://evil.example')).status, 403);
      assert.equal((await post(`${server.url}/rate`, { rate: 'calm' }, 'null')).status, 403);
      assert.equal((await post(`${server.url}/faults`, { name: 'heal' }, server.url)).status, 200);
    }));
});

suite('static files', () => {
  test('a page comes with its content type and the strict policy, a script with its own', () =>
    withFiles((server) =>
      withServer(server, async ({ url }) => {
        const page = await fetch(`${url}/dash/`);
        assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
        assert.equal(
          page.headers.get('content-security-policy'),
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self'; require-trusted-types-for 'script'",
        );
        assert.equal((await fetch(`${url}/dash/page.js`)).headers.get('content-type'), 'text/javascript; charset=utf-8');
        assert.equal((await fetch(`${url}/dash`)).url, `${url}/dash/`);
      }),
    ));

  test('nothing outside the mounted folder is served', () =>
    withFiles((server) =>
      withServer(server, async ({ port }) => {
        for (const path of [
          '/dash/../secret.txt',
          '/dash/%2e%2e/secret.txt',
          '/dash/..%2fsecret.txt',
          '/dash/..%5csecret.txt',
          '/dash//../secret.txt',
          '/dash/link.txt',
          '/dash/.hidden',
          '/dash/%00',
          '/dash/%',
          '/secret.txt',
          '//etc/passwd',
        ]) {
          assert.equal(await rawStatus(port, path), 404, path);
        }
      }),
    ));
});

interface State {
  readonly faults: readonly { readonly name: string }[];
  readonly rate: unknown;
  readonly connections: number;
  readonly names: readonly string[];
}

async function post(address: string, body: unknown, origin?: string): Promise<{ readonly status: number; readonly body: State }> {
  const headers = origin === undefined ? {} : { Origin: origin };
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: response.status, body: (await response.json()) as State };
}

/** How long an event is waited for, in ms; only a test that fails takes as long. */
const PATIENCE = 10_000;

/** Follows an event stream for the length of a test; `next` resolves with the first event that holds a text. */
async function listen(
  address: string,
  run: (events: { readonly response: Response; next(text: string): Promise<string> }) => Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  const response = await fetch(address, { signal: abort.signal });
  let heard = '';
  async function next(text: string): Promise<string> {
    const timer = setTimeout(() => abort.abort(new Error(`No event with ${text}; heard: ${heard}`)), PATIENCE);
    const decoder = new TextDecoder();
    for (;;) {
      const event = heard
        .split('\n\n')
        .slice(0, -1)
        .find((one) => one.includes(text));
      if (event !== undefined) {
        clearTimeout(timer);
        return event;
      }
      const { value } = await reader.read();
      heard += decoder.decode(value, { stream: true });
    }
  }
  const { body } = response;
  assert.ok(body);
  const reader = body.getReader();
  try {
    await run({ response, next });
  } finally {
    abort.abort();
  }
}

/** Repeats a deed each 5 ms until a promise is settled. */
async function until(done: Promise<unknown>, deed: () => void): Promise<void> {
  const timer = setInterval(deed, 5);
  await done.finally(() => clearInterval(timer));
}

async function withFiles(run: (options: { readonly staticFiles: readonly (readonly [string, string])[] }) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-server-'));
  try {
    await mkdir(join(folder, 'dash'));
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await writeFile(join(folder, 'dash', 'index.html'), '<!doctype html>');
    await writeFile(join(folder, 'dash', 'page.js'), '');
    await writeFile(join(folder, 'dash', '.hidden'), '');
    await symlink(join(folder, 'secret.txt'), join(folder, 'dash', 'link.txt'));
    await run({ staticFiles: [['/dash', join(folder, 'dash')]] });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Asks for a path exactly as written, which `fetch` would tidy up first. */
function rawStatus(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}
