import { expect } from '@open-wc/testing';
import { numberParts } from '../../../components/format/number.js';
import { canRoll, columnsOf, piecesOf } from '../../../components/live-counter/digits.js';

/** What each column passes, or the character that stays. */
function moves(before: string, now: string, direction: number): readonly string[] {
  return columnsOf({ role: 'integer', text: now }, before, direction).map(({ text, strip }) => strip?.replaceAll('\n', ' ') ?? text);
}

suite('piecesOf', () => {
  test('sets fraction and unit apart', () => {
    expect(piecesOf(numberParts(48207.5, { currency: 'EUR' }, 'en')).map(({ role, text }) => [role, text])).to.deep.equal([
      ['integer', '€48,207'],
      ['fraction cents', '.50'],
    ]);
    expect(piecesOf(numberParts(3.1e9, { style: 'bytes' }, 'en')).map(({ role, text }) => [role, text])).to.deep.equal([
      ['integer', '3'],
      ['fraction', '.1'],
      ['unit', ' GB'],
    ]);
  });
});

suite('canRoll', () => {
  test('takes Latin digits in plain notation alone', () => {
    expect(canRoll(numberParts(1284.5, {}, 'en'))).to.equal(true);
    expect(canRoll(numberParts(1284, {}, 'ar-EG'))).to.equal(false);
    expect(canRoll(numberParts(1284, { currency: 'ILS' }, 'he'))).to.equal(false);
    expect(canRoll(numberParts(1284, { options: { notation: 'scientific' } }, 'en'))).to.equal(false);
  });
});

suite('columnsOf', () => {
  test('rolls only what changes, on past nine', () => {
    expect(moves('199', '207', 1)).to.deep.equal(['1 2', '9 0', '9 0 1 2 3 4 5 6 7']);
    expect(moves('1,284', '1,285', 1)).to.deep.equal(['1', ',', '2', '8', '4 5']);
  });

  test('rolls back past nought when it goes down', () => {
    expect(moves('200', '199', -1)).to.deep.equal(['1 2', '9 0', '9 0']);
  });

  test('keeps ones ones when a number grows', () => {
    expect(moves('99', '100', 1)).to.deep.equal(['0 1', '9 0', '9 0']);
  });

  test('counts places of a fraction from the decimal sign', () => {
    const columns = columnsOf({ role: 'fraction', text: '.75' }, '.5', 1);
    expect(columns.map(({ strip }) => strip)).to.deep.equal([undefined, '5\n6\n7', '0\n1\n2\n3\n4\n5']);
  });
});
