import { expect } from '@open-wc/testing';
import { readPageValue } from '../../../components/live-counter/page-value.js';

/** The value that is read of an attribute, or `unreadable`. */
function ofValue(value: unknown): unknown {
  const page = readPageValue(value, '5', {}, 'en');
  return page.isUnreadable ? ['unreadable', page.value] : page.value;
}

/** The value that is read of the content, or `unreadable`. */
function ofContent(content: string, format = {}, language = 'en'): unknown {
  const page = readPageValue(undefined, content, format, language);
  return page.isUnreadable ? 'unreadable' : page.value;
}

suite('readPageValue', () => {
  test('reads what `value` says as code', () => {
    expect(ofValue('1204')).to.equal(1204);
    expect(ofValue('9007199254740993')).to.equal('9007199254740993');
    expect(ofValue('12345678901234567.89')).to.equal('12345678901234567.89');
    expect(ofValue(0)).to.equal(0);
    expect(ofValue('12.50')).to.equal(12.5);
  });

  test('keeps text, and what is true or false, as it is', () => {
    expect(ofValue('1,204')).to.deep.equal(['unreadable', '1,204']);
    expect(ofValue('open')).to.deep.equal(['unreadable', 'open']);
    expect(ofValue(true)).to.deep.equal(['unreadable', true]);
    expect(ofValue(false)).to.deep.equal(['unreadable', false]);
  });

  test('reads the content if `value` says nothing that can be shown', () => {
    for (const value of [undefined, null, '', { cents: 4200 }, [1]]) expect(ofValue(value), JSON.stringify(value)).to.equal(5);
  });

  test('reads the content by the language', () => {
    expect(ofContent('1,204')).to.equal(1204);
    expect(ofContent('1.204', {}, 'de')).to.equal(1204);
    expect(ofContent('1,204', {}, '')).to.equal(1204);
    expect(ofContent('some 1,204')).to.equal('unreadable');
    expect(ofContent('1.204', {}, '')).to.equal('unreadable');
  });

  test('takes a dash for a value that is still to come', () => {
    for (const content of ['', '–', '—', '-', '…', '...', '--']) expect(ofContent(content), content).to.equal(undefined);
  });

  test('reads shares, money and units as the counter writes them', () => {
    expect(ofContent('42.1%', { style: 'percent' })).to.equal(0.421);
    expect(ofContent('0.42', { style: 'percent' })).to.equal('unreadable');
    expect(ofContent('42%', { unit: 'percent' })).to.equal(42);
    expect(ofContent('€48,207.50', { currency: 'EUR' })).to.equal(48207.5);
    expect(ofContent('88 km/h', { unit: 'kilometer-per-hour' })).to.equal(88);
    expect(ofContent('1,204 req/s', { unit: 'req/s' })).to.equal(1204);
    expect(ofContent('1.2M', { style: 'compact' })).to.equal('unreadable');
    expect(ofContent('3.1 GB', { style: 'bytes' })).to.equal('unreadable');
  });
});
