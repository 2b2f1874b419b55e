import type { Browser, Page } from 'puppeteer-core';
import type { DemoServer } from '../../examples/server/server.js';

/** What each example follows, each of it once. */
export const FOLLOWED: readonly string[] = [
  '{"channel":"ActivityChannel"}',
  '{"channel":"AnalyticsChannel","metric":"orders"}',
  '{"channel":"AnalyticsChannel","metric":"orders_per_minute"}',
  '{"channel":"AnalyticsChannel","metric":"revenue"}',
  '{"channel":"ServerHealthChannel"}',
];

/** How long a page may take to get somewhere, in ms: the longest wait between two dials is 8 s. */
const PATIENCE = 20_000;

/** The page of an example in a browser, and what can be asked of it. */
export class LivePage {
  /** What the console said, as `type: text`. */
  readonly console: string[] = [];
  readonly #page: Page;
  readonly #server: DemoServer;
  /** The subscriptions on each open socket. */
  readonly #sockets = new Map<string, Set<string>>();
  /** The commands that subscribed to what was already subscribed to. */
  readonly #doubled: string[] = [];

  private constructor(page: Page, server: DemoServer) {
    this.#page = page;
    this.#server = server;
  }

  /** Opens the page, and resolves as soon as its HTML is there. */
  static async open(browser: Browser, url: string, server: DemoServer): Promise<LivePage> {
    const page = await browser.newPage();
    const live = new LivePage(page, server);
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => live.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => live.console.push(`uncaught: ${String(error)}`));
    await live.#followSockets();
    // Every element is in view, and so renders.
    await page.setViewport({ width: 1280, height: 1600 });
    // What tsx compiles calls this for each function with a name, in the page too.
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return live;
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  /** What is subscribed to, sorted, on all open sockets; twice where two of them have it. */
  get subscriptions(): readonly string[] {
    return [...this.#sockets.values()].flatMap((identifiers) => [...identifiers]).sort();
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  get doubled(): readonly string[] {
    return this.#doubled;
  }

  /** Waits until all elements show current values. */
  async untilLive(): Promise<void> {
    await this.#until('every element is live', () => {
      const tags = ['live-counter', 'live-progress', 'live-chart', 'live-feed', 'live-status'];
      return tags.every((tag) => {
        const elements = [...document.querySelectorAll(tag)];
        return elements.length > 0 && elements.every((element) => element.matches(':state(live)'));
      });
    });
  }

  /** Waits until the badge and the figures say that the connection is lost. */
  async untilLost(): Promise<void> {
    await this.#until('the page says that the connection is lost', () => {
      const [badge, ...figures] = ['live-status', 'live-counter', 'live-feed'].map((tag) => document.querySelector(tag));
      return badge?.matches(':state(reconnecting)') && figures.every((element) => element && !element.matches(':state(live)'));
    });
  }

  /** Waits until the counter of the orders shows a number, and the framework's own code was told of it. */
  async untilOrders(value: number): Promise<void> {
    await this.#until(
      `the counter shows ${value}, and so does what the framework renders`,
      (text, plain) => {
        const shown = document.querySelector('live-counter')?.shadowRoot?.textContent ?? '';
        return shown.includes(text) && document.querySelector('output')?.textContent.trim() === plain;
      },
      value.toLocaleString('en'),
      String(value),
    );
  }

  /** Waits until the feed has items with this text in the markup of the example's template; returns how many. */
  async untilItem(text: string): Promise<number> {
    await this.#until(`the feed shows ${text}`, (text) => document.querySelector('live-feed')?.textContent.includes(text), text);
    return this.#page.evaluate(
      (text) => [...document.querySelectorAll('live-feed article b')].filter((name) => name.textContent === text).length,
      text,
    );
  }

  /** Waits until the progress shows this text. */
  async untilProgress(text: string): Promise<void> {
    await this.#until(
      `the progress shows ${text}`,
      (text) => document.querySelector('live-progress')?.shadowRoot?.textContent.includes(text),
      text,
    );
  }

  /** Waits until what the framework follows by itself, without an element, is this value and can be trusted or not. */
  async untilFollowed(value: string, freshness: string): Promise<void> {
    await this.#until(
      `the framework itself knows of ${value}, ${freshness}`,
      (value, freshness) => {
        const output = [...document.querySelectorAll('output')].at(-1);
        return output?.textContent.trim() === value && output.parentElement?.textContent.includes(`(${freshness})`);
      },
      value,
      freshness,
    );
  }

  /** How many lines the chart has. */
  chartLines(): Promise<readonly string[]> {
    return this.#page.evaluate(() => {
      const text = document.querySelector('live-chart')?.shadowRoot?.textContent ?? '';
      return ['Web', 'Counter'].filter((label) => text.includes(label));
    });
  }

  /** Presses the button that mounts and unmounts the shop, and lets the framework render after each press. */
  async press(times = 1): Promise<void> {
    await this.#page.evaluate(async (times) => {
      for (let time = 0; time < times; time += 1) {
        const button = document.querySelector('button');
        if (button === null) throw new Error('The page has no button of its own.');
        button.click();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }, times);
  }

  /** Waits until no element is on the page, nothing is subscribed to, and the idle socket is closed. */
  async untilGone(): Promise<void> {
    await this.#until('no element is left', () => document.querySelector('live-counter, live-feed, live-status') === null);
    await this.#untilHere('everything is unsubscribed', () => this.subscriptions.length === 0);
    await this.#untilHere('the socket is closed', () => this.#server.connections === 0);
  }

  /** How many elements of a tag the page still holds after garbage collection, on the page or not. */
  async held(tag: string): Promise<number> {
    const prototype = await this.#page.evaluateHandle((tag) => customElements.get(tag)?.prototype as object, tag);
    const objects = await this.#page.queryObjects(prototype);
    const count = await objects.evaluate((objects) => objects.length);
    await objects.dispose();
    await prototype.dispose();
    return count;
  }

  async #followSockets(): Promise<void> {
    const session = await this.#page.createCDPSession();
    session.on('Network.webSocketCreated', ({ requestId }) => this.#sockets.set(requestId, new Set()));
    session.on('Network.webSocketClosed', ({ requestId }) => this.#sockets.delete(requestId));
    session.on('Network.webSocketFrameSent', ({ requestId, response }) => {
      const identifiers = this.#sockets.get(requestId);
      if (identifiers === undefined || response.opcode !== 1) return;
      const { command, identifier } = JSON.parse(response.payloadData) as { readonly command: string; readonly identifier: string };
      if (command === 'unsubscribe') identifiers.delete(identifier);
      if (command !== 'subscribe') return;
      if (identifiers.has(identifier)) this.#doubled.push(identifier);
      identifiers.add(identifier);
    });
    await session.send('Network.enable');
  }

  async #until<Given extends readonly string[]>(
    what: string,
    isSo: (...given: Given) => boolean | undefined,
    ...given: Given
  ): Promise<void> {
    try {
      await this.#page.waitForFunction(isSo as (...given: readonly string[]) => boolean | undefined, { polling: 50 }, ...given);
    } catch (error) {
      throw new Error(`Within ${PATIENCE / 1000} s it was not so that ${what}. ${await this.#describe()}`, { cause: error });
    }
  }

  async #untilHere(what: string, isSo: () => boolean): Promise<void> {
    const end = performance.now() + PATIENCE;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`Within ${PATIENCE / 1000} s it was not so that ${what}. ${await this.#describe()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** What the page shows, for the message of a failure. */
  async #describe(): Promise<string> {
    const shown = await this.#page.evaluate(() => {
      const texts = [...document.querySelectorAll('live-status, live-counter, live-progress, live-chart, live-feed, output')].map(
        (element) => {
          const states = ['live', 'waiting', 'connecting', 'reconnecting', 'stale', 'paused', 'failed', 'ended', 'idle', 'error'];
          const state = states.filter((name) => element.matches(`:state(${name})`)).join(' ');
          return `${element.localName} (${state}): ${element.shadowRoot?.textContent ?? ''} ${element.textContent}`.replace(/\s+/g, ' ');
        },
      );
      return texts.map((text) => text.slice(0, 200)).join('\n');
    });
    return `${shown}\nsubscribed: ${this.subscriptions.join(' ')}\nconsole: ${this.console.join('\n')}`;
  }
}
