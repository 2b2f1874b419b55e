// Two shops in one application: whoever follows one of them hears nothing of the other, on the cable and by snapshot.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { createConnection } from '../../src/connection.js';
import { cable } from '../../src/transport/cable.js';
import { eventually } from '../integration/server/client.js';
import { type Application, startApplication } from './application.js';
import { type Person, signIn } from './person.js';

/** Messages of both shops together. */
const MESSAGES = 10_000;

interface Note {
  readonly id: number;
  readonly shop: number;
}

suite('the tenants of the Rails application', () => {
  let application: Application;
  let shops: readonly [number, number];
  let people: readonly [Person, Person];
  let guest: Person;

  before(async () => {
    application = await startApplication({ processes: 2 });
    const found = await application.ruby<[number, number][]>('Shop.order(:id).map { |shop| [shop.id, shop.users.first.id] }');
    const [[one, ada], [other, chloe]] = found as [[number, number], [number, number]];
    shops = [one, other];
    people = await Promise.all([signIn(application.url, ada), signIn(application.url, chloe)]);
    guest = await signIn(application.url);
  });
  after(() => application.end());

  /** Follows a stream as somebody, and notes what comes. */
  function follow(
    { WebSocket }: Person,
    name: string,
    params: Record<string, string>,
  ): { bodies: Note[]; standing: () => string; close: () => void } {
    const connection = createConnection({ transports: [cable(`${application.url.replace('http', 'ws')}/cable`, { WebSocket })] });
    const channel = connection.channel<Note>(name, params);
    const bodies: Note[] = [];
    channel.bodies$.subscribe((body) => bodies.push(body));
    return { bodies, standing: () => channel.status.subscription, close: () => connection.close() };
  }

  function snapshot(person: Person, identifier: Record<string, string>): Promise<Response> {
    return person.fetch(`/cablegram/snapshot?identifier=${encodeURIComponent(JSON.stringify(identifier))}`);
  }

  test(`of ${MESSAGES.toLocaleString('en')} messages, each shop hears its own, and none is crossed`, { timeout: 180_000 }, async () => {
    const followed = people.map((person) => follow(person, 'ShopChannel', { stream: 'shop_orders' }));
    await eventually(() => followed.every(({ standing }) => standing() === 'confirmed'), 20_000);
    await application.ruby(
      `shops = Shop.order(:id).to_a; ${String(MESSAGES)}.times { |n| shop = shops[n % 2]; Cablegram.broadcast :shop_orders, { id: n, shop: shop.id }, of: shop }; nil`,
    );
    await eventually(() => followed.every(({ bodies }) => bodies.length >= MESSAGES / 2), 60_000);
    followed.forEach(({ bodies, close }, index) => {
      assert.deepEqual([...new Set(bodies.map(({ shop }) => shop))], [shops[index]]);
      assert.equal(new Set(bodies.map(({ id }) => id)).size, MESSAGES / 2);
      close();
    });
  });

  test('the snapshot of a shop is that of whoever asks, and a guest gets none', async () => {
    await application.ruby(
      `Shop.order(:id).each { |shop| JobOrder.create!(shop:, book: Book.first, customer: "For #{shop.id}", source: 'web', copies: 1, amount: 1) }; nil`,
    );
    for (const [index, person] of people.entries()) {
      const text = await (await snapshot(person, { channel: 'ShopChannel', stream: 'shop_orders' })).text();
      assert.ok(text.includes(`For ${String(shops[index])}`));
      assert.ok(!text.includes(`For ${String(shops[1 - index])}`));
    }
    assert.equal((await snapshot(guest, { channel: 'ShopChannel', stream: 'shop_orders' })).status, 403);
    const followed = follow(guest, 'ShopChannel', { stream: 'shop_orders' });
    await eventually(() => followed.standing() === 'rejected', 20_000);
    followed.close();
  });

  test('a signature that is forged, or that was given to somebody else, is rejected on the cable and by snapshot', async () => {
    const page = await (await people[0].fetch('/activities')).text();
    const [, signed = ''] = /&quot;signed&quot;:&quot;([^&]+)&quot;/.exec(page) ?? [];
    assert.ok(signed, 'The page of the first person holds a signature.');
    const stream = (signature: string): Record<string, string> => ({ stream: 'followed', signed: signature });
    assert.equal((await snapshot(people[0], { channel: 'ActivityChannel', ...stream(signed) })).status, 200);
    for (const [person, signature] of [
      [people[1], signed],
      [guest, signed],
      [people[0], `${signed.slice(0, -1)}${signed.endsWith('0') ? '1' : '0'}`],
    ] as const) {
      assert.equal((await snapshot(person, { channel: 'ActivityChannel', ...stream(signature) })).status, 403);
      const followed = follow(person, 'ActivityChannel', stream(signature));
      await eventually(() => followed.standing() === 'rejected', 20_000);
      followed.close();
    }
  });
});
