import { expect } from '@open-wc/testing';
import { createItem, describeItem, fillItem, type ItemText } from '../../../components/live-feed/built-in-item.js';
import type { ItemMessage } from '../../../components/live-feed/feed-state.js';
import { decode } from '../../../src/index.js';

function describe(body: unknown): ItemText {
  return describeItem(decode(body, 1000) as ItemMessage, 'en');
}

function fill(body: unknown): HTMLElement {
  const item = createItem();
  fillItem(item, describe(body));
  return item;
}

suite('describeItem', () => {
  test('says who did what to whom', () => {
    const body = {
      id: 1,
      actor: { name: 'Ana Duarte' },
      verb: 'ordered',
      object: '40 × Field Notes',
      url: '/orders/1',
      at: '2026-11-21T12:00:00Z',
    };
    expect(describe(body)).to.deep.equal({
      glyph: '+',
      tone: 'accent',
      lead: 'Ana Duarte',
      rest: 'ordered',
      object: '40 × Field Notes',
      url: '/orders/1',
      note: '',
      at: Date.parse('2026-11-21T12:00:00Z'),
    });
  });

  test('reads the name of an event as words', () => {
    expect(describe({ event: 'export_finished', data: { title: 'Atlas of Rivers' } })).to.include({
      lead: 'Export finished',
      object: 'Atlas of Rivers',
      tone: 'ok',
    });
    expect(describe({ event: 'export.failed', data: { message: 'font missing' } })).to.include({
      glyph: '!',
      tone: 'bad',
      note: 'font missing',
    });
  });

  test('says what was measured', () => {
    expect(describe({ type: 'datapoint', metric: 'orders', value: 1284 })).to.include({ lead: 'orders', object: '1,284' });
    expect(describe(0)).to.include({ object: '0' });
    expect(describe('hello')).to.include({ object: 'hello' });
  });

  test('says the first values of a body without words', () => {
    expect(describe({ id: 1, cpu: 3, mem: 4, at: 5, deep: {} }).object).to.equal('cpu 3 · mem 4');
  });

  test('takes a short icon as it is, and a long one as a hint', () => {
    expect(describe({ title: 'x', icon: '🎉' }).glyph).to.equal('🎉');
    expect(describe({ title: 'x', icon: 'check' })).to.include({ glyph: '✓', tone: 'ok' });
  });

  test('drops a harmful address', () => {
    expect(describe({ title: 'x', url: 'java\nscript:alert(1)' }).url).to.equal(undefined);
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
    for (const body of odd) expect(fill(body)).to.be.instanceOf(HTMLElement);
    expect(describe({ text: 'x'.repeat(1_000_000) }).note.length).to.be.below(500);
  });
});

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

  test('reads as one line', () => {
    expect(fill({ actor: 'Ana', verb: 'ordered', object: '40 ×' }).firstElementChild?.textContent).to.equal('Ana ordered 40 ×');
  });
});
