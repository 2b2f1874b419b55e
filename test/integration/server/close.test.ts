import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startServer } from '../../../examples/server/server.js';
import { Client, eventually, identify, withServer } from './client.js';

const DEMO = identify('DemoChannel', { stream: 'a' });

suite('close', () => {
  test('leaves no timer, socket or listener, whatever goes on', async () => {
    const server = await startServer({ rate: 'flood', unordered: true });
    const client = await Client.welcomed(server);
    await client.subscribe(identify('AnalyticsChannel'));
    await client.subscribe(DEMO);
    client.command('message', DEMO, { action: 'slow', s: 5 });
    const events = await fetch(`${server.url}/live/events`);
    server.fault('refuse', { for: 60_000 });
    server.fault('flood', { for: 60_000 });
    server.fault('freeze', { for: 60_000 });
    const held = new Client(server);
    const heldEnds = assert.rejects(held.opened);
    // A request made after it, and answered, says that the server has it too.
    await (await fetch(`${server.url}/faults`)).text();
    assert.equal(held.socket.readyState, held.socket.CONNECTING);
    await server.close();
    await assert.rejects(events.text());
    await client.closed;
    await heldEnds;
    await eventually(() => resources() === '');
    await assert.rejects(fetch(server.url));
  });

  test('a port that is taken is told, and nothing stays behind', () =>
    withServer({}, async ({ port }) => {
      const before = resources();
      await assert.rejects(startServer({ port }), /EADDRINUSE/);
      await eventually(() => resources() === before);
    }));
});

/** The timers and listening sockets of this process, which runs the tests of this file alone. */
function resources(): string {
  return process
    .getActiveResourcesInfo()
    .filter((name) => name === 'Timeout' || name === 'TCPServerWrap')
    .sort()
    .join(' ');
}
