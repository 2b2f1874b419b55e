import { expect } from '@open-wc/testing';
import { seedOf } from '../../../components/live-chart/seed.js';

function tableOf(rows: readonly string[]): HTMLTableElement {
  const template = document.createElement('template');
  template.innerHTML = `<table>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
  return template.content.querySelector('table') as HTMLTableElement;
}

suite('seedOf', () => {
  test('reads times, headings and values', () => {
    const seed = seedOf(
      tableOf([
        '<th>Time</th><th data-field="web">Web orders</th><th>Counter</th>',
        '<td><time datetime="2026-11-25T12:00:00Z">noon</time></td><td>1,204</td><td><data value="3.5">three and a half</data></td>',
        '<td data-value="1764072060">a minute later</td><td data-value="7">seven</td><td>n/a</td>',
      ]),
      'en',
    );
    expect(seed.fields).to.deep.equal(['web', 'Counter']);
    expect(seed.rows).to.deep.equal([
      { at: Date.parse('2026-11-25T12:00:00Z'), values: [1204, '3.5'] },
      { at: 1_764_072_060_000, values: ['7', undefined] },
    ]);
  });

  test('leaves out rows without a time', () => {
    expect(seedOf(tableOf(['<th>Time</th><th>A</th>', '<td>total</td><td>7</td>']), 'en').rows).to.deep.equal([]);
  });

  test('reads numbers as the language of the page writes them, and says which it cannot read', () => {
    const table = tableOf(['<th>Time</th><th>A</th>', '<td>2026-11-25T12:00:00Z</td><td>1.204</td>']);
    expect(seedOf(table, 'de').rows[0]?.values).to.deep.equal([1204]);
    expect(seedOf(table, 'en').rows[0]?.values).to.deep.equal([1.204]);
    const { rows, unread } = seedOf(table, '');
    expect(rows[0]?.values).to.deep.equal([undefined]);
    expect(unread).to.equal('1.204');
  });

  test('takes no words for an instant', () => {
    const { rows, unread } = seedOf(tableOf(['<th>Time</th><th>A</th>', '<td>Gate 5</td><td>7</td>']), 'en');
    expect(rows).to.deep.equal([]);
    expect(unread).to.equal('Gate 5');
  });
});
