import '../../../components/define/index.js';
import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { pageEnvironment } from '../../../src/environment.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** Elements that follow a channel, and what each can change of what it follows. */
const TAGS = ['live-counter', 'live-feed', 'live-chart', 'live-progress', 'live-notice', 'live-ticker'] as const;

/** What the body says that all of them can read, whatever is changed. */
const BODY = { id: 1, type: 'paid', symbol: 'ACME', price: 111, total: 111, sum: 222, title: '111' };

/** By name, what it is before and after. */
const CHANGES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  channel: ['C', 'D'],
  params: [{ shop: 1 }, { shop: 2 }],
  entity: ['1', '2'],
  field: ['total', 'sum'],
  event: ['paid', 'sold'],
  key: ['id', 'sum'],
  series: [['total'], ['sum']],
  connection: ['one', 'other'],
};

suite('an element that follows something else', () => {
  let connections: Connection[];

  setup(() => (connections = []));
  teardown(() => connections.forEach((connection) => connection.close()));

  function connect(): { fake: FakeCable; connection: Connection } {
    const fake = new FakeCable();
    const nextFrame = (callback: () => void): (() => void) => {
      queueMicrotask(callback);
      return () => undefined;
    };
    const connection = steadyConnection(fake, { environment: { ...pageEnvironment, nextFrame } });
    connections.push(connection);
    return { fake, connection };
  }

  for (const tag of TAGS) {
    for (const [name, [before, after]] of Object.entries(CHANGES)) {
      if (!(name in document.createElement(tag))) continue;
      test(`<${tag}> keeps nothing of what it followed before its ${name} changed`, async () => {
        const one = connect();
        const other = connect();
        await fixture(html`<live-connection name="one" .connection=${one.connection}></live-connection>`);
        await fixture(html`<live-connection name="other" .connection=${other.connection}></live-connection>`);
        const element = document.createElement(tag);
        Object.assign(element, { channel: 'C', connection: 'one', field: 'total', max: 1000 }, { [name]: before });
        (await fixture(html`<div></div>`)).append(element);
        await settled(element);
        const params = name === 'params' ? (before as Record<string, unknown>) : {};
        one.fake.broadcast('C', params, BODY);
        await settled(element);
        expect(shownBy(element), 'before').to.contain('111');
        expect(element.matches(':state(live)'), 'live before').to.equal(true);
        Object.assign(element, { [name]: after });
        await settled(element);
        expect(shownBy(element), 'after').not.to.contain('111');
        expect(element.matches(':state(live)'), 'live after').to.equal(false);
      });
    }

    test(`<${tag}> keeps what it shows if a framework sets the same again`, async () => {
      const { fake, connection } = connect();
      const element = document.createElement(tag);
      Object.assign(element, { channel: 'C', connection, field: 'total', max: 1000, params: { shop: 1 } });
      (await fixture(html`<div></div>`)).append(element);
      await settled(element);
      fake.broadcast('C', { shop: 1 }, BODY);
      await settled(element);
      Object.assign(element, { params: { shop: 1 } });
      await settled(element);
      expect(shownBy(element)).to.contain('111');
      expect(element.matches(':state(live)')).to.equal(true);
    });
  }
});

async function settled(element: LitElement): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  await element.updateComplete;
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}

/** What an element shows; of a chart, what it exports. */
function shownBy(element: LitElement): string {
  if ('toCSV' in element) return (element.toCSV as () => string)();
  return `${element.textContent} ${element.shadowRoot?.querySelector('[part~="base"], [part="stack"]')?.textContent ?? ''}`;
}
