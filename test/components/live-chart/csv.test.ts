import { expect } from '@open-wc/testing';
import { csvOf, textCell } from '../../../components/live-chart/csv.js';

suite('csvOf', () => {
  test('writes times and values, and leaves empty what is missing', () => {
    const csv = csvOf(
      ['Time', 'CPU', 'Memory'],
      [0, 1000],
      [
        [1.5, null],
        [undefined, -2],
      ],
    );
    expect(csv).to.equal('Time,CPU,Memory\r\n1970-01-01T00:00:00.000Z,1.5,\r\n1970-01-01T00:00:01.000Z,,-2\r\n');
  });

  test('lets no text become a formula', () => {
    expect(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'].map(textCell)).to.deep.equal(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1"]);
  });

  test('quotes what would end a cell', () => {
    expect(textCell('a "b", c')).to.equal('"a ""b"", c"');
    expect(textCell('=A1,"x"')).to.equal('"\'=A1,""x"""');
  });
});
