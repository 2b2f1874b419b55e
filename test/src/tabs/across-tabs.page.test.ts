import { expect } from '@open-wc/testing';
import { createConnection } from '../../../src/connection.js';
import { identify } from '../../../src/identifier.js';
import type { Connection } from '../../../src/scope.js';
import { acrossTabs, endSession } from '../../../src/tabs/across-tabs.js';
import { PageTime } from '../../support/page-time.js';
import { TabServer } from '../../support/tab-server.js';

/** Connections of one page meet in the browser's own Web Locks and channels, as those of several tabs do. */
suite('acrossTabs in this browser', () => {
  const orders = identify('OrdersChannel');
  let server: TabServer;
  let connections: Connection[];
  let session = 0;

  setup(() => {
    server = new TabServer();
    connections = [];
    session += 1;
  });

  teardown(() => {
    for (const connection of connections) connection.close();
  });

  function open(name = `session-${session}`): { readonly connection: Connection; readonly bodies: unknown[] } {
    const connection = createConnection({ transports: [acrossTabs(server.transport(`tab-${connections.length}`), { session: name })] });
    connections.push(connection);
    const bodies: unknown[] = [];
    connection.channel('OrdersChannel').bodies$.subscribe((body) => bodies.push(body));
    return { connection, bodies };
  }

  /** Resolves once a connection has its channel confirmed. */
  function confirmed(connection: Connection): Promise<void> {
    return new Promise((resolve) => {
      connection.status$.subscribe(({ channels }) => {
        if (channels.confirmed === 1) resolve();
      });
    });
  }

  function received(tab: { readonly connection: Connection; readonly bodies: unknown[] }, body: unknown): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (tab.bodies.some((one) => JSON.stringify(one) === JSON.stringify(body))) resolve();
        else setTimeout(look, 5);
      };
      look();
    });
  }

  test('R31: ten hold one socket, and receive each body once', async () => {
    const tabs = Array.from({ length: 10 }, () => open());
    await Promise.all(tabs.map(({ connection }) => confirmed(connection)));
    expect(server.sockets.size).to.equal(1);
    for (let value = 1; value <= 100; value += 1) server.broadcast(orders, { value });
    await Promise.all(tabs.map((tab) => received(tab, { value: 100 })));
    for (const { bodies } of tabs) expect(bodies.length).to.equal(100);
  });

  test('R31: when the leader closes, another one leads, and all are live within 3 s', async () => {
    const tabs = [open(), open(), open()];
    await Promise.all(tabs.map(({ connection }) => confirmed(connection)));
    const [{ owner } = { owner: '' }] = server.sockets;
    const place = Number(owner.split('-')[1]);
    const others = tabs.filter((_, index) => index !== place);
    const time = new PageTime();
    tabs[place]?.connection.close();
    await Promise.all(
      others.map((tab) => {
        const sending = setInterval(() => server.broadcast(orders, { value: 'after' }), 5);
        return received(tab, { value: 'after' }).finally(() => clearInterval(sending));
      }),
    );
    expect(time.stop()).to.be.below(3_000);
    expect(server.sockets.size).to.equal(1);
    expect([...server.sockets][0]?.owner).to.not.equal(owner);
  });

  test('X8: two sessions have a socket each, and one ends without the other within 500 ms', async () => {
    const [ann, second, bob] = [open(), open(), open(`session-${session}-bob`)];
    await Promise.all([ann, second, bob].map(({ connection }) => confirmed(connection)));
    expect(server.sockets.size).to.equal(2);
    const time = new PageTime();
    const ended = [ann, second].map(
      ({ connection }) =>
        new Promise<void>((resolve) => {
          connection.status$.subscribe(({ reason }) => {
            if (reason === 'signed-out') resolve();
          });
        }),
    );
    endSession(`session-${session}`);
    await Promise.all(ended);
    expect(time.stop()).to.be.below(500);
    expect(bob.connection.status.state).to.equal('connected');
    expect(server.sockets.size).to.equal(1);
  });
});
