import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Subject } from 'rxjs';
import { CablegramError } from '../../../../src/errors.js';
import { anyCable, type AnyCableOptions } from '../../../../src/transport/anycable/index.js';
import type { Command, Progress, Signal } from '../../../../src/transport/transport.js';
import { countUnsent, type FakeSocket, FakeSockets } from '../../../support/fake-socket.js';
import { record, type Recording } from '../../../support/record.js';
import { inVirtualTime, type VirtualTime } from '../../../support/virtual-time.js';

const ID = '{"channel":"RoomChannel"}';
const CONFIRMED = { type: 'confirm_subscription', identifier: ID };
const HISTORY = { type: 'confirm_history', identifier: ID };
const NO_HISTORY = { type: 'reject_history', identifier: ID };

/** One connection over several links, without the waits between them. */
interface Connected {
  /** Opens a link and subscribes. */
  dial(resumes?: true | Progress): Link;
  readonly memory: Record<string, unknown>;
}

interface Link {
  readonly socket: FakeSocket;
  readonly command$: Subject<Command>;
  readonly signals: Recording<Signal>;
  /** Brings frames. */
  say(...frames: readonly object[]): void;
  /** What was reported since the last call: confirmations, bodies and what is missing. */
  told(): readonly unknown[];
}

function connect(time: VirtualTime, options: AnyCableOptions = {}, memory: Record<string, unknown> = {}): Connected {
  const sockets = new FakeSockets();
  const transport = anyCable('wss://shop.example/cable', { WebSocket: sockets.WebSocket, environment: time.environment, ...options });
  return {
    memory,
    dial(resumes) {
      const command$ = new Subject<Command>();
      const signals = record(transport(command$, { attempt: 0, memory, isVisible: () => time.isVisible }));
      const socket = sockets.last;
      let read = 0;
      const link: Link = {
        socket,
        command$,
        signals,
        say: (...frames) => frames.forEach((frame) => socket.receive(JSON.stringify(frame))),
        told() {
          const { values } = signals;
          const fresh = values.slice(read).flatMap(wordOf);
          read = values.length;
          return fresh;
        },
      };
      socket.accept();
      link.say({ type: 'welcome', sid: 'secret' });
      command$.next({ type: 'subscribe', identifier: ID, ...(resumes && { resumes }) });
      return link;
    },
  };
}

function wordOf(signal: Signal): readonly unknown[] {
  if (signal.type === 'body') return [signal.body];
  if (signal.type === 'confirmed' || signal.type === 'missed') {
    const missed = signal.type === 'confirmed' ? signal.missed : (signal.offsets ?? 'unknown');
    return [
      [signal.type, typeof missed === 'string' ? missed : missed?.map(({ stream, first, last }) => `${stream} ${first}-${last}`).join()],
    ];
  }
  return [];
}

/** A numbered body, which is its own number. */
function body(offset: number, epoch = 'e1', stream = 's'): object {
  return { identifier: ID, message: offset, stream_id: stream, epoch, offset };
}

function ping(seconds: number): object {
  return { type: 'ping', message: seconds };
}

/** A link that is confirmed, and has received the numbers from 1 on. */
function live(connected: Connected, last = 3): Link {
  const link = connected.dial();
  link.say(CONFIRMED, ...Array.from({ length: last }, (_, index) => body(index + 1)));
  link.told();
  return link;
}

function historyOf(link: Link): unknown {
  return (link.socket.commands.at(-1) as { readonly history?: unknown } | undefined)?.history;
}

suite('anyCable', () => {
  test('asks a first subscription for nothing, and passes its bodies at once', () => {
    inVirtualTime((time) => {
      const link = connect(time).dial();
      link.say(CONFIRMED, body(7), body(8));
      assert.deepEqual(link.told(), [['confirmed', 'unknown'], 7, 8]);
      assert.deepEqual(link.socket.commands, [{ command: 'subscribe', identifier: ID }]);
      assert.equal(time.pending.timers, 0);
    });
  });

  test('asks from the last position, and holds the confirmation back until the history has answered', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const link = connected.dial(true);
      assert.deepEqual(historyOf(link), { streams: { s: { epoch: 'e1', offset: 3 } } });
      link.say(CONFIRMED);
      assert.deepEqual(link.told(), []);
      link.say(HISTORY, body(4));
      assert.deepEqual(link.told(), [['confirmed', ''], 4]);
    });
  });

  test('continues from where another page has come, and says of each body that continues a stream where it stands', () => {
    inVirtualTime((time) => {
      const link = connect(time).dial({ positions: [{ stream: 's', epoch: 'e1', offset: 3 }], since: 90, liveAt: Date.now() });
      assert.deepEqual(historyOf(link), { since: 90, streams: { s: { epoch: 'e1', offset: 3 } } });
      link.say(CONFIRMED, HISTORY, body(3), body(4));
      assert.deepEqual(link.told(), [['confirmed', ''], 4]);
      const position = { stream: 's', epoch: 'e1', offset: 4 };
      assert.deepEqual(link.signals.values.at(-1), { type: 'body', identifier: ID, body: 4, position });
      // What came late was sent before the place where the stream stands.
      const first = connect(time).dial();
      first.say(CONFIRMED, body(7), body(6));
      assert.deepEqual(
        first.signals.values.flatMap((signal) => (signal.type === 'body' ? [signal.position?.offset] : [])),
        [7, undefined],
      );
    });
  });

  test('A11: passes on the clock of the server', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      link.say(ping(100));
      assert.ok(link.signals.values.some((signal) => signal.type === 'heartbeat' && signal.clock === 100));
    });
  });

  test('puts live bodies that overtake the history behind it, without doubles', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const link = connected.dial(true);
      link.say(body(6), CONFIRMED, body(7), body(4), body(5), body(6), HISTORY, body(7), body(8));
      assert.deepEqual(link.told(), [['confirmed', ''], 4, 5, 6, 7, 8]);
    });
  });

  test('a position moves only without a hole, so that a link that is cut in between loses nothing', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const cut = connected.dial(true);
      cut.say(CONFIRMED, body(9));
      cut.socket.end();
      const link = connected.dial(true);
      assert.deepEqual(historyOf(link), { streams: { s: { epoch: 'e1', offset: 3 } } });
    });
  });

  test('a history that is too large for one link goes on where it was cut', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const cut = connected.dial(true);
      cut.say(CONFIRMED, body(4), body(5));
      assert.deepEqual(cut.told(), [['confirmed', ''], 4, 5]);
      cut.socket.end();
      assert.deepEqual(historyOf(connected.dial(true)), { streams: { s: { epoch: 'e1', offset: 5 } } });
    });
  });

  test('after 5 s without an answer it says that something may be missing, and goes on in order', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const link = connected.dial(true);
      link.say(CONFIRMED, body(9), body(8));
      time.advance(4_999);
      assert.deepEqual(link.told(), []);
      time.advance(1);
      link.say(body(10), body(5));
      assert.deepEqual(link.told(), [['confirmed', 'unknown'], 8, 9, 10]);
    });
  });

  test('the time for the answer begins with the confirmation, and what continues a stream extends it', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const link = connected.dial(true);
      time.advance(4_000);
      link.say(CONFIRMED);
      time.advance(4_000);
      link.say(body(4));
      time.advance(4_000);
      link.say(body(5), body(7));
      time.advance(4_000);
      link.say(body(6), HISTORY);
      assert.deepEqual(link.told(), [['confirmed', ''], 4, 5, 6, 7]);
    });
  });

  test('a refused position is followed by one request by the time of the server, and the offsets say what is missing', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      const first = live(connected);
      first.say(ping(998));
      time.advance(2_000);
      first.say(ping(1_000), ping(1_003));
      first.socket.end();
      const link = connected.dial(true);
      assert.deepEqual(historyOf(link), { since: 999, streams: { s: { epoch: 'e1', offset: 3 } } });
      link.say(CONFIRMED, NO_HISTORY);
      assert.deepEqual(link.socket.commands.at(-1), { command: 'history', identifier: ID, history: { since: 999 } });
      link.say(body(8), body(9), HISTORY);
      assert.deepEqual(link.told(), [['confirmed', 's 4-7'], 8, 9]);
    });
  });

  test('a silent history proves that nothing was missed, unless the server may have forgotten', () => {
    inVirtualTime((time) => {
      for (const [away, told] of [
        [299_000, ''],
        [301_000, 'unknown'],
      ] as const) {
        const connected = connect(time);
        const first = live(connected);
        time.advance(2_000);
        first.say(ping(1_000));
        first.socket.end();
        time.advance(away);
        const link = connected.dial(true);
        link.say(CONFIRMED, NO_HISTORY, HISTORY);
        assert.deepEqual(link.told(), [['confirmed', told]]);
      }
    });
  });

  test('another epoch in the answer: everything of the new one comes, and the old position is forgotten', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      const first = live(connected);
      time.advance(2_000);
      first.say(ping(1_000));
      first.socket.end();
      const link = connected.dial(true);
      link.say(CONFIRMED, NO_HISTORY, body(2, 'e2'), body(1, 'e2'), HISTORY, body(3, 'e2'));
      assert.deepEqual(link.told(), [['confirmed', 'unknown'], 1, 2, 3]);
      link.socket.end();
      assert.deepEqual((historyOf(connected.dial(true)) as { streams?: unknown }).streams, { s: { epoch: 'e2', offset: 3 } });
    });
  });

  test('another epoch on an open link, or the first body after a silent history, is told when it comes', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      link.say(body(1, 'e2'), body(2, 'e2'));
      assert.deepEqual(link.told(), [['missed', 'unknown'], 1, 2]);
    });
  });

  test('a stream that was never heard before is complete from its first message on, else something may be missing', () => {
    inVirtualTime((time) => {
      for (const [offset, told] of [
        [1, ''],
        [5, 'unknown'],
      ] as const) {
        const connected = connect(time);
        const first = connected.dial();
        first.say(CONFIRMED);
        time.advance(2_000);
        first.say(ping(1_000));
        first.socket.end();
        const link = connected.dial(true);
        assert.deepEqual(historyOf(link), { since: 999 });
        link.say(CONFIRMED, body(offset), HISTORY);
        assert.deepEqual(link.told(), [['confirmed', told], offset]);
      }
    });
  });

  test('asks for a hole on an open link after half a second, and not again within two', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      link.say(body(6));
      time.advance(499);
      assert.equal(link.socket.commands.length, 1);
      time.advance(1);
      assert.deepEqual(link.socket.commands.at(-1), {
        command: 'history',
        identifier: ID,
        history: { streams: { s: { epoch: 'e1', offset: 3 } } },
      });
      link.say(body(4), body(5), body(6), HISTORY, body(8));
      time.advance(1_999);
      assert.deepEqual([link.told(), link.socket.commands.length], [[4, 5, 6], 2]);
      time.advance(1);
      assert.equal(link.socket.commands.length, 3);
      // Twice more, in case it was lost again.
      link.say(HISTORY);
      time.advance(2_000);
      link.say(HISTORY);
      time.advance(2_000);
      assert.deepEqual([link.told(), link.socket.commands.length], [[], 5]);
      link.say(HISTORY);
      assert.deepEqual(link.told(), [['missed', 's 7-7'], 8]);
    });
  });

  test('what is late by less than half a second is no hole', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      link.say(body(5), body(6));
      time.advance(400);
      link.say(body(4), body(8));
      time.advance(400);
      link.say(body(7));
      time.advance(60_000);
      assert.deepEqual([link.told(), link.socket.commands.length], [[4, 5, 6, 7, 8], 1]);
    });
  });

  test('A18: presence, whispers with a type and typed broadcasts are no bodies, and keep their places', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      link.say({ ...body(4), type: 'note' }, { type: 'presence', identifier: ID, message: {} }, body(5));
      assert.deepEqual(link.told(), [5]);
      assert.equal(link.signals.values.filter(({ type }) => type === 'discarded').length, 1);
      assert.equal(link.signals.values.filter(({ type }) => type === 'extra').length, 1);
      time.advance(60_000);
      assert.equal(link.socket.commands.length, 1);
    });
  });

  test('A24: after 30 s of silence it asks the history once, and not while the page is hidden', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      time.isVisible = false;
      time.advance(31_000);
      link.say(ping(1));
      assert.equal(link.socket.commands.length, 1);
      time.isVisible = true;
      link.say(ping(4));
      assert.deepEqual(historyOf(link), { streams: { s: { epoch: 'e1', offset: 3 } } });
      link.say(body(4), body(5), HISTORY);
      time.advance(29_000);
      link.say(ping(33));
      assert.equal(link.socket.commands.length, 2);
      assert.deepEqual(link.told(), [4, 5]);
    });
  });

  test('A24: a silent stream that the server has forgotten is no gap', () => {
    inVirtualTime((time) => {
      const link = live(connect(time));
      time.advance(31_000);
      link.say(ping(100), NO_HISTORY, HISTORY);
      assert.deepEqual(link.told(), []);
    });
  });

  test('A14: a server that answers neither a request nor a ping is left, once a minute at most', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      const stuck = connected.dial();
      time.advance(5_000);
      assert.deepEqual(stuck.socket.commands.at(-1), { command: 'ping' });
      time.advance(3_000);
      assert.equal((stuck.signals.errors[0] as CablegramError).code, 'unread');
      const again = connected.dial();
      time.advance(30_000);
      assert.deepEqual(again.signals.errors, []);
    });
  });

  test('A14: A21: its own pongs, which a browser counts as unsent until the task is over, do not end a link', () => {
    inVirtualTime((time) => {
      const { socket, say, signals } = connect(time, { presence: true }).dial();
      say(CONFIRMED);
      countUnsent(socket);
      for (let pings = 1; pings < 9; pings += 1) {
        say(ping(pings));
        assert.deepEqual(socket.commands.at(-1), { command: 'pong' });
        Object.assign(socket, { bufferedAmount: 0 });
        time.advance(3_000);
      }
      assert.deepEqual(signals.errors, []);
    });
  });

  test('A14: a pong shows that the server reads', () => {
    inVirtualTime((time) => {
      const link = connect(time).dial();
      time.advance(5_000);
      link.say({ type: 'pong' });
      time.advance(60_000);
      assert.deepEqual(link.signals.errors, []);
    });
  });

  test('A16: after two links in a row that were too slow it asks for no history', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      for (let count = 0; count < 2; count += 1) {
        const slow = connected.dial(true);
        slow.say(CONFIRMED, { type: 'disconnect', reason: 'too_slow', reconnect: true });
        assert.deepEqual(slow.signals.values.at(-1), { type: 'goodbye', reason: 'too_slow', reconnect: true, retryAfter: 2_000 });
      }
      const link = connected.dial(true);
      assert.equal(historyOf(link), undefined);
      link.say(CONFIRMED, body(90));
      assert.deepEqual(link.told(), [['confirmed', 'unknown'], 90]);
    });
  });

  test('Rails behind the address: no history is asked, and nothing is held back', () => {
    inVirtualTime((time) => {
      const sockets = new FakeSockets();
      const memory = {};
      for (const resumes of [false, true]) {
        const command$ = new Subject<Command>();
        const transport = anyCable('wss://shop.example/cable', { WebSocket: sockets.WebSocket, environment: time.environment });
        const signals = record(transport(command$, { attempt: 0, memory }));
        sockets.last.welcome();
        command$.next({ type: 'subscribe', identifier: ID, ...(resumes && { resumes: true }) });
        sockets.last.receive(JSON.stringify(CONFIRMED));
        sockets.last.receive(JSON.stringify({ identifier: ID, message: 1 }));
        time.advance(30_000);
        assert.deepEqual(signals.values.flatMap(wordOf), [['confirmed', 'unknown'], 1]);
        assert.deepEqual([sockets.last.commands, signals.errors], [[{ command: 'subscribe', identifier: ID }], []]);
        sockets.last.end();
      }
    });
  });

  test('a server without a broker refuses the history, which says that something may be missing', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      const first = connected.dial();
      first.say(CONFIRMED);
      time.advance(2_000);
      first.say(ping(1_000));
      first.socket.end();
      const link = connected.dial(true);
      link.say(CONFIRMED, NO_HISTORY, { identifier: ID, message: 1 });
      assert.deepEqual(link.told(), [['confirmed', 'unknown'], 1]);
    });
  });

  test('what earlier users of a subscription received says nothing to the next', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      const first = live(connected);
      first.command$.next({ type: 'unsubscribe', identifier: ID });
      first.command$.next({ type: 'subscribe', identifier: ID });
      assert.deepEqual(first.socket.commands.at(-1), { command: 'subscribe', identifier: ID });
      first.socket.end();
      // Left while the link was away, and used again.
      assert.equal(historyOf(connected.dial()), undefined);
    });
  });

  test('what it remembers is plain data, with which another page continues', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected);
      const link = connect(time, {}, JSON.parse(JSON.stringify(connected.memory)) as Record<string, unknown>).dial(true);
      assert.deepEqual(historyOf(link), { streams: { s: { epoch: 'e1', offset: 3 } } });
    });
  });

  test('two connections with one transport share nothing', () => {
    inVirtualTime((time) => {
      const sockets = new FakeSockets();
      const transport = anyCable('wss://shop.example/cable', { WebSocket: sockets.WebSocket, environment: time.environment });
      const told = [{}, {}].map((memory) => {
        const command$ = new Subject<Command>();
        const signals = record(transport(command$, { attempt: 0, memory }));
        sockets.last.welcome();
        command$.next({ type: 'subscribe', identifier: ID });
        for (const frame of [CONFIRMED, body(1)]) sockets.last.receive(JSON.stringify(frame));
        return signals.values.flatMap(wordOf);
      });
      assert.deepEqual(told, [
        [['confirmed', 'unknown'], 1],
        [['confirmed', 'unknown'], 1],
      ]);
    });
  });

  test('leaves no timer behind', () => {
    inVirtualTime((time) => {
      const connected = connect(time);
      live(connected).socket.end();
      const link = connected.dial(true);
      link.say(CONFIRMED, body(9));
      link.signals.subscription.unsubscribe();
      assert.equal(time.pending.timers, 0);
    });
  });

  test('sends the token as AnyCable reads it', () => {
    const sockets = new FakeSockets();
    const transport = anyCable('wss://shop.example/cable', { WebSocket: sockets.WebSocket });
    record(transport(new Subject<Command>(), { attempt: 0, token: 'a.b.c' }));
    assert.ok(sockets.last.protocols.includes('anycable-token.a.b.c'));
    const inUrl = anyCable('wss://shop.example/cable', { WebSocket: sockets.WebSocket, tokenIn: { query: 'jid' } });
    record(inUrl(new Subject<Command>(), { attempt: 0, token: 'a.b.c' }));
    assert.equal(sockets.last.url, 'wss://shop.example/cable?jid=a.b.c');
  });

  test('takes no historyTtl that is not a duration', () => {
    assert.throws(() => anyCable('/cable', { historyTtl: -1 }), CablegramError);
  });
});
