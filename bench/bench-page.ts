import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { WebSocketServer, type WebSocket } from 'ws';
import { buildPage } from '../test/e2e/build-page.js';
import { CableServer, type Wire } from './cable-server.js';
import { processorSession } from './scene-cost.js';

/** What a comparison needs. */
export interface Setting {
  readonly browser: Browser;
  readonly rounds: number;
}

/** A page of a bench that anything can be opened in: without a policy, because not everything that is compared keeps to one. */
export interface BenchPages {
  /** Opens the page anew, and closes it afterwards. Throws what the page logged as an error. */
  readonly inPage: <T>(run: (page: Page, session: CDPSession) => Promise<T>) => Promise<T>;
  /** Sends so many bodies to the one client, to its channels in turns. */
  readonly flood: (messages: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How many bytes may wait in the socket before the server pauses. */
const MOST_WAITING = 1_000_000;

/** Serves a page that holds `script`, and at `/cable` and `/centrifuge` the wire of each. */
export async function serveBench(browser: Browser, script: string): Promise<BenchPages> {
  const site = await buildPage({ script });
  const folder = site.mounts[0]?.[1] ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    readFile(join(folder, isScript ? 'page.js' : 'index.html')).then(
      (content) => response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(content),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  let client: { readonly socket: WebSocket; readonly speaker: CableServer } | undefined;
  const sockets = new WebSocketServer({ server, handleProtocols: (asked) => [...asked][0] ?? false, perMessageDeflate: false });
  sockets.on('connection', (socket, request) => {
    const wire: Wire = request.url === '/centrifuge' ? 'centrifuge' : 'cable';
    const speaker = new CableServer(wire);
    client = { socket, speaker };
    speaker.greet().forEach((text) => socket.send(text));
    const beat = setInterval(() => socket.send(speaker.beat()), wire === 'cable' ? 3_000 : 25_000);
    socket.on('close', () => clearInterval(beat));
    socket.on('message', (data: Buffer) => speaker.answer(data.toString()).forEach((text) => socket.send(text)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    async inPage(run) {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      try {
        await page.setViewport({ width: 1280, height: 2400 });
        // What tsx compiles calls this for each function with a name, in the page too.
        await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
        await page.goto(`http://127.0.0.1:${port}/`);
        await page
          .waitForFunction(() => 'isReady' in globalThis, { timeout: 10_000 })
          .catch((cause: unknown) => {
            throw new Error(`The page did not start: ${errors.join('\n')}`, { cause });
          });
        const result = await run(page, await processorSession(page));
        if (errors.length > 0) throw new Error(errors.join('\n'));
        return result;
      } finally {
        await page.close();
      }
    },
    async flood(messages) {
      if (!client) throw new Error('No client is connected.');
      const { socket, speaker } = client;
      const frames = speaker.frames();
      for (let index = 0; index < messages; index += 1) {
        socket.send(frames[index % frames.length] ?? '');
        while (socket.bufferedAmount > MOST_WAITING) await sleep(1);
      }
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      await site.remove();
    },
  };
}
