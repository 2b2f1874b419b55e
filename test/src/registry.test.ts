import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { sharedConnection } from '../../src/registry.js';
import { FakeCable } from '../../src/testing/index.js';
import { FakeSockets } from '../support/fake-socket.js';
import { record } from '../support/record.js';
import { inVirtualTime, type VirtualTime } from '../support/virtual-time.js';

let pages = 0;

/** Runs with the sockets of a page, and with a URL that no other test has. */
function onPage(run: (sockets: FakeSockets, url: string, time: VirtualTime) => void): void {
  const { WebSocket } = globalThis;
  const sockets = new FakeSockets();
  pages += 1;
  inVirtualTime((time) => {
    Object.assign(globalThis, { WebSocket: sockets.WebSocket });
    try {
      run(sockets, `ws://shop${pages}.example/cable`, time);
    } finally {
      Object.assign(globalThis, { WebSocket });
    }
  });
}

suite('sharedConnection', () => {
  test('is one for each URL, and dials one socket', () => {
    onPage((sockets, url) => {
      const [one, other] = [sharedConnection(url), sharedConnection(url)];
      assert.equal(one, other);
      one.keepOpen();
      record(other.channel('C').messages$);
      assert.equal(sockets.all.length, 1);
      assert.notEqual(sharedConnection(`${url}/other`), one);
      one.close();
    });
  });

  test('is one for two spellings of a URL', () => {
    onPage((_, url) => {
      assert.equal(sharedConnection(url.replace('ws://', 'WS://')), sharedConnection(url));
    });
  });

  test('X8: is another for another session', () => {
    onPage((_, url) => {
      const anna = sharedConnection(url, { session: 'anna' });
      assert.notEqual(anna, sharedConnection(url, { session: 'ben' }));
      assert.notEqual(anna, sharedConnection(url));
      assert.equal(anna, sharedConnection(url, { session: 'anna' }));
    });
  });

  test('stays open for 5 s after its last user, is idle then, and dials again for the next', () => {
    onPage((sockets, url, time) => {
      const connection = sharedConnection(url);
      const release = connection.keepOpen();
      sockets.last.welcome();
      release();
      time.advance(4_999);
      assert.equal(sockets.alive, 1);
      time.advance(1);
      assert.deepEqual([sockets.alive, connection.status.state], [0, 'idle']);
      sharedConnection(url).keepOpen();
      assert.deepEqual([sockets.all.length, sharedConnection(url)], [2, connection]);
      connection.close();
    });
  });

  test('keeps its socket over a page visit that takes less', () => {
    onPage((sockets, url, time) => {
      const connection = sharedConnection(url);
      const release = connection.keepOpen();
      sockets.last.welcome();
      release();
      time.advance(3_000);
      sockets.last.receive('{"type":"ping"}');
      connection.keepOpen();
      time.advance(4_000);
      assert.deepEqual([sockets.all.length, sockets.alive], [1, 1]);
      connection.close();
    });
  });

  test('R26: leaves no timer behind when it is closed while it waits to be idle', () => {
    onPage((sockets, url, time) => {
      const connection = sharedConnection(url);
      connection.keepOpen()();
      connection.close();
      assert.deepEqual([time.pending.timers, sockets.alive], [0, 0]);
    });
  });

  test('is made anew after it was closed', () => {
    onPage((_, url) => {
      const first = sharedConnection(url);
      first.close();
      const second = sharedConnection(url);
      assert.notEqual(second, first);
      assert.equal(second.status.state, 'idle');
    });
  });

  test('is found by another copy of cablegram on the page', async () => {
    const copy = (await import('../../src/registry.js?copy' as string)) as { sharedConnection: typeof sharedConnection };
    assert.notEqual(copy.sharedConnection, sharedConnection);
    onPage((_, url) => {
      assert.equal(copy.sharedConnection(url), sharedConnection(url));
    });
  });

  test('takes the options of whoever came first, and makes another connection for another session', () => {
    onPage((sockets, url) => {
      const fake = new FakeCable();
      const options = { transports: [fake.transport] };
      const connection = sharedConnection(url, options);
      assert.equal(sharedConnection(url), connection);
      connection.keepOpen();
      assert.deepEqual([fake.dials, sockets.alive], [1, 0]);
      assert.notEqual(sharedConnection(url, { session: 'other', ...options }), connection);
      connection.close();
    });
  });
});
