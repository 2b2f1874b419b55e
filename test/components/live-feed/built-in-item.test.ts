import { expect } from '@open-wc/testing';
import { fillItem } from '../../../components/live-feed/built-in-item.js';
import type { ItemMessage } from '../../../components/internal/item-place.js';
import { decode } from '../../../src/index.js';

function fill(body: unknown): HTMLElement {
  const item = document.createElement('article');
  fillItem(item, decode(body, 1000) as ItemMessage, 'en');
  return item;
}

/** What an item says in its line, with its glyph before. */
function say(body: unknown): string {
  const item = fill(body);
  return `${item.dataset['glyph'] ?? ''} ${item.firstElementChild?.textContent ?? ''}`;
}

suite('fillItem', () => {
  test('shows every field as text', () => {
    const payload = '<img src=x onerror="globalThis.pwned = 1">';
    const fields = [
      'actor',
      'user',
      'author',
      'verb',
      'action',
      'object',
      'title',
      'name',
      'body',
      'message',
      'text',
      'url',
      'icon',
      'status',
      'metric',
      'value',
      'event',
      'at',
      'id',
    ];
    for (const field of fields) {
      for (const body of [{ [field]: payload }, { event: payload, data: { [field]: payload } }, { title: 'x', [field]: payload }]) {
        const item = fill(body);
        expect(item.querySelectorAll('img, script').length, field).to.equal(0);
      }
    }
    expect(fill(payload).textContent).to.include('<img src=x');
    expect('pwned' in globalThis).to.equal(false);
  });

  test('links the object, else the lead', () => {
    expect(fill({ actor: 'Ana', verb: 'made', object: 'It', url: '/a' }).querySelector('a')?.textContent).to.equal('It');
    expect(fill({ title: 'It', url: '/a' }).querySelector('a')?.textContent).to.equal('It');
  });

  test('says who did what to whom, and when', () => {
    const item = fill({
      actor: { name: 'Ana Duarte' },
      verb: 'ordered',
      object: '40 × Field Notes',
      url: '/orders/1',
      at: '2026-11-21T12:00:00Z',
    });
    expect(item.firstElementChild?.outerHTML).to.equal(
      '<div><strong>Ana Duarte</strong> ordered <a href="/orders/1">40 × Field Notes</a></div>',
    );
    expect(item.querySelector('time')?.dateTime).to.equal('2026-11-21T12:00:00.000Z');
  });

  test('reads the name of an event as words', () => {
    expect(say({ event: 'export_finished', data: { title: 'Atlas of Rivers' } })).to.equal('✓ Export finished Atlas of Rivers');
    expect(say({ event: 'export.failed', data: { message: 'font missing' } })).to.equal('! Export failed font missing');
    expect(say({ event: 'order_created', data: { user: 'Ana' } })).to.equal('+ Ana order created');
  });

  test('says what was measured', () => {
    expect(say({ type: 'datapoint', metric: 'orders', value: 1284 })).to.equal('+ orders 1,284');
    expect(say(0)).to.equal('+ 0');
    expect(say('hello')).to.equal('+ hello');
  });

  test('says a body without words as it came', () => {
    expect(say({ cpu: 3, deep: {} })).to.equal('+ {"cpu":3,"deep":{}}');
  });

  test('takes a short icon as it is, and a long one as a hint', () => {
    expect(say({ title: 'x', icon: '🎉' })).to.equal('🎉 x');
    expect(say({ title: 'x', icon: 'done' })).to.equal('✓ x');
  });

  test('drops a harmful address', () => {
    expect(fill({ title: 'x', url: 'java\nscript:alert(1)' }).querySelector('a')).to.equal(null);
  });

  test('takes anything', () => {
    const odd = [
      null,
      true,
      [],
      {},
      [[1]],
      { at: 1e300 },
      { actor: { name: {} } },
      { event: '' },
      { event: 'x', data: null },
      { url: {} },
      { value: null },
    ];
    for (const body of odd) expect(fill(body).querySelector('time')?.dateTime).to.not.equal('');
    expect(say({ text: 'x'.repeat(1_000_000) }).length).to.be.below(500);
  });

  test('can be filled again', () => {
    const item = fill({ title: 'one', status: 'failed' });
    fillItem(item, decode({ title: 'two' }, 1000) as ItemMessage, 'en');
    expect(item.textContent).to.equal('two');
    expect(item.dataset['glyph']).to.equal('+');
  });
});
