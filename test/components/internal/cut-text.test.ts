import { expect } from '@open-wc/testing';
import { cutText } from '../../../components/internal/cut-text.js';

suite('cutText', () => {
  test('leaves a text that is short enough', () => {
    expect(cutText('abcde', 5, 'en')).to.equal('abcde');
  });

  test('ends in an ellipsis, within the limit', () => {
    expect(cutText('abcdef', 5, 'en')).to.equal('abcd…');
    expect(cutText('abc def', 5, 'en')).to.equal('abc…');
  });

  test('cuts between characters as people see them', () => {
    expect(cutText('ab👩‍👩‍👧‍👦cd', 8, 'en')).to.equal('ab…');
    expect(cutText('ne\u0301e\u0301e\u0301', 5, 'en')).to.equal('ne\u0301…');
    expect(cutText('🎉🎉🎉', 4, 'en')).to.equal('🎉…');
  });

  test('cuts a character without an end between code points', () => {
    const cut = cutText(`a${'\u0301'.repeat(1000)}`, 400, 'en');
    expect(cut.length).to.be.at.most(400);
    expect(cut.endsWith('…')).to.equal(true);
  });
});
