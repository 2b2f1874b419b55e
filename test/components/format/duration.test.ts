import { expect } from '@open-wc/testing';
import { parseDuration } from '../../../components/format/duration.js';

suite('parseDuration', () => {
  test('reads units as CSS writes them', () => {
    expect(parseDuration('30s')).to.equal(30_000);
    expect(parseDuration('500ms')).to.equal(500);
    expect(parseDuration('.5s')).to.equal(500);
    expect(parseDuration(' 5m ')).to.equal(300_000);
  });

  test('reads a bare number as ms', () => {
    expect(parseDuration('250')).to.equal(250);
  });

  test('returns nothing for text that is no duration', () => {
    for (const text of ['', 'soon', '-5s', '5 parsecs', 'Infinity']) expect(parseDuration(text), text).to.equal(undefined);
  });
});
