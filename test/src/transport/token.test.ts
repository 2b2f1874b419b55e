import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { createConnection } from '../../../src/connection.js';
import { FakeCable } from '../../../src/testing/fake-cable.js';
import { bearer, createTokenWatch, singleFlight } from '../../../src/transport/token.js';
import type { TokenContext, Transport } from '../../../src/transport/transport.js';
import { inVirtualTimeAsync } from '../../support/virtual-time.js';

suite('singleFlight', () => {
  test('asks once for all who ask meanwhile, and anew for the next', async () => {
    let asked = 0;
    const getToken = singleFlight(async () => `token ${(asked += 1)}`, clock());
    assert.deepEqual(await Promise.all([getToken?.(), getToken?.()]), ['token 1', 'token 1']);
    assert.equal(await getToken?.(), 'token 2');
  });

  test('asks anew after a failure, also after one that was thrown', async () => {
    let asked = 0;
    const getToken = singleFlight(() => {
      asked += 1;
      if (asked === 1) throw new Error('none');
      return Promise.resolve('token');
    }, clock());
    await assert.rejects(Promise.resolve(getToken?.()), /none/);
    assert.equal(await getToken?.(), 'token');
  });

  test('gives up a call that hangs when somebody asks after its time, and aborts its signal', async () => {
    const signals: AbortSignal[] = [];
    let time = 0;
    const getToken = singleFlight(
      ({ signal }) => {
        signals.push(signal);
        return signals.length === 1 ? new Promise(() => undefined) : Promise.resolve('token');
      },
      { within: 8_000, now: () => time },
    );
    void getToken?.();
    time = 7_999;
    void getToken?.();
    await Promise.resolve();
    assert.equal(signals.length, 1);
    time = 8_000;
    assert.equal(await getToken?.(), 'token');
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
  });

  test('gives up a call when all who asked have taken their question back', async () => {
    const signals: AbortSignal[] = [];
    const getToken = singleFlight(({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    }, clock());
    const [one, other] = [new AbortController(), new AbortController()];
    void getToken?.(one.signal);
    void getToken?.(other.signal);
    await Promise.resolve();
    one.abort();
    assert.equal(signals[0]?.aborted, false);
    other.abort();
    assert.equal(signals[0]?.aborted, true);
    void getToken?.();
    await Promise.resolve();
    assert.equal(signals.length, 2);
  });

  test('is nothing where there is no way to ask', () => {
    assert.equal(singleFlight(undefined, clock()), undefined);
  });
});

suite('createTokenWatch', () => {
  test('tells another token from the one before, and nothing of the first', () => {
    const isOther = createTokenWatch();
    assert.deepEqual(
      ['a', 'a', 'b', undefined, undefined, 'b'].map((token) => isOther(token)),
      [false, false, true, true, false, true],
    );
  });
});

suite('bearer', () => {
  test('adds the token to the headers, and nothing where there is none', async () => {
    const headers = async (): Promise<Record<string, string>> => ({ accept: 'x' });
    assert.deepEqual(await bearer(async () => 't', headers)?.(), { authorization: 'Bearer t', accept: 'x' });
    assert.deepEqual(await bearer(async () => undefined, headers)?.(), { accept: 'x' });
    assert.equal(bearer(undefined, headers), headers);
  });
});

suite('a connection with getToken', () => {
  test('R10: asks once for each dial, and hands the token to the transport', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      const tokens: unknown[] = [];
      const transport: Transport = (commands$, dial) => {
        tokens.push(dial.token);
        return fake.transport(commands$, dial);
      };
      let asked = 0;
      const getToken = async (): Promise<string> => `t${(asked += 1)}`;
      const connection = createConnection({ transports: [transport], getToken, environment: time.environment });
      connection.keepOpen();
      await settled();
      fake.drop();
      time.advance(2_000);
      await settled();
      assert.deepEqual([tokens, asked, fake.isOpen], [['t1', 't2'], 2, true]);
      connection.close();
    }));

  test('R10: tries once more with a new token where it is unauthorized, then fails with the reason', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable({ accept: false });
      let asked = 0;
      const getToken = async (): Promise<string> => `t${(asked += 1)}`;
      const connection = createConnection({ transports: [fake.transport], getToken, environment: time.environment });
      connection.keepOpen();
      for (let tries = 0; tries < 3; tries += 1) {
        await settled();
        if (connection.status.state !== 'failed') fake.goodbye('unauthorized', false);
        await time.advanceAsync(6_000);
      }
      await settled();
      const { state, reason } = connection.status;
      assert.deepEqual([state, reason, fake.dials, asked], ['failed', 'unauthorized', 2, 2]);
      connection.close();
    }));

  test('R10: waits before it asks again where a token could not be had', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      let asked = 0;
      const getToken = async (): Promise<string> => {
        asked += 1;
        throw new Error('no session');
      };
      const connection = createConnection({ transports: [fake.transport], getToken, environment: time.environment });
      connection.keepOpen();
      await settled();
      const { state, reason } = connection.status;
      assert.deepEqual([asked, state, reason, fake.dials], [1, 'reconnecting', 'token-failed', 0]);
      time.advance(1_000);
      await settled();
      assert.equal(asked, 1);
      time.advance(1_000);
      await settled();
      assert.equal(asked, 2);
      connection.close();
      assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
    }));

  test('R6: R26: a token that never comes is a dial that nobody answered, and close() ends it', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      const never = (): Promise<string> => new Promise(() => undefined);
      const connection = createConnection({ transports: [fake.transport], getToken: never, environment: time.environment });
      connection.keepOpen();
      time.advance(8_000);
      assert.equal(connection.status.state, 'reconnecting');
      connection.close();
      await settled();
      assert.deepEqual([fake.dials, time.pending], [0, { timers: 0, listeners: 0 }]);
    }));

  test('a call of getToken that hangs once costs one dial: it is aborted with it, and the next dial calls again', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      const signals: AbortSignal[] = [];
      const getToken = ({ signal }: TokenContext): Promise<string> => {
        signals.push(signal);
        return signals.length === 1 ? new Promise(() => undefined) : Promise.resolve('t');
      };
      const connection = createConnection({ transports: [fake.transport], getToken, environment: time.environment });
      connection.keepOpen();
      await time.advanceAsync(12_000);
      assert.deepEqual([connection.status.state, fake.dials], ['connected', 1]);
      assert.deepEqual(
        signals.map(({ aborted }) => aborted),
        [true, false],
      );
      connection.close();
    }));

  test('a snapshot of a live channel waits for no call of getToken that hangs for ever', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      let asked = 0;
      const getToken = (): Promise<string> => {
        asked += 1;
        return asked === 2 ? new Promise(() => undefined) : Promise.resolve('t');
      };
      const fetches: unknown[] = [];
      const before = globalThis.fetch;
      globalThis.fetch = async (_, init) => {
        fetches.push(new Headers(init?.headers).get('authorization'));
        return Response.json({ value: 1 });
      };
      const connection = createConnection({ transports: [fake.transport], getToken, environment: time.environment });
      connection.channel('C', {}, { snapshot: 'https://example.com/c.json' }).messages$.subscribe();
      await time.advanceAsync(20_000);
      globalThis.fetch = before;
      assert.deepEqual(fetches.slice(0, 1), ['Bearer t']);
      connection.close();
    }));

  test('R26: a token that comes after close() dials nothing', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      const connection = createConnection({ transports: [fake.transport], getToken: async () => 't', environment: time.environment });
      connection.keepOpen();
      connection.close();
      await settled();
      assert.equal(fake.dials, 0);
    }));

  test('X5: says the token in no status', () =>
    inVirtualTimeAsync(async (time) => {
      const fake = new FakeCable();
      const canary = 'canary-token';
      const connection = createConnection({ transports: [fake.transport], getToken: async () => canary, environment: time.environment });
      const seen: unknown[] = [];
      connection.status$.subscribe((status) => seen.push(status));
      connection.keepOpen();
      await settled();
      fake.goodbye('unauthorized', false);
      await settled();
      connection.close();
      assert.ok(seen.length > 2 && !JSON.stringify(seen).includes(canary));
    }));
});

function clock() {
  return { within: 8_000, now: () => 0 };
}

/** Lets every promise that can be settled settle. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
}
