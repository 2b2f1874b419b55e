import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { startServer, type DemoServer } from '../../examples/server/server.js';
import { runDisconnects } from '../faults/disconnects.js';
import { runTimeline } from '../faults/timelines.js';

// The short form; `npm run test:faults` takes fifty seeds for a minute each, and a hundred disconnects.
suite('the core through a way that breaks', { concurrency: true }, () => {
  let server: DemoServer;
  before(async () => {
    server = await startServer({ rate: 0, unordered: true });
  });
  after(() => server.close());

  for (let seed = 1; seed <= 10; seed += 1) {
    test(`R25: 12 s of random faults (seed ${seed}) end live, with one socket, the server's state, and nothing shown twice`, async (t) => {
      const { faults, dials, rightAfter, wrong } = await runTimeline({ server, seed, seconds: 12 });
      t.diagnostic(`${faults} faults, ${dials} dials, right after ${Math.round(rightAfter)} ms`);
      assert.equal(wrong, undefined);
    });
  }

  test('R19: 20 disconnects by every kind of fault lose nothing and double nothing, complete within 1 s after live', async (t) => {
    const runs = await Promise.all([11, 12, 13, 14, 15].map((seed) => runDisconnects({ server, seed, times: 4 })));
    const completeAfter = runs.flatMap((run) => run.completeAfter);
    t.diagnostic(`complete ${Math.round(Math.max(...completeAfter))} ms (most) after live`);
    assert.deepEqual(
      runs.flatMap(({ wrong }) => wrong ?? []),
      [],
    );
    assert.equal(completeAfter.length, 20);
    assert.ok(Math.max(...completeAfter) <= 1_000, `complete ${Math.round(Math.max(...completeAfter))} ms after live`);
  });
});
