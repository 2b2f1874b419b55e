import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FrameSplitter, textFrame } from '../../support/fault-proxy/frames.js';
import { eventually } from '../server/client.js';
import { withEcho, type Echo } from './echo.js';

suite('FaultProxy: frames of the server', () => {
  test('duplicateFrames sends each twice', () =>
    withEcho(async (echo) => {
      const client = await echo.open();
      echo.proxy.duplicateFrames(1);
      say(echo, 3);
      await eventually(() => client.heard.length === 6);
      assert.deepEqual(client.heard, ['0', '0', '1', '1', '2', '2']);
    }));

  test('dropFrames leaves out about its share, the same ones for the same seed', async () => {
    const runs: string[][] = [];
    for (const seed of [7, 7, 8]) {
      await withEcho(
        async (echo) => {
          const client = await echo.open();
          echo.proxy.dropFrames(0.01);
          say(echo, 2_000);
          // Of several one comes through, and whatever was not dropped came before it.
          for (const socket of echo.sockets) for (let ends = 0; ends < 5; ends += 1) socket.send('end');
          await eventually(() => client.heard.includes('end'));
          runs.push(client.heard.filter((text) => text !== 'end'));
        },
        { seed },
      );
    }
    const [one = [], same, other] = runs;
    assert.ok(one.length >= 1_965 && one.length <= 1_995, `${one.length} of 2000 came`);
    assert.deepEqual(same, one);
    assert.notDeepEqual(other, one);
  });

  test('corruptFrames bends texts, and the rest of the stream stays whole', () =>
    withEcho(async (echo) => {
      const client = await echo.open();
      echo.proxy.corruptFrames(0.1);
      say(echo, 100);
      // A byte that is no UTF-8 ends the socket; all before it are told apart all the same.
      await eventually(() => client.heard.length === 100 || client.socket.readyState !== client.socket.OPEN);
      const wrong = client.heard.filter((text, n) => text !== String(n)).length;
      assert.ok(wrong > 0 && wrong < 30, `${wrong} were bent`);
    }));

  test('say puts a text of our own between those of the server', () =>
    withEcho(async (echo) => {
      const client = await echo.open();
      for (const length of [10, 300, 70_000]) echo.proxy.say('x'.repeat(length));
      say(echo, 1);
      await eventually(() => client.heard.length === 4);
      assert.deepEqual(
        client.heard.map(({ length }) => length),
        [10, 300, 70_000, 1],
      );
    }));

  test('the splitter finds frames of every length, however they are cut', () => {
    const texts = ['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'd'.repeat(65_535), 'e'.repeat(65_536)];
    const stream = Buffer.concat(texts.map((text) => textFrame(text)));
    for (const size of [1, 7, 1_000, stream.length]) {
      const splitter = new FrameSplitter();
      const found: string[] = [];
      for (let at = 0; at < stream.length; at += size) {
        found.push(...splitter.push(stream.subarray(at, at + size)).map(({ payload }) => payload.toString()));
      }
      assert.ok(found.length === texts.length && found.every((text, n) => text === texts[n]), `cut every ${size} bytes`);
    }
  });
});

function say({ sockets }: Echo, count: number): void {
  for (const socket of sockets) for (let n = 0; n < count; n += 1) socket.send(String(n));
}
