import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { withDemo } from '../support/demo.js';

const CHILD = fileURLToPath(new URL('../support/exit-child.ts', import.meta.url));

suite('a Node process', () => {
  test('R26: ends by itself within 100 ms after close() in live, half-open, hung, waiting, unused and idle connections', (t) =>
    withDemo({}, (live) =>
      withDemo({}, async (freezing) => {
        const held: Socket[] = [];
        const hung = createServer((socket) => held.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
        await once(hung, 'listening');
        const hungUrl = `http://127.0.0.1:${(hung.address() as AddressInfo).port}`;
        const child = spawn(process.execPath, ['--import', 'tsx', CHILD, live.url, freezing.url, hungUrl], {
          stdio: ['pipe', 'pipe', 'inherit'],
        });
        const lines: string[] = [];
        createInterface(child.stdout).on('line', (line) => {
          lines.push(line);
          if (line !== 'open') return;
          freezing.fault('freeze');
          child.stdin.write('close\n');
        });
        const [code] = (await once(child, 'close')) as [number];
        for (const socket of held) socket.destroy();
        hung.close();
        assert.deepEqual([code, lines.length], [0, 2]);
        t.diagnostic(`ended after ${lines[1]} ms`);
        assert.ok(Number(lines[1]) <= 100, `ended after ${lines[1]} ms`);
      }),
    ));
});
