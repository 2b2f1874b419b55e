import '../../components/define/index.js';
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { pageEnvironment } from '../../src/environment.js';
import { FakeCable } from '../../src/testing/index.js';
import { steadyConnection } from '../support/steady-connection.js';

/** What attributes are set to before they are taken away: something of each kind. */
const WRITTEN: readonly string[] = ['x', '2', '{"a":1}', ''];

/** Those that other tests hold to more, since they name what is followed, or are the server's word for what is shown. */
const FOLLOWED = /^(channel|stream|signed-stream|connection|url|snapshot|seq|params|value)$/;

suite('attributes', () => {
  for (const tag of ['live-counter', 'live-feed', 'live-chart', 'live-progress', 'live-ticker', 'live-notice'] as const) {
    const { observedAttributes } = customElements.get(tag) as unknown as typeof LitElement;
    for (const name of observedAttributes.filter((one) => !FOLLOWED.test(one))) {
      test(`<${tag}> is the same once ${name} was taken away as if it had never been there`, async () => {
        const fake = new FakeCable();
        const nextFrame = (callback: () => void): (() => void) => {
          queueMicrotask(callback);
          return () => undefined;
        };
        const connection = steadyConnection(fake, { environment: { ...pageEnvironment, nextFrame } });
        const host = await fixture<HTMLElement>(html`<div></div>`);
        const [one, other] = [document.createElement(tag), document.createElement(tag)];
        for (const element of [one, other]) {
          Object.assign(element, { channel: 'C', connection });
          host.append(element);
        }
        await aTimeout(0);
        for (const text of WRITTEN) {
          one.setAttribute(name, text);
          await one.updateComplete;
          one.removeAttribute(name);
          await one.updateComplete;
        }
        const timestamp = Date.now();
        for (const body of [
          { id: 1, event: 'a', data: { title: 'x', value: 5 } },
          { id: 2, title: 'y', value: 7 },
          { id: 3, value: 7, timestamp },
          { symbol: 'A', price: '5.00', previous_close: 4, timestamp },
        ])
          fake.broadcast('C', {}, body);
        await aTimeout(0);
        connection.close();
        expect(shownBy(one)).to.equal(shownBy(other));
      });
    }
  }
});

/** What an element shows: its children and its shadow tree, without the positions of a plot that depend on when it was drawn. */
function shownBy(element: LitElement): string {
  const { shadowRoot, innerHTML } = element;
  for (const canvas of shadowRoot?.querySelectorAll('[part="plot"] > *') ?? []) canvas.remove();
  return (innerHTML + (shadowRoot?.innerHTML ?? '')).replace(/<!--.*?-->/g, '').replace(/ aria-(posinset|setsize)="-?\d+"/g, '');
}
