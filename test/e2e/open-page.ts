import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { type DemoServer, type ServerOptions, startServer } from '../../examples/server/server.js';
import { chromiumArgs, needBrowser } from '../../scripts/browsers.mjs';
import type { Site } from '../../scripts/site.js';

/** A page of the examples in a browser, on a server of its own; what it did is written down. */
export interface OpenPage {
  readonly server: DemoServer;
  readonly page: Page;
  /** What the console said, as `type: text`. */
  readonly console: readonly string[];
  /** Every address that was asked for, sockets too. */
  readonly addresses: readonly string[];
  /** What the page's policy refused. */
  readonly violations: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** How a page is opened. */
export interface OpenOptions extends ServerOptions {
  readonly path?: string;
  /** High enough by default that every element is in view, and so renders. */
  readonly height?: number;
  /** Tells where the page is opened, given the server's address: by a proxy in between. @default the server's own */
  readonly by?: (url: string) => Promise<string>;
  /** What the page's chance is always, so that waits drawn by chance are the shortest (0). */
  readonly chance?: number;
}

/** Starts the browser that the tests share. It is spoken to by a pipe, so that it ends with this process, however that ends. */
export function launchBrowser(...more: readonly string[]): Promise<Browser> {
  return puppeteer.launch({ pipe: true, executablePath: needBrowser('chromium'), args: ['--headless=new', ...chromiumArgs, ...more] });
}

/** Serves the site anew and opens one of its pages. The shop says nothing by itself unless a rate is given. */
export async function openPage(browser: Browser, site: Site, options: OpenOptions = {}): Promise<OpenPage> {
  const { path = '/', height = 1600, chance, by, ...serverOptions } = options;
  const server = await startServer({ rate: 0, ...serverOptions, staticFiles: site.mounts });
  const page = await browser.newPage();
  const lines: string[] = [];
  const addresses: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()} (${message.location().url ?? ''})`));
  page.on('pageerror', (error) => lines.push(`uncaught: ${String(error)}`));
  page.on('request', (request) => addresses.push(request.url()));
  const session = await page.createCDPSession();
  session.on('Network.webSocketCreated', ({ url }) => addresses.push(url));
  await session.send('Network.enable');
  await page.setViewport({ width: 1280, height });
  // What tsx compiles calls this for each function with a name, in the page too.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  if (chance !== undefined) await page.evaluateOnNewDocument((drawn) => (Math.random = () => drawn), chance);
  await page.evaluateOnNewDocument(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      refused.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  await page.goto((by ? await by(server.url) : server.url) + path, { waitUntil: 'domcontentloaded' });
  return {
    server,
    page,
    console: lines,
    addresses,
    violations: () => page.evaluate(() => (globalThis as unknown as { refused: readonly string[] }).refused),
    async close() {
      await page.close();
      await server.close();
    },
  };
}

/** What can be asked of the elements of a page: all counters, all charts … in one of these states. */
export interface Watched {
  /** By tag: the custom states of which each element of that tag has to be in one. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  /** What the badge has to be, one of these; without it, the badge is left alone. */
  readonly badge?: readonly string[];
}

/** When each of the watched came to be, in epoch ms; `undefined` where it did not in time. */
export type Times = Readonly<Record<string, number | undefined>>;

/** Begins to look, every few ms inside the page, and resolves once all came to be or the time is over. */
export function watch(page: Page, watched: Watched, within: number): Promise<Times> {
  return page.evaluate(
    ({ states, badge }, deadline) =>
      new Promise<Record<string, number | undefined>>((resolve) => {
        const times: Record<string, number | undefined> = {};
        const end = performance.now() + deadline;
        const isIn = (element: Element, names: readonly string[]): boolean => names.some((name) => element.matches(`:state(${name})`));
        function look(): void {
          for (const [tag, names] of Object.entries(states)) {
            const elements = [...document.querySelectorAll(tag)];
            if (elements.length > 0 && elements.every((element) => isIn(element, names))) times[tag] ??= Date.now();
          }
          const status = document.querySelector('live-status');
          if (badge?.some((kind) => status?.matches(`:state(${kind})`))) times['live-status'] ??= Date.now();
          const isDone = [...Object.keys(states), ...(badge === undefined ? [] : ['live-status'])].every((tag) => times[tag] !== undefined);
          if (isDone || performance.now() > end) resolve(times);
          else setTimeout(look, 5);
        }
        look();
      }),
    watched,
    within,
  );
}
