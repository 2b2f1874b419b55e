// Follows "In five minutes" of docs/rails.md in a fresh application, as a reader would. Only what reaches a registry is different: the gems
// are those of examples/rails, which are installed already.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'puppeteer-core';
import { launchBrowser } from '../e2e/open-page.js';
import { ownPort } from '../support/own-port.js';
import { withoutRails } from './harness/rails.js';
import { startTethered, untilReady, type Tethered } from './harness/tethered.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What this test leaves out of a new application, because nothing here needs it. */
const WITHOUT = ['--skip-bundle', '--skip-git', '--skip-test', '--skip-bootsnap'];

/** How long a page may take on a busy machine, in ms. */
const PATIENCE = 20_000;

interface Fence {
  readonly language: string;
  readonly text: string;
}

suite('docs/rails.md, in five minutes', { skip: withoutRails }, () => {
  let folder = '';
  let server: Tethered | undefined;
  let url = '';
  let browser: Browser | undefined;
  let fences: readonly Fence[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rails-guide-'));
    const guide = await readFile(join(root, 'docs/rails.md'), 'utf8');
    const [, section = ''] = /^## In five minutes\n(.*?)^## /ms.exec(guide) ?? [];
    fences = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Does what a fence says, in the folder of the new application once there is one. */
  async function follow({ language, text }: Fence): Promise<void> {
    if (language !== 'sh') return write(text);
    for (const line of text.trim().split('\n')) await command(line.replaceAll('path/to/cablegram', root.replace(/\/$/, '')));
  }

  async function command(line: string): Promise<void> {
    const app = join(folder, 'shop');
    if (line.startsWith('cd ')) return;
    if (line.startsWith('rails new ')) {
      await say(['bundle', 'exec', ...line.split(' '), ...WITHOUT], folder, process.env);
      return useInstalledGems(app);
    }
    if (line.startsWith('bundle add cablegram ')) return appendFile(join(app, 'Gemfile'), 'gem "cablegram", path: "vendor/cablegram"\n');
    if (line === 'bin/rails server') return serve(app);
    await say(['sh', '-c', line], app);
  }

  /** What `rails new` does with a registry. */
  async function useInstalledGems(app: string): Promise<void> {
    const gemfile = await readFile(join(root, 'examples/rails/Gemfile'), 'utf8');
    await writeFile(join(app, 'Gemfile'), gemfile.replace(/^gem "cablegram".*\n/m, ''));
    await say(['bundle', 'install', '--local'], app);
    await say(['bin/rails', 'importmap:install', 'turbo:install'], app);
  }

  /** Runs a command, in the new application's own bundle by default. */
  async function say([program = '', ...args]: readonly string[], cwd: string, env: NodeJS.ProcessEnv = own()): Promise<void> {
    await run(program, args, { cwd, env, timeout: 300_000, maxBuffer: 10_000_000 });
  }

  function own(): NodeJS.ProcessEnv {
    return { ...process.env, BUNDLE_GEMFILE: join(folder, 'shop', 'Gemfile') };
  }

  async function serve(app: string): Promise<void> {
    const port = await ownPort();
    url = `http://127.0.0.1:${String(port)}`;
    // Its standard input ends it.
    const watch = 'Thread.new { $stdin.read; exit }; load "bin/rails"';
    const args = ['-e', watch, 'server', '-b', '127.0.0.1', '-p', String(port)];
    server = startTethered({ command: 'ruby', args, cwd: app, env: own() });
    await untilReady(server, async () => (await fetch(`${url}/up`)).ok);
  }

  /** Writes a file whose path its first line tells. */
  async function write(text: string): Promise<void> {
    const [, path] = /^(?:#|<%#) (\S+)/.exec(text) ?? [];
    assert.ok(path, `This fence names no file:\n${text}`);
    await mkdir(dirname(join(folder, 'shop', path)), { recursive: true });
    await writeFile(join(folder, 'shop', path), text);
  }

  async function open(lines: string[]): Promise<Page> {
    assert.ok(browser);
    const page = await browser.newPage();
    page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => lines.push(`uncaught: ${String(error)}`));
    await page.goto(`${url}/live`, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => document.querySelector('live-status')?.matches(':state(live)'), { timeout: PATIENCE });
    return page;
  }

  /** Rails' own layout has a tag that Chromium advises against. */
  const ours = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.includes('apple-mobile-web-app-capable'));

  test('a new application says hello from one window to the other', { timeout: 480_000 }, async () => {
    const second = fences.findIndex(({ text }) => text.includes('generate model'));
    for (const fence of fences.slice(0, second)) await follow(fence);
    const lines: string[] = [];
    const there = await open(lines);
    const here = await open(lines);
    await here.click('form button');
    await there.bringToFront();
    await there.waitForFunction(() => document.querySelector('live-feed')?.shadowRoot?.textContent.includes('said hello'), {
      timeout: PATIENCE,
    });
    assert.deepEqual(ours(lines), []);
  });

  test('then a number of its own is right, when the page is drawn and when it changes', { timeout: 360_000 }, async () => {
    await server?.stop();
    for (const fence of fences.slice(fences.findIndex(({ text }) => text.includes('generate model')))) await follow(fence);
    // "Create an order in the same process, such as in a form of yours."
    const controller =
      'class LiveController < ApplicationController\n  def show = nil\n  def create = head(:created, order: Order.create!)\nend\n';
    await writeFile(join(folder, 'shop/app/controllers/live_controller.rb'), controller);
    await writeFile(join(folder, 'shop/config/initializers/form.rb'), 'ActionController::Base.allow_forgery_protection = false\n');
    await serve(join(folder, 'shop'));
    const order = (): Promise<Response> => fetch(`${url}/live`, { method: 'POST' });
    await order();
    assert.match(await (await fetch(`${url}/live`)).text(), /value="1"/);
    const lines: string[] = [];
    const page = await open(lines);
    await order();
    await page.waitForFunction(() => document.querySelector('live-counter')?.shadowRoot?.textContent.includes('2'), { timeout: PATIENCE });
    assert.deepEqual(ours(lines), []);
  });
});
