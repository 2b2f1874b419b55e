import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { LitElement } from 'lit';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import { joinProviders } from '../../../components/internal/connection-context.js';
import { ConnectionController } from '../../../components/internal/connection-controller.js';
import { pageConnection } from '../../../components/internal/page-connection.js';
import { LivePauseRequestEvent, LiveResumeRequestEvent } from '../../../components/internal/events.js';
import { LiveConnection } from '../../../components/live-connection/live-connection.js';
import { type Connection, sharedConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** Any element that uses a connection. */
class TestConsumer extends LitElement {
  static override properties = { connection: {} };
  declare connection?: Connection | string;
  readonly found = new ConnectionController(this);
}
customElements.define('test-consumer', TestConsumer);

function connectionIn(element: ParentNode): LiveConnection {
  const inner = element.querySelector('live-connection');
  if (inner === null) throw new Error('There is no <live-connection>.');
  return inner;
}

declare global {
  interface HTMLElementTagNameMap {
    'test-consumer': TestConsumer;
  }
}

async function settle(...elements: readonly LitElement[]): Promise<void> {
  for (const element of elements) await element.updateComplete;
}

function consumerIn(element: ParentNode): TestConsumer {
  const consumer = element.querySelector<TestConsumer>('test-consumer');
  if (consumer === null) throw new Error('There is no <test-consumer>.');
  return consumer;
}

suite('LiveConnection', () => {
  let fake: FakeCable;
  let connection: Connection;

  setup(() => {
    fake = new FakeCable();
    connection = steadyConnection(fake);
  });

  teardown(() => connection.close());

  test('has no box of its own, and shows what is inside', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection url="/cable"><p>inside</p></live-connection>`);
    expect(getComputedStyle(element).display).to.equal('contents');
    expect(element.querySelector('p')?.getBoundingClientRect().height).to.be.greaterThan(0);
    await expect(element).to.be.accessible();
  });

  test('dials nothing by itself', async () => {
    await fixture(html`<live-connection .connection=${connection}></live-connection>`);
    expect(fake.dials).to.equal(0);
  });

  test('gives a scope of the shared connection of its URL', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection url="/scoped"><test-consumer></test-consumer></live-connection>`);
    const { found } = consumerIn(element);
    expect(found.connection).to.equal(element.connection);
    sharedConnection('/scoped').pause();
    expect(found.connection?.paused).to.equal(true);
    sharedConnection('/scoped').resume();
  });

  test('gives a scope of the connection that it is given', async () => {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}><test-consumer></test-consumer></live-connection>`,
    );
    expect(element.connection).not.to.equal(connection);
    element.connection?.pause();
    expect(connection.paused).to.equal(false);
    connection.pause();
    expect(consumerIn(element).found.connection?.paused).to.equal(true);
  });

  test('takes a connection that was set before it was defined', async () => {
    const element = document.createElement('live-connection-later') as HTMLElement & {
      connection?: Connection;
      updateComplete?: Promise<boolean>;
    };
    Object.assign(element, { connection });
    customElements.define('live-connection-later', class extends LiveConnection {});
    const host = await fixture(html`<div></div>`);
    host.append(element);
    customElements.upgrade(element);
    await element.updateComplete;
    element.connection?.channel('A').messages$.subscribe();
    expect(fake.dials).to.equal(1);
  });

  test('is a scope of the one around it where it names no URL', async () => {
    const outer = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}>
        <live-connection><test-consumer></test-consumer></live-connection>
      </live-connection>`,
    );
    const inner = connectionIn(outer);
    await settle(outer, inner);
    inner.connection?.pause();
    expect(outer.connection?.paused).to.equal(false);
    inner.connection?.resume();
    outer.connection?.pause();
    expect(consumerIn(outer).found.connection?.paused).to.equal(true);
  });

  test('gives another connection when its URL changes, and keeps the pause', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection url="/one"><test-consumer></test-consumer></live-connection>`);
    const first = element.connection;
    first?.pause();
    element.url = '/two';
    await settle(element, consumerIn(element));
    expect(element.connection).not.to.equal(first);
    expect(consumerIn(element).found.connection).to.equal(element.connection);
    expect(element.connection?.paused).to.equal(true);
  });

  test('keeps its scope while it is moved', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection url="/one"><test-consumer></test-consumer></live-connection>`);
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    const { connection: before } = element;
    elsewhere.append(element);
    await settle(element, consumerIn(element));
    expect(element.connection).to.equal(before);
    expect(consumerIn(element).found.connection).to.equal(before);
  });

  suite('pause', () => {
    test('answers requests from inside, and no outer one hears them', async () => {
      const outer = await fixture<LiveConnection>(
        html`<live-connection .connection=${connection}>
          <live-connection><button></button></live-connection>
        </live-connection>`,
      );
      const inner = connectionIn(outer);
      const facts: string[] = [];
      for (const name of ['live-pause', 'live-resume'] as const) outer.addEventListener(name, () => facts.push(name));
      const button = outer.querySelector('button');
      button?.dispatchEvent(new LivePauseRequestEvent());
      expect([inner.connection?.paused, outer.connection?.paused]).to.deep.equal([true, false]);
      expect(inner.matches(':state(paused)')).to.equal(true);
      button?.dispatchEvent(new LiveResumeRequestEvent());
      expect(inner.connection?.paused).to.equal(false);
      expect(facts).to.deep.equal(['live-pause', 'live-resume']);
    });

    test('does nothing where the page cancels the request', async () => {
      const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection}><button></button></live-connection>`);
      const button = element.querySelector('button');
      button?.addEventListener('live-pause-request', (event) => event.preventDefault());
      button?.dispatchEvent(new LivePauseRequestEvent());
      expect(element.connection?.paused).to.equal(false);
    });

    test('follows the word of the author, and never writes it', async () => {
      const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection} paused></live-connection>`);
      expect(element.connection?.paused).to.equal(true);
      element.toggleAttribute('paused', false);
      await settle(element);
      expect(element.connection?.paused).to.equal(false);
      element.connection?.pause();
      await settle(element);
      expect(element.hasAttribute('paused')).to.equal(false);
    });
  });

  test('reports its state', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection}></live-connection>`);
    const states: string[] = [];
    element.addEventListener('live-status', ({ status }) => states.push(status.state));
    const release = element.connection?.keepOpen();
    expect(states).to.include('connected');
    expect(element.matches(':state(connected)')).to.equal(true);
    fake.drop();
    expect(states).to.include('reconnecting');
    expect(element.matches(':state(connected)')).to.equal(false);
    release?.();
  });

  test('says nothing any more when it has left', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection}></live-connection>`);
    element.remove();
    let told = 0;
    element.addEventListener('live-status', () => (told += 1));
    const release = connection.keepOpen();
    expect(told).to.equal(0);
    release();
  });

  suite('eager', () => {
    test('connects without an element, until it is taken away', async () => {
      const element = await fixture<LiveConnection>(html`<live-connection eager .connection=${connection}></live-connection>`);
      await settle(element);
      expect(connection.status.state).to.equal('connected');
      element.eager = false;
      await settle(element);
      expect(connection.status.state).to.equal('idle');
      element.eager = true;
      await settle(element);
      element.remove();
      expect(connection.status.state).to.equal('idle');
    });
  });

  suite('settings in a script', () => {
    test('are taken by the names of the attributes, which win', async () => {
      const element = document.createElement('live-connection');
      element.setAttribute('max-rate', '4');
      element.innerHTML = '<script type="application/json" slot="config">{"url":"/live","stale-after":"30s","max-rate":9}</script>';
      (await fixture(html`<div></div>`)).append(element);
      await settle(element);
      expect([element.url, element.staleAfter, element.maxRate]).to.deep.equal(['/live', 30_000, 4]);
      expect(element.connection?.cableUrl).to.contain('/live');
    });

    test('are taken when they come later', async () => {
      const element = await fixture<LiveConnection>(html`<live-connection></live-connection>`);
      element.innerHTML = '<script type="application/json" slot="config">{"name":"late"}</script>';
      await nextFrame();
      expect(element.name).to.equal('late');
    });

    test('that cannot be read are reported', async () => {
      const element = document.createElement('live-connection');
      const errors: string[] = [];
      element.addEventListener('live-error', ({ error }) => errors.push(String(error)));
      element.innerHTML = '<script type="application/json" slot="config">{url}</script>';
      (await fixture(html`<div></div>`)).append(element);
      await settle(element);
      expect(errors.join()).to.contain('needs a JSON object in its script with slot="config"');
    });
  });

  test('gets the answers to the channels inside', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection}></live-connection>`);
    const answers: string[] = [];
    for (const type of ['live-subscribed', 'live-rejected'] as const) {
      element.addEventListener(type, ({ channel, params }) => answers.push(`${type} ${channel} ${JSON.stringify(params)}`));
    }
    const counter = document.createElement('live-counter');
    Object.assign(counter, { channel: 'Orders', params: { shop: 1 } });
    element.append(counter);
    await settle(counter);
    await settle(counter);
    fake.reject('Orders', { shop: 1 });
    await nextFrame();
    expect(answers).to.deep.equal(['live-subscribed Orders {"shop":1}', 'live-rejected Orders {"shop":1}']);
  });
});

suite('ConnectionController', () => {
  let connection: Connection;

  setup(() => {
    connection = steadyConnection(new FakeCable());
  });

  teardown(() => {
    connection.close();
    document.head.querySelector('meta[name="action-cable-url"]')?.remove();
  });

  test('takes the connection that its host is given, before all else', async () => {
    const consumer = await fixture<TestConsumer>(
      html`<live-connection url="/other"><test-consumer .connection=${connection}></test-consumer></live-connection>`,
    );
    expect(consumerIn(consumer).found.connection).to.equal(connection);
  });

  test('takes a connection that is set in the task that inserts its host', async () => {
    const host = await fixture(html`<div></div>`);
    const consumer = document.createElement('test-consumer');
    host.append(consumer);
    consumer.connection = connection;
    await settle(consumer);
    expect(consumer.found.connection).to.equal(connection);
  });

  test('finds a named connection, also where the name comes later and goes', async () => {
    const consumer = await fixture<TestConsumer>(html`<test-consumer connection="metrics"></test-consumer>`);
    expect(consumer.found.connection).to.equal(undefined);
    const element = await fixture<LiveConnection>(html`<live-connection name="metrics" url="/metrics"></live-connection>`);
    expect(consumer.found.connection).to.equal(element.connection);
    element.remove();
    expect(consumer.found.connection).to.equal(undefined);
  });

  test('takes the newest of two with one name, and falls back on the other', async () => {
    const other = steadyConnection(new FakeCable());
    const forget = joinProviders({ name: 'twice', connection });
    const forgetOther = joinProviders({ name: 'twice', connection: other });
    const consumer = await fixture<TestConsumer>(html`<test-consumer connection="twice"></test-consumer>`);
    expect(consumer.found.connection).to.equal(other);
    forgetOther();
    expect(consumer.found.connection).to.equal(connection);
    forget();
    other.close();
  });

  test('finds the nearest provider across shadow roots', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection}><div></div></live-connection>`);
    const root = element.querySelector('div')?.attachShadow({ mode: 'closed' });
    const consumer = document.createElement('test-consumer');
    root?.append(consumer);
    await settle(consumer);
    expect(consumer.found.connection).to.equal(element.connection);
  });

  test('falls back on the default of the page', async () => {
    const meta = document.createElement('meta');
    meta.name = 'action-cable-url';
    meta.content = '/from-meta';
    document.head.append(meta);
    const consumer = await fixture<TestConsumer>(html`<test-consumer></test-consumer>`);
    expect(consumer.found.connection).to.equal(sharedConnection('/from-meta'));
    meta.remove();
    expect(pageConnection()).to.equal(sharedConnection('/cable'));
  });

  test('waits for an ancestor that is defined later, and opens no default by mistake', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    host.innerHTML = '<late-connection><test-consumer></test-consumer></late-connection>';
    const consumer = consumerIn(host);
    await settle(consumer);
    expect(consumer.found.connection).to.equal(undefined);
    customElements.define('late-connection', class extends LiveConnection {});
    await settle(consumer);
    expect(consumer.found.connection).to.equal((host.firstElementChild as LiveConnection).connection);
  });

  test('moves from the default to a provider that comes around it', async () => {
    const consumer = await fixture<TestConsumer>(html`<test-consumer></test-consumer>`);
    expect(consumer.found.connection).to.equal(pageConnection());
    const element = await fixture<LiveConnection>(html`<live-connection .connection=${connection}></live-connection>`);
    element.append(consumer);
    await settle(consumer);
    expect(consumer.found.connection).to.equal(element.connection);
    element.after(consumer);
    await settle(consumer);
    expect(consumer.found.connection).to.equal(pageConnection());
  });

  test('lets go while its host is away', async () => {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}><test-consumer></test-consumer></live-connection>`,
    );
    const consumer = consumerIn(element);
    consumer.remove();
    await nextFrame();
    expect(consumer.found.connection).to.equal(undefined);
    element.append(consumer);
    await settle(consumer);
    expect(consumer.found.connection).to.equal(element.connection);
  });
});
