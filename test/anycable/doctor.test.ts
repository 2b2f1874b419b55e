import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { suite, test } from 'node:test';
import { type Check, type DoctorOptions, examine } from '../../bin/doctor.mjs';
import type { ServerSettings } from './harness/server.js';
import { startSource } from './harness/source.js';
import { type Stage, withAnyCable } from './harness/with-server.js';

const IDENTIFIER = JSON.stringify({ channel: '$pubsub', stream_name: 'busy' });

/** Runs the doctor against a server, and returns its checks by name. */
function examined(
  settings: ServerSettings,
  options: DoctorOptions,
  before?: (stage: Stage) => Promise<void>,
): Promise<ReadonlyMap<string, Check>> {
  return new Promise((resolve, reject) => {
    withAnyCable({ ping_interval: 1, ...settings }, async (stage) => {
      await before?.(stage);
      const checks = new Map<string, Check>();
      const url = new URL(stage.server.url.replace('ws', 'http'));
      for await (const check of examine(url, { beatEvery: 1_000, ...options })) checks.set(check.name, check);
      resolve(checks);
    }).catch(reject);
  });
}

/** A subscription to a stream of Turbo, signed as Rails signs it. */
function turboIdentifier(name: string, secret: string): string {
  const text = Buffer.from(JSON.stringify(name)).toString('base64');
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return JSON.stringify({ channel: 'Turbo::StreamsChannel', signed_stream_name: `${text}--${signature}` });
}

function resultsOf(checks: ReadonlyMap<string, Check>): Readonly<Record<string, string>> {
  return Object.fromEntries([...checks].map(([name, { result }]) => [name, result]));
}

const WELL = { answer: 'ok', path: 'ok', upgrade: 'ok', origin: 'ok', protocol: 'ok', welcome: 'ok', beat: 'ok', history: 'ok' };

suite('A25 cablegram doctor on AnyCable', () => {
  test('a foreign origin is let in: the remedy is AnyCable’s own option, since the list of Rails does not count', async () => {
    const checks = await examined({}, {});
    assert.deepEqual(resultsOf(checks), { ...WELL, foreign: 'failed' });
    assert.match(checks.get('foreign')?.remedy ?? '', /--allowed_origins/);
  });

  test('nothing is wrong with allowed origins and a broker', async () => {
    const checks = await examined({ allowed_origins: 'shop.example' }, { origin: 'https://shop.example' });
    assert.deepEqual(resultsOf(checks), { ...WELL, foreign: 'ok' });
  });

  test('without a broker the history is missing, by its answer and by messages without numbers', async () => {
    const quiet = await examined({ presets: '' }, { withoutCookies: true });
    assert.equal(quiet.get('history')?.result, 'failed');
    assert.match(quiet.get('history')?.remedy ?? '', /--presets=broker/);
    let end: (() => Promise<void>) | undefined;
    const busy = await examined({ presets: '' }, { withoutCookies: true, identifier: IDENTIFIER }, ({ server }) => {
      end = startSource(server, 'busy', 20).stop;
      return Promise.resolve();
    });
    await end?.();
    assert.match(busy.get('history')?.message ?? '', /no numbers/);
  });

  for (const [limit, result] of [
    [20, 'failed'],
    [2_000, 'ok'],
  ] as const)
    test(`a history of ${limit} for a stream of 50 messages a second is ${result}`, async () => {
      let end: (() => Promise<void>) | undefined;
      const options = { withoutCookies: true, identifier: IDENTIFIER };
      const checks = await examined({ history_limit: limit }, options, ({ server }) => {
        end = startSource(server, 'busy', 50).stop;
        return Promise.resolve();
      });
      await end?.();
      assert.equal(checks.get('limit')?.result, result, checks.get('limit')?.message);
    });

  test('presence without pong_timeout is reported, with it nothing is', async () => {
    const without = await examined({}, { withoutCookies: true, presence: true });
    assert.equal(without.get('pong')?.result, 'failed');
    assert.match(without.get('pong')?.remedy ?? '', /--pong_timeout/);
    const set = await examined({ pong_timeout: 1 }, { withoutCookies: true, presence: true });
    assert.equal(set.get('pong')?.result, 'ok');
  });

  test('presence is tried in the named channel: it answers, the server has no broker, or the channel says nothing', async () => {
    const options = { withoutCookies: true, presence: true, identifier: IDENTIFIER, openWithin: 1_000 };
    const set = await examined({ pong_timeout: 1 }, options);
    assert.equal(set.get('presence')?.message, 'AnyCable says who is present in the channel: 0.');
    const without = await examined({ presets: '', pong_timeout: 1 }, options);
    assert.equal(without.get('presence')?.result, 'failed');
    assert.match(without.get('presence')?.remedy ?? '', /--presets=broker/);
    const ofTurbo = await examined(
      { turbo_streams: true, turbo_streams_secret: 'secret', pong_timeout: 1 },
      { ...options, identifier: turboIdentifier('room', 'secret') },
    );
    assert.equal(ofTurbo.get('presence')?.result, 'failed');
    assert.match(ofTurbo.get('presence')?.remedy ?? '', /join_presence/);
  });

  test('where no stream is public, the doctor asks for a subscription instead of a guess', async () => {
    const checks = await examined({ public_streams: 'false', streams_secret: 'secret' }, { withoutCookies: true });
    assert.equal(checks.get('history')?.result, 'warning');
    assert.match(checks.get('history')?.remedy ?? '', /--identifier/);
  });
});
