import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { visitRecords } from '../../src/message/batch.js';
import { decode } from '../../src/message/decode.js';
import { parseJson } from '../../src/message/number.js';
import { cellsOf, columns, quoteTable, shapeTables } from '../support/shapes.js';
import { root } from './tarball.js';

const text = readFileSync(join(root, 'docs/messages.md'), 'utf8');

/** The rows of the table under a heading, without the line below its head. */
function rowsUnder(title: string): readonly (readonly string[])[] {
  const [, after = ''] = text.split(`\n## ${title}\n`);
  const [part = ''] = after.split('\n## ');
  const rows = [...part.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
  return rows.filter(([first = '']) => !/^-+$/.test(first));
}

suite('docs/messages.md', () => {
  for (const { title, shapes } of shapeTables) {
    test(`says under "${title}" what the elements' tests see`, () => {
      assert.deepEqual(rowsUnder(title), [columns, ...shapes.map(cellsOf)]);
    });
  }

  test(`says under "${quoteTable.title}" what the tests of <live-ticker> see`, () => {
    const { title, shapes, columns: head } = quoteTable;
    assert.deepEqual(rowsUnder(title), [head, ...shapes.map(({ sent, becomes, ticker }) => [`\`${sent}\``, becomes, ticker])]);
  });

  for (const { sent, becomes } of [...shapeTables.flatMap(({ shapes }) => shapes), ...quoteTable.shapes]) {
    test(`${sent} becomes ${becomes}`, () => {
      const types: string[] = [];
      visitRecords(parseJson(sent), (member) => types.push(decode(member).type));
      assert.equal(types.join(', '), becomes);
    });
  }
});
