// @ts-check
// Finds the browsers that the tests run in. No download: a browser comes from CHROME_PATH / FIREFOX_PATH, or from the system.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @param {string} file */
const runnable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @param {string[]} names */
const onPath = (names) => {
  for (const name of names)
    for (const dir of (process.env.PATH ?? '').split(delimiter)) if (dir && runnable(join(dir, name))) return join(dir, name);
  return undefined;
};

const known = {
  chromium: {
    env: 'CHROME_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    files: [
      '/snap/bin/chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      `${process.env.PROGRAMFILES ?? 'C:/Program Files'}/Google/Chrome/Application/chrome.exe`,
    ],
    hint: 'apt-get install --no-install-recommends chromium',
  },
  firefox: {
    env: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    files: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    hint: 'apt-get install --no-install-recommends firefox-esr',
  },
  webkit: {
    env: 'WEBKIT_DRIVER_PATH',
    names: ['WebKitWebDriver'],
    files: ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/WebKitWebDriver'],
    hint: 'apt-get install --no-install-recommends webkit2gtk-driver xvfb',
  },
};

/** Path of a browser, or undefined. An env variable that names a missing file is an error, not a fallback.
 * @param {keyof typeof known} engine */
export function findBrowser(engine) {
  const { env, names, files } = known[engine];
  const told = process.env[env];
  if (told) {
    if (!runnable(told)) throw new Error(`${env}=${told} is not a program that can be run.`);
    return told;
  }
  return onPath(names) ?? files.find(runnable);
}

/** @param {keyof typeof known} engine */
export function needBrowser(engine) {
  const file = findBrowser(engine);
  if (file) return file;
  const { env, hint } = known[engine];
  throw new Error(
    [
      `No ${engine} was found, and the tests need one.`,
      `  Debian or Ubuntu:  ${hint}`,
      `  Installed elsewhere:  ${env}=/path/to/it npm test`,
      `  Only the tests that need no browser:  npm run test:node`,
    ].join('\n'),
  );
}

export const chromiumArgs = [
  // Chromium's sandbox does not start for root; a person's own login keeps it.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--hide-scrollbars',
];
