// @ts-check
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter } from '@web/test-runner';
import * as puppeteer from 'puppeteer-core';
import { chromiumArgs, findBrowser, needBrowser } from './scripts/browsers.mjs';
import { totalsReporter } from './scripts/totals-reporter.mjs';
import { webkitGtkLauncher } from './scripts/webkit-launcher.mjs';

/** @typedef {import("@web/test-runner").BrowserLauncher} Launcher */

/** @param {string} name @param {Record<string, number>} [prefs] @returns {Launcher} */
const firefox = (name, prefs = {}) =>
  Object.assign(
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: { browser: 'firefox', executablePath: needBrowser('firefox'), headless: true, extraPrefsFirefox: prefs },
    }),
    { name },
  );

/** @type {Record<string, () => Launcher>} */
const engines = {
  chromium: () =>
    // Without "browser": with browser: "chrome", this launcher collects no V8 coverage.
    chromeLauncher({
      puppeteer,
      // Uses a pipe, so that the browser ends whenever the runner ends.
      // Without the back/forward cache: a page in it that still dials a cable, which this server never answers, blocks every later WebSocket.
      launchOptions: {
        pipe: true,
        executablePath: needBrowser('chromium'),
        headless: true,
        args: [...chromiumArgs, '--disable-features=BackForwardCache'],
      },
      // One window for each file, because a second tab is hidden and a hidden page gets no animation frames.
      createPage: ({ context }) => context.newPage({ type: 'window' }),
    }),
  firefox: () => firefox('Firefox'),
  webkit: () => webkitGtkLauncher({ driver: needBrowser('webkit') }),
  // Firefox and WebKitGTK read dark mode and reduced motion only at start.
  'firefox-dark': () =>
    firefox('Firefox dark', {
      'ui.systemUsesDarkTheme': 1,
      'layout.css.prefers-color-scheme.content-override': 0,
      'ui.prefersReducedMotion': 1,
    }),
  'webkit-dark': () => webkitGtkLauncher({ driver: needBrowser('webkit'), name: 'WebKit dark', dark: true, reducedMotion: true }),
};

// BROWSERS=chromium,firefox selects engines, and a missing one is an error. BROWSERS=installed selects all that are installed.
const asked = process.env.BROWSERS ?? 'chromium';
const names =
  asked === 'installed'
    ? /** @type {const} */ (['chromium', 'firefox', 'webkit']).filter((e) => e === 'chromium' || findBrowser(e))
    : asked.split(',');

/** @returns {Launcher[]} */
function launchers() {
  try {
    return names.map((name) => {
      const make = engines[name];
      if (!make) throw new Error(`BROWSERS names "${name}"; use ${Object.keys(engines).join(', ')} or installed.`);
      return make();
    });
  } catch (e) {
    console.error(`\n${/** @type {Error} */ (e).message}\n`);
    process.exit(1);
  }
}

/** How long a WebSocket may wait for an answer that nobody gives, in ms. No test needs it for longer. */
const UNANSWERED_AFTER = 3_000;

/**
 * Ends WebSockets of tests that dial a cable, which this server does not have. Firefox keeps such a dial after its page is gone, and with six of them
 * it opens no page of this server any more.
 *
 * @type {import("@web/test-runner").TestRunnerPlugin}
 */
const refuseCables = {
  name: 'refuse-cables',
  serverStart({ server }) {
    server?.on('upgrade', (_request, socket) => {
      setTimeout(() => socket.bytesWritten === 0 && socket.destroy(), UNANSWERED_AFTER).unref();
    });
  },
};

/** @type {import("@web/test-runner").TestRunnerConfig} */
export default {
  files: ['test/components/**/*.test.ts', 'test/src/**/*.page.test.ts'],
  nodeResolve: { exportConditions: ['browser', 'development'] },
  hostname: '127.0.0.1',
  browsers: launchers(),
  reporters: [defaultReporter(), totalsReporter()],
  concurrency: 2,
  concurrentBrowsers: 1,
  // The limits only end what hangs: on a busy machine, everything may take ten times as long.
  testsStartTimeout: 120_000,
  // All stories are one file. Mocha ends a test that hangs long before this.
  testsFinishTimeout: 600_000,
  testFramework: { config: { ui: 'tdd', timeout: 30_000 } },
  filterBrowserLogs: (/** @type {{ args: unknown[] }} */ { args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)) }),
    refuseCables,
  ],
};
