import { expect } from '@open-wc/testing';
import { safeUrl } from '../../../components/internal/safe-url.js';
import { harmfulUrls } from './harmful-urls.js';

suite('safeUrl', () => {
  test('X2: lets nothing through that carries its own content or runs', () => {
    expect(harmfulUrls.length).to.be.at.least(50);
    expect(harmfulUrls.filter((url) => safeUrl(url) !== '')).to.deep.equal([]);
  });

  test('X2: lets web, mail, telephone and relative addresses through as they are', () => {
    const harmless = [
      'https://example.com/a?b#c',
      'HTTP://example.com',
      '//example.com/x',
      '/orders/1',
      'orders/1',
      '../x',
      '?page=2',
      '#top',
      '',
      'mailto:a@b.c',
      'tel:+123',
      'a:b'.replace('a:', './a:'),
    ];
    expect(harmless.map((url) => safeUrl(url))).to.deep.equal(harmless);
  });
});
