import { expect } from '@open-wc/testing';
import { csvOf } from '../../../components/live-chart/csv.js';

suite('csvOf', () => {
  test('ends each row as RFC 4180 wants', () => {
    expect(
      csvOf([
        ['Time', 'CPU'],
        ['1970-01-01T00:00:00.000Z', ''],
      ]),
    ).to.equal('Time,CPU\r\n1970-01-01T00:00:00.000Z,\r\n');
  });

  test('lets no text become a formula, and leaves numbers as they are', () => {
    expect(csvOf([['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '-2']])).to.equal("'=1+1,'+A1,'-A1,'@SUM(A1),'\t=1,-2\r\n");
  });

  test('quotes what would end a cell', () => {
    expect(csvOf([['a "b", c']])).to.equal('"a ""b"", c"\r\n');
    expect(csvOf([['=A1,"x"']])).to.equal('"\'=A1,""x"""\r\n');
  });
});
