import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { Subject } from 'rxjs';
import type { ChannelStatus } from '../../../src/channel/channel-status.js';
import { createConnection } from '../../../src/connection.js';
import { CablegramError } from '../../../src/errors.js';
import { polling, type PollingOptions } from '../../../src/transport/polling.js';
import type { Command, Signal, SnapshotSource, AskToken } from '../../../src/transport/transport.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

interface Polled {
  readonly command$: Subject<Command>;
  readonly signals: Recording<Signal>;
  /** When it was asked, and with which headers. */
  readonly requests: readonly { readonly at: number; readonly url: string; readonly headers: Readonly<Record<string, string>> }[];
  /** Lets time pass, with all that is answered meanwhile. */
  readonly pass: (duration: number) => Promise<void>;
}

type Answer = (url: string, headers: Readonly<Record<string, string>>) => Response | Promise<Response>;

/** Answers with JSON. */
function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json', ...headers } });
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: code, headers });
}

const away: Answer = () => Promise.reject(new TypeError('fetch failed'));

/** Runs a test with polling in virtual time; the network is replaced, since its time cannot be. */
function polled(
  answer: Answer,
  run: (polled: Polled, time: VirtualTime) => Promise<void>,
  { getToken, ...options }: PollingOptions & { readonly getToken?: AskToken } = {},
): Promise<void> {
  return withFetch(answer, async (time, requests) => {
    const command$ = new Subject<Command>();
    const transport = polling({ ...options, environment: time.environment });
    const signals = record(transport(command$, { attempt: 0, ...(getToken && { getToken }) }));
    await run({ command$, signals, requests, pass: (duration) => pass(time, duration) }, time);
    signals.subscription.unsubscribe();
    await settled();
    assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
  });
}

async function withFetch(answer: Answer, run: (time: VirtualTime, requests: Polled['requests'][number][]) => Promise<void>): Promise<void> {
  const { fetch } = globalThis;
  const requests: Polled['requests'][number][] = [];
  try {
    await inVirtualTimeAsync(async (time) => {
      globalThis.fetch = async (input, init) => {
        const url = input as string;
        const headers = init?.headers as Readonly<Record<string, string>>;
        requests.push({ at: time.now, url, headers });
        const aborted = new Promise<never>((_, reject) => init?.signal?.addEventListener('abort', reject));
        return Promise.race([answer(url, headers), aborted]);
      };
      await run(time, requests);
    });
  } finally {
    globalThis.fetch = fetch;
  }
}

/** By turns of the loop, since reading a body takes some. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
}

async function pass(time: VirtualTime, duration: number): Promise<void> {
  await settled();
  for (let rest = duration; rest > 0; rest -= 500) {
    time.advance(Math.min(500, rest));
    await settled();
  }
}

function subscribe(identifier: string, ...snapshots: readonly SnapshotSource[]): Command {
  const wanted = snapshots.length > 0 ? snapshots : [`/${identifier}.json`];
  return { type: 'subscribe', identifier, snapshots: () => wanted };
}

/** What was said, as `type identifier`; an open one as `open` or `pending`. */
function said({ signals }: Polled): readonly string[] {
  return signals.values.map((signal) => {
    if (signal.type === 'open') return signal.pending ? 'pending' : 'open';
    return 'identifier' in signal ? `${signal.type} ${signal.identifier}` : signal.type;
  });
}

const timesOf = ({ requests }: Polled): readonly number[] => requests.map(({ at }) => at);

suite('polling', () => {
  test('is ready at once, and open with the first answer: full state, then the confirmation', () =>
    polled(
      () => json([1, 2]),
      async (poll) => {
        await poll.pass(0);
        assert.deepEqual([said(poll), poll.requests.length], [['pending'], 0]);
        poll.command$.next(subscribe('a'));
        await poll.pass(0);
        assert.deepEqual(said(poll), ['pending', 'open', 'snapshot a', 'confirmed a']);
        assert.deepEqual(poll.signals.values[2], { type: 'snapshot', identifier: 'a', body: [1, 2], source: '/a.json' });
      },
    ));

  test('R30: asks with the ETag, and what did not change is no message', () =>
    polled(
      (_url, headers) => (headers['if-none-match'] === '"1"' ? status(304) : json([1], { etag: '"1"' })),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(10_000);
        assert.deepEqual(said(poll).slice(3), ['confirmed a', 'unchanged a', 'unchanged a']);
      },
    ));

  test('confirms once, and says full state as often as it changes', () => {
    let n = 0;
    return polled(
      () => json([(n += 1)]),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(10_000);
        assert.deepEqual(said(poll).slice(2), ['snapshot a', 'confirmed a', 'snapshot a', 'snapshot a']);
      },
    );
  });

  for (const [random, every] of [
    [0, 4_000],
    [0.5, 5_000],
    [0.999, 6_000],
  ] as const) {
    test(`R30: asks every 5 s ± 20 %: every ${every} ms where the draw is ${random}`, () =>
      polled(
        () => json(1),
        async (poll, time) => {
          time.random = () => random;
          poll.command$.next(subscribe('a'));
          await poll.pass(15_000);
          const [first = NaN, second = NaN, third = NaN] = timesOf(poll);
          for (const wait of [second - first, third - second]) assert.ok(Math.abs(wait - every) <= 10, `${wait} ms`);
        },
      ));
  }

  for (const every of [0, 500, 1_999, NaN, -1])
    test(`R30: refuses to ask every ${every} ms`, () => {
      assert.throws(
        () => polling({ every }),
        (error) => error instanceof CablegramError && error.code === 'option-invalid' && error.message.includes(`${every}`),
      );
    });

  test('R30: asks no more often than every 2 s, whatever is drawn', () =>
    polled(
      () => json(1),
      async (poll, time) => {
        time.random = () => 0;
        poll.command$.next(subscribe('a'));
        await poll.pass(6_000);
        assert.deepEqual(timesOf(poll), [0, 2_000, 4_000, 6_000]);
      },
      { every: 2_000 },
    ));

  test('R30: never asks twice at once, however slow the answer and whoever wakes the page', () => {
    const answers: ((response: Response) => void)[] = [];
    return polled(
      () => new Promise((resolve) => answers.push(resolve)),
      async (poll, time) => {
        poll.command$.next(subscribe('a'));
        for (let seconds = 0; seconds < 9; seconds += 1) {
          await poll.pass(1_000);
          time.wake();
        }
        assert.equal(poll.requests.length, 1);
        answers[0]?.(json(1));
        await poll.pass(0);
        assert.deepEqual(said(poll), ['pending', 'open', 'snapshot a', 'confirmed a']);
        await poll.pass(5_000);
        assert.equal(poll.requests.length, 2);
      },
    );
  });

  test('R30: R22: asks no second time where the hub asks again since the answer is slow', () => {
    const answers: ((response: Response) => void)[] = [];
    return polled(
      () => new Promise((resolve) => answers.push(resolve)),
      async (poll) => {
        for (let seconds = 0; seconds < 3; seconds += 1) {
          poll.command$.next(subscribe('a'));
          await poll.pass(2_000);
        }
        assert.equal(poll.requests.length, 1);
        answers[0]?.(json(1));
        await poll.pass(0);
        assert.equal(said(poll).at(-1), 'confirmed a');
      },
    );
  });

  test('R22: asking again does not begin the count of failures anew', () =>
    polled(
      () => status(500),
      async (poll) => {
        for (let seconds = 0; seconds < 20; seconds += 2) {
          poll.command$.next(subscribe('a'));
          await poll.pass(2_000);
        }
        assert.deepEqual([timesOf(poll), poll.signals.errors.length], [[0, 5_000, 15_000], 1]);
      },
    ));

  for (const after of [30, 90, 1_800]) {
    test(`R30: a Retry-After of ${after} s is obeyed`, () =>
      polled(
        () => status(503, { 'retry-after': String(after) }),
        async (poll) => {
          poll.command$.next(subscribe('a'));
          await poll.pass(after * 1_000 - 500);
          assert.equal(poll.requests.length, 1);
          await poll.pass(500);
          assert.equal(poll.requests.length, 2);
        },
      ));
  }

  test('R22: a channel that was right and may not be asked for long is told as a lost link', () => {
    let isBusy = false;
    return polled(
      () => (isBusy ? status(429, { 'retry-after': '3600' }) : json(1)),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(1_000);
        isBusy = true;
        await poll.pass(6_000);
        assert.equal(poll.signals.errors.length, 1);
      },
    );
  });

  test('R22: an answer that nothing changed is a failure where there was none before', () =>
    polled(
      () => status(304),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(60_000);
        assert.deepEqual([said(poll), poll.signals.errors.length], [['pending'], 1]);
      },
    ));

  test('R30: a Retry-After outlives the dial', () =>
    withFetch(
      () => status(503, { 'retry-after': '60' }),
      async (time, requests) => {
        const transport = polling({ environment: time.environment });
        for (let dials = 0; dials < 3; dials += 1) {
          const command$ = new Subject<Command>();
          const { subscription } = record(transport(command$, { attempt: 0 }));
          command$.next(subscribe('a'));
          await pass(time, 10_000);
          subscription.unsubscribe();
        }
        assert.equal(requests.length, 1);
        const command$ = new Subject<Command>();
        const { subscription } = record(transport(command$, { attempt: 0 }));
        command$.next(subscribe('a'));
        await pass(time, 30_000);
        subscription.unsubscribe();
        assert.deepEqual(
          requests.map(({ at }) => at),
          [0, 60_000],
        );
      },
    ));

  test('R30: asks nothing while the page is hidden, and at once when it is shown where that is due', () =>
    polled(
      () => json(1),
      async (poll, time) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(1_000);
        time.isVisible = false;
        await poll.pass(600_000);
        assert.deepEqual(timesOf(poll), [0]);
        time.isVisible = true;
        time.wake();
        await poll.pass(0);
        assert.deepEqual(timesOf(poll), [0, 601_000]);
        time.wake();
        await poll.pass(0);
        assert.equal(poll.requests.length, 2);
      },
    ));

  test('asks on while the page is hidden, if the connection follows then', () =>
    withFetch(
      () => json(1),
      async (time, requests) => {
        time.isVisible = false;
        const { environment } = time;
        const connection = createConnection({ transports: [polling({ environment })], whenHidden: 'follow', environment });
        record(connection.channel('C', {}, { snapshot: '/c' }).messages$);
        await pass(time, 30_000);
        assert.ok(requests.length >= 5, String(requests.length));
        connection.close();
      },
    ));

  test('R30: asks nothing of a page that was hidden from the first', () =>
    polled(
      () => json(1),
      async (poll, time) => {
        time.isVisible = false;
        poll.command$.next(subscribe('a'));
        await poll.pass(60_000);
        assert.equal(poll.requests.length, 0);
        time.isVisible = true;
        time.wake();
        await poll.pass(0);
        assert.equal(said(poll).at(-1), 'confirmed a');
      },
    ));

  for (const code of [401, 403]) {
    test(`R30: R17: ${code} ends a channel, for good, and that channel alone`, () =>
      polled(
        (url) => (url === '/a.json' ? status(code) : json(1)),
        async (poll, time) => {
          poll.command$.next(subscribe('a'));
          poll.command$.next(subscribe('b'));
          await poll.pass(12_000);
          time.wake();
          await poll.pass(0);
          assert.deepEqual(
            said(poll).filter((word) => word.endsWith(' a')),
            ['rejected a'],
          );
          const asked = poll.requests.map(({ url }) => url);
          assert.deepEqual([asked.filter((url) => url === '/a.json').length, asked.filter((url) => url === '/b.json').length], [1, 3]);
        },
      ));
  }

  test('the third failure in a row is a lost link, after waits that double', () =>
    polled(
      () => status(500),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(60_000);
        assert.deepEqual([timesOf(poll), said(poll)], [[0, 5_000, 15_000], ['pending']]);
        assert.match(String(poll.signals.errors[0]), /a\.json answered 500/);
      },
    ));

  test('a success in between begins the count anew', () => {
    let n = 0;
    return polled(
      () => ((n += 1) % 3 === 0 ? json(n) : status(500)),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(120_000);
        assert.deepEqual(poll.signals.errors, []);
      },
    );
  });

  test('R22: a poll of what was right that fails is told, and why', () => {
    let n = 0;
    return polled(
      () => ((n += 1) === 2 ? status(500) : json(1)),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(5_500);
        assert.deepEqual(said(poll), ['pending', 'open', 'snapshot a', 'confirmed a', 'stale a']);
        assert.deepEqual(poll.signals.values.at(-1), {
          type: 'stale',
          identifier: 'a',
          message: '/a.json answered 500.',
          source: '/a.json',
        });
        await poll.pass(5_000);
        assert.equal(said(poll).at(-1), 'unchanged a');
      },
    );
  });

  for (const [what, answer] of [
    ['that is away', away],
    ['behind a proxy that finds none', () => status(502)],
  ] as const) {
    test(`R11: a server ${what} is a lost link at once, and never open`, () =>
      polled(answer, async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(0);
        assert.deepEqual([said(poll), poll.signals.errors.length], [['pending'], 1]);
      }));
  }

  test('a server that was there and is away has three tries', () => {
    let n = 0;
    return polled(
      (...request) => ((n += 1) === 1 ? json(1) : away(...request)),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(60_000);
        assert.deepEqual([timesOf(poll), poll.signals.errors.length], [[0, 5_000, 10_000, 20_000], 1]);
      },
    );
  });

  test('a channel without a snapshot cannot be polled, and is not confirmed', () =>
    polled(
      () => json(1),
      async (poll) => {
        poll.command$.next({ type: 'subscribe', identifier: 'a' });
        poll.command$.next({ type: 'perform', identifier: 'a', data: '{}' });
        await poll.pass(60_000);
        assert.deepEqual([said(poll), poll.requests.length], [['pending', 'unsent a'], 0]);
      },
    ));

  test('takes a function for a URL', () =>
    polled(
      () => json(1),
      async (poll) => {
        const source: SnapshotSource = async ({ identifier }) => `state of ${identifier}`;
        poll.command$.next(subscribe('a', source));
        await poll.pass(0);
        assert.deepEqual(poll.signals.values[2], { type: 'snapshot', identifier: 'a', body: 'state of a', source });
      },
    ));

  test('asks for each snapshot of a channel, says of which it is, and confirms when each has answered', () =>
    polled(
      (url) => json(url),
      async (poll) => {
        poll.command$.next(subscribe('a', '/totals', '/recent'));
        await poll.pass(0);
        const snapshot = (source: string) => ({ type: 'snapshot', identifier: 'a', body: source, source });
        const signals = poll.signals.values.slice(2);
        assert.deepEqual(signals.at(-1), { type: 'confirmed', identifier: 'a' });
        assert.deepEqual(new Set(signals.slice(0, -1)), new Set([snapshot('/totals'), snapshot('/recent')]));
      },
    ));

  test('a snapshot that a later view names is asked for from the next turn on, and one that nobody names no more', () => {
    const wanted: SnapshotSource[] = ['/totals'];
    return polled(
      (url) => json(url),
      async (poll) => {
        poll.command$.next({ type: 'subscribe', identifier: 'a', snapshots: () => wanted });
        await poll.pass(0);
        wanted.push('/recent');
        await poll.pass(6_500);
        assert.ok(poll.requests.some(({ url }) => url === '/recent'));
        wanted.shift();
        await poll.pass(6_500);
        const { length } = poll.requests;
        await poll.pass(20_000);
        assert.ok(poll.requests.slice(length).every(({ url }) => url === '/recent'));
      },
    );
  });

  test('R30: a snapshot that is refused is stale while another one of its channel answers', () =>
    polled(
      (url) => (url === '/secret' ? status(403) : json(1)),
      async (poll) => {
        poll.command$.next(subscribe('a', '/secret', '/open'));
        await poll.pass(0);
        assert.deepEqual(said(poll), ['pending', 'open', 'stale a', 'snapshot a', 'confirmed a']);
      },
    ));

  test('an unsubscribe ends the polls of its channel, and what is under way says nothing', () => {
    const answers: ((response: Response) => void)[] = [];
    return polled(
      () => new Promise((resolve) => answers.push(resolve)),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(0);
        poll.command$.next({ type: 'unsubscribe', identifier: 'a' });
        answers[0]?.(json(1));
        await poll.pass(60_000);
        assert.deepEqual([said(poll), poll.requests.length], [['pending'], 1]);
        poll.command$.next(subscribe('a'));
        await poll.pass(0);
        assert.equal(poll.requests.length, 2);
      },
    );
  });

  test('X5: R10: sends a fresh token as a header with each poll, so that one which expires is replaced', () => {
    let n = 0;
    let tokens = 0;
    return polled(
      () => ((n += 1) === 3 ? status(401) : json(n)),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(20_000);
        assert.deepEqual(
          poll.requests.slice(0, 4).map(({ headers }) => headers['authorization']),
          ['Bearer t1', 'Bearer t2', 'Bearer t3', 'Bearer t4'],
        );
        assert.deepEqual([poll.signals.errors.length, said(poll).includes('rejected a')], [0, false]);
        assert.ok(said(poll).filter((word) => word === 'snapshot a').length >= 3);
      },
      { getToken: () => Promise.resolve(`t${(tokens += 1)}`) },
    );
  });

  test('R10: a token that was never good ends a channel', () =>
    polled(
      () => status(401),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(60_000);
        assert.deepEqual([said(poll), poll.requests.length], [['pending', 'open', 'rejected a'], 2]);
      },
      { getToken: () => Promise.resolve('t') },
    ));

  test('with a cursor: full state first, then only what is new', () => {
    const pages = [
      { data: [1, 2], next: 'x' },
      { data: [3], next: 'y' },
      { data: [], next: 'y' },
    ];
    let n = 0;
    return polled(
      () => json(pages[Math.min(2, n++)]),
      async (poll) => {
        poll.command$.next(subscribe('a'));
        await poll.pass(10_000);
        assert.deepEqual(poll.signals.values.slice(2), [
          { type: 'snapshot', identifier: 'a', body: [1, 2], source: '/a.json' },
          { type: 'confirmed', identifier: 'a' },
          { type: 'body', identifier: 'a', body: { type: 'batch', data: [3] }, source: '/a.json' },
          { type: 'unchanged', identifier: 'a', source: '/a.json' },
        ]);
        assert.deepEqual(
          poll.requests.map(({ url }) => url),
          ['/a.json', '/a.json?since=x', '/a.json?since=y'],
        );
      },
      { cursor: { path: 'next', param: 'since' } },
    );
  });
});

suite('a connection that only polls', () => {
  interface Page {
    readonly messages: readonly unknown[];
    readonly states: readonly string[];
    /** How the channel stands. */
    readonly channel: ChannelStatus;
    /** What the server answers from now on. */
    set answer(next: Answer);
  }

  function withPage(run: (page: Page, time: VirtualTime) => Promise<void>): Promise<void> {
    let answer: Answer = () => json([1], { etag: '"1"' });
    return withFetch(
      (...request) => answer(...request),
      async (time) => {
        const messages: unknown[] = [];
        const states: string[] = [];
        const connection = createConnection({ transports: [polling({ environment: time.environment })], environment: time.environment });
        connection.status$.subscribe(({ state }) => {
          if (state !== states.at(-1)) states.push(state);
        });
        const channel = connection.channel('C', {}, { snapshot: '/c.json' });
        channel.messages$.subscribe((message) =>
          messages.push(message.type === 'snapshot' ? message.messages.map((member) => 'body' in member && member.body) : message),
        );
        const page: Page = {
          messages,
          states,
          get channel() {
            return channel.status;
          },
          set answer(next: Answer) {
            answer = next;
          },
        };
        await run(page, time);
        connection.close();
        await settled();
        assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
      },
    );
  }

  test('R19: R30: shows the state of a plain JSON URL, and nothing where it did not change', () =>
    withPage(async (page, time) => {
      await pass(time, 20_000);
      assert.deepEqual([page.messages, page.states], [[[1]], ['idle', 'connecting', 'connected']]);
      page.answer = () => json([1, 2], { etag: '"2"' });
      await pass(time, 6_000);
      assert.deepEqual(page.messages, [[1], [1, 2]]);
    }));

  test('R12: is not called connected before anything answered', () =>
    withPage(async (page, time) => {
      page.answer = away;
      await pass(time, 60_000);
      assert.deepEqual(page.states, ['idle', 'connecting', 'reconnecting']);
      page.answer = () => json([1]);
      await pass(time, 20_000);
      assert.deepEqual([page.states.at(-1), page.messages[0]], ['connected', [1]]);
    }));

  test('R22: what is shown is in doubt while a poll is not answered, until one is', () =>
    withPage(async (page, time) => {
      await pass(time, 1_000);
      page.answer = () => new Promise(() => undefined);
      // 6 s at most until the poll goes out, and 10 s that it has.
      await pass(time, 16_500);
      assert.deepEqual([page.channel.state, page.channel.health], ['connected', 'stale']);
      page.answer = () => json([1], { etag: '"1"' });
      await pass(time, 6_500);
      assert.deepEqual([page.channel.health, page.messages], ['ok', [[1]]]);
    }));

  test('tells a server that went away, and is right again when it is back', () =>
    withPage(async (page, time) => {
      await pass(time, 1_000);
      page.answer = away;
      await pass(time, 20_000);
      assert.equal(page.states.at(-1), 'reconnecting');
      page.answer = () => json([3]);
      await pass(time, 9_000);
      assert.deepEqual([page.states.at(-1), page.messages.at(-1)], ['connected', [3]]);
    }));
});
