import { expect } from '@open-wc/testing';
import * as stock from '@rails/actioncable';
import { webSocketAddress } from '../../../src/transport/cable.js';

// Its types leave the function out.
const { createWebSocketURL } = stock as unknown as { readonly createWebSocketURL: (url: string) => string };

suite('webSocketAddress', () => {
  for (const url of [
    '/cable',
    'cable?token=a b',
    '../live/cable',
    '?x=1',
    '//shop.example/cable',
    'http://shop.example:8080/cable',
    'https://shop.example/cable#part',
    'HTTPS://Shop.Example/cable',
    'ws://shop.example',
    'wss://shop.example/cable?a=1',
    'WSS://Shop.Example/cable',
    'http:cable',
    'ftp://shop.example/cable',
  ])
    test(`makes of ${url} what the stock client makes of it`, () => {
      expect(webSocketAddress(url)).to.equal(createWebSocketURL(url));
    });

  test('is relative to the base of the page, as in the stock client', () => {
    const base = Object.assign(document.createElement('base'), { href: 'https://shop.example/admin/' });
    document.head.append(base);
    try {
      expect(webSocketAddress('cable')).to.equal('wss://shop.example/admin/cable');
      expect(webSocketAddress('cable')).to.equal(createWebSocketURL('cable'));
    } finally {
      base.remove();
    }
  });

  test('refuses what is no address', () => {
    expect(() => webSocketAddress('http://')).to.throw(TypeError);
  });
});
