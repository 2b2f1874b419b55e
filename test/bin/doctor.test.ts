import { spawn } from 'node:child_process';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Check, type DoctorOptions, examine } from '../../bin/doctor.mjs';
import { type ServerOptions, startServer } from '../../examples/server/server.js';
import { reply, withHttp } from '../support/http-server.js';

/** How often the servers of these tests beat, in ms; one test waits for the real thing. A beat may come half as late again: 300 ms. */
const BEAT = 600;

/** How long a server may take to answer on a busy machine, in ms. */
const PATIENCE = 8_000;

/** Runs the doctor, and tells each check as `name:result`. */
async function look(url: string, options: DoctorOptions = {}): Promise<{ readonly told: string; readonly checks: readonly Check[] }> {
  const checks: Check[] = [];
  for await (const check of examine(new URL(url), { beatEvery: BEAT, openWithin: PATIENCE, ...options })) checks.push(check);
  return { told: checks.map(({ name, result }) => `${name}:${result}`).join(' '), checks };
}

async function withCable(
  options: ServerOptions,
  run: (url: string, server: Awaited<ReturnType<typeof startServer>>) => Promise<void>,
): Promise<void> {
  const server = await startServer({ rate: 0, beatEvery: BEAT, ...options });
  try {
    await run(`${server.url}/cable`, server);
  } finally {
    await server.close();
  }
}

/** A server that answers each upgrade by hand. */
async function withUpgrades(answer: (raw: Duplex, request: IncomingMessage) => void, run: (url: string) => Promise<void>): Promise<void> {
  const sockets = new Set<Duplex>();
  const http = createServer(reply(404, 'Not Found'));
  http.on('upgrade', (request, raw) => {
    sockets.add(raw);
    raw.on('error', () => raw.destroy());
    answer(raw, request);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  try {
    await run(`http://127.0.0.1:${(http.address() as AddressInfo).port}/cable`);
  } finally {
    for (const raw of sockets) raw.destroy();
    await new Promise((resolve) => http.close(resolve));
  }
}

/** The head of a successful upgrade. */
function accept({ headers }: Pick<IncomingMessage, 'headers'>, protocol?: string): string {
  const key = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${key}`];
  return [...lines, ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]), '', ''].join('\r\n');
}

/** A text frame of a server. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
}

/** Runs the command itself. */
function command(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly error: string }> {
  const child = spawn(process.execPath, ['bin/cablegram.mjs', ...args]);
  let [out, error] = ['', ''];
  child.stdout.on('data', (part) => (out += String(part)));
  child.stderr.on('data', (part) => (error += String(part)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, error })));
}

const WELL = 'answer:ok path:ok upgrade:ok origin:ok protocol:ok welcome:ok beat:ok foreign:ok';

suite('cablegram doctor', () => {
  test('X4: finds nothing wrong with a cable that refuses foreign origins', () =>
    withCable({}, async (url) => assert.equal((await look(url)).told, WELL)));

  test('X4: finds that a cable lets a page of a foreign origin in, which is no harm where no cookie counts', () =>
    withCable({ allowedOrigins: ['https://cablegram-doctor.invalid'] }, async (url) => {
      const { told, checks } = await look(url);
      assert.equal(told, WELL.replace('foreign:ok', 'foreign:failed'));
      assert.match(checks.at(-1)?.remedy ?? '', /disable_request_forgery_protection/);
      assert.equal((await look(url, { withoutCookies: true })).told, WELL);
    }));

  test('X4: finds that the page is of an origin that is not allowed, though the own one is', () =>
    withCable({}, async (url) => {
      const { told, checks } = await look(url, { origin: 'https://mine.example' });
      assert.equal(told, 'answer:ok path:ok origin:failed');
      assert.match(checks.at(-1)?.message ?? '', /https:\/\/mine\.example/);
    }));

  test('finds that an allowed page of another origin is let in', () =>
    withCable({ allowedOrigins: ['https://mine.example'] }, async (url) =>
      assert.equal((await look(url, { origin: 'https://mine.example' })).told, WELL),
    ));

  test('finds a wrong path', () => withCable({}, async (url) => assert.equal((await look(`${url}s`)).told, 'answer:ok path:failed')));

  test('finds that nobody listens', async () => {
    let url = '';
    await withCable({}, async (address) => void (url = address));
    const { told, checks } = await look(url);
    assert.equal(told, 'answer:failed');
    assert.match(checks[0]?.message ?? '', /ECONNREFUSED/);
  });

  test('finds that a server never answers', () =>
    withUpgrades(
      () => undefined,
      async (url) => assert.equal((await look(url, { openWithin: 50 })).told, 'answer:failed'),
    ));

  test('finds a cable that wants a sign-in, and still whether foreigners come in', () =>
    withCable({ token: 'secret' }, async (url) => {
      const { told, checks } = await look(url);
      assert.equal(told, 'answer:ok path:ok upgrade:ok origin:ok protocol:ok welcome:warning foreign:ok');
      assert.match(checks.find(({ name }) => name === 'welcome')?.message ?? '', /unauthorized/);
      assert.equal((await look(`${url}?token=secret`)).told, WELL);
    }));

  test('hands in a token as a page does that has getToken', () =>
    withCable({ token: 'secret' }, async (url) => {
      assert.equal((await look(url, { token: 'secret' })).told, WELL);
      const { checks } = await look(url, { token: 'another' });
      assert.match(checks.find(({ name }) => name === 'welcome')?.remedy ?? '', /--token/);
    }));

  test('writes the token as a page does, and brings none where it plays a foreign page', async () => {
    const offers: (string | undefined)[] = [];
    await withUpgrades(
      (raw, request) => {
        offers.push(request.headers['sec-websocket-protocol']?.split(', ').at(-1));
        raw.end(accept(request, 'actioncable-v1-json'));
      },
      async (url) => void (await look(url, { token: 'a b(1)' })),
    );
    assert.deepEqual(offers, ['cablegram-token.a%20b%281%29', 'actioncable-unsupported']);
  });

  test('X5: never tells the token, neither in lines nor as JSON', () =>
    withCable({ token: 'secret' }, async (url) => {
      const [lines, json] = [await command('doctor', url, '--token', 'secret'), await command('doctor', url, '--token=secret', '--json')];
      assert.match(lines.out, /^ok +welcome/m);
      assert.equal((JSON.parse(json.out) as { readonly ok: boolean }).ok, true);
      assert.doesNotMatch(lines.out + lines.error + json.out + json.error, /secret/);
    }));

  for (const [status, body, told] of [
    [403, '', 'answer:ok path:failed'],
    [404, 'Not Found', 'answer:ok path:failed'],
    [404, 'Page not found', 'answer:ok path:ok upgrade:failed'],
    [426, '', 'answer:ok path:ok upgrade:failed'],
    [301, '', 'answer:ok path:failed'],
    [200, '<html>', 'answer:ok path:failed'],
    [503, '', 'answer:ok path:failed'],
  ] as const) {
    test(`X4: finds what is wrong where an upgrade is answered ${status} ${JSON.stringify(body)}`, () =>
      // A server that knows of no upgrade, as one behind a proxy that strips it, answers the request.
      withHttp(reply(status, body), async ({ url, requests }) => {
        const seen = await look(`${url}/cable`);
        assert.equal(seen.told, told);
        assert.ok(seen.checks.at(-1)?.remedy);
        assert.equal(requests[0]?.headers['sec-websocket-protocol'], 'actioncable-v1-json, actioncable-unsupported');
      }));
  }

  test('finds a socket that opens and says nothing, in no protocol', () =>
    withUpgrades(
      (raw, request) => raw.write(accept(request)),
      async (url) => {
        const { told } = await look(url, { openWithin: 1_000 });
        assert.equal(told, 'answer:ok path:ok upgrade:ok origin:ok protocol:failed welcome:failed foreign:failed');
      },
    ));

  test('finds a proxy that answers the upgrade in place of the server', () =>
    withUpgrades(
      (raw) => raw.write(accept({ headers: {} })),
      async (url) => assert.equal((await look(url)).told, 'answer:ok path:ok upgrade:failed'),
    ));

  test('finds a server that does not beat, and reads its welcome in pieces', () =>
    withUpgrades(
      (raw, request) => {
        const welcome = frame('{"type":"welcome"}');
        raw.write(accept(request, 'actioncable-v1-json'));
        raw.write(welcome.subarray(0, 5));
        setImmediate(() => raw.write(welcome.subarray(5)));
      },
      async (url) => {
        const { told } = await look(url, { beatEvery: 30, withoutCookies: true });
        assert.equal(told, WELL.replace('beat:ok', 'beat:failed'));
      },
    ));

  test('finds a beat that is too slow', () =>
    withCable({ beatEvery: 1.75 * BEAT }, async (url) => assert.equal((await look(url)).told, WELL.replace('beat:ok', 'beat:warning'))));

  test('is content where beats come in twos, as those of a Rails do that two clients reached first in the same moment', () =>
    withUpgrades(
      (raw, request) => {
        const ping = frame('{"type":"ping","message":1}');
        raw.write(Buffer.concat([Buffer.from(accept(request, 'actioncable-v1-json')), frame('{"type":"welcome"}')]));
        const beating = setInterval(() => raw.write(Buffer.concat([ping, ping])), BEAT);
        raw.on('close', () => clearInterval(beating));
      },
      async (url) => {
        const { told, checks } = await look(url, { withoutCookies: true });
        assert.equal(told, WELL);
        assert.match(checks.find(({ name }) => name === 'beat')?.message ?? '', /^The server sends a ping every 0\.[6-9] s\.$/);
      },
    ));

  suite('the command', () => {
    test('X4: tells each check in a line, never what stands in the query, and ends with 0 where all is well', () =>
      withCable({ beatEvery: 3_000, token: 'canary' }, async (url) => {
        const { code, out, error } = await command('doctor', `${url.replace('http', 'ws')}?token=canary`);
        assert.deepEqual([code, error], [0, '']);
        assert.equal(out.match(/^ok +\w+ /gm)?.length, 8);
        assert.match(out, /^ok {7}beat {5}.*every [2-4]\.\d s\.$/m);
        assert.doesNotMatch(out, /canary/);
      }));

    test('X5: tells it as JSON, without the query and without headers, and ends with 1 where something failed', () =>
      withHttp(reply(503), async ({ url }) => {
        const { code, out } = await command('doctor', `${url}/cable?token=canary`, '--json', '--header', 'Cookie: canary=1');
        assert.equal(code, 1);
        const told = JSON.parse(out) as { readonly url: string; readonly ok: boolean; readonly checks: readonly Check[] };
        assert.deepEqual([told.url, told.ok, told.checks.at(-1)?.name], [`${url.replace('http', 'ws')}/cable?…`, false, 'path']);
        assert.doesNotMatch(out, /canary/);
      }));

    test('hands its headers to the server', () =>
      withHttp(reply(503), async ({ url, requests }) => {
        await command('doctor', `${url}/cable`, '--header', 'Cookie: a=1', '--origin', 'https://mine.example');
        assert.deepEqual([requests[0]?.headers.cookie, requests[0]?.headers.origin], ['a=1', 'https://mine.example']);
      }));

    for (const args of [
      [],
      ['doctor'],
      ['nurse', 'wss://a.example'],
      ['doctor', 'a.example?token=canary'],
      ['doctor', 'wss://a.example', '--origin', 'mine'],
    ]) {
      test(`says how it is used where it is used wrongly: ${args.join(' ')}`, async () => {
        const { code, out, error } = await command(...args);
        assert.deepEqual([code, out], [1, '']);
        assert.match(error, /^.*\.\n\nUsage: cablegram doctor <url>/);
        assert.doesNotMatch(error, /canary/);
      });
    }

    test('tells its help when it is asked for', async () => {
      const { code, out } = await command('--help');
      assert.equal(code, 0);
      assert.match(out, /^Usage: cablegram doctor/);
    });
  });
});
