import '../../../components/define/index.js';
import { expect, fixture, html } from '@open-wc/testing';
import type { ChannelElement } from '../../../components/internal/channel-element.js';
import { type Connection, createConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';

const TAGS = ['live-counter', 'live-feed', 'live-chart', 'live-progress', 'live-notice', 'live-ticker'] as const;

/** A body that all elements can read. */
const BODY = { id: 1, symbol: '111', price: 111, value: 111, progress: 111, max: 1000, title: '111' };

suite('stream and signed-stream', () => {
  let fake: FakeCable;
  let connection: Connection;

  setup(() => {
    fake = new FakeCable();
    connection = createConnection({ transports: [fake.transport], retry: () => 0 });
  });

  teardown(() => connection.close());

  /** Puts an element with attributes into the page. */
  async function show(tag: (typeof TAGS)[number], attributes: Readonly<Record<string, string>>): Promise<ChannelElement> {
    const element = document.createElement(tag) as ChannelElement;
    element.connection = connection;
    for (const [name, value] of Object.entries({ label: 'All', ...attributes })) element.setAttribute(name, value);
    (await fixture(html`<div></div>`)).append(element);
    await element.updateComplete;
    return element;
  }

  function asked(): readonly string[] {
    return fake.commands.filter(({ type }) => type === 'subscribe').map(({ identifier }) => identifier);
  }

  for (const tag of TAGS) {
    test(`<${tag}> follows a public stream`, async () => {
      const element = await show(tag, { stream: 'room/7' });
      expect(asked()).to.deep.equal(['{"channel":"$pubsub","stream_name":"room/7"}']);
      fake.broadcast('$pubsub', { stream_name: 'room/7' }, BODY);
      await waitUntil(() => element.matches(':state(live)'), 'It is not live.');
    });
  }

  test('a signed stream is followed by its signed name', async () => {
    const element = await show('live-counter', { 'signed-stream': 'abc--123' });
    expect(asked()).to.deep.equal(['{"channel":"$pubsub","signed_stream_name":"abc--123"}']);
    fake.broadcast('$pubsub', { signed_stream_name: 'abc--123' }, BODY);
    await waitUntil(() => element.matches(':state(live)'), 'It is not live.');
  });

  test('another stream is followed when the name changes, and what the first one brought is gone', async () => {
    const element = await show('live-counter', { stream: 'a' });
    fake.broadcast('$pubsub', { stream_name: 'a' }, { value: 111 });
    await waitUntil(() => shownBy(element).includes('111'), 'The first value is missing.');
    element.stream = 'b';
    await element.updateComplete;
    expect(asked().at(-1)).to.equal('{"channel":"$pubsub","stream_name":"b"}');
    expect(shownBy(element)).not.to.contain('111');
  });

  for (const attributes of [
    { channel: 'C', stream: 'a' },
    { stream: 'a', 'signed-stream': 'b' },
    { channel: 'C', 'signed-stream': 'b' },
    { stream: 'a', params: '{"id":1}' },
  ]) {
    test(`${Object.keys(attributes).join(' and ')} together are a mistake, which is reported until it is mended`, async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const errors: string[] = [];
      host.addEventListener('live-error', ({ error }) => errors.push((error as Error).message));
      const element = document.createElement('live-counter') as ChannelElement;
      element.connection = connection;
      for (const [name, value] of Object.entries({ label: 'All', ...attributes })) element.setAttribute(name, value);
      host.append(element);
      await waitUntil(() => element.matches(':state(failed)'), 'It does not fail.');
      expect(errors).to.deep.equal(['<live-counter> needs only one of channel (with its params), stream and signed-stream.']);
      expect(asked()).to.deep.equal([]);
      for (const name of Object.keys(attributes)) element.removeAttribute(name);
      element.stream = 'a';
      await waitUntil(() => !element.matches(':state(failed)'), 'It still fails.');
      expect(asked()).to.deep.equal(['{"channel":"$pubsub","stream_name":"a"}']);
    });
  }

  test('a stream that the server rejects ends in the state rejected, and the event names it', async () => {
    fake = new FakeCable({ confirm: false });
    connection.close();
    connection = createConnection({ transports: [fake.transport] });
    const element = await show('live-counter', { stream: 'secret' });
    const rejected: unknown[] = [];
    element.addEventListener('live-rejected', ({ channel, params }) => rejected.push([channel, params]));
    fake.reject('$pubsub', { stream_name: 'secret' });
    await waitUntil(() => element.matches(':state(rejected)'), 'It is not rejected.');
    expect(rejected).to.deep.equal([['$pubsub', { stream_name: 'secret' }]]);
  });

  test('a feed with a stream does not follow the Turbo stream source beside it', async () => {
    await fixture(html`<turbo-cable-stream-source></turbo-cable-stream-source>`);
    const element = await show('live-feed', { stream: 'a' });
    fake.broadcast('$pubsub', { stream_name: 'a' }, BODY);
    await waitUntil(() => element.matches(':state(live)'), 'It is not live.');
  });
});

function shownBy({ shadowRoot }: Element): string {
  return shadowRoot?.textContent ?? '';
}
