import type { ServerResponse } from 'node:http';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { createConnection } from '../../../src/connection.js';
import { CablegramError } from '../../../src/errors.js';
import { sse, type SseOptions } from '../../../src/transport/sse.js';
import type { Command, Signal } from '../../../src/transport/transport.js';
import { eventually } from '../../integration/server/client.js';
import { type Answer, type HttpServer, reply, withHttp } from '../../support/http-server.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../support/virtual-time.js';

const HEALTH = '{"channel":"ServerHealthChannel"}';
const EVENTS = { metrics: ['ServerHealthChannel'], quote: ['StockChannel', { symbol: 'ACME' }] } as const;
const QUOTE = '{"channel":"StockChannel","symbol":"ACME"}';

/** A dial in virtual time, whose server is played by hand. */
interface Played {
  readonly time: VirtualTime;
  readonly dial: (token?: string) => Dialled;
  readonly requests: readonly { readonly at: number; readonly url: string; readonly signal: AbortSignal | null | undefined }[];
  /** Writes to the newest stream. */
  readonly write: (text: string) => void;
  /** Ends the newest stream. */
  readonly end: () => void;
  /** Lets time pass, with all that is read meanwhile. */
  readonly pass: (duration: number) => Promise<void>;
}

interface Stream {
  readonly server: HttpServer;
  /** The newest answer, to be written to. */
  readonly response: () => ServerResponse;
  readonly dial: (token?: string) => Dialled;
}

interface Dialled {
  readonly command$: Subject<Command>;
  readonly signals: Recording<Signal>;
  readonly said: () => readonly string[];
}

/** Runs a test against a server that begins a stream with each request. */
function streaming(run: (stream: Stream) => Promise<void>, options: SseOptions = {}, answer?: Answer): Promise<void> {
  const responses: ServerResponse[] = [];
  const begin: Answer = (_request, response) => {
    responses.push(response);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
  };
  return withHttp(answer ?? begin, async (server) => {
    const transport = sse(`${server.url}/live`, options);
    const dialled: Dialled[] = [];
    function dial(token?: string): Dialled {
      const command$ = new Subject<Command>();
      const signals = record(transport(command$, { attempt: 0, ...(token !== undefined && { token }) }));
      const one = { command$, signals, said: () => saidIn(signals) };
      dialled.push(one);
      return one;
    }
    await run({ server, dial, response: () => responses.at(-1) as ServerResponse });
    for (const { signals } of dialled) signals.subscription.unsubscribe();
  });
}

type PlayedAnswer = 'stream' | 'nothing' | number;

/** Runs a test in virtual time against a server that begins a stream with each request, or answers with a status or nothing. */
async function playing(run: (played: Played) => Promise<void>, options: SseOptions = {}, answer: PlayedAnswer = 'stream'): Promise<void> {
  const { fetch } = globalThis;
  const requests: Played['requests'][number][] = [];
  const encoder = new TextEncoder();
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  try {
    await inVirtualTime(async (time) => {
      globalThis.fetch = (input, init) => {
        requests.push({ at: time.now, url: input as string, signal: init?.signal });
        if (answer === 'nothing') return new Promise(() => undefined);
        if (typeof answer === 'number') return Promise.resolve(new Response(null, { status: answer }));
        const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) });
        return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      };
      const pass = async (duration: number): Promise<void> => {
        for (let turns = 0; turns < 5; turns += 1) await time.advanceAsync(0);
        await time.advanceAsync(duration);
        for (let turns = 0; turns < 5; turns += 1) await time.advanceAsync(0);
      };
      const transport = sse('/live', options);
      const dialled: Dialled[] = [];
      const dial = (token?: string): Dialled => {
        const command$ = new Subject<Command>();
        const signals = record(transport(command$, { attempt: 0, ...(token !== undefined && { token }) }));
        const one = { command$, signals, said: () => saidIn(signals) };
        dialled.push(one);
        return one;
      };
      await run({ time, dial, requests, pass, write: (text) => stream?.enqueue(encoder.encode(text)), end: () => stream?.close() });
      for (const { signals } of dialled) signals.subscription.unsubscribe();
      assert.equal(time.pending.timers, 0);
    });
  } finally {
    globalThis.fetch = fetch;
  }
}

function saidIn({ values }: Recording<Signal>): readonly string[] {
  return values.map((signal) => {
    if (signal.type === 'open') return signal.pending ? 'pending' : 'open';
    return 'identifier' in signal ? `${signal.type} ${signal.identifier}` : signal.type;
  });
}

function subscribe({ command$ }: Dialled, ...identifiers: readonly string[]): void {
  for (const identifier of identifiers) command$.next({ type: 'subscribe', identifier });
}

const bodiesOf = ({ signals }: Dialled): readonly unknown[] =>
  signals.values.flatMap((signal) => (signal.type === 'body' ? [[signal.identifier, signal.body]] : []));

function codeOf({ signals }: Dialled): unknown {
  const [error] = signals.errors;
  return error instanceof CablegramError ? error.code : error;
}

suite('sse', () => {
  test('is ready at once, and open and confirmed with the head of the answer', () =>
    streaming(async ({ dial, server }) => {
      const one = dial();
      assert.deepEqual(one.said(), ['pending']);
      subscribe(one, 'a', 'b');
      await eventually(() => one.said().length === 4);
      assert.deepEqual(one.said(), ['pending', 'open', 'confirmed a', 'confirmed b']);
      assert.deepEqual(
        server.requests.map(({ url }) => url),
        ['/live?identifier=a&identifier=b'],
      );
    }));

  test('asks for nothing where nothing is wanted', () =>
    playing(async ({ dial, requests, pass }) => {
      const one = dial();
      one.command$.next({ type: 'perform', identifier: 'a', data: '{}' });
      await pass(60_000);
      assert.equal(requests.length, 0);
    }));

  test('says that an action was not sent', () => {
    const command$ = new Subject<Command>();
    const { values, subscription } = record(sse('/live')(command$, { attempt: 0 }));
    command$.next({ type: 'perform', identifier: 'a', data: '{}' });
    assert.deepEqual(values.at(-1), { type: 'unsent', identifier: 'a' });
    subscription.unsubscribe();
  });

  test('an event says itself which channel it belongs to', () =>
    streaming(async ({ dial, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      response().write('retry: 300\nevent: message\nid: 1\ndata: {"identifier":"a",\ndata: "message":{"n":1}}\n\n');
      response().write('data: {"identifier":"a","message":null}\n\n');
      await eventually(() => bodiesOf(one).length === 2);
      assert.deepEqual(bodiesOf(one), [
        ['a', { n: 1 }],
        ['a', null],
      ]);
    }));

  test('an event of a name belongs to the channel of that name, and no address is asked for', () =>
    streaming(
      async ({ dial, response, server }) => {
        const one = dial();
        subscribe(one, HEALTH, QUOTE, '{"channel":"Unmapped"}');
        await eventually(() => one.said().length === 4);
        assert.deepEqual(
          [one.said(), server.requests[0]?.url],
          [['pending', 'open', `confirmed ${HEALTH}`, `confirmed ${QUOTE}`], '/live'],
        );
        response().write('event: metrics\ndata: {"cpu":42.0}\n\nevent: quote\ndata: 7\n\nevent: other\ndata: 1\n\n');
        await eventually(() => one.said().at(-1) === 'discarded');
        assert.deepEqual(bodiesOf(one), [
          [HEALTH, { cpu: 42 }],
          [QUOTE, 7],
        ]);
      },
      { events: EVENTS },
    ));

  test('R30: S18: with names, a channel that joins later is confirmed at once, by the stream that is there', () =>
    playing(
      async ({ dial, requests, pass }) => {
        const one = dial();
        subscribe(one, HEALTH);
        subscribe(one, QUOTE);
        await pass(20);
        assert.equal(one.said().length, 4);
        one.command$.next({ type: 'unsubscribe', identifier: QUOTE });
        subscribe(one, QUOTE);
        assert.equal(one.said().at(-1), `confirmed ${QUOTE}`);
        await pass(40_000);
        assert.equal(requests.length, 1);
      },
      { events: EVENTS },
    ));

  test('with names, a channel that comes after the last one left is confirmed by a stream of its own', () =>
    streaming(
      async ({ dial, server, response }) => {
        const one = dial();
        subscribe(one, HEALTH);
        await eventually(() => one.said().length === 3);
        one.command$.next({ type: 'unsubscribe', identifier: HEALTH });
        await eventually(() => response().destroyed);
        subscribe(one, HEALTH);
        assert.equal(one.said().length, 3);
        await eventually(() => one.said().length === 5);
        response().write('event: metrics\ndata: 1\n\n');
        await eventually(() => bodiesOf(one).length === 1);
        assert.equal(server.requests.length, 2);
      },
      { events: EVENTS },
    ));

  test('with names, nothing is confirmed before the stream answers', () =>
    playing(
      async ({ dial, requests, pass }) => {
        const one = dial();
        subscribe(one, HEALTH);
        await pass(20);
        subscribe(one, QUOTE);
        await pass(40_000);
        assert.deepEqual([one.said(), requests.length], [['pending'], 1]);
      },
      { events: EVENTS },
      'nothing',
    ));

  test('a channel that joins later is asked for with the others, which are told that there was a change', () =>
    streaming(async ({ dial, server, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      const first = response();
      subscribe(one, 'b');
      await eventually(() => one.said().includes('confirmed b'));
      await eventually(() => first.destroyed);
      assert.deepEqual(
        [server.requests[1]?.url, one.said().slice(3)],
        ['/live?identifier=a&identifier=b', ['open', 'confirmed a', 'confirmed b']],
      );
    }));

  test('R22: asks no second time where the hub asks again since the answer is slow', () =>
    playing(
      async ({ dial, requests, pass }) => {
        const one = dial();
        subscribe(one, 'a');
        await pass(20);
        subscribe(one, 'a');
        await pass(40_000);
        assert.deepEqual([requests.length, requests[0]?.signal?.aborted], [1, false]);
      },
      {},
      'nothing',
    ));

  test('an unsubscribe asks nothing, and the last one hangs up', () =>
    playing(async ({ dial, requests, pass }) => {
      const one = dial();
      subscribe(one, 'a', 'b');
      await pass(20);
      assert.ok(one.said().includes('confirmed b'));
      one.command$.next({ type: 'unsubscribe', identifier: 'a' });
      await pass(40_000);
      assert.deepEqual([requests.length, requests[0]?.signal?.aborted], [1, false]);
      one.command$.next({ type: 'unsubscribe', identifier: 'b' });
      await pass(60_000);
      assert.deepEqual([requests.length, requests[0]?.signal?.aborted, one.signals.errors], [1, true, []]);
    }));

  test('R30: the next dial says Last-Event-ID, in UTF-8, and keeps it where no event came', () =>
    streaming(async ({ dial, server, response }) => {
      for (const id of ['id: größe\n', '', 'id: 2\n']) {
        const one = dial();
        subscribe(one, 'a');
        await eventually(() => one.said().includes('confirmed a'));
        response().write(`${id}data: {"identifier":"a","message":1}\n\n`);
        await eventually(() => bodiesOf(one).length === 1);
        one.signals.subscription.unsubscribe();
      }
      subscribe(dial(), 'a');
      await eventually(() => server.requests.length === 4);
      const sent = server.requests.map(({ headers }) => headers['last-event-id']);
      assert.deepEqual(
        sent.map((id) => id && Buffer.from(String(id), 'latin1').toString()),
        [undefined, 'größe', 'größe', '2'],
      );
    }));

  test('X5: sends the token as a header, and asks for further headers anew', () => {
    let n = 0;
    return streaming(
      async ({ dial, server }) => {
        subscribe(dial('t1'), 'a');
        await eventually(() => server.requests.length === 1);
        subscribe(dial('t2'), 'a');
        await eventually(() => server.requests.length === 2);
        assert.deepEqual(
          server.requests.map(({ url, headers }) => [url, headers.authorization, headers['x-n']]),
          [
            ['/live?identifier=a', 'Bearer t1', '1'],
            ['/live?identifier=a', 'Bearer t2', '2'],
          ],
        );
      },
      { headers: async () => ({ 'x-n': String((n += 1)) }) },
    );
  });

  for (const [what, end] of [
    ['that ends', (response: ServerResponse) => response.end()],
    ['that is cut off', (response: ServerResponse) => response.destroy()],
  ] as const) {
    test(`R1: a stream ${what} is a lost link`, () =>
      streaming(async ({ dial, response }) => {
        const one = dial();
        subscribe(one, 'a');
        await eventually(() => one.said().includes('confirmed a'));
        end(response());
        await eventually(() => one.signals.errors.length === 1);
        assert.equal(codeOf(one), 'link-lost');
      }));
  }

  for (const [what, answer] of [
    ['an error', reply(500)],
    ['what is no stream', reply(200, '{}')],
    ['a redirect', reply(302, '', { location: '/elsewhere' })],
    ['nothing at all', (_request, response) => void response.destroy()],
  ] satisfies [string, Answer][]) {
    test(`X9: R11: a server that answers ${what} is a lost link, and was never open`, () =>
      streaming(
        async ({ dial, server }) => {
          const one = dial();
          subscribe(one, 'a');
          await eventually(() => one.signals.errors.length === 1);
          assert.deepEqual([codeOf(one), one.said(), server.requests.length], ['link-lost', ['pending'], 1]);
        },
        {},
        answer,
      ));
  }

  for (const code of [401, 403]) {
    test(`R30: ${code} rejects the channels, and stops`, () =>
      playing(
        async ({ dial, requests, pass }) => {
          const one = dial('never good');
          subscribe(one, 'a', 'b');
          await pass(60_000);
          assert.deepEqual([one.said(), one.signals.errors, requests.length], [['pending', 'open', 'rejected a', 'rejected b'], [], 1]);
        },
        {},
        code,
      ));
  }

  test('R10: a token that was good and is refused now is a lost link, so that the next dial brings another', () =>
    streaming(async ({ dial, server }) => {
      const one = dial('t');
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      server.answer = reply(401);
      subscribe(one, 'b');
      await eventually(() => one.signals.errors.length === 1);
      assert.ok(!one.said().some((word) => word.startsWith('rejected')));
    }));

  test('R30: silence of three times its interval is death, of a stream that is open', () =>
    playing(async ({ dial, write, pass }) => {
      const one = dial();
      subscribe(one, 'a');
      await pass(20);
      for (let beats = 0; beats < 4; beats += 1) {
        await pass(44_000);
        write(': still here\n\n');
      }
      await pass(44_000);
      assert.deepEqual(one.signals.errors, []);
      await pass(1_000);
      assert.equal(codeOf(one), 'stream-silent');
    }));

  test('R30: so it is of a stream that is held back on its way, and of one whose headers never come', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    for (const options of [{}, { headers: never }]) {
      await streaming(
        async ({ dial }) => {
          const one = dial();
          subscribe(one, 'a');
          await eventually(() => one.signals.errors.length === 1);
          assert.equal(codeOf(one), 'stream-silent');
        },
        { every: 20, ...options },
        () => undefined,
      );
    }
  });

  test('R24: what is no JSON, no object or of no channel is counted, and the next event is read', () =>
    streaming(async ({ dial, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      const bad = [
        '{',
        'null',
        '7',
        '[]',
        '{"identifier":"a"}',
        '{"identifier":7,"message":1}',
        '{"__proto__":{"identifier":"a","message":1}}',
      ];
      for (const data of bad) response().write(`data: ${data}\n\n`);
      response().write('\ufeff: no mark in the middle\n\ndata: {"identifier":"a","message":1}\n\n');
      await eventually(() => bodiesOf(one).length === 1);
      assert.deepEqual(
        one.signals.values.flatMap((signal) => (signal.type === 'discarded' ? [signal.why] : [])),
        ['not-json', ...Array.from({ length: 6 }, () => 'unknown')],
      );
    }));

  test('an event that nobody follows need not be JSON, and one that somebody follows is missed by that channel alone', () =>
    streaming(
      async ({ dial, response }) => {
        const one = dial();
        subscribe(one, HEALTH);
        await eventually(() => one.said().includes(`confirmed ${HEALTH}`));
        response().write('event: ping\ndata: hello\n\nevent: metrics\ndata: {"value":NaN}\n\nevent: metrics\ndata: 1\n\n');
        await eventually(() => bodiesOf(one).length === 1);
        assert.deepEqual(
          one.signals.values.filter(({ type }) => type === 'discarded'),
          [
            { type: 'discarded', why: 'unknown' },
            { type: 'discarded', why: 'not-json', identifier: HEALTH },
          ],
        );
      },
      { events: EVENTS },
    ));

  test('keeps every digit of a number that JavaScript cannot hold', () =>
    streaming(async ({ dial, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      response().write('data: {"identifier":"a","message":{"value":9007199254740993}}\n\n');
      await eventually(() => bodiesOf(one).length === 1);
      assert.deepEqual(bodiesOf(one), [['a', { value: '9007199254740993' }]]);
    }));

  test('a byte order mark at the beginning is no text, and a letter may be cut anywhere', () =>
    streaming(async ({ dial, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      const bytes = Buffer.from('\ufeffdata: {"identifier":"a","message":"größe 📈"}\n\n');
      for (const byte of bytes) {
        response().write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      await eventually(() => bodiesOf(one).length === 1);
      assert.deepEqual(bodiesOf(one), [['a', 'größe 📈']]);
    }));

  test('R28: an event over 1 MB is thrown away and counted', () =>
    streaming(async ({ dial, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      response().write(`data: {"identifier":"a","message":"${'x'.repeat(1_000_000)}"}\n\ndata: {"identifier":"a","message":1}\n\n`);
      await eventually(() => bodiesOf(one).length === 1);
      assert.deepEqual(bodiesOf(one), [['a', 1]]);
      assert.ok(one.said().includes('discarded'));
    }));

  test('R26: hangs up when it is left, also before the answer, and says nothing more', () =>
    playing(
      async ({ dial, requests, pass }) => {
        const one = dial();
        subscribe(one, 'a');
        await pass(20);
        one.signals.subscription.unsubscribe();
        const two = dial();
        subscribe(two, 'a');
        two.signals.subscription.unsubscribe();
        await pass(60_000);
        assert.deepEqual([requests.map(({ signal }) => signal?.aborted), one.signals.errors, two.signals.errors], [[true], [], []]);
      },
      {},
      'nothing',
    ));

  test('warns once of each name of events that belongs to no channel', async () => {
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (text: unknown) => void warnings.push(text);
    try {
      await playing(
        async ({ dial, write, pass }) => {
          const one = dial();
          subscribe(one, HEALTH);
          await pass(20);
          for (const event of ['quotes', 'quotes', 'metrics', 'ping', 'quotes']) write(`event: ${event}\ndata: 1\n\n`);
          await pass(0);
        },
        { events: EVENTS },
      );
    } finally {
      console.warn = warn;
    }
    const told = (event: string): string =>
      `cablegram: /live sends events named "${event}", which belong to no channel. Add the name to \`events\`.`;
    assert.deepEqual(warnings, [told('quotes'), told('ping')]);
  });

  for (const [retry, random, wait] of [
    [300, 0, 300],
    [300, 1, 600],
    [10, 0, 300],
    [10, 1, 600],
    [2_000, 0.5, 3_000],
  ] as const) {
    test(`obeys \`retry: ${retry}\` for the first try after a loss, by ${wait} ms where the jitter is ${random}`, () =>
      playing(async ({ time, requests, write, end, pass }) => {
        const connection = createConnection({ transports: [sse('/live')], environment: time.environment });
        record(connection.channel('A').bodies$);
        await pass(20);
        assert.equal(connection.status.state, 'connected');
        write(`retry: ${retry}\n\n`);
        await pass(11_000);
        time.random = () => random;
        const lostAt = time.now;
        end();
        await pass(0);
        assert.equal(connection.status.state, 'reconnecting');
        await pass(wait + 20);
        assert.deepEqual(
          requests.map(({ at }) => at - lostAt),
          [20 - lostAt, wait + 20],
        );
        connection.close();
      }));
  }

  test('R12: a connection by it is not called connected before the answer, and tells a gap where a channel joined', () =>
    streaming(async ({ server, response }) => {
      const connection = createConnection({ transports: [sse(`${server.url}/live`)] });
      const states = record(connection.status$);
      const first = record(connection.channel('A').messages$);
      await eventually(() => connection.status.channels.confirmed === 1);
      response().write('data: {"identifier":"{\\"channel\\":\\"A\\"}","message":1}\n\n');
      await eventually(() => first.values.length === 1);
      record(connection.channel('B').messages$);
      await eventually(() => connection.status.channels.confirmed === 2);
      assert.deepEqual(
        first.values.map(({ type }) => type),
        ['value', 'gap'],
      );
      const seen = states.values.map(({ state }) => state);
      assert.deepEqual([...new Set(seen)], ['idle', 'connecting', 'connected']);
      connection.close();
    }));

  test('R30: hands on the wait that the server wished for before its stream ended', () =>
    streaming(async ({ dial, response }) => {
      const one = dial();
      subscribe(one, 'a');
      await eventually(() => one.said().includes('confirmed a'));
      response().end('retry: 300\n\n');
      await eventually(() => one.signals.errors.length === 1);
      const goodbye = one.signals.values.at(-1);
      assert.equal(goodbye?.type === 'goodbye' && goodbye.reconnect && goodbye.retryAfter, 300);
    }));
});
