import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { createConnection } from '../../src/connection.js';
import type { Connection } from '../../src/scope.js';
import { cable } from '../../src/transport/cable.js';
import { sse } from '../../src/transport/sse.js';
import { eventually } from '../integration/server/client.js';
import { ownPort } from '../support/own-port.js';
import { record } from '../support/record.js';
import { withoutRails } from './harness/rails.js';
import { startTethered, untilReady, type Tethered } from './harness/tethered.js';

/** A page of the origin that docs/rails.md lists. */
class OfShop extends WebSocket {
  constructor(address: string, protocols: string[]) {
    super(address, protocols, { origin: 'https://shop.example' });
  }
}

suite('the application of docs/rails.md', { skip: withoutRails }, () => {
  let program: Tethered;
  let url: string;

  before(async () => {
    const port = await ownPort();
    url = `http://127.0.0.1:${port}`;
    program = startTethered({
      command: 'bundle',
      args: ['exec', 'puma', '-e', 'production', '-t', '8:8', '-b', `tcp://127.0.0.1:${port}`, 'document.ru'],
      cwd: fileURLToPath(new URL('rails', import.meta.url)),
      env: { RAILS_MAX_THREADS: undefined, WEB_CONCURRENCY: undefined },
    });
    await untilReady(program, async () => (await fetch(`${url}/snapshots/orders.json`)).ok);
  });
  after(() => program.stop());

  const order = (): Promise<unknown> => fetch(`${url}/orders`, { method: 'POST' });

  async function withConnection(token: string, run: (connection: Connection) => Promise<void>): Promise<void> {
    const transports = [cable(`${url.replace('http', 'ws')}/cable`, { WebSocket: OfShop })];
    const connection = createConnection({ transports, getToken: () => Promise.resolve(token) });
    try {
      await run(connection);
    } finally {
      connection.close();
    }
  }

  test('lets in who brings a token, and tells orders by their snapshot, in order', () =>
    withConnection('token of Ann', async (connection) => {
      await order();
      const options = { snapshot: `${url}/snapshots/orders.json`, seq: 'seq' };
      const { values } = record(connection.channel<{ value: number }>('AnalyticsChannel', { metric: 'orders' }, options).messages$);
      await eventually(() => values.some(({ type }) => type === 'snapshot'));
      for (let count = 0; count < 20; count += 1) await order();
      const shown = (): number[] =>
        values.flatMap((message) =>
          message.type === 'snapshot' ? [] : 'body' in message ? [message.body.value] : assert.fail('There is a gap.'),
        );
      await eventually(() => shown().includes(21));
      assert.deepEqual(
        shown(),
        shown().toSorted((one, other) => one - other),
      );
    }));

  test('refuses who brings another, for good, and a metric that is not meant', async () => {
    await withConnection('another', async (connection) => {
      connection.keepOpen();
      await eventually(() => connection.status.state === 'failed');
      assert.equal(connection.status.reason, 'unauthorized');
    });
    await withConnection('token of Ann', async (connection) => {
      const other = connection.channel('AnalyticsChannel', { metric: 'salaries' });
      record(other.bodies$);
      await eventually(() => other.status.subscription === 'rejected');
    });
  });

  test('tells the same by Server-Sent Events', async () => {
    const events = { orders: ['AnalyticsChannel', { metric: 'orders' }] } as const;
    const connection = createConnection({ transports: [sse(`${url}/live`, { every: 5_000, events })] });
    const { values } = record(connection.channel('AnalyticsChannel', { metric: 'orders' }).messages$);
    await eventually(() => values.length > 0);
    assert.equal(values[0]?.type, 'datapoint');
    connection.close();
  });
});
