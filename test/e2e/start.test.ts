import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

suite('npm start', () => {
  test('prints the address of the pages, and ends cleanly on Ctrl-C', async () => {
    const program = start('--port', '0', '--rate', 'busy');
    const address = await program.said(/http:\/\/127\.0\.0\.1:\d+/);
    const page = await fetch(address);
    assert.match(await page.text(), /<live-chart/);
    assert.match(page.headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
    for (const path of ['dashboard.js', 'dashboard.css', 'icon.svg', 'script-tag/', 'script-tag/module.html', 'cdn/cablegram.iife.js']) {
      assert.equal((await fetch(`${address}/${path}`)).status, 200, path);
    }
    assert.equal(((await (await fetch(`${address}/faults`)).json()) as { readonly rate: string }).rate, 'busy');
    program.child.kill('SIGINT');
    assert.equal(await program.ended, 0);
    await assert.rejects(fetch(address));
  });

  test('points the dashboard at another cable', async () => {
    const program = start('--port', '0', '--cable', 'wss://example.com/cable?a=1&b="2"');
    const address = await program.said(/http:\/\/127\.0\.0\.1:\d+/);
    const page = await (await fetch(address)).text();
    assert.ok(page.includes('<meta name="action-cable-url" content="wss://example.com/cable?a=1&amp;b=&quot;2&quot;"'));
    assert.ok(page.includes('data-server="remote"'));
    program.child.kill('SIGTERM');
    assert.equal(await program.ended, 0);
  });

  test('says that a port is taken and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const program = start('--port', String(port));
    assert.equal(await program.ended, 1);
    assert.match(program.output(), new RegExp(`^Port ${port} is taken\\. Choose another with --port`, 'm'));
    other.close();
  });

  test('says what is wrong with an option', async () => {
    const wrong: readonly (readonly [option: string, value: string, told: string])[] = [
      ['--rate', 'wild', '--rate is calm, busy, flood, or 0 to 10000 messages a second, but got "wild".'],
      ['--cable', 'example.com', '--cable needs the address of a cable, as wss://example.com/cable, but got "example.com".'],
      ['--prot', '1', "Unknown option '--prot'"],
    ];
    for (const [option, value, told] of wrong) {
      const program = start(option, value);
      assert.equal(await program.ended, 1);
      assert.ok(program.output().startsWith(told), program.output());
      assert.doesNotMatch(program.output(), /^ +at /m);
    }
  });
});

suite('npm run anycable', () => {
  test('prints its help', async () => {
    const program = run('anycable', '--help');
    assert.equal(await program.ended, 0);
    assert.match(program.output(), /^npm run anycable \[-- options\]\n/m);
    assert.match(program.output(), /--port N/);
  });

  test('says what is wrong with an option', async () => {
    const wrong: readonly (readonly [option: string, value: string, told: string])[] = [
      ['--port', 'abc', '--port needs a whole number from 1 to 65535, but got "abc".'],
      ['--port', '0', '--port needs a whole number from 1 to 65535, but got "0".'],
      ['--prot', '1', "Unknown option '--prot'.\n"],
    ];
    for (const [option, value, told] of wrong) {
      const program = run('anycable', option, value);
      assert.equal(await program.ended, 1);
      assert.ok(program.output().startsWith(told), program.output());
      assert.doesNotMatch(program.output(), /^ +at /m);
    }
  });

  test('says that a port is taken and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const program = run('anycable', '--port', String(port));
    assert.equal(await program.ended, 1);
    assert.match(program.output(), new RegExp(`^Port ${port} is taken\\. Choose another with --port`));
    other.close();
  });
});

interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  /** Resolves with the first match. */
  said(words: RegExp): Promise<string>;
}

function start(...options: readonly string[]): Program {
  return run('start', ...options);
}

function run(script: string, ...options: readonly string[]): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  async function said(words: RegExp): Promise<string> {
    for (;;) {
      const [found] = words.exec(output) ?? [];
      if (found !== undefined) return found;
      const more = await Promise.race([once(child.stdout, 'data'), ended]);
      if (typeof more === 'number') assert.fail(`It ended with ${more}: ${output}`);
    }
  }
  return { child, ended, output: () => output, said };
}
