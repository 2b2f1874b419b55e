import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { NEVER } from 'rxjs';
import { createConnection } from '../../src/connection.js';
import { pageEnvironment } from '../../src/environment.js';
import { CablegramError } from '../../src/errors.js';
import { resolveOptions } from '../../src/options.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import type { Transport } from '../../src/transport/transport.js';
import { connect } from '../support/fake-connection.js';
import { record } from '../support/record.js';
import { inVirtualTime } from '../support/virtual-time.js';

suite('ConnectionOptions', () => {
  test('refuses a url beside transports, no transport, and more than one', () => {
    const transport = cable('ws://x');
    for (const options of [{ url: 'ws://x', transports: [transport] }, { transports: [] }]) {
      assert.throws(() => createConnection(options), isInvalid);
    }
  });

  test('refuses durations that are none, and says what it saw', () => {
    for (const name of ['openWithin', 'heartbeatWithin', 'linger', 'idleAfter']) {
      for (const value of [-1, NaN, '5s']) {
        const call = (): Connection => createConnection({ url: 'ws://x', [name]: value });
        assert.throws(call, (error) => isInvalid(error) && String(error).includes(String(value)) && String(error).includes(name));
      }
    }
  });

  test('refuses waits, words and functions that are none', () => {
    const wrong: readonly object[] = [
      { retry: { cap: -5 } },
      { retry: { refusedCap: NaN } },
      { retry: { factor: 0.5 } },
      { retry: { firstWithin: [300, 200] } },
      { whenHidden: 'sleep' },
      { getToken: 'secret' },
      { url: undefined, transports: ['cable'] },
    ];
    for (const options of wrong) {
      assert.throws(
        () => createConnection({ ...('transports' in options ? {} : { url: 'ws://x' }), ...options }),
        isInvalid,
        JSON.stringify(options),
      );
    }
  });

  test('refuses options of a channel that are none', () => {
    const connection = createConnection({ url: 'ws://x' });
    const wrong: readonly object[] = [
      { debounce: -1 },
      { throttle: NaN },
      { pace: 'newest' },
      { pace: -1 },
      { snapshot: 7 },
      { key: 7 },
      { actions: 'x' },
    ];
    for (const options of wrong) assert.throws(() => connection.channel('C', {}, options), isInvalid, JSON.stringify(options));
    connection.close();
  });

  test('warns once of an option that it does not know', () => {
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (text: unknown) => warnings.push(text);
    try {
      for (let times = 0; times < 2; times += 1) createConnection({ url: 'ws://x', ...{ heartbeatWihtin: 1 } });
    } finally {
      console.warn = warn;
    }
    assert.deepEqual(warnings, ['cablegram: A connection has no option "heartbeatWihtin".']);
  });

  test('takes other deadlines', () => {
    inVirtualTime((time) => {
      const [unanswered, silent] = [connect(time, { accept: false, openWithin: 100 }), connect(time, { heartbeatWithin: 200, linger: 10 })];
      unanswered.connection.keepOpen();
      silent.connection.keepOpen();
      time.advance(200);
      assert.deepEqual([unanswered.connection.status.reason, silent.connection.status.reason], ['no-welcome', 'silent']);
      const { fake, connection } = connect(time, { linger: 10 });
      record(connection.channel('C').messages$).subscription.unsubscribe();
      time.advance(10);
      assert.deepEqual(fake.commands.at(-1)?.type, 'unsubscribe');
    });
  });
});

suite('resolveOptions', () => {
  const cableTo = (url?: string): Transport => Object.assign(() => NEVER, { url });

  test('takes the cable of the url, the page’s own without one, or the ladder it is given', () => {
    const [one, other] = [cableTo(), cableTo()];
    const urls = [{ url: 'ws://x' }, {}].map((options) => resolveOptions(options, cableTo).transports);
    assert.deepEqual(
      urls.map((transports) => transports.map((transport) => (transport as { readonly url?: string }).url)),
      [['ws://x'], [undefined]],
    );
    assert.deepEqual(resolveOptions({ transports: [one, other] }, cableTo).transports, [one, other]);
  });

  test('X5: a snapshot is fetched with the token, beside the headers and as the options of fetching say', async () => {
    const options = { fetch: { credentials: 'include', headers: async () => ({ accept: 'x' }) }, getToken: async () => 't' } as const;
    const { get } = resolveOptions(options, cableTo);
    assert.equal(get.credentials, 'include');
    assert.deepEqual(await get.headers?.(), { accept: 'x', authorization: 'Bearer t' });
  });

  test('replaces the parts of the environment it is given, and leaves the others to the page', () => {
    const { environment } = resolveOptions({ environment: { random: () => 0.25 } }, cableTo);
    assert.deepEqual([environment.random(), environment.now], [0.25, pageEnvironment.now]);
  });

  test('R3: draws its waits by the numbers it is given, or by a function of its own', () => {
    const environment = { random: () => 0.5 };
    assert.equal(resolveOptions({ environment }, cableTo).retryDelay(1, 'closed', true), 1_600);
    assert.equal(resolveOptions({ environment, retry: { firstWithin: [0, 100] } }, cableTo).retryDelay(1, 'closed', true), 50);
    assert.equal(resolveOptions({ retry: (attempt) => attempt * 7 }, cableTo).retryDelay(3, 'closed', true), 21);
  });

  test('R2: without a word a link is silent after 6.5 s, and unanswered after 8 s', () => {
    const { heartbeatWithin, openWithin, linger, idleAfter, whenHidden } = resolveOptions({}, cableTo);
    assert.deepEqual([heartbeatWithin, openWithin, linger, idleAfter, whenHidden], [6_500, 8_000, 1_000, 0, 'keep']);
  });
});

function isInvalid(error: unknown): boolean {
  return error instanceof CablegramError && error.code === 'option-invalid';
}
