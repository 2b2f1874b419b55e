import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import { CablegramError } from '../../../src/errors.js';
import { cable, type CableOptions } from '../../../src/transport/cable.js';
import type { Command, Signal } from '../../../src/transport/transport.js';
import { countUnsent, type FakeSocket, FakeSockets } from '../../support/fake-socket.js';
import { record, type Recording } from '../../support/record.js';

const URL = 'wss://shop.example/cable';
const ID = '{"channel":"AnalyticsChannel","metric":"cpu"}';

interface Dialled {
  readonly sockets: FakeSockets;
  readonly socket: FakeSocket;
  readonly command$: Subject<Command>;
  readonly signals: Recording<Signal>;
}

function dial({ token, ...options }: Omit<CableOptions, 'WebSocket'> & { readonly token?: string } = {}, url = URL): Dialled {
  const sockets = new FakeSockets();
  const command$ = new Subject<Command>();
  const transport = cable(url, { ...options, WebSocket: sockets.WebSocket });
  const signals = record(transport(command$, { attempt: 0, ...(token !== undefined && { token }) }));
  return { sockets, socket: sockets.last, command$, signals };
}

/** Dials, is welcomed, and forgets what that said. */
function dialWelcomed(options: Omit<CableOptions, 'WebSocket'> = {}): Dialled {
  const dialled = dial(options);
  dialled.socket.welcome();
  dialled.signals.values.length = 0;
  return dialled;
}

suite('cable', () => {
  for (const [url, address] of [
    ['wss://shop.example/cable', 'wss://shop.example/cable'],
    ['ws://127.0.0.1:3000/cable?token=1', 'ws://127.0.0.1:3000/cable?token=1'],
    ['https://shop.example/cable', 'wss://shop.example/cable'],
    ['http://127.0.0.1:3000/cable', 'ws://127.0.0.1:3000/cable'],
  ] as const) {
    test(`dials ${url} at ${address}`, () => {
      assert.equal(dial({}, url).socket.url, address);
    });
  }

  test('says nothing to requests of presence, and sends nothing', () => {
    const { command$, signals, socket } = dialWelcomed();
    command$.next({ type: 'extra', identifier: ID, request: { type: 'list' } });
    assert.deepEqual(signals.values, []);
    assert.deepEqual(socket.sent, []);
  });

  test('offers the protocols of Action Cable, and others behind them', () => {
    assert.deepEqual(dial().socket.protocols, ['actioncable-v1-json', 'actioncable-unsupported']);
    const [first] = dial({ protocols: ['my-token'] }).socket.protocols;
    assert.equal(first, 'actioncable-v1-json');
    assert.ok(dial({ protocols: ['my-token'] }).socket.protocols.includes('my-token'));
  });

  for (const [token, protocol] of [
    ['abc.DEF-123_~', 'cablegram-token.abc.DEF-123_~'],
    ['a b=/+,"ü', 'cablegram-token.a%20b%3D%2F%2B%2C%22%C3%BC'],
    // No subprotocol may hold them: the browser would refuse to dial.
    ['a(b)', 'cablegram-token.a%28b%29'],
  ] as const) {
    test(`X5: sends the token ${token} as a subprotocol that a socket takes, and in no address`, () => {
      const { socket } = dial({ token });
      assert.deepEqual(socket.protocols, ['actioncable-v1-json', 'actioncable-unsupported', protocol]);
      assert.match(protocol, /^[!#$%&'*+\-.^_`|~\w]+$/);
      assert.equal(socket.url, URL);
    });
  }

  test('X5: sends the token under another name, where it is told one', () => {
    assert.equal(dial({ token: 't', tokenIn: { protocol: 'my' } }).socket.protocols.at(-1), 'my.t');
  });

  test('X5: sends the token in the address only where it is told to', () => {
    const tokenIn = { query: 'jid' };
    assert.deepEqual(
      ['wss://a.example/cable', 'wss://a.example/cable?x=1'].map((url) => dial({ token: 'a&b', tokenIn }, url).socket.url),
      ['wss://a.example/cable?jid=a%26b', 'wss://a.example/cable?x=1&jid=a%26b'],
    );
    assert.equal(dial({ token: 'a', tokenIn }).socket.protocols.length, 2);
  });

  test('X5: without a token it sends none', () => {
    for (const options of [{}, { token: '' }, { tokenIn: { query: 'jid' } }]) {
      const { socket } = dial(options);
      assert.deepEqual([socket.url, socket.protocols.length], [URL, 2]);
    }
  });

  test('X5: says the token in no signal, whatever goes wrong', () => {
    for (const tokenIn of [{ protocol: 'p' }, { query: 'q' }]) {
      const { socket, signals } = dial({ token: 'canary', tokenIn });
      socket.welcome();
      socket.receive('{"type":"disconnect","reason":"unauthorized","reconnect":false}');
      const refused = dial({ token: 'canary', tokenIn });
      refused.socket.fail();
      class Refusing {
        constructor(url: string) {
          throw new SyntaxError(`${url} cannot be dialled.`);
        }
      }
      const invalid = record(cable(URL, { tokenIn, WebSocket: Refusing as never })(new Subject(), { attempt: 0, token: 'canary' }));
      assert.ok(!JSON.stringify([signals.values, invalid.values]).includes('canary'));
      assert.ok(![...signals.errors, ...refused.signals.errors].some((error) => String(error).includes('canary')));
    }
  });

  test('R18: answers each ping within the call where the welcome speaks of pongs', () => {
    const { socket, signals } = dial({ protocols: ['actioncable-ext-pong'] });
    socket.accept();
    socket.receive('{"type":"welcome","extensions":["other","pong"]}');
    socket.receive('{"type":"ping","message":1795289414}');
    socket.receive('{"type":"ping","message":1795289417}');
    assert.deepEqual(socket.commands, [
      { command: 'pong', message: 1795289414 },
      { command: 'pong', message: 1795289417 },
    ]);
    assert.equal(signals.values.filter(({ type }) => type === 'heartbeat').length, 3);
  });

  for (const extensions of ['', ',"extensions":[]', ',"extensions":["other"]', ',"extensions":"pong"', ',"extensions":{"pong":true}']) {
    test(`R18: answers no ping after a welcome with ${extensions || 'nothing more'}`, () => {
      const { socket } = dial();
      socket.accept();
      socket.receive(`{"type":"welcome"${extensions}}`);
      socket.receive('{"type":"ping","message":1}');
      assert.deepEqual(socket.sent, []);
    });
  }

  test('R18: X7: a ping of any other socket is not answered for it', () => {
    const { socket } = dialWelcomed();
    socket.receive('{"type":"ping","message":1,"extensions":["pong"]}');
    assert.deepEqual(socket.sent, []);
  });

  test('dials with each subscription, and with nothing else', () => {
    const sockets = new FakeSockets();
    const transport = cable(URL, { WebSocket: sockets.WebSocket });
    const signal$ = transport(new Subject(), { attempt: 0 });
    assert.equal(sockets.all.length, 0);
    record(signal$);
    record(signal$);
    assert.equal(sockets.all.length, 2);
  });

  test('is open with the welcome, not with the socket, and beats from then on', () => {
    const { socket, signals } = dial();
    socket.accept();
    assert.deepEqual(signals.values, []);
    socket.receive('{"type":"welcome"}');
    assert.deepEqual(signals.values, [{ type: 'open', kind: 'cable' }, { type: 'heartbeat' }]);
  });

  test('S20: a welcome with more in it is a welcome', () => {
    const { socket, signals } = dial();
    socket.accept();
    socket.receive('{"type":"welcome","sid":"x","extensions":["pong"]}');
    assert.equal(signals.values[0]?.type, 'open');
  });

  for (const [what, frame, signal] of [
    ['a ping', '{"type":"ping","message":1795289414}', { type: 'heartbeat' }],
    ['a confirmation', `{"identifier":${JSON.stringify(ID)},"type":"confirm_subscription"}`, { type: 'confirmed', identifier: ID }],
    ['a rejection', `{"identifier":${JSON.stringify(ID)},"type":"reject_subscription"}`, { type: 'rejected', identifier: ID }],
    ['a body', `{"identifier":${JSON.stringify(ID)},"message":{"value":42.0}}`, { type: 'body', identifier: ID, body: { value: 42 } }],
  ] satisfies [string, string, Signal][]) {
    test(`says ${what}`, () => {
      const { socket, signals } = dialWelcomed();
      socket.receive(frame);
      assert.deepEqual(signals.values, [signal]);
    });
  }

  test('S1: keeps the bytes of an identifier as they came', () => {
    const identifier = '{ "stream" : "größe-📈" , "channel" : "C" }';
    const { socket, signals } = dialWelcomed();
    socket.receive(JSON.stringify({ identifier, message: 1 }));
    assert.deepEqual(signals.values, [{ type: 'body', identifier, body: 1 }]);
  });

  for (const body of ['str', '', [1, 2], 7, 0, null, false]) {
    test(`R16: S6: delivers a body that is no object: ${JSON.stringify(body)}`, () => {
      const { socket, signals } = dialWelcomed();
      socket.receive(JSON.stringify({ identifier: ID, message: body }));
      assert.deepEqual(signals.values, [{ type: 'body', identifier: ID, body }]);
    });
  }

  for (const type of ['null', '""']) {
    test(`takes "type": ${type} for no type, as servers in Go and C# write it`, () => {
      const { socket, signals } = dialWelcomed();
      socket.receive(`{"type":${type},"identifier":"i","message":{"value":1}}`);
      assert.deepEqual(signals.values, [{ type: 'body', identifier: 'i', body: { value: 1 } }]);
    });
  }

  test('keeps every digit of a number that JavaScript cannot hold', () => {
    const { socket, signals } = dialWelcomed();
    socket.receive('{"identifier":"i","message":{"id":9007199254740993,"value":12345678901234567.25}}');
    const body = { id: '9007199254740993', value: '12345678901234567.25' };
    assert.deepEqual(signals.values, [{ type: 'body', identifier: 'i', body }]);
  });

  test('X3: hands keys of prototypes on as keys, and changes no prototype', () => {
    const { socket, signals } = dialWelcomed();
    socket.receive(`{"identifier":"i","message":{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}}}}`);
    socket.receive('{"__proto__":{"type":"welcome"},"identifier":"i"}');
    const [first, second] = signals.values;
    assert.ok(first?.type === 'body' && Object.hasOwn(first.body as object, '__proto__'));
    assert.deepEqual(second, { type: 'discarded', why: 'unknown' });
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  for (const [what, frame, why] of [
    ['no JSON', 'not json', 'not-json'],
    ['half a frame', '{"type":"pi', 'not-json'],
    ['nothing', '', 'not-json'],
    ['a value that JSON does not know', `{"identifier":"i","message":{"value":NaN}}`, 'not-json'],
    ['a comma too many', `{"identifier":"i","message":{"value":1,}}`, 'not-json'],
    ['a number', '7', 'unknown'],
    ['null', 'null', 'unknown'],
    ['a list', '[]', 'unknown'],
    ['a string', '"welcome"', 'unknown'],
    ['an empty object', '{}', 'unknown'],
    ['a type that nobody knows', '{"type":"error","message":"x"}', 'unknown'],
    ['a type that is no text', '{"type":1,"identifier":"i","message":1}', 'unknown'],
    ['a message without an identifier', '{"message":1}', 'unknown'],
    ['an identifier without a message', '{"identifier":"i"}', 'unknown'],
    ['an identifier that is no text', '{"identifier":7,"message":1}', 'unknown'],
    ['a confirmation of nothing', '{"type":"confirm_subscription"}', 'unknown'],
    ['a rejection of nothing', '{"type":"reject_subscription","identifier":null}', 'unknown'],
    ['bytes', new ArrayBuffer(4), 'unknown'],
    ['no data', undefined, 'unknown'],
  ] satisfies [string, unknown, string][]) {
    test(`R16: R24: counts and ignores ${what}`, () => {
      const { socket, signals } = dialWelcomed();
      socket.receive(frame);
      socket.receive('{"type":"ping","message":1}');
      assert.deepEqual(signals.values, [{ type: 'discarded', why }, { type: 'heartbeat' }]);
    });
  }

  test('R28: throws away a frame above 1,000,000 characters unread, and goes on', () => {
    const { socket, signals } = dialWelcomed();
    const frame = (length: number): string => `{"identifier":"i","message":"${'x'.repeat(length - 31)}"}`;
    assert.equal(frame(1_000_000).length, 1_000_000);
    socket.receive(frame(1_000_001));
    socket.receive(frame(1_000_000));
    assert.deepEqual(
      signals.values.map(({ type }) => type),
      ['discarded', 'body'],
    );
    assert.deepEqual(signals.values[0], { type: 'discarded', why: 'too-large' });
  });

  test('R28: takes another limit', () => {
    const { socket, signals } = dialWelcomed({ maxFrame: 30 });
    socket.receive(`{"type":"ping","message":${'1'.repeat(30)}}`);
    assert.deepEqual(signals.values, [{ type: 'discarded', why: 'too-large' }]);
  });

  test('R28: does not parse what is too large', (context) => {
    const { socket } = dialWelcomed({ maxFrame: 30 });
    const parse = context.mock.method(JSON, 'parse');
    socket.receive(`"${'x'.repeat(100)}"`);
    assert.equal(parse.mock.callCount(), 0);
  });

  test('R10: a disconnect without reconnect is a goodbye for good, with its reason', () => {
    const { socket, signals } = dial();
    socket.accept();
    socket.receive('{"type":"disconnect","reason":"unauthorized","reconnect":false}');
    assert.deepEqual(signals.values, [
      { type: 'goodbye', reason: 'unauthorized', reconnect: false, message: undefined, unusable: undefined },
    ]);
    assert.ok(signals.completed);
    assert.equal(socket.isAlive, false);
  });

  for (const [what, frame, reason] of [
    ['a restart', '{"type":"disconnect","reason":"server_restart","reconnect":true}', 'server_restart'],
    ['a remote disconnect', '{"type":"disconnect","reason":"remote","reconnect":true}', 'remote'],
    ['a disconnect that does not say whether', '{"type":"disconnect","reason":"remote"}', 'remote'],
    ['a disconnect that says it in other words', '{"type":"disconnect","reason":"remote","reconnect":"false"}', 'remote'],
    ['a disconnect that says null', '{"type":"disconnect","reason":"remote","reconnect":null}', 'remote'],
    ['a disconnect without a reason', '{"type":"disconnect","reconnect":true}', 'closed'],
    ['a disconnect whose reason is no text', '{"type":"disconnect","reason":{},"reconnect":true}', 'closed'],
  ] as const) {
    test(`R10: ${what} is a loss and no goodbye for good`, () => {
      const { socket, signals } = dialWelcomed();
      socket.receive(frame);
      assert.deepEqual(signals.values, [{ type: 'goodbye', reason, reconnect: true }]);
      assert.deepEqual([signals.completed, signals.errors.length, socket.isAlive], [false, 1, false]);
    });
  }

  for (const code of [1000, 1001, 1006]) {
    test(`R1: R10: a bare close with ${code} is a loss, told within the call`, () => {
      const { socket, signals } = dialWelcomed();
      socket.end(code);
      assert.deepEqual(signals.errors.map(codeOf), ['link-lost']);
      assert.match(String(signals.errors[0]), new RegExp(String(code)));
    });
  }

  test('R1: R11: a refused upgrade is a loss, told within the call', () => {
    const { socket, signals } = dial();
    socket.fail();
    assert.deepEqual(signals.errors.map(codeOf), ['link-lost']);
  });

  test('S12: a server that speaks another protocol is a goodbye for good, and of no use to this page', () => {
    const { socket, signals } = dial();
    socket.accept('actioncable-unsupported');
    assert.deepEqual(signals.values, [
      { type: 'goodbye', reason: 'unsupported-protocol', reconnect: false, message: undefined, unusable: true },
    ]);
    assert.ok(signals.completed);
    assert.equal(socket.isAlive, false);
  });

  test('S12: a server that chooses no protocol is talked to all the same', () => {
    const { socket, signals } = dial();
    socket.accept('');
    socket.receive('{"type":"welcome"}');
    assert.equal(signals.values[0]?.type, 'open');
  });

  test('writes commands as Rails reads them', () => {
    const { socket, command$ } = dialWelcomed();
    command$.next({ type: 'subscribe', identifier: ID });
    command$.next({ type: 'perform', identifier: ID, data: '{"n":1,"action":"go"}' });
    command$.next({ type: 'unsubscribe', identifier: ID });
    assert.deepEqual(socket.sent, [
      `{"command":"subscribe","identifier":${JSON.stringify(ID)}}`,
      `{"command":"message","identifier":${JSON.stringify(ID)},"data":${JSON.stringify('{"n":1,"action":"go"}')}}`,
      `{"command":"unsubscribe","identifier":${JSON.stringify(ID)}}`,
    ]);
  });

  test('sends nothing on a socket that is not open yet, or no more', () => {
    const { socket, command$ } = dial();
    command$.next({ type: 'subscribe', identifier: ID });
    socket.accept();
    socket.close();
    command$.next({ type: 'subscribe', identifier: ID });
    assert.deepEqual(socket.sent, []);
  });

  test('R26: hangs up when it is left: closed, and nothing is listened to but errors', () => {
    const { socket, signals, command$ } = dialWelcomed();
    signals.subscription.unsubscribe();
    assert.equal(socket.isAlive, false);
    assert.deepEqual([socket.onopen, socket.onmessage, socket.onclose], [null, null, null]);
    assert.ok(!command$.observed);
    socket.end();
    assert.deepEqual(signals.errors, []);
  });

  test('R26: closes a socket that is still connecting, and hears out the error of that', () => {
    const { socket, signals } = dial();
    signals.subscription.unsubscribe();
    assert.deepEqual([socket.isAlive, socket.unheardErrors, signals.errors], [false, 0, []]);
  });

  test('R26: says goodbye and waits for no answer, where the socket class can drop a connection', () => {
    const { socket, signals } = dialWelcomed();
    const done: string[] = [];
    Object.assign(socket, { close: () => done.push('close'), terminate: () => done.push('terminate') });
    signals.subscription.unsubscribe();
    assert.deepEqual(done, ['close', 'terminate']);
  });

  test('R26: says nothing after it is left, whatever the socket still brings', () => {
    const { socket, signals } = dialWelcomed();
    const { onmessage, onclose } = socket;
    signals.subscription.unsubscribe();
    onmessage?.({ data: '{"type":"ping"}' } as never);
    onclose?.({ code: 1006 } as never);
    assert.deepEqual([signals.values, signals.errors], [[], []]);
  });

  test('an address that the socket class refuses is a goodbye for good', () => {
    class Refusing {
      constructor() {
        throw new SyntaxError('An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.');
      }
    }
    const signals = record(cable('ws://x', { WebSocket: Refusing as never })(new Subject(), { attempt: 0 }));
    assert.deepEqual(signals.values, [
      {
        type: 'goodbye',
        reason: 'invalid-url',
        reconnect: false,
        message: 'Cannot connect to this address. If there is no WebSocket class, pass one: cable(url, { WebSocket }).',
        unusable: true,
      },
    ]);
    assert.ok(signals.completed);
  });

  test('a relative address outside a page is a goodbye for good, before any socket is opened', () => {
    const sockets = new FakeSockets();
    const signals = record(cable('/cable', { WebSocket: sockets.WebSocket })(new Subject(), { attempt: 0 }));
    assert.equal(signals.values.map((signal) => signal.type === 'goodbye' && signal.reason).join(), 'invalid-url');
    assert.ok(signals.completed);
  });

  test('without a socket class it says what to hand in', () => {
    const { WebSocket } = globalThis;
    Object.assign(globalThis, { WebSocket: undefined });
    try {
      const signals = record(cable(URL)(new Subject(), { attempt: 0 }));
      assert.deepEqual(signals.values, [
        {
          type: 'goodbye',
          reason: 'no-websocket',
          reconnect: false,
          message: 'Cannot connect to this address. If there is no WebSocket class, pass one: cable(url, { WebSocket }).',
          unusable: true,
        },
      ]);
      assert.ok(signals.completed);
    } finally {
      Object.assign(globalThis, { WebSocket });
    }
  });

  test('finds the socket class of the page', () => {
    const { WebSocket } = globalThis;
    const sockets = new FakeSockets();
    Object.assign(globalThis, { WebSocket: sockets.WebSocket });
    try {
      record(cable(URL)(new Subject(), { attempt: 0 }));
      assert.equal(sockets.last.url, URL);
    } finally {
      Object.assign(globalThis, { WebSocket });
    }
  });

  test('takes a second welcome on one socket for a sign of life alone', () => {
    const { socket, signals } = dialWelcomed();
    socket.receive('{"type":"welcome"}');
    assert.deepEqual(signals.values, [{ type: 'heartbeat' }]);
  });

  test('ends a link whose server beats and reads nothing any more, and says when a command found no open socket', () => {
    const { socket, signals, command$ } = dialWelcomed();
    Object.assign(socket, { bufferedAmount: 100 });
    for (let pings = 0; pings < 3; pings += 1) socket.receive('{"type":"ping"}');
    Object.assign(socket, { bufferedAmount: 0 });
    for (let pings = 0; pings < 9; pings += 1) socket.receive('{"type":"ping"}');
    assert.equal(signals.errors.length, 0);
    socket.close();
    command$.next({ type: 'perform', identifier: 'i', data: '{}' });
    assert.deepEqual(signals.values.at(-1), { type: 'unsent', identifier: 'i' });

    const stuck = dialWelcomed();
    Object.assign(stuck.socket, { bufferedAmount: 100 });
    for (let pings = 0; pings < 4; pings += 1) stuck.socket.receive('{"type":"ping"}');
    assert.deepEqual(stuck.signals.errors.map(codeOf), ['unread']);
  });

  test('R18: is not ended by its own answers to pings, which a browser counts as unsent until the task is over', () => {
    const { socket, signals } = dial();
    socket.accept();
    socket.receive('{"type":"welcome","extensions":["pong"]}');
    countUnsent(socket);
    for (let pings = 1; pings < 9; pings += 1) {
      socket.receive('{"type":"ping"}');
      assert.equal(socket.commands.length, pings);
      Object.assign(socket, { bufferedAmount: 0 });
    }
    assert.deepEqual(signals.errors, []);
  });

  test('reads every frame that Rails and AnyCable were seen to send', () => {
    const known: Record<string, string | undefined> = {
      welcome: 'open',
      ping: 'heartbeat',
      confirm_subscription: 'confirmed',
      reject_subscription: 'rejected',
      disconnect: 'goodbye',
    };
    for (const frame of readFileSync(new globalThis.URL('../../support/frames.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n')) {
      const { socket, signals } = frame.includes('"welcome"') ? dial() : dialWelcomed();
      if (frame.includes('"welcome"')) socket.accept();
      socket.receive(frame);
      const { type, identifier } = JSON.parse(frame) as { readonly type?: string; readonly identifier?: string };
      const expected = type === undefined ? 'body' : (known[type] ?? 'discarded');
      const isNamed = identifier !== undefined || !expected.endsWith('ed') || expected === 'discarded';
      assert.equal(signals.values[0]?.type, isNamed ? expected : 'discarded', frame);
    }
  });
});

function codeOf(error: unknown): unknown {
  return error instanceof CablegramError ? error.code : error;
}
