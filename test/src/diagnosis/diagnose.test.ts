import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { ServerOptions } from '../../../examples/server/server.js';
import { createConnection } from '../../../src/connection.js';
import { diagnose, type DiagnosisCode } from '../../../src/diagnosis/diagnose.js';
import { createRecorder } from '../../../src/diagnosis/recorder.js';
import { idleStatus, type Status } from '../../../src/status.js';
import { cable, type CableOptions } from '../../../src/transport/cable.js';
import { polling } from '../../../src/transport/polling.js';
import { sse } from '../../../src/transport/sse.js';
import { eventually, withServer } from '../../integration/server/client.js';
import { when } from '../../support/demo.js';
import { reply, withHttp } from '../../support/http-server.js';

const reconnecting: Status = { ...idleStatus(0), state: 'reconnecting', attempt: 1, reason: 'refused' };
const connected: Status = { ...idleStatus(0), state: 'connected', transport: 'cable' };

/** Tells the finding for a status; nothing may be asked for. */
async function codeOf(status: Partial<Status>): Promise<DiagnosisCode> {
  const never = (): Promise<never> => assert.fail('The server was asked.');
  const { code, status: http } = await diagnose({ status: { ...reconnecting, ...status } }, { fetch: never });
  assert.equal(http, undefined);
  return code;
}

/** Dials a cable of the demo server, waits until its status says what it should, and diagnoses that. */
async function ofCable(
  server: { readonly url: string },
  { path = '/cable', origin, ...options }: CableOptions & { readonly path?: string; readonly origin?: string },
  holds: (status: Status) => boolean,
  channel?: string,
) {
  class FromElsewhere extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, origin === undefined ? {} : { origin });
    }
  }
  const url = `${server.url.replace('http', 'ws')}${path}`;
  const connection = createConnection({ transports: [cable(url, { ...options, WebSocket: FromElsewhere })], openWithin: 500 });
  if (channel === undefined) connection.keepOpen();
  else connection.channel(channel).messages$.subscribe();
  await when(connection.status$, holds, 5_000);
  const diagnosis = await diagnose(connection, { url });
  connection.close();
  return diagnosis;
}

const isRefused = ({ reason }: Status): boolean => reason === 'refused';

suite('diagnose', () => {
  for (const [what, status, code] of [
    ['an open connection', connected, 'none'],
    ['one that nobody uses', idleStatus(0), 'none'],
    ['one that was closed', { state: 'disconnected' }, 'none'],
    ['a device that is offline', { reason: 'offline' }, 'offline'],
    ['a server that does not welcome', { reason: 'no-welcome' }, 'no-welcome'],
    ['an address that cannot be dialled', { state: 'failed', reason: 'invalid-url' }, 'invalid-url'],
    ['a runtime without sockets', { state: 'failed', reason: 'no-websocket' }, 'unsupported'],
    ['a page that never hands over its consumer', { state: 'failed', reason: 'no-consumer' }, 'no-consumer'],
    ['a server of another protocol', { state: 'failed', reason: 'unsupported-protocol' }, 'unsupported'],
    ['a refusal in words', { state: 'failed', reason: 'invalid_request' }, 'origin-or-upgrade'],
    ['a person who is not known', { state: 'failed', reason: 'unauthorized' }, 'token-refused'],
    ['a token that expired', { state: 'failed', reason: 'token_expired' }, 'token-refused'],
    ['a token that could not be had', { reason: 'token-failed' }, 'token-refused'],
    ['a server that wants nobody back', { state: 'failed', reason: 'remote' }, 'ended'],
    ['a stream that is held back', { reason: 'stream-silent' }, 'stream-buffered'],
    ['a channel without an answer', { ...connected, channels: { ...connected.channels, unconfirmed: 1, rejected: 1 } }, 'no-confirmation'],
    [
      'a channel that cannot be polled',
      { ...connected, transport: 'polling', channels: { ...connected.channels, unconfirmed: 1 } },
      'no-snapshot',
    ],
    ['a channel that was rejected', { ...connected, channels: { ...connected.channels, rejected: 1 } }, 'rejected'],
    ['a link that is dialled anew since it was deaf', { reason: 'deaf' }, 'deaf'],
  ] satisfies [string, Partial<Status>, DiagnosisCode][]) {
    test(`finds ${code} for ${what}, and asks nobody`, async () => {
      assert.equal(await codeOf(status), code);
    });
  }

  test('says it in words, with the remedy', async () => {
    for (const reason of ['offline', 'token_expired', 'stream-silent']) {
      const { message, remedy } = await diagnose({ status: { ...reconnecting, reason } });
      assert.ok(message.endsWith('.') && remedy.endsWith('.') && message !== remedy);
    }
  });

  for (const [status, body, code] of [
    [404, 'Page not found', 'origin-or-upgrade'],
    [404, 'Page not found\n', 'origin-or-upgrade'],
    [404, 'Not Found', 'wrong-path'],
    [404, '<h1>Page not found</h1>', 'wrong-path'],
    [200, '<html>', 'wrong-path'],
    [400, 'Bad Request', 'origin-or-upgrade'],
    [426, '', 'origin-or-upgrade'],
    [401, '', 'token-refused'],
    [403, '', 'token-refused'],
    [500, '', 'server-error'],
    [503, '', 'server-error'],
  ] as const) {
    test(`R11: a refused upgrade where a GET is answered ${status} ${JSON.stringify(body)} is ${code}`, () =>
      withHttp(reply(status, body), async ({ url, requests }) => {
        const diagnosis = await diagnose({ status: reconnecting }, { url: `${url.replace('http', 'ws')}/cable` });
        assert.deepEqual([diagnosis.code, diagnosis.status, requests[0]?.url], [code, status, '/cable']);
      }));
  }

  for (const [what, answer] of [
    ['a web page', reply(200, '<html>', { 'content-type': 'text/html; charset=utf-8' })],
    ['a redirect', reply(302, '', { location: 'http://login.example/' })],
  ] as const)
    test(`R11: ${what} in place of the cable is a captive portal, which the reader can act on`, () =>
      withHttp(answer, async ({ url, requests }) => {
        const { code, message, remedy } = await diagnose({ status: reconnecting, cableUrl: url });
        assert.deepEqual([code, requests.length], ['captive-portal', 1]);
        assert.equal(message, 'A web page answers at the address of the cable.');
        assert.match(remedy, /^Open this site in a new tab: the network may ask to sign in first\./);
      }));

  test('R11: asks the address that the connection dials, unless another one is given', () =>
    withHttp(reply(404, 'Not Found'), async ({ url, requests }) => {
      const connection = createConnection({ url: `${url.replace('http', 'ws')}/live?x=1` });
      assert.equal(connection.scope().cableUrl, connection.cableUrl);
      const subject = { status: reconnecting, cableUrl: connection.cableUrl };
      assert.equal((await diagnose(subject)).code, 'wrong-path');
      await diagnose(subject, { url: `${url}/other` });
      await diagnose(subject, { url: null });
      assert.deepEqual(
        requests.map((request) => request.url),
        ['/live?x=1', '/other'],
      );
      connection.close();
    }));

  test('asks nobody for a connection without a cable', async () => {
    const connection = createConnection({ transports: [polling()] });
    assert.equal(connection.cableUrl, null);
    assert.equal((await diagnose({ status: reconnecting, cableUrl: connection.cableUrl })).code, 'unreachable');
    connection.close();
  });

  for (const reason of ['closed', 'silent', 'server_restart', 'requested']) {
    test(`a link that was open and was lost (${reason}) is nothing wrong while the server answers`, () =>
      withHttp(reply(404, 'Page not found'), async ({ url }) => {
        const { code } = await diagnose({ status: { ...reconnecting, reason } }, { url });
        assert.equal(code, 'none');
      }));
  }

  test('R11: an answer that cannot be read since it is of another origin is there all the same', async () => {
    const modes: unknown[] = [];
    const foreign = (_url: unknown, init?: RequestInit): Promise<Response> => {
      modes.push(init?.mode);
      return init?.mode === 'no-cors' ? Promise.resolve(Response.error()) : Promise.reject(new TypeError('Failed to fetch'));
    };
    const { code } = await diagnose({ status: reconnecting }, { url: 'wss://elsewhere.example/cable', fetch: foreign });
    assert.deepEqual([code, modes], ['origin-or-upgrade', ['cors', 'no-cors']]);
  });

  suite('a channel', () => {
    const confirmed = { subscription: 'confirmed', health: 'ok' } as const;

    test('R21: finds deaf for one whose server beats and says nothing, though the connection is open', async () => {
      const { code, message, remedy } = await diagnose({ status: { ...connected, ...confirmed, health: 'deaf' } });
      assert.equal(code, 'deaf');
      assert.match(`${message} ${remedy}`, /pings.*Redis/);
    });

    test('R21: so is a connection of which a channel is deaf, confirmed or not, and a channel beside it is not', async () => {
      const channels = { ...connected.channels, unconfirmed: 1, deaf: 1 };
      assert.equal((await diagnose({ status: { ...connected, channels } })).code, 'deaf');
      assert.equal((await diagnose({ status: { ...connected, channels, ...confirmed } })).code, 'none');
    });

    test('finds rejected, or no-confirmation, for its own subscription alone', async () => {
      const channels = { ...connected.channels, unconfirmed: 1, rejected: 1 };
      for (const [subscription, expected] of [
        ['rejected', 'rejected'],
        ['unconfirmed', 'no-confirmation'],
        ['confirmed', 'none'],
      ] as const) {
        const { code } = await diagnose({ status: { ...connected, channels, ...confirmed, subscription } });
        assert.equal(code, expected);
      }
    });
  });

  suite('a rung below the cable', () => {
    const below = { ...connected, transport: 'polling', reason: 'refused' };

    for (const reason of ['tabs-unsupported', 'tabs-without-session']) {
      test(`R31: a page whose tabs cannot share a socket is told so: ${reason}`, async () => {
        const { code, cause } = await diagnose({ status: { ...connected, reason } }, { url: null });
        assert.deepEqual([code, cause], ['not-shared', undefined]);
      });
    }

    for (const [status, body, cause] of [
      [404, 'Page not found', 'origin-or-upgrade'],
      [404, 'Not Found', 'wrong-path'],
      [503, '', 'server-error'],
    ] as const) {
      test(`R11: a page that polls is told why not by cable: ${cause}`, () =>
        withHttp(reply(status, body), async ({ url }) => {
          const diagnosis = await diagnose({ status: below }, { url });
          const why = await diagnose({ status: reconnecting }, { url });
          assert.deepEqual([diagnosis.code, diagnosis.cause, diagnosis.status], ['fallback', cause, status]);
          assert.equal(why.code, cause);
          assert.ok(diagnosis.message.endsWith(why.message) && diagnosis.message.includes('polling'));
          assert.equal(diagnosis.remedy, why.remedy);
        }));
    }

    test('R11: so is one that reads an event stream', async () => {
      const nobody = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));
      const { code, cause, message } = await diagnose(
        { status: { ...connected, transport: 'sse', reason: 'refused' } },
        { url: 'wss://elsewhere.example/cable', fetch: nobody },
      );
      assert.deepEqual([code, cause], ['fallback', 'refused']);
      assert.match(message, /event stream/);
    });

    test('R21: one that left the cable because it was deaf says so, and asks nobody', async () => {
      const status = { ...below, reason: 'deaf' };
      const { code, cause } = await diagnose({ status }, { fetch: () => assert.fail('The server was asked.') });
      assert.deepEqual([code, cause], ['fallback', 'deaf']);
    });

    test('X4: so does one whose address cannot be dialled from this page', async () => {
      const status = { ...below, reason: 'invalid-url' };
      const { code, cause } = await diagnose({ status }, { fetch: () => assert.fail('The server was asked.') });
      assert.deepEqual([code, cause], ['fallback', 'invalid-url']);
    });

    test('a transport of the page itself is another way', async () => {
      const status = { ...below, transport: 'carrier-pigeon', reason: 'deaf' };
      assert.match((await diagnose({ status })).message, /^The page is live by another way /);
    });

    test('is right where it is the first rung, so that there is no reason', async () => {
      const status = { ...below, reason: undefined };
      assert.equal((await diagnose({ status }, { fetch: () => assert.fail('The server was asked.') })).code, 'none');
    });

    test('R30: an event stream that died of silence and says nothing again is held back by a proxy', async () => {
      const lost = { event: { type: 'lost', reason: 'stream-silent' } };
      const status = { ...connected, transport: 'sse' };
      const told = await diagnose({ status, history: () => [lost, { event: { type: 'open' } }] }, { url: null });
      assert.equal(told.code, 'stream-buffered');
      const mended = await diagnose({ status, history: () => [lost, { event: { type: 'body' } }] }, { url: null });
      assert.equal(mended.code, 'none');
    });

    test('comes after what is wrong with its channels', async () => {
      const status = { ...below, channels: { ...below.channels, rejected: 1 } };
      assert.equal((await diagnose({ status }, { fetch: () => assert.fail('The server was asked.') })).code, 'rejected');
    });
  });

  test('asks nobody where the address is not known, and says that it cannot tell', async () => {
    const never = (): Promise<never> => assert.fail('The server was asked.');
    assert.equal((await diagnose({ status: reconnecting }, { url: null, fetch: never })).code, 'unreachable');
    assert.equal((await diagnose({ status: { ...reconnecting, reason: 'no-welcome' } }, { url: null, fetch: never })).code, 'no-welcome');
  });

  suite('a page', () => {
    /** Runs as if on a page of this address. */
    async function on(href: string, run: () => Promise<void>): Promise<void> {
      Object.defineProperty(globalThis, 'location', { value: new URL(href), configurable: true });
      try {
        await run();
      } finally {
        Reflect.deleteProperty(globalThis, 'location');
      }
    }

    const refusing: typeof fetch = async () => new Response('Page not found', { status: 404 });
    const failed: Status = { ...reconnecting, state: 'failed', reason: 'invalid-url' };

    test('X4: of https: is told that ws: is refused there', () =>
      on('https://mine.example/shop', async () => {
        const { code, remedy } = await diagnose({ status: failed }, { url: 'ws://mine.example/cable' });
        assert.equal(code, 'insecure-url');
        assert.match(remedy, /wss:/);
        assert.equal((await diagnose({ status: failed }, { url: 'wss://mine example/cable' })).code, 'invalid-url');
      }));

    test('X4: of http: is not', () =>
      on('http://mine.example/shop', async () => {
        assert.equal((await diagnose({ status: failed }, { url: 'ws://mine.example/cable' })).code, 'invalid-url');
      }));

    test('X4: is told which origin to allow, and of its cookies where the cable is of another one', () =>
      on('https://mine.example/shop', async () => {
        const own = await diagnose({ status: reconnecting }, { url: 'wss://mine.example/cable', fetch: refusing });
        const foreign = await diagnose({ status: reconnecting }, { url: 'wss://theirs.example/cable', fetch: refusing });
        assert.deepEqual([own.crossOrigin, foreign.crossOrigin], [false, true]);
        assert.match(own.remedy, /https:\/\/mine\.example/);
        assert.doesNotMatch(own.remedy, /cookie/);
        assert.match(foreign.remedy, /https:\/\/mine\.example.*cookie.*getToken/);
      }));

    test('X4: of another origin that is not let in is told that its cookies may not be sent', () =>
      on('https://mine.example/shop', async () => {
        const status: Status = { ...failed, reason: 'unauthorized' };
        assert.match((await diagnose({ status }, { url: 'wss://theirs.example/cable' })).remedy, /cookie/);
        assert.doesNotMatch((await diagnose({ status }, { url: '/cable' })).remedy, /cookie/);
        assert.equal((await diagnose({ status })).crossOrigin, false);
        assert.equal((await diagnose({ status }, { url: null })).crossOrigin, undefined);
      }));

    test('asks nobody of another origin where the page wants it so', () =>
      on('https://mine.example/shop', async () => {
        const options = { acrossOrigins: false, fetch: refusing };
        assert.equal((await diagnose({ status: reconnecting }, { ...options, url: 'wss://theirs.example/cable' })).code, 'unreachable');
        assert.equal((await diagnose({ status: reconnecting }, { ...options, url: '/cable' })).code, 'origin-or-upgrade');
      }));

    test('is asked at its own address, relative to the page', () =>
      on('https://mine.example/shop/1', async () => {
        const asked: unknown[] = [];
        const note: typeof fetch = async (url) => {
          asked.push(url);
          return new Response('', { status: 503 });
        };
        const { code } = await diagnose({ status: reconnecting }, { url: 'cable', fetch: note });
        assert.deepEqual([code, asked], ['server-error', ['https://mine.example/shop/cable']]);
      }));
  });

  test('an address without a page around it is told as such', async () => {
    assert.equal((await diagnose({ status: reconnecting })).code, 'invalid-url');
  });

  const cases: readonly (readonly [
    what: string,
    code: DiagnosisCode,
    server: ServerOptions,
    cable: Parameters<typeof ofCable>[1],
    holds: (status: Status) => boolean,
    channel?: string,
  ])[] = [
    ['a wrong path', 'wrong-path', {}, { path: '/cables' }, isRefused],
    ['an Origin that is not allowed', 'origin-or-upgrade', {}, { origin: 'https://evil.example' }, isRefused],
    ['a missing token', 'token-refused', { token: 'secret' }, {}, ({ state }) => state === 'failed'],
    ['a channel that rejects', 'rejected', {}, {}, ({ channels }) => channels.rejected === 1, 'RejectingChannel'],
    ['nothing wrong', 'none', {}, {}, ({ channels }) => channels.confirmed === 1, 'DemoChannel'],
  ];
  for (const [what, code, options, dialled, holds, channel] of cases) {
    test(`finds ${code} for a real server and ${what}`, () =>
      withServer(options, async (server) => {
        assert.equal((await ofCable(server, dialled, holds, channel)).code, code);
      }));
  }

  test('R11: finds fallback for a real server, a wrong path, and polling below it', () =>
    withServer({}, async (server) => {
      const url = `${server.url.replace('http', 'ws')}/cables`;
      const connection = createConnection({
        transports: [cable(url, { WebSocket }), polling()],
        retry: () => 5,
        recorder: createRecorder(),
      });
      connection.channel('DemoChannel', {}, { snapshot: `${server.url}/snapshots/health.json` }).messages$.subscribe();
      await when(connection.status$, ({ transport }) => transport === 'polling', 5_000);
      const { code, cause } = await diagnose(connection, { url });
      connection.close();
      assert.deepEqual([code, cause], ['fallback', 'wrong-path']);
    }));

  test('finds rejected for the one channel of a real server that rejects', () =>
    withServer({}, async (server) => {
      const connection = createConnection({ transports: [cable(`${server.url.replace('http', 'ws')}/cable`, { WebSocket })] });
      const [one, other] = [connection.channel('RejectingChannel'), connection.channel('DemoChannel')];
      for (const { messages$ } of [one, other]) messages$.subscribe();
      await when(connection.status$, ({ channels }) => channels.rejected === 1 && channels.confirmed === 1, 5_000);
      const codes = [(await diagnose(one)).code, (await diagnose(other)).code];
      connection.close();
      assert.deepEqual(codes, ['rejected', 'none']);
    }));

  test('finds server-error for a real server whose cable is stopped', () =>
    withServer({}, async (server) => {
      server.fault('stop');
      const { code, status } = await ofCable(server, {}, isRefused);
      assert.deepEqual([code, status], ['server-error', 503]);
    }));

  test('finds refused where nothing listens', async () => {
    let url = '';
    await withServer({}, async (server) => void (url = server.url));
    assert.equal((await ofCable({ url }, {}, isRefused)).code, 'refused');
  });

  test('finds no-welcome where a socket opens and nothing is said', () =>
    withServer({}, async (server) => {
      server.fault('freeze');
      assert.equal((await ofCable(server, {}, ({ reason }) => reason === 'no-welcome')).code, 'no-welcome');
    }));

  test('finds stream-buffered where an event stream is held back', () =>
    withHttp(
      () => undefined,
      async ({ url }) => {
        const connection = createConnection({ transports: [sse(url, { every: 20 })] });
        connection.channel('C').messages$.subscribe();
        await eventually(() => connection.status.reason !== undefined);
        const { code } = await diagnose(connection, { url });
        connection.close();
        assert.equal(code, 'stream-buffered');
      },
    ));
});
