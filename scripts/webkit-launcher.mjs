// @ts-check
// Runs the tests in WebKitGTK: MiniBrowser behind WebKitWebDriver, on its own virtual screen if there is no display.
// Debian: apt-get install --no-install-recommends webkit2gtk-driver xvfb
//
// To wtr it looks like a Playwright browser ("type" and "getPage"), so that the viewport, key, mouse and select
// commands work in it. WebDriver cannot emulate media or a user agent at run time; dark and reducedMotion are set at the start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** MiniBrowser lies outside PATH, under the library folder of the machine's architecture. */
export function findMiniBrowser() {
  if (process.env.WEBKIT_BROWSER_PATH) return process.env.WEBKIT_BROWSER_PATH;
  for (const lib of ['/usr/lib', '/usr/libexec']) {
    if (!existsSync(lib)) continue;
    for (const arch of ['', ...readdirSync(lib).filter((d) => d.endsWith('-linux-gnu'))])
      for (const version of ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0']) {
        const file = join(lib, arch, version, 'MiniBrowser');
        if (existsSync(file)) return file;
      }
  }
  return undefined;
}

/** @type {Record<string, string>} */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Insert: '\uE016',
  Delete: '\uE017',
  Meta: '\uE03D',
};
/** @param {string} name */
const key = (name) => KEYS[name] ?? name;
const BUTTON = { left: 0, middle: 1, right: 2 };
/** @typedef {{ button?: keyof typeof BUTTON }} ButtonOption */

class Driver {
  /** @type {import("node:child_process").ChildProcess[]} */
  children = [];
  home = mkdtempSync(join(tmpdir(), 'wtr-webkit-'));
  base = '';
  session = '';

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async call(method, path, body) {
    const res = await fetch(`${this.base}${this.session}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = /** @type {{ value: any }} */ (await res.json());
    if (!res.ok) throw new Error(`WebKitWebDriver ${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  /** @param {{ driver: string, browser: string, dark: boolean, reducedMotion: boolean }} options */
  async start({ driver, browser, dark, reducedMotion }) {
    // Its own GTK settings: no toolbar and no minimum width, so that the viewport can be as narrow as a phone.
    const gtk = join(this.home, 'gtk-3.0');
    mkdirSync(gtk);
    writeFileSync(join(gtk, 'settings.ini'), `[Settings]\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`);
    writeFileSync(
      join(gtk, 'gtk.css'),
      'toolbar, toolbar *, headerbar, headerbar *, entry, button { min-width: 0; min-height: 0; padding: 0; margin: 0 }\n',
    );
    /** @type {NodeJS.ProcessEnv} */
    const env = {
      ...process.env,
      NO_AT_BRIDGE: '1',
      GDK_BACKEND: 'x11',
      // Without a locale, navigator.language is "C", which Intl refuses.
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      LANGUAGE: 'en_US',
      XDG_CONFIG_HOME: this.home,
      XDG_DATA_HOME: this.home,
      XDG_CACHE_HOME: this.home,
    };
    if (!env.DISPLAY) {
      const x = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      this.children.push(x);
      const [number] = await Promise.race([
        once(/** @type {import("node:stream").Readable} */ (x.stdio[3]), 'data'),
        once(x, 'error').then(([e]) => {
          throw new Error(`Xvfb did not start (${e.message}): apt-get install xvfb, or set DISPLAY`);
        }),
        once(x, 'exit').then(() => {
          throw new Error('Xvfb ended at its start');
        }),
      ]);
      env.DISPLAY = `:${String(number).trim()}`;
    }
    const port = await freePort();
    this.base = `http://127.0.0.1:${port}`;
    this.children.push(spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }));
    for (let tries = 0; ; tries++) {
      try {
        await this.call('GET', '/status');
        break;
      } catch (e) {
        if (tries > 200) throw e;
        await sleep(50);
      }
    }
    const args = ['--automation', '--full-screen', '--private', ...(dark ? ['--dark-mode'] : [])];
    const { sessionId } = await this.call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args }, timeouts: { script: 60000 } } },
    });
    this.session = `/session/${sessionId}`;
  }

  async stop() {
    if (this.session) await this.call('DELETE', '').catch(() => {});
    this.kill();
  }

  kill() {
    for (const child of this.children.reverse()) child.kill();
    this.children = [];
    rmSync(this.home, { recursive: true, force: true });
  }

  /** @param {string} script @param {unknown[]} args */
  js(script, ...args) {
    return this.call('POST', '/execute/sync', { script, args });
  }
  /** @param {unknown[]} actions */
  keys(...actions) {
    return this.call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
  /** @param {unknown[]} actions */
  pointer(...actions) {
    return this.call('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  }
}

/** The part of Playwright's page API that wtr's commands use. @param {Driver} d */
function page(d) {
  return {
    keyboard: {
      /** @param {string} text */
      type: (text) =>
        d.keys(
          ...[...text].flatMap((c) => [
            { type: 'keyDown', value: c },
            { type: 'keyUp', value: c },
          ]),
        ),
      /** @param {string} chord */
      press(chord) {
        const keys = chord.split(/\+(?=.)/).map(key);
        return d.keys(
          ...keys.map((value) => ({ type: 'keyDown', value })),
          ...[...keys].reverse().map((value) => ({ type: 'keyUp', value })),
        );
      },
      /** @param {string} name */
      down: (name) => d.keys({ type: 'keyDown', value: key(name) }),
      /** @param {string} name */
      up: (name) => d.keys({ type: 'keyUp', value: key(name) }),
    },
    mouse: {
      /** @param {number} x @param {number} y */
      move: (x, y) => d.pointer({ type: 'pointerMove', duration: 0, x, y }),
      /** @param {number} x @param {number} y @param {ButtonOption} [o] */
      click(x, y, o) {
        const button = BUTTON[o?.button ?? 'left'];
        return d.pointer({ type: 'pointerMove', duration: 0, x, y }, { type: 'pointerDown', button }, { type: 'pointerUp', button });
      },
      /** @param {ButtonOption} [o] */
      down: (o) => d.pointer({ type: 'pointerDown', button: BUTTON[o?.button ?? 'left'] }),
      /** @param {ButtonOption} [o] */
      up: (o) => d.pointer({ type: 'pointerUp', button: BUTTON[o?.button ?? 'left'] }),
    },
    /** @param {{ width: number, height: number }} size */
    async setViewportSize({ width, height }) {
      // The window may be larger than its page: set, compare, correct.
      for (let tries = 0; tries < 20; tries++) {
        const [w, h, ow, oh] = await d.js('return [innerWidth, innerHeight, outerWidth, outerHeight]');
        if (w === width && h === height) return;
        await d.call('POST', '/window/rect', { width: ow + width - w, height: oh + height - h });
        await sleep(25);
      }
      throw new Error(`WebKitGTK did not take the viewport ${width}x${height}.`);
    },
    async emulateMedia() {
      throw new Error('WebKitGTK cannot emulate media at run time: start the launcher with dark or reducedMotion.');
    },
    /** @param {string} selector */
    locator: (selector) => ({
      /** @param {string | { value?: string, label?: string }} what */
      selectOption: (what) =>
        d.js(
          `const [selector, what] = arguments; const el = document.querySelector(selector);
           const values = [].concat(what).map((w) => w.value ?? w.label ?? w);
           for (const o of el.options) o.selected = values.includes(o.value) || values.includes(o.label);
           for (const t of ["input", "change"]) el.dispatchEvent(new Event(t, { bubbles: true, composed: true })); return true;`,
          selector,
          what,
        ),
    }),
  };
}

/**
 * @param {{ driver: string, browser?: string | undefined, name?: string, dark?: boolean, reducedMotion?: boolean }} options
 * @returns {import("@web/test-runner-core").BrowserLauncher & { getPage(id: string): ReturnType<typeof page> }}
 */
export function webkitGtkLauncher({ driver, browser = findMiniBrowser(), name = 'WebKit', dark = false, reducedMotion = false }) {
  if (!browser) throw new Error('WebKitWebDriver is there but MiniBrowser is not: apt-get install webkit2gtk-driver');
  /** @type {Driver | undefined} */
  let d;
  /** @type {Promise<Driver> | undefined} */
  let starting;
  /** @type {Set<string>} */
  const active = new Set();
  const begin = async () => {
    d = new Driver();
    process.once('exit', () => d?.kill());
    await d.start({ driver, browser, dark, reducedMotion });
    return d;
  };
  return {
    name,
    type: 'playwright',
    concurrency: 1,
    async startSession(id, url) {
      const it = await (starting ??= begin());
      active.add(id);
      await page(it).setViewportSize({ width: 800, height: 600 });
      await it.call('POST', '/url', { url });
    },
    isActive: (id) => active.has(id),
    getBrowserUrl: (id) => (d && active.has(id) ? d.call('GET', '/url') : undefined),
    async stopSession(id) {
      const testCoverage = await d?.js('return window.__coverage__ ?? null').catch(() => null);
      await d?.call('POST', '/url', { url: 'about:blank' });
      active.delete(id);
      return testCoverage ? { testCoverage } : {};
    },
    async startDebugSession() {
      throw new Error('There is no debug session in WebKitGTK: debug in Chromium, or open the page in Epiphany.');
    },
    async stop() {
      await d?.stop();
    },
    getPage() {
      if (!d) throw new Error('WebKitGTK has not started.');
      return page(d);
    },
  };
}
