import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import type { Site } from '../../scripts/site.js';
import type { Connection } from '../../src/scope.js';
import { buildPage } from './build-page.js';
import { launchBrowser, openPage, type OpenPage } from './open-page.js';
import { leaks } from './token-leaks.js';

/** How long a page may take on a busy machine before a test gives up, in ms. */
const PATIENCE = 20_000;

/** Stands nowhere in the page but in the script that brings it. */
const TOKEN = 'canary-7f3c19';

const ELEMENTS = `
  <live-status with-details></live-status>
  <live-counter channel="DemoChannel" params='{"stream":"all"}' snapshot="/snapshots/demo/all.json" seq="seq"></live-counter>
  <live-feed channel="DemoChannel" params='{"stream":"all"}' snapshot="/snapshots/demo/all.json" seq="seq"></live-feed>`;

const PAGE = {
  // One connection is handed over, the other is the element's own, and may poll.
  body: `<live-connection id="given">${ELEMENTS}</live-connection><live-connection id="own" transports="cable polling">${ELEMENTS}</live-connection>`,
  script: `
    import { createConnection, createRecorder, diagnose } from 'cablegram';
    let failure;
    const getToken = async () => {
      if (failure) throw failure;
      return '${TOKEN}';
    };
    const connection = createConnection({ getToken, recorder: createRecorder({ redact: (body) => body }) });
    const [given, own] = document.querySelectorAll('live-connection');
    given.connection = connection;
    own.getToken = getToken;
    const told = [];
    for (const type of ['live-status', 'live-error', 'live-gap']) document.addEventListener(type, ({ status, error }) => told.push({ status, error: error && [String(error), error.code] }));
    globalThis.connections = () => [connection, own.connection];
    globalThis.break = () => {
      failure = new Error('${TOKEN} is not valid any more');
      for (const one of connections()) one.reconnect();
    };
    /** What the page can be told of its connections. */
    globalThis.told = async () =>
      JSON.stringify([told, connection.history(), connection.discarded, ...connections().map(({ status }) => status), await diagnose(connection)]);
    await import('cablegram/define');
  `,
};

interface Held {
  readonly connections: () => readonly Connection[];
  readonly told: () => Promise<string>;
  readonly break: () => void;
}

let browser: Browser;
let site: Site;

before(async () => {
  [site, browser] = await Promise.all([buildPage(PAGE), launchBrowser()]);
});

after(async () => {
  await browser.close();
  await site.remove();
});

suite('a page with a token', () => {
  test('X5: brings it by subprotocol and header, and shows, tells, logs and keeps it nowhere: live, lost, polled, refused, and where it fails', () =>
    withPage(async ({ page, server, addresses, console }) => {
      const headers: Record<string, string>[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/snapshots/')) headers.push(request.headers());
      });
      const search = async (when: string): Promise<void> => {
        assert.deepEqual(await leaks(page, TOKEN), [], when);
        assert.doesNotMatch(await page.evaluate(() => (globalThis as unknown as Held).told()), /canary/, when);
        assert.deepEqual(
          headers.filter(({ authorization }) => authorization !== `Bearer ${TOKEN}`),
          [],
          when,
        );
        const spoken = [...console, ...addresses].filter((text) => text.includes(TOKEN));
        assert.deepEqual(spoken, [], when);
      };

      // The server lets in nobody without it.
      await untilStates(page, ['connected', 'connected']);
      assert.equal(server.connections, 2);
      await search('live');

      server.fault('drop');
      await untilLost(page);
      await untilStates(page, ['connected', 'connected']);
      server.publish('demo:all', { id: 2, value: 2 });
      await page.waitForFunction(
        () => [...document.querySelectorAll('live-feed')].every(({ firstElementChild }) => firstElementChild?.matches('[data-key="2"]')),
        { polling: 20, timeout: PATIENCE },
      );
      assert.ok(headers.length > 0);
      await search('lost and live again');

      server.fault('stop');
      await page.waitForFunction(() => (globalThis as unknown as Held).connections()[1]?.status.transport === 'polling', {
        polling: 20,
        timeout: PATIENCE,
      });
      await search('polled');

      server.fault('start');
      await untilStates(page, ['connected']);
      server.fault('unauthorized');
      server.fault('drop');
      await untilStates(page, ['failed']);
      await search('refused');

      await page.evaluate(() => (globalThis as unknown as Held).break());
      await page.waitForFunction(() => (globalThis as unknown as Held).connections()[0]?.status.reason === 'token-failed', {
        polling: 20,
        timeout: PATIENCE,
      });
      await search('not to be had');
    }));

  test('X5: where a token is shown, logged or kept, it is found', () =>
    withPage(async ({ page, console }) => {
      await untilStates(page, ['connected', 'connected']);
      await page.evaluate(async (token) => {
        localStorage.setItem('kept', token);
        sessionStorage.setItem(token, '');
        document.cookie = `kept=${token}`;
        document.body.dataset['kept'] = token;
        document.querySelector('live-status')?.shadowRoot?.append(token);
        await (await fetch(`/page.js?${token}`)).text();
        globalThis.console.log({ nested: token }, token);
      }, TOKEN);
      await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/page.js?')));
      assert.deepEqual(await leaks(page, TOKEN), ['markup', 'live-status', 'localStorage', 'sessionStorage', 'cookie', 'addresses']);
      assert.ok(console.some((line) => line.includes(TOKEN)));
    }));
});

/** Runs a test against the page, on a server of its own that has something to say. */
async function withPage(run: (open: OpenPage) => Promise<void>): Promise<void> {
  const open = await openPage(browser, site, { token: TOKEN, chance: 0 });
  try {
    open.server.publish('demo:all', { id: 1, value: 1 });
    await run(open);
  } finally {
    await open.close();
  }
}

/** Waits until the first connections stand so. */
async function untilStates(page: Page, states: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const { connections } = globalThis as unknown as Partial<Held>;
      return connections !== undefined && wanted.every((state, place) => connections()[place]?.status.state === state);
    },
    { polling: 20, timeout: PATIENCE },
    states,
  );
}

/** Waits until the first connection was lost, whether it is live again or not. */
async function untilLost(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      (globalThis as unknown as Held)
        .connections()[0]
        ?.history()
        .some(({ event }) => event.type === 'lost'),
    { polling: 20, timeout: PATIENCE },
  );
}
