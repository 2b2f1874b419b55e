import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createRandom } from '../../examples/server/random.js';
import { when } from '../support/demo.js';
import { ownTime } from '../support/own-time.js';
import { record } from '../support/record.js';
import type { WireFrame } from './harness/follower.js';
import { broadcastNumbers, outcomeOf, range, startSource } from './harness/source.js';
import { whileAway, withAnyCable } from './harness/with-server.js';

const STREAM = 'numbers';

suite('AnyCable: what was missed comes from the history', () => {
  test('A1 offers and commands are those of Rails; the first numbered message shows a broker, and then history is asked with the subscription', () =>
    withAnyCable({}, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 3);
      await follower.number(3);
      assert.equal(follower.socket?.protocol, 'actioncable-v1-json');
      const identifier = '{"channel":"$pubsub","stream_name":"numbers"}';
      assert.deepEqual(follower.sent, [{ command: 'subscribe', identifier }]);
      await whileAway(follower, way, () => Promise.resolve());
      const { history, ...plain }: WireFrame = follower.sent[1] ?? {};
      assert.deepEqual(plain, { command: 'subscribe', identifier });
      const { epoch } = follower.received.find(({ offset }) => offset === 3) ?? {};
      assert.deepEqual((history as { streams?: unknown }).streams, { [STREAM]: { epoch, offset: 3 } });
      assert.equal(follower.sent.length, 2);
    }));

  test('A2 100 resets at 20 a second with the default limits: 0 lost, 0 double, in order, complete within 1 s after live, no snapshot', () =>
    withAnyCable({}, async ({ server, proxy, follow }) => {
      const source = startSource(server, STREAM, 20);
      let snapshots = 0;
      let slowest = 0;
      const clients = await Promise.all(
        range(1, 10).map(async (seed) => {
          const way = await proxy();
          const random = createRandom(seed);
          const follower = follow(STREAM, {
            proxy: way,
            // As by default after a single loss. Many losses within ten seconds would make the waits longer.
            connection: { retry: () => 200 + 2_800 * random() },
            // Half of them have a snapshot, which is needed at the beginning alone.
            ...(seed % 2 === 0 && {
              channel: {
                snapshot: () => {
                  snapshots += 1;
                  return Promise.resolve([{ n: source.last }]);
                },
              },
            }),
          });
          await follower.live();
          await follower.number(source.last + 5);
          for (let count = 0; count < 10; count += 1) {
            way.reset();
            await follower.lost();
            await follower.live();
            const { last } = source;
            const liveAt = ownTime();
            await follower.number(last);
            slowest = Math.max(slowest, ownTime() - liveAt);
            await follower.number(source.last + 5);
          }
          return follower;
        }),
      );
      await source.stop();
      await Promise.all(clients.map((follower) => follower.number(source.last)));
      for (const { numbers, gaps } of clients) {
        assert.deepEqual(outcomeOf(numbers, numbers[0] ?? 0, source.last), { lost: 0, double: 0, late: 0 });
        assert.equal(gaps.length, 0);
      }
      assert.equal(snapshots, 5);
      assert.ok(slowest <= 1_000, `complete ${slowest} ms after live`);
    }));

  test('A3 150 missed of which 100 are kept: one request by time, the 100 come once, and a gap names the first and the last missing offset', () =>
    withAnyCable({ history_limit: 100, ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 5);
      await follower.number(5);
      // The time comes with the pings.
      for (let count = 0; count < 4; count += 1) await follower.frame(({ type }) => type === 'ping');
      await whileAway(follower, way, () =>
        server.broadcastAll(
          STREAM,
          range(6, 155).map((n) => ({ n })),
        ),
      );
      await follower.number(155);
      assert.deepEqual(follower.numbers, [...range(1, 5), ...range(56, 155)]);
      assert.deepEqual(
        follower.gaps.map(({ offsets }) => offsets),
        [[{ stream: STREAM, first: 6, last: 55 }]],
      );
      assert.deepEqual(
        follower.historyRequests.map((request) => Object.keys(request)),
        [['since', 'streams'], ['since']],
      );
      // The gap stands before what follows it.
      const place = follower.messages.findIndex(({ type }) => type === 'gap');
      assert.equal(place, 5);
    }));

  test('A3 the same with a snapshot: it is fetched once, and no gap is told', () =>
    withAnyCable({ history_limit: 100, ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      let last = 5;
      let fetched = 0;
      const snapshot = (): Promise<unknown> => {
        fetched += 1;
        return Promise.resolve({ n: last });
      };
      const follower = follow(STREAM, { proxy: way, channel: { snapshot } });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 5);
      await follower.number(5);
      for (let count = 0; count < 4; count += 1) await follower.frame(({ type }) => type === 'ping');
      await whileAway(follower, way, async () => {
        await server.broadcastAll(
          STREAM,
          range(6, 155).map((n) => ({ n })),
        );
        last = 155;
      });
      await follower.message(({ type }) => type === 'snapshot');
      await server.broadcast(STREAM, { n: 156 });
      await follower.number(156);
      assert.equal(fetched, 2);
      assert.equal(follower.snapshots, 2);
      assert.equal(follower.gaps.length, 0);
    }));

  test('A4 a confirmed history that begins too late is a gap: completeness is judged by the offsets', () =>
    withAnyCable({ history_limit: 10, ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 4);
      await follower.number(4);
      for (let count = 0; count < 4; count += 1) await follower.frame(({ type }) => type === 'ping');
      // Of 13 missed, 10 are kept.
      await whileAway(follower, way, () =>
        server.broadcastAll(
          STREAM,
          range(5, 17).map((n) => ({ n })),
        ),
      );
      await follower.number(17);
      assert.deepEqual(
        follower.gaps.map(({ offsets }) => offsets),
        [[{ stream: STREAM, first: 5, last: 7 }]],
      );
      assert.deepEqual(follower.numbers, [...range(1, 4), ...range(8, 17)]);
      assert.equal(follower.received.filter(({ type }) => type === 'confirm_history').length, 1);
      // Nothing is told twice, and the next loss is complete.
      await whileAway(follower, way, () => broadcastNumbers(server, STREAM, 18, 20));
      await follower.number(20);
      assert.equal(follower.gaps.length, 1);
    }));

  test('A5 a restart at 20 a second: all that the new server took is delivered, with one gap, and the old positions are forgotten', () =>
    withAnyCable({ ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way, connection: { retry: () => 300 } });
      await follower.live();
      const source = startSource(server, STREAM, 20);
      for (let count = 0; count < 5; count += 1) await follower.frame(({ type }) => type === 'ping');
      const epochBefore = follower.received.find(({ epoch }) => epoch !== undefined)?.epoch;
      await server.stop('SIGTERM');
      await follower.lost();
      const lastOfOld = source.last;
      await server.start();
      await follower.live();
      await follower.number(source.last + 20);
      await source.stop();
      await follower.number(source.last);
      // What the old server took and did not send is what the gap is for.
      const { lost, double, late } = outcomeOf(follower.numbers, lastOfOld + 1, source.last);
      assert.deepEqual({ lost, double, late }, { lost: 0, double: 0, late: 0 });
      assert.equal(follower.gaps.length, 1);
      way.reset();
      await follower.lost();
      await follower.live();
      const asked = JSON.stringify(follower.historyRequests.at(-1));
      assert.ok(!asked.includes(String(epochBefore)), asked);
      assert.equal(follower.gaps.length, 1);
    }));

  test('A6 a quiet stream that the server has forgotten: no gap after a short absence, and none later', () =>
    withAnyCable({ history_ttl: 1, ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 3);
      await follower.number(3);
      for (let count = 0; count < 6; count += 1) await follower.frame(({ type }) => type === 'ping');
      await whileAway(follower, way, () => Promise.resolve());
      assert.ok(follower.received.some(({ type }) => type === 'reject_history'));
      await broadcastNumbers(server, STREAM, 4, 5);
      await follower.number(5);
      assert.deepEqual(follower.numbers, range(1, 5));
      assert.equal(follower.gaps.length, 0);
    }));

  test('A6 the same after an absence longer than `historyTtl`: a gap', () =>
    withAnyCable({ history_ttl: 1, ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way, transport: { historyTtl: 1 } });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 3);
      await follower.number(3);
      for (let count = 0; count < 6; count += 1) await follower.frame(({ type }) => type === 'ping');
      await whileAway(follower, way, () => Promise.resolve());
      await broadcastNumbers(server, STREAM, 4, 5);
      await follower.number(5);
      assert.equal(follower.gaps.length, 1);
    }));

  for (const [before, gaps] of [
    [0, 0],
    [4, 1],
  ] as const)
    test(`A6 a stream that said nothing to this page, after ${before} earlier messages: what comes while it is away is delivered, with ${gaps} gaps`, () =>
      withAnyCable({ ping_interval: 1 }, async ({ server, proxy, follow }) => {
        await broadcastNumbers(server, STREAM, 1, before);
        // The clock counts whole seconds, and \`since\` must be later than these.
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        const way = await proxy();
        const other = follow('other', { proxy: way });
        const channel = other.connection.channel<{ n: number }>('$pubsub', { stream_name: STREAM });
        const { values } = record(channel.messages$);
        const isLast = (): boolean => values.some((message) => 'body' in message && message.body.n === before + 2);
        await other.live();
        await server.broadcast('other', { n: 1 });
        await other.number(1);
        for (let count = 0; count < 5; count += 1) await other.frame(({ type }) => type === 'ping');
        await whileAway(other, way, () => broadcastNumbers(server, STREAM, before + 1, before + 2));
        if (!isLast()) await when(channel.bodies$, isLast, 5_000);
        // Earlier messages may have been sent before the page was open, or may be gone from the history. Nobody can say which.
        assert.deepEqual(
          values.map((message) => ('body' in message ? message.body.n : message.type)),
          [...Array.from({ length: gaps }, () => 'gap'), before + 1, before + 2],
        );
        assert.ok(values.every((message) => message.type !== 'gap' || message.offsets === undefined));
      }));

  test('A10 5 % of the frames dropped on an open link: 0 lost, each hole asked for once, at most one request in 2 s', () =>
    withAnyCable({}, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await server.broadcast(STREAM, { n: 0 });
      await follower.number(0);
      const source = startSource(server, STREAM, 20);
      way.dropFrames(0.05);
      const begun = performance.now();
      await follower.number(300, 30_000);
      way.dropFrames(0);
      await source.stop();
      await server.broadcast(STREAM, { n: source.last + 1 });
      await follower.number(source.last + 1);
      const took = performance.now() - begun;
      assert.deepEqual(outcomeOf(follower.numbers, 0, source.last + 1), { lost: 0, double: 0, late: 0 });
      assert.equal(follower.gaps.length, 0);
      const requests = follower.historyRequests.length;
      assert.ok(requests >= 1 && requests <= took / 2_000 + 1, `${requests} requests in ${took} ms`);
      assert.equal(follower.dials, 1);
    }));

  test('A10 a message that the sender alone does not get comes by one request, once, without a gap', () =>
    withAnyCable({}, async ({ server, follow }) => {
      const follower = follow(STREAM);
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 2);
      await follower.number(2);
      const sid = follower.received.find(({ type }) => type === 'welcome')?.sid;
      await server.broadcast(STREAM, { n: 3 }, { exclude_socket: sid });
      await broadcastNumbers(server, STREAM, 4, 5);
      await follower.number(5);
      assert.deepEqual(follower.numbers, range(1, 5));
      assert.equal(follower.historyRequests.length, 1);
      // No loop: the next ping brings no further request.
      await follower.frame(({ type }) => type === 'ping');
      assert.equal(follower.historyRequests.length, 1);
      assert.equal(follower.gaps.length, 0);
    }));

  test('A11 the time of a request is a whole number of seconds of the server, whatever the clock of the page', async (context) => {
    const real = Date.now;
    // Only the page's clock: timers go on.
    context.mock.method(Date, 'now', () => real() - 3_600_000);
    await withAnyCable({ history_limit: 100, ping_interval: 1 }, async ({ server, proxy, follow }) => {
      const way = await proxy();
      const follower = follow(STREAM, { proxy: way });
      await follower.live();
      await broadcastNumbers(server, STREAM, 1, 5);
      await follower.number(5);
      for (let count = 0; count < 4; count += 1) await follower.frame(({ type }) => type === 'ping');
      await whileAway(follower, way, () =>
        server.broadcastAll(
          STREAM,
          range(6, 155).map((n) => ({ n })),
        ),
      );
      await follower.number(155);
      const pings = follower.received.flatMap(({ type, message }) => (type === 'ping' ? [Number(message)] : []));
      const { since } = follower.historyRequests.at(-1) ?? {};
      assert.ok(Number.isSafeInteger(since) && Number(since) >= (pings[0] ?? 0) - 1 && Number(since) < (pings.at(-1) ?? 0), String(since));
      assert.deepEqual(
        follower.gaps.map(({ offsets }) => offsets),
        [[{ stream: STREAM, first: 6, last: 55 }]],
      );
    });
  });

  test('A12 a page that was rendered 12 messages ago, with a snapshot: in 30 rounds at 100 a second 0 holes and 0 double', () =>
    withAnyCable({ history_limit: 500 }, async ({ server, follow }) => {
      const witness = follow(STREAM);
      await witness.live();
      const source = startSource(server, STREAM, 100);
      for (let round = 1; round <= 30; round += 1) {
        const rendered = source.last;
        let fetched = 0;
        // 120 ms of the stream: what the page misses on its way.
        await witness.number(rendered + 12);
        // The state of the server, when it is asked: the number of the last message that it took.
        const snapshot = (): Promise<unknown> => Promise.resolve({ n: (fetched = source.last) });
        const follower = follow(STREAM, { channel: { snapshot, seq: 'n' } });
        await follower.live();
        await follower.message(({ type }) => type === 'snapshot');
        await follower.number(source.last + 5);
        const last = follower.numbers.at(-1) ?? 0;
        assert.deepEqual(follower.numbers, range(fetched + 1, last), `round ${round}`);
        assert.ok(fetched > rendered, 'Nothing was missed on the way.');
        assert.equal(follower.gaps.length, 0);
        follower.close();
      }
      await source.stop();
    }));
});
