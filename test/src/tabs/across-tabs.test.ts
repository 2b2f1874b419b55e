import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { identify } from '../../../src/identifier.js';
import { presence } from '../../../src/presence/presence.js';
import { acrossTabs, endSession } from '../../../src/tabs/across-tabs.js';
import { openTabs, type OpenTab, type OpenTabs, type TabOptions } from '../../support/open-tabs.js';
import { record, type Recording } from '../../support/record.js';
import { inVirtualTimeAsync, type VirtualTime } from '../../support/virtual-time.js';

const ORDERS = identify('OrdersChannel');
const USERS = identify('UsersChannel');

/** Runs a test with a browser, whose tabs are closed after it; nothing may be left over. */
function withTabs(run: (tabs: OpenTabs, time: VirtualTime) => Promise<void>): Promise<void> {
  return inVirtualTimeAsync(async (time) => {
    const tabs = openTabs(time);
    await run(tabs, time);
    tabs.close();
    await time.advanceAsync(5_000);
    assert.deepEqual(
      { channels: tabs.browser.channels, locks: tabs.browser.locks, sockets: tabs.server.sockets.size },
      { channels: 0, locks: 0, sockets: 0 },
    );
    assert.deepEqual(time.pending, { timers: 0, listeners: 0 });
  });
}

interface Following extends OpenTab {
  readonly bodies: Recording<unknown>;
}

/** Opens a tab that follows a channel. */
function openFollowing({ open }: OpenTabs, options?: TabOptions, channel = 'OrdersChannel'): Following {
  const tab = open(options);
  return { ...tab, bodies: record(tab.connection.channel(channel).bodies$) };
}

suite('acrossTabs', () => {
  test('one tab connects as it would alone', () =>
    withTabs(async (tabs, time) => {
      const tab = openFollowing(tabs);
      await time.advanceAsync(50);
      assert.equal(tab.connection.status.state, 'connected');
      assert.equal(tab.connection.status.transport, 'cable');
      assert.equal(tab.connection.status.channels.confirmed, 1);
      tabs.server.broadcast(ORDERS, { value: 1 });
      assert.deepEqual(tab.bodies.values, [{ value: 1 }]);
    }));

  test('no tab whispers, neither the one that leads nor the others, and whisper() says so', () =>
    withTabs(async (tabs, time) => {
      const rooms = [1, 2].map(() => presence(openFollowing(tabs).connection.channel('OrdersChannel')));
      await time.advanceAsync(50);
      assert.deepEqual(
        rooms.map((room) => room.whisper({ typing: true })),
        [false, false],
      );
    }));

  test('R31: five tabs hold one socket, and each receives every body once', () =>
    withTabs(async (tabs, time) => {
      const all = [1, 2, 3, 4, 5].map(() => openFollowing(tabs));
      await time.advanceAsync(100);
      assert.equal(tabs.server.sockets.size, 1);
      assert.deepEqual(
        all.map(({ connection }) => connection.status.state),
        all.map(() => 'connected'),
      );
      for (let value = 1; value <= 20; value += 1) {
        tabs.server.broadcast(ORDERS, { value });
        await time.advanceAsync(10);
      }
      for (const { bodies } of all)
        assert.deepEqual(
          bodies.values,
          Array.from({ length: 20 }, (_, index) => ({ value: index + 1 })),
        );
    }));

  test('a second subscription to an identifier is answered without asking the server', () =>
    withTabs(async (tabs, time) => {
      openFollowing(tabs);
      await time.advanceAsync(50);
      const second = openFollowing(tabs);
      await time.advanceAsync(50);
      assert.equal(second.connection.status.channels.confirmed, 1);
      assert.equal(tabs.server.commands.length, 1);
    }));

  test('a rejection reaches each tab that asks', () =>
    withTabs(async (tabs, time) => {
      const all = [openFollowing(tabs), openFollowing(tabs)];
      await time.advanceAsync(5);
      tabs.server.say({ type: 'rejected', identifier: ORDERS });
      await time.advanceAsync(50);
      tabs.server.say({ type: 'rejected', identifier: ORDERS });
      await time.advanceAsync(50);
      for (const { connection } of all) assert.equal(connection.status.channels.confirmed + connection.status.channels.rejected, 1);
    }));

  test('an identifier is left when the last tab has left it, and rests 250 ms before it is asked for again', () =>
    withTabs(async (tabs, time) => {
      const [first, second] = [openFollowing(tabs), openFollowing(tabs)];
      await time.advanceAsync(50);
      first.bodies.subscription.unsubscribe();
      first.connection.keepOpen();
      await time.advanceAsync(2_000);
      assert.deepEqual(
        tabs.server.commands.map(({ type }) => type),
        ['subscribe'],
      );
      second.bodies.subscription.unsubscribe();
      second.connection.keepOpen();
      await time.advanceAsync(1_010);
      assert.deepEqual(
        tabs.server.commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe'],
      );
      const again = record(first.connection.channel('OrdersChannel').bodies$);
      await time.advanceAsync(200);
      assert.equal(tabs.server.commands.length, 2);
      await time.advanceAsync(100);
      assert.deepEqual(
        tabs.server.commands.map(({ type }) => type),
        ['subscribe', 'unsubscribe', 'subscribe'],
      );
      assert.equal(first.connection.status.channels.confirmed, 1);
      again.subscription.unsubscribe();
    }));

  test('a tab that crashes is left out, and its identifiers are left', () =>
    withTabs(async (tabs, time) => {
      openFollowing(tabs);
      await time.advanceAsync(50);
      const second = openFollowing(tabs, {}, 'UsersChannel');
      await time.advanceAsync(50);
      second.kill();
      await time.advanceAsync(50);
      assert.deepEqual(tabs.server.commands.at(-1), { owner: 'tab-1', type: 'unsubscribe', identifier: USERS });
    }));

  suite('R31: the leader', () => {
    for (const way of ['closes', 'crashes', 'hangs up'] as const) {
      test(`${way}: another tab is live at once, on one socket, and the others with it`, () =>
        withTabs(async (tabs, time) => {
          const [leader, ...others] = [openFollowing(tabs), openFollowing(tabs), openFollowing(tabs)];
          await time.advanceAsync(100);
          if (way === 'crashes') leader.kill();
          else if (way === 'closes') leader.connection.close();
          else leader.connection.reconnect();
          await time.advanceAsync(100);
          assert.equal(tabs.server.sockets.size, 1);
          tabs.server.broadcast(ORDERS, { value: 7 });
          await time.advanceAsync(5);
          for (const { bodies, connection } of others) {
            assert.deepEqual(bodies.values, [{ value: 7 }]);
            assert.equal(connection.status.state, 'connected');
          }
        }));
    }

    test('is told that it will be frozen: another tab takes over at once, and the first one follows when the page is shown again', () =>
      withTabs(async (tabs, time) => {
        const [leader, other] = [openFollowing(tabs), openFollowing(tabs)];
        await time.advanceAsync(100);
        leader.announceFreeze();
        await time.advanceAsync(100);
        assert.equal(leader.connection.status.state, 'reconnecting');
        assert.equal(other.connection.status.state, 'connected');
        assert.deepEqual(
          [...tabs.server.sockets].map(({ owner }) => owner),
          [other.name],
        );
        time.wake();
        await time.advanceAsync(100);
        assert.equal(leader.connection.status.channels.confirmed, 1);
        assert.equal(tabs.server.sockets.size, 1);
      }));

    test('freezes: another tab takes over within 3 s, and the first one follows when it thaws', () =>
      withTabs(async (tabs, time) => {
        const [leader, ...others] = [openFollowing(tabs), openFollowing(tabs), openFollowing(tabs)];
        await time.advanceAsync(100);
        leader.freeze();
        tabs.server.forget(leader.name);
        await time.advanceAsync(3_000);
        assert.equal(tabs.server.sockets.size, 1);
        tabs.server.broadcast(ORDERS, { value: 7 });
        await time.advanceAsync(5);
        for (const { bodies } of others) assert.deepEqual(bodies.values, [{ value: 7 }]);
        leader.thaw();
        await time.advanceAsync(3_100);
        tabs.server.broadcast(ORDERS, { value: 8 });
        await time.advanceAsync(5);
        for (const { bodies, connection } of [leader, ...others]) {
          assert.equal(connection.status.state, 'connected');
          assert.deepEqual(bodies.values.at(-1), { value: 8 });
        }
        assert.equal(tabs.server.sockets.size, 1);
        assert.equal(new Set(others.map(({ bodies }) => bodies.values.length)).size, 1);
      }));
  });

  test('a lost link is reported by every tab, and the first one to reconnect leads', () =>
    withTabs(async (tabs, time) => {
      const all = [openFollowing(tabs), openFollowing(tabs), openFollowing(tabs)];
      await time.advanceAsync(100);
      tabs.server.drop();
      await time.advanceAsync(5);
      assert.deepEqual(
        all.map(({ connection }) => connection.status.state),
        all.map(() => 'reconnecting'),
      );
      assert.equal(all[2]?.connection.status.reason, 'closed');
      await time.advanceAsync(3_100);
      assert.deepEqual(
        all.map(({ connection }) => connection.status.state),
        all.map(() => 'connected'),
      );
      assert.equal(tabs.server.sockets.size, 1);
      assert.equal(tabs.server.dials, 2);
    }));

  suite('on a server with history', () => {
    for (const way of ['closes', 'crashes', 'hangs up', 'loses its link'] as const) {
      test(`R31: the leader ${way}: what was said meanwhile comes from the history, once in each tab, and no gap is told`, () =>
        withTabs(async (tabs, time) => {
          tabs.server.hasHistory = true;
          const [leader, ...others] = [0, 1, 2].map(() => {
            const tab = tabs.open();
            return { ...tab, messages: record(tab.connection.channel('OrdersChannel').messages$) };
          });
          assert.ok(leader);
          await time.advanceAsync(100);
          tabs.server.broadcast(ORDERS, { value: 1 });
          await time.advanceAsync(5);
          if (way === 'crashes') leader.kill();
          else if (way === 'closes') leader.connection.close();
          else if (way === 'hangs up') leader.connection.reconnect();
          else tabs.server.drop();
          for (let value = 2; value <= 50; value += 1) {
            tabs.server.broadcast(ORDERS, { value });
            await time.advanceAsync(100);
          }
          const stay = way === 'closes' || way === 'crashes' ? others : [leader, ...others];
          for (const { messages } of stay)
            assert.deepEqual(
              messages.values.map((message) => ('body' in message ? message.body : message.type)),
              Array.from({ length: 50 }, (_, index) => ({ value: index + 1 })),
            );
          assert.equal(tabs.server.sockets.size, 1);
        }));
    }

    test('a tab that was away when something was missed on the open link tells a gap, though nothing came after it', () =>
      withTabs(async (tabs, time) => {
        tabs.server.hasHistory = true;
        const leader = openFollowing(tabs);
        const other = tabs.open();
        const messages = record(other.connection.channel('OrdersChannel').messages$);
        await time.advanceAsync(100);
        tabs.server.broadcast(ORDERS, { value: 1 });
        await time.advanceAsync(11_000);
        other.connection.reconnect();
        tabs.server.say({ type: 'missed', identifier: ORDERS });
        await time.advanceAsync(100);
        tabs.server.broadcast(ORDERS, { value: 2 });
        await time.advanceAsync(100);
        assert.deepEqual(
          messages.values.map((message) => ('body' in message ? message.body : message.type)),
          [{ value: 1 }, 'gap', { value: 2 }],
        );
        assert.deepEqual(leader.bodies.values, [{ value: 1 }, { value: 2 }]);
      }));

    test('a tab that opens later begins with the present, and continues from there under the next leader', () =>
      withTabs(async (tabs, time) => {
        tabs.server.hasHistory = true;
        const leader = openFollowing(tabs);
        await time.advanceAsync(100);
        tabs.server.broadcast(ORDERS, { value: 1 });
        const late = openFollowing(tabs);
        await time.advanceAsync(100);
        leader.kill();
        tabs.server.broadcast(ORDERS, { value: 2 });
        await time.advanceAsync(100);
        assert.deepEqual(late.bodies.values, [{ value: 2 }]);
      }));
  });

  test('a link that falls silent is lost for all tabs, and is not handed from one to the next', () =>
    withTabs(async (tabs, time) => {
      const all = [openFollowing(tabs), openFollowing(tabs), openFollowing(tabs)];
      await time.advanceAsync(100);
      for (const { name } of all) tabs.server.forget(name);
      await time.advanceAsync(6_500);
      assert.ok(all.every(({ connection }) => connection.status.state === 'reconnecting'));
      assert.equal(tabs.server.dials, 1);
      await time.advanceAsync(3_100);
      assert.deepEqual(
        all.map(({ connection }) => connection.status.state),
        all.map(() => 'connected'),
      );
      assert.equal(tabs.server.dials, 2);
    }));

  test('a goodbye of the server ends every tab', () =>
    withTabs(async (tabs, time) => {
      const all = [openFollowing(tabs), openFollowing(tabs)];
      await time.advanceAsync(100);
      const [socket] = tabs.server.sockets;
      socket?.subscriber.next({ type: 'goodbye', reason: 'unauthorized', reconnect: false });
      socket?.subscriber.complete();
      await time.advanceAsync(20);
      assert.deepEqual(
        all.map(({ connection: { status } }) => [status.state, status.reason]),
        all.map(() => ['failed', 'unauthorized']),
      );
    }));

  test('a follower that asks to reconnect gets a new socket for all, at most every 10 s', () =>
    withTabs(async (tabs, time) => {
      const [, second] = [openFollowing(tabs), openFollowing(tabs)];
      await time.advanceAsync(100);
      second.connection.reconnect();
      await time.advanceAsync(100);
      assert.equal(tabs.server.dials, 2);
      second.connection.reconnect();
      await time.advanceAsync(100);
      assert.equal(tabs.server.dials, 2);
      assert.equal(tabs.server.sockets.size, 1);
      assert.equal(second.connection.status.channels.confirmed, 1);
    }));

  suite('perform', () => {
    test('of a follower resolves when the leader has sent it, once', () =>
      withTabs(async (tabs, time) => {
        const [, second] = [openFollowing(tabs), openFollowing(tabs)];
        await time.advanceAsync(100);
        let isDone = false;
        void second.connection
          .channel('OrdersChannel')
          .perform('refresh')
          .then(() => (isDone = true));
        assert.equal(isDone, false);
        await time.advanceAsync(5);
        assert.equal(isDone, true);
        assert.deepEqual(
          tabs.server.commands.filter(({ type }) => type === 'perform').map(({ owner }) => owner),
          ['tab-1'],
        );
      }));

    test('rejects if the leader is gone before it has said so, and is not sent twice', () =>
      withTabs(async (tabs, time) => {
        const [first, second] = [openFollowing(tabs), openFollowing(tabs)];
        await time.advanceAsync(100);
        first.freeze();
        let failure: unknown;
        second.connection
          .channel('OrdersChannel')
          .perform('refresh')
          .catch((error: unknown) => (failure = error));
        await time.advanceAsync(3_000);
        assert.equal((failure as { readonly code: string }).code, 'unacknowledged');
        first.thaw();
        await time.advanceAsync(3_100);
        assert.deepEqual(
          tabs.server.commands.filter(({ type }) => type === 'perform'),
          [],
        );
      }));
  });

  suite('X8', () => {
    test('tabs of another session or address never share', () =>
      withTabs(async (tabs, time) => {
        const ann = openFollowing(tabs, { session: 'ann' });
        const bob = openFollowing(tabs, { session: 'bob' });
        const other = openFollowing(tabs, { session: 'ann', address: 'https://example.test/other' });
        await time.advanceAsync(100);
        assert.equal(tabs.server.sockets.size, 3);
        for (const { owner, subscriber } of tabs.server.sockets) {
          for (let id = 0; id < 100; id += 1) subscriber.next({ type: 'body', identifier: ORDERS, body: { owner, id } });
        }
        await time.advanceAsync(10);
        for (const { name, bodies } of [ann, bob, other]) {
          assert.equal(bodies.values.length, 100);
          assert.ok(bodies.values.every((body) => (body as { readonly owner: string }).owner === name));
        }
      }));

    test('the end of a session ends its tabs, and no others', () =>
      withTabs(async (tabs, time) => {
        const [ann, second, bob] = [openFollowing(tabs), openFollowing(tabs), openFollowing(tabs, { session: 'bob' })];
        await time.advanceAsync(100);
        endSession('ann', second.platform);
        await time.advanceAsync(10);
        for (const { connection } of [ann, second])
          assert.deepEqual([connection.status.state, connection.status.reason], ['failed', 'signed-out']);
        assert.equal(bob.connection.status.state, 'connected');
        assert.equal(tabs.server.sockets.size, 1);
      }));

    test('X5: no token leaves a tab, and each leader brings its own', () =>
      withTabs(async (tabs, time) => {
        let asked = 0;
        const getToken = (): Promise<string> => Promise.resolve(`canary-${(asked += 1)}`);
        const [first, second] = [openFollowing(tabs, { getToken }), openFollowing(tabs, { getToken })];
        await time.advanceAsync(100);
        first.connection.close();
        await time.advanceAsync(100);
        assert.equal(tabs.server.sockets.size, 1);
        assert.deepEqual(tabs.server.tokens, ['canary-1', 'canary-3']);
        assert.doesNotMatch(JSON.stringify([first.posted, second.posted]), /canary/);
      }));

    test('what is no message of a tab is counted and ignored', () =>
      withTabs(async (tabs, time) => {
        const tab = openFollowing(tabs);
        await time.advanceAsync(50);
        const room = tabs.browser.names.find((name) => name.includes('link'));
        const stranger = tabs.browser.open().platform.openChannel(room ?? '');
        const wrong = [
          null,
          7,
          'text',
          {},
          { type: 'signal' },
          { type: 'signal', from: 'x', term: 1, n: 1, signal: { type: 'body' } },
          { type: 'hello' },
          { type: 'subscribe', from: 'x', term: -1, identifier: 3 },
        ];
        for (const message of wrong) stranger.postMessage(message);
        await time.advanceAsync(5);
        assert.equal(tab.connection.discarded.unknown, wrong.length);
        assert.deepEqual(tab.bodies.values, []);
        stranger.close();
      }));
  });

  suite('a tab connects by itself', () => {
    test('without a session, and says why', () =>
      withTabs(async (tabs, time) => {
        const [first, second] = [openFollowing(tabs, { session: undefined }), openFollowing(tabs, { session: undefined })];
        await time.advanceAsync(100);
        assert.equal(tabs.server.sockets.size, 2);
        for (const { connection } of [first, second]) assert.equal(connection.status.reason, 'tabs-without-session');
      }));

    test('in Node, which has no tabs', () => {
      const transport = acrossTabs(
        () => {
          throw new Error('not used');
        },
        { session: 'ann', address: '/cable' },
      );
      assert.equal(transport.cableUrl, undefined);
    });
  });
});
