import assert from 'node:assert/strict';
import { Client, eventually, identify } from '../../integration/server/client.js';
import type { DemoServer } from '../../../examples/server/server.js';
import { sleep, type Case } from '../harness/case.js';
import type { Target } from '../harness/target.js';

/** What the server does, seen by a bare client: S1–S9, S12–S15 and S19 of the facts that the core is built on. */
export const serverFacts: readonly Case[] = [
  {
    title: 'S1: the identifier comes back byte for byte; another spelling is another subscription',
    run: ({ target }) =>
      withClient(target, async (client) => {
        // Not in the stream's own name: over Redis, on Ruby 3.1, such a name ended the process in 16 of 16 busy starts, ASCII in none.
        const spellings = [
          '{"channel":"DemoChannel","stream":"s1","title":"ö📈"}',
          '{ "title" : "ö📈",\n"stream":"s1","channel":"DemoChannel" }',
        ];
        for (const spelling of spellings) await client.subscribe(spelling);
        await target.broadcast('s1', { n: 1 });
        for (const spelling of spellings) assert.deepEqual((await client.message(spelling)).message, { n: 1 });
      }),
  },
  {
    title: 'S2: a second subscribe with the same identifier is not confirmed again, and hears nothing twice',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = demo('s2');
        await client.subscribe(identifier);
        client.command('subscribe', identifier);
        await sleep(300);
        await target.broadcast('s2', 1);
        await client.message(identifier);
        await sleep(300);
        assert.deepEqual(withoutPings(client), []);
      }),
  },
  {
    title: 'S3: what a channel transmits in `subscribed` comes before its confirmation',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = identify(target.greeting);
        client.command('subscribe', identifier);
        await client.message(identifier);
        await client.confirmed(identifier);
      }),
  },
  {
    title: 'S4: an unknown channel and one that raises get no answer, and the pings go on',
    run: ({ target }) =>
      withClient(target, async (client) => {
        client.command('subscribe', identify('NoSuchChannel'));
        client.command('subscribe', identify('RaisingChannel'));
        await client.next(({ type }) => type === 'ping', 3_500);
        await client.next(({ type }) => type === 'ping', 3_500);
        assert.deepEqual(withoutPings(client), []);
      }),
  },
  {
    title: 'S5: junk, unknown and raising actions and unknown commands get no answer, and the connection stays',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = demo('s5');
        await client.subscribe(identifier);
        client.command('message', identifier, { action: 'nope' });
        client.command('message', identifier, { action: 'boom' });
        client.command('message', demo('s5-never'), { action: 'ping_back' });
        client.send('not json');
        client.send('{"command":"frobnicate"}');
        client.socket.send(Buffer.from([1, 2, 3]));
        await sleep(300);
        assert.deepEqual(withoutPings(client), []);
        client.command('message', identifier, { action: 'ping_back', n: 5 });
        assert.deepEqual((await client.message(identifier)).message, { pong: 5 });
      }),
  },
  {
    title: 'S6: a broadcast may be any JSON, and passes untouched',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = demo('s6');
        await client.subscribe(identifier);
        const bodies = ['text', [1, [2]], 7, null, false, {}, JSON.parse('{"__proto__":{"polluted":1}}') as object];
        for (const body of bodies) {
          await target.broadcast('s6', body);
          const { json, message } = await client.message(identifier);
          assert.ok(Object.hasOwn(json, 'message'));
          assert.equal(JSON.stringify(message), JSON.stringify(body));
        }
      }),
  },
  {
    title: 'S7: numbers and `<>&` are written as Ruby writes them, and read the same',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = demo('s7');
        await client.subscribe(identifier);
        await target.publish('s7', 42);
        const { text, message } = await client.message(identifier);
        assert.equal((message as { value: number }).value, 42);
        await target.broadcast('s7', { html: '<b>&</b>' });
        const html = await client.message(identifier);
        assert.deepEqual(html.message, { html: '<b>&</b>' });
        if (target.name !== 'Rails') return;
        assert.match(text, /"value":42\.0/);
        assert.match(html.text, /\\u003cb\\u003e\\u0026/);
      }),
  },
  {
    title: 'S8: 1,000 broadcasts at 200 a second all come, once each, but not in their order',
    alone: true,
    run: ({ target, note }) =>
      withClient(target, async (client) => {
        const identifier = demo('s8');
        await client.subscribe(identifier);
        await target.burst('s8', 1_000, 200);
        const heard = () => client.frames.filter((frame) => frame.identifier === identifier);
        await eventually(() => heard().length >= 1_000, 15_000);
        await sleep(200);
        const seqs = heard().map(({ message }) => (message as { seq: number }).seq);
        assert.equal(seqs.length, 1_000);
        assert.equal(new Set(seqs).size, 1_000);
        const { late, most } = lateness(seqs);
        assert.ok(most <= 100, `one came ${most} places late`);
        note(`${late} of 1000 late, by up to ${most} places`);
      }),
  },
  {
    title: 'S9: actions of one connection run side by side, so that answers overtake each other',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = demo('s9');
        await client.subscribe(identifier);
        // Long enough that a busy machine takes the second meanwhile.
        client.command('message', identifier, { action: 'slow', s: 2, n: 1 });
        client.command('message', identifier, { action: 'ping_back', n: 2 });
        assert.deepEqual((await client.message(identifier)).message, { pong: 2 });
        assert.deepEqual((await client.message(identifier)).message, { slow_done: 1 });
      }),
  },
  {
    title: 'S12: without a subprotocol one comes in; of unknown ones none is chosen',
    run: async ({ target }) => {
      await withClient(target, async (client) => assert.equal(client.socket.protocol, ''), { protocols: [] });
      await assert.rejects(dial(target, { protocols: ['unknown'] }).opened, /no subprotocol/);
    },
  },
  {
    title: 'S13: a command before the welcome is taken',
    run: async ({ target }) => {
      const client = dial(target);
      await client.opened;
      client.command('subscribe', demo('s13'));
      await client.confirmed(demo('s13'));
      client.socket.terminate();
    },
  },
  {
    title: 'S14: 1 MB passes, both ways',
    run: ({ target }) =>
      withClient(target, async (client) => {
        const identifier = demo('s14');
        const big = 'x'.repeat(1_000_000);
        await client.subscribe(identifier);
        await target.broadcast('s14', big);
        assert.equal((await client.message(identifier)).message, big);
        client.command('message', identifier, { action: 'ping_back', n: big });
        assert.deepEqual((await client.message(identifier)).message, { pong: big });
      }),
  },
  {
    title: 'S15: a foreign, a null and a missing Origin get 404, a listed one comes in',
    run: async ({ target }) => {
      for (const origin of ['http://foreign.example', 'null', 'http://allowed.example.foreign.example', undefined]) {
        await assert.rejects(dial(target, { origin }).opened, /404/, `Origin ${origin}`);
      }
      await withClient(target, async () => undefined, { origin: 'http://allowed.example' });
    },
  },
  {
    title: 'S19: a snapshot that did not change is answered 304, by a weak ETag, with nothing in it',
    run: async ({ target }) => {
      await target.publish('s19', 1);
      const url = `${target.url}/snapshots/demo/s19.json`;
      const etag = (await fetch(url)).headers.get('etag') ?? '';
      assert.match(etag, /^W\//);
      const same = await fetch(url, { headers: { 'if-none-match': etag } });
      assert.equal(same.status, 304);
      assert.equal(await same.text(), '');
      await target.publish('s19', 2);
      assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 200);
    },
  },
  {
    title: 'unauthorized: a disconnect frame without a welcome, then close 1000',
    run: async ({ target }) => {
      const client = dial(target, { query: '?token=wrong' });
      const { text } = await client.next(() => true);
      assert.equal(text, '{"type":"disconnect","reason":"unauthorized","reconnect":false}');
      assert.equal((await client.closed).code, 1000);
    },
  },
  {
    title: 'remote: a disconnect frame since Rails 7, then close 1000; the stand-in closes alone, as Rails 6 does',
    run: ({ target }) =>
      withClient(target, async (client) => {
        await target.disconnect();
        assert.equal((await client.closed).code, 1000);
        const said = target.name === 'Rails' ? ['{"type":"disconnect","reason":"remote","reconnect":true}'] : [];
        assert.deepEqual(withoutPings(client), said);
      }),
  },
  {
    title: 'server_restart: a disconnect frame that lets one come back, then close 1000',
    alone: true,
    run: ({ target }) =>
      withClient(target, async (client) => {
        await target.restartCable();
        const { text } = await client.next(({ type }) => type === 'disconnect');
        assert.equal(text, '{"type":"disconnect","reason":"server_restart","reconnect":true}');
        assert.equal((await client.closed).code, 1000);
      }),
  },
];

/** Counts how many came after a later one, and by how many places at most. */
export function lateness(seqs: readonly number[]): { readonly late: number; readonly most: number } {
  const places = new Map([...seqs].sort((one, other) => one - other).map((seq, place) => [seq, place]));
  let late = 0;
  let most = 0;
  let highest = -Infinity;
  seqs.forEach((seq, place) => {
    if (seq < highest) {
      late += 1;
      most = Math.max(most, place - (places.get(seq) ?? place));
    }
    highest = Math.max(highest, seq);
  });
  return { late, most };
}

interface DialOptions {
  readonly protocols?: readonly string[];
  readonly origin?: string | undefined;
  readonly query?: string;
}

/** These are facts of what comes and in what order, not of how soon: Rails and a busy machine are given time, in ms. */
const PATIENCE = 8_000;

/** A bare client of a target, from the target's own origin. */
export function dial(target: Target, options: DialOptions = {}): Client {
  const { origin, ...rest } = { origin: target.url, query: target.query, ...options };
  // The client reads no more of a server than its URL.
  return new Client({ url: target.url } as DemoServer, { patience: PATIENCE, ...rest, ...(origin !== undefined && { origin }) });
}

/** Runs with a bare client that was welcomed. */
export async function withClient(target: Target, run: (client: Client) => Promise<void>, options: DialOptions = {}): Promise<void> {
  const client = dial(target, options);
  try {
    await client.opened;
    await client.next(({ type }) => type === 'welcome');
    await run(client);
  } finally {
    client.socket.terminate();
  }
}

function demo(stream: string): string {
  return identify('DemoChannel', { stream });
}

function withoutPings({ frames }: Client): readonly string[] {
  return frames.filter(({ type }) => type !== 'ping').map(({ text }) => text);
}
