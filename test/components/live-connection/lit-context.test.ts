import { expect, fixture, html } from '@open-wc/testing';
import { ContextConsumer, ContextProvider, ContextRoot } from '@lit/context';
import { LitElement } from 'lit';
import '../../../components/define/live-connection.js';
import { connectionContext } from '../../../components/internal/connection-context.js';
import { ConnectionController } from '../../../components/internal/connection-controller.js';
import { LiveConnection } from '../../../components/live-connection/live-connection.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** An element of a page that uses `@lit/context` by itself. */
class ContextUser extends LitElement {
  readonly taken: (Connection | undefined)[] = [];
  readonly consumer = new ContextConsumer(this, {
    context: connectionContext,
    subscribe: true,
    callback: (connection) => this.taken.push(connection),
  });
}
customElements.define('context-user', ContextUser);

/** An element of ours in a page that provides the connection by itself. */
class ContextTaker extends LitElement {
  readonly found = new ConnectionController(this);
}
customElements.define('context-taker', ContextTaker);

function userIn(element: ParentNode): ContextUser {
  const user = element.querySelector<ContextUser>('context-user');
  if (user === null) throw new Error('There is no <context-user>.');
  return user;
}

suite('LiveConnection, with @lit/context', () => {
  const made: Connection[] = [];

  function connect(): Connection {
    const connection = steadyConnection(new FakeCable());
    made.push(connection);
    return connection;
  }

  teardown(() => {
    for (const connection of made.splice(0)) connection.close();
  });

  test('gives its scope to a consumer, and another when it has another', async () => {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connect()}><context-user></context-user></live-connection>`,
    );
    const { taken } = userIn(element);
    expect(taken).to.deep.equal([element.connection]);
    element.connection = connect();
    await element.updateComplete;
    expect(taken).to.have.length(2);
    expect(taken.at(-1)).to.equal(element.connection);
  });

  test('leaves a consumer to a nearer one that comes later', async () => {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connect()}>
        <late-inner-connection url="/inner"><context-user></context-user></late-inner-connection>
      </live-connection>`,
    );
    const user = userIn(element);
    expect(user.taken).to.deep.equal([element.connection]);
    customElements.define('late-inner-connection', class extends LiveConnection {});
    const inner = element.querySelector<LiveConnection>('late-inner-connection');
    expect(user.taken.at(-1)).to.equal(inner?.connection);
    expect(user.taken).to.have.length(2);
    element.connection = connect();
    await element.updateComplete;
    expect(user.taken, 'the outer one has nothing to say to it').to.have.length(2);
  });

  test('answers consumers that asked before it was defined, if the page has a ContextRoot', async () => {
    const root = new ContextRoot();
    root.attach(document.body);
    const element = await fixture<LiveConnection>(
      html`<late-outer-connection url="/late"><context-user></context-user></late-outer-connection>`,
    );
    const user = userIn(element);
    expect(user.taken).to.deep.equal([]);
    customElements.define('late-outer-connection', class extends LiveConnection {});
    expect(user.taken).to.deep.equal([element.connection]);
    root.detach(document.body);
  });

  test('reports nothing to a consumer that is gone', async () => {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connect()}><context-user></context-user></live-connection>`,
    );
    const user = userIn(element);
    user.remove();
    element.connection = connect();
    await element.updateComplete;
    expect(user.taken).to.have.length(1);
  });

  test('is not needed where the page provides a connection by itself', async () => {
    const page = document.createElement('div');
    const connection = connect();
    const provider = new ContextProvider(page, { context: connectionContext, initialValue: connection });
    const taker = new ContextTaker();
    page.append(taker);
    document.body.append(page);
    await taker.updateComplete;
    expect(taker.found.connection).to.equal(connection);
    const inner = document.createElement('live-connection');
    page.append(inner);
    expect(inner.connection).not.to.equal(undefined);
    provider.clearCallbacks();
    page.remove();
  });
});
