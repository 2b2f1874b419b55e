import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { ServerOptions } from '../../examples/server/server.js';
import { createConnection } from '../../src/connection.js';
import { diagnose, type DiagnosisCode } from '../../src/diagnose.js';
import { idleStatus, type Status } from '../../src/status.js';
import { cable, type CableOptions } from '../../src/transport/cable.js';
import { sse } from '../../src/transport/sse.js';
import { eventually, withServer } from '../integration/server/client.js';
import { when } from '../support/demo.js';
import { reply, withHttp } from '../support/http-server.js';

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
  if (channel === undefined) connection.open();
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

  for (const reason of ['closed', 'silent', 'server_restart', 'deaf', 'requested']) {
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
