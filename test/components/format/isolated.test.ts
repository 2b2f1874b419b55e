import { expect } from '@open-wc/testing';
import { isolated } from '../../../components/format/isolated.js';

suite('isolated', () => {
  test('leaves a text from left to right as it is', () => {
    expect(isolated('12:45 PM')).to.equal('12:45 PM');
  });

  test('marks a text with letters from right to left', () => {
    for (const text of ['12:45 م', 'חנות', 'دقيقة 10']) expect(isolated(text)).to.equal(`\u2068${text}\u2069`);
  });
});
