/** The browsers that tests can run in. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

/** Path of a browser, or `undefined`; throws where an environment variable names a file that cannot be run. */
export function findBrowser(engine: Engine): string | undefined;

/** Path of a browser; throws, with what to do, where there is none. */
export function needBrowser(engine: Engine): string;

/** What Chromium is started with. */
export const chromiumArgs: string[];
