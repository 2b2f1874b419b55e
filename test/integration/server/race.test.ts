import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Client, identify, withServer } from './client.js';

suite('subscribe, unsubscribe, subscribe', () => {
  test('S10: in one tick some of 60 rounds end confirmed and deaf, some doubled, most right', () =>
    withServer({ seed: 10 }, async (server) => {
      const endings = await countEndings(await Client.welcomed(server), 60, 0, (stream) => server.broadcast(stream, 'heard?'));
      assert.ok(endings.deaf >= 6 && endings.deaf <= 36, `deaf ${endings.deaf}`);
      assert.ok(endings.doubled >= 3 && endings.doubled <= 30, `doubled ${endings.doubled}`);
      assert.ok(endings.right >= 15, `right ${endings.right}`);
    }));

  test('S10: 25 ms apart every one of 15 rounds ends right', () =>
    withServer({ seed: 10 }, async (server) => {
      const endings = await countEndings(await Client.welcomed(server), 15, 25, (stream) => server.broadcast(stream, 'heard?'));
      assert.deepEqual(endings, { right: 15, deaf: 0, doubled: 0 });
    }));
});

/** Runs rounds, each with a stream of its own, and counts how often one broadcast comes to it. */
async function countEndings(client: Client, rounds: number, apart: number, broadcast: (stream: string) => void) {
  const endings = { right: 0, deaf: 0, doubled: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const identifier = identify('DemoChannel', { stream: `race-${round}` });
    for (const command of ['subscribe', 'unsubscribe', 'subscribe'] as const) {
      client.command(command, identifier);
      if (apart > 0) await new Promise((resolve) => setTimeout(resolve, apart));
    }
    await client.confirmed(identifier);
    await client.settled();
    broadcast(`demo:race-${round}`);
    await client.settled();
    const heard = client.frames.filter((frame) => frame.identifier === identifier && frame.type === undefined).length;
    endings[heard === 0 ? 'deaf' : heard === 1 ? 'right' : 'doubled'] += 1;
    client.frames.length = 0;
  }
  return endings;
}
