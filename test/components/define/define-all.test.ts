import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { defineAll, LiveConnection, LiveCounter } from '../../../components/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

suite('defineAll', () => {
  test('registers nothing before it is called', () => {
    expect(customElements.get('live-counter')).to.equal(undefined);
  });

  test('registers under a prefix of the page, also beside another one', () => {
    defineAll({ prefix: 'shop' });
    defineAll({ prefix: 'shop' });
    defineAll();
    expect(customElements.get('live-counter')).to.equal(LiveCounter);
    for (const name of ['chart', 'connection', 'counter', 'feed', 'notice', 'pause', 'progress', 'status', 'ticker']) {
      expect(customElements.get(`shop-${name}`), name).not.to.equal(undefined);
    }
  });

  test('lets elements find each other whatever they are called', async () => {
    defineAll({ prefix: 'shop' });
    const fake = new FakeCable();
    const connection = steadyConnection(fake);
    const host = await fixture<HTMLElement>(
      html`<shop-connection .connection=${connection}>
        <shop-pause></shop-pause>
        <shop-counter channel="A"></shop-counter>
      </shop-connection>`,
    );
    await nextFrame();
    fake.broadcast('A', {}, 42);
    await nextFrame();
    await nextFrame();
    expect(host.querySelector('shop-counter')?.shadowRoot?.querySelector('[part~="value"]')?.textContent).to.equal('42');
    host.querySelector('shop-pause')?.shadowRoot?.querySelector('button')?.click();
    expect(host instanceof LiveConnection && host.connection?.paused).to.equal(true);
    connection.close();
  });
});
