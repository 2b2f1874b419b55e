import assert from 'node:assert/strict';
import { availableParallelism, totalmem } from 'node:os';
import { suite, test } from 'node:test';
import type { DemoServer } from '../../../examples/server/server.js';
import { Client, eventually, identify, withServer } from './client.js';

type Body = Readonly<Record<string, unknown>>;

suite("this machine's health", () => {
  test('is one flat object of numbers, and true', () =>
    withServer({}, async (server) => {
      const { timestamp, ...metrics } = (await snapshot(server, 'health')) as Body;
      assert.equal(typeof timestamp, 'string');
      for (const [name, value] of Object.entries(metrics)) assert.ok(Number.isFinite(value), name);
      assert.equal(metrics['memory_total'], totalmem());
      assert.equal(metrics['cores'], availableParallelism());
      assert.ok(Number(metrics['cpu']) >= 0 && Number(metrics['cpu']) <= 100);
      assert.ok(Number(metrics['disk_total']) > Number(metrics['disk_used']));
    }));

  test('is read again within 2 s, each metric on its own stream', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('ServerHealthChannel', { metric: 'uptime' });
      await client.subscribe(identifier);
      const first = await client.message(identifier);
      const second = await client.next((frame) => frame.type === undefined && frame.identifier === identifier, 2_000);
      const [one, other] = [first, second].map(({ message }) => message as Body);
      assert.equal(Number(other?.['seq']) - Number(one?.['seq']), 1);
      assert.ok(Number(other?.['value']) > Number(one?.['value']));
    }));
});

suite('the print shop', () => {
  test('is the same for the same seed, and another for another', async () => {
    const revenues: unknown[] = [];
    for (const seed of [5, 5, 6]) {
      await withServer({ seed }, async (server) => {
        revenues.push((await totals(server)).revenue);
      });
    }
    assert.equal(revenues[0], revenues[1]);
    assert.notEqual(revenues[0], revenues[2]);
  });

  test('totals are the sum of the events', () =>
    // Nothing may happen between the first look at the totals and the subscription.
    withServer({ rate: 0 }, async (server) => {
      const client = await Client.welcomed(server);
      const before = await totals(server);
      const shop = identify('PrintShopChannel');
      await client.subscribe(shop);
      server.rate = 2000;
      await eventually(() => client.frames.length > 400, 5000);
      server.rate = 0;
      await client.settled();
      const after = await totals(server);
      let orders = 0;
      let revenue = 0;
      let waiting = 0;
      for (const { message } of client.frames) {
        const { event, data, type } = message as Body;
        if (type === 'batch') continue;
        if (event === 'job_order_created') {
          orders += 1;
          revenue += Number((data as Body)['price']);
        } else if (event === 'print_export_started') waiting += 1;
        else if (event === 'print_export_completed' || event === 'print_export_failed') waiting -= 1;
      }
      assert.ok(orders > 100);
      assert.equal(after['orders'] - before['orders'], orders);
      assert.ok(Math.abs(after['revenue'] - before['revenue'] - revenue) < 0.01);
      assert.equal(after['exports_waiting'] - before['exports_waiting'], waiting);
    }));

  test('the bodies of a stream are numbered without holes', () =>
    withServer({ rate: 500 }, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('AnalyticsChannel', { metric: 'orders' });
      await client.subscribe(identifier);
      client.frames.length = 0;
      const bodies = () => client.frames.filter((frame) => frame.identifier === identifier);
      await eventually(() => bodies().length > 5);
      const members = bodies().flatMap(({ message }) => ((message as Body)['data'] as Body[] | undefined) ?? [message as Body]);
      members.forEach((member, place) => assert.equal(member['seq'], Number(members[0]?.['seq']) + place));
    }));

  test('totals come one by one when calm and in batches when busy', () =>
    withServer({ rate: 0 }, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('AnalyticsChannel', { metric: 'orders' });
      await client.subscribe(identifier);
      client.frames.length = 0;
      server.rate = 49;
      assert.equal(((await client.message(identifier)).message as Body)['type'], 'datapoint');
      server.rate = 'busy';
      await client.next(({ message }) => (message as Body)['type'] === 'batch');
    }));

  for (const [channel, params] of [
    ['ActivityChannel', {}],
    ['PrintShopChannel', {}],
    ['StockChannel', {}],
    ['StockChannel', { symbol: 'ACME' }],
    ['ExportChannel', {}],
    ['ExportChannel', { id: 'export-1' }],
    ['AnalyticsChannel', {}],
    ['AnalyticsChannel', { metric: 'orders' }],
    ['AnalyticsChannel', { metric: 'revenue' }],
    ['AnalyticsChannel', { metric: 'active_users' }],
    ['AnalyticsChannel', { metric: 'exports_waiting' }],
    ['AnalyticsChannel', { metric: 'orders_per_minute' }],
  ] as const) {
    const identifier = identify(channel, params);
    test(`S3: ${identifier} tells its state to a newcomer`, () =>
      withServer({}, async (server) => {
        const client = await Client.welcomed(server);
        client.command('subscribe', identifier);
        assert.equal((await client.next((frame) => frame.identifier === identifier)).type, undefined);
        await client.confirmed(identifier);
      }));
  }

  test('an export can be started by hand and is told by its id', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('ExportChannel');
      await client.subscribe(identifier);
      client.frames.length = 0;
      client.command('message', identifier, { action: 'start', title: 'Mine' });
      const { title, status, progress, id } = (await client.message(identifier)).message as Body;
      assert.deepEqual([title, status, progress], ['Mine', 'queued', 0]);
      assert.equal(((await snapshot(server, `exports/${String(id)}`)) as Body)['title'], 'Mine');
    }));

  test('an export can be cancelled, and run again', () =>
    withServer({}, async (server) => {
      const client = await Client.welcomed(server);
      const identifier = identify('ExportChannel');
      await client.subscribe(identifier);
      client.frames.length = 0;
      for (const [action, expected] of [
        ['start', 'queued'],
        ['cancel', 'cancelled'],
        ['retry', 'queued'],
      ] as const) {
        client.frames.length = 0;
        client.command('message', identifier, { action, id: 'export-4', title: 'Mine' });
        const { id, status, current } = (await client.message(identifier)).message as Body;
        assert.deepEqual([id, status, current], ['export-4', expected, 0]);
      }
    }));

  test('a flood brings thousands a second', () =>
    withServer({ rate: 'flood' }, async (server) => {
      const client = await Client.welcomed(server);
      for (const channel of ['StockChannel', 'PrintShopChannel', 'ActivityChannel', 'ExportChannel'])
        client.command('subscribe', identify(channel));
      await eventually(() => client.frames.length > 1500, 3000);
    }));
});

async function snapshot(server: DemoServer, name: string): Promise<unknown> {
  return (await fetch(`${server.url}/snapshots/${name}.json`)).json();
}

async function totals(server: DemoServer): Promise<Record<'orders' | 'revenue' | 'exports_waiting', number>> {
  const bodies = (await snapshot(server, 'totals')) as Body[];
  const of = (metric: string): number => Number(bodies.find((body) => body['metric'] === metric)?.['value']);
  return { orders: of('orders'), revenue: of('revenue'), exports_waiting: of('exports_waiting') };
}
