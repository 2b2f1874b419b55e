import type { Browser, Page } from 'puppeteer-core';

/** How long a page may take on a busy machine before a test gives up, in ms. */
export const PATIENCE = 20_000;

/** A page of the application, and what went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, what the policy refused, and `live-error` events. */
  faults(): Promise<readonly string[]>;
  /** Waits until each element that matches is in one of these states. */
  reaches(selector: string, ...states: readonly string[]): Promise<void>;
  /** Waits until the text of what matches, in shadow roots too, contains this; at most `within` ms, by default `PATIENCE`. */
  shows(selector: string, text: string, within?: number): Promise<void>;
  /** Presses the button with this text, and waits for the page that follows. */
  press(text: string): Promise<void>;
  /** Presses the button of this failed job that runs it again. */
  retry(job: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a page in a browser context of its own, so that nobody is signed in. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const lines: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) lines.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => lines.push(`uncaught: ${String(error)}`));
  await page.setViewport({ width: 1280, height: 1600 });
  // What tsx compiles calls this for each function with a name, in the page too.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.evaluateOnNewDocument(() => {
    const faults: string[] = [];
    Object.assign(globalThis, { faults });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      faults.push(`refused: ${violatedDirective} ${blockedURI}`),
    );
    document.addEventListener('live-error', ({ target }) => faults.push(`live-error: ${(target as Element).localName}`));
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  const visited: Visit = {
    page,
    async faults() {
      return [...lines, ...(await page.evaluate(() => (globalThis as unknown as { faults: readonly string[] }).faults))];
    },
    async reaches(selector, ...states) {
      await waitFor(
        page,
        (selector, states) => {
          const found = [...document.querySelectorAll(selector)];
          return found.length > 0 && found.every((element) => states.some((state) => element.matches(`:state(${state})`)));
        },
        `${selector} to be ${states.join(' or ')}`,
        PATIENCE,
        selector,
        states,
      );
    },
    async shows(selector, text, within = PATIENCE) {
      await waitFor(
        page,
        (selector, text) => {
          const words = (node: Node): string => {
            if (node instanceof HTMLStyleElement || node instanceof HTMLTemplateElement) return '';
            if (node instanceof Text) return node.data;
            const inside =
              node instanceof Element && node.shadowRoot ? [...node.shadowRoot.childNodes, ...node.childNodes] : [...node.childNodes];
            return inside.map(words).join('');
          };
          return [...document.querySelectorAll(selector)].some((element) => words(element).replace(/\s+/g, ' ').includes(text));
        },
        `${selector} to show "${text}"`,
        within,
        selector,
        text,
      );
    },
    async press(text) {
      const isLoaded = page.evaluate(
        () => new Promise<void>((resolve) => document.addEventListener('turbo:load', () => resolve(), { once: true })),
      );
      await page.evaluate((text) => {
        [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === text)?.click();
      }, text);
      await isLoaded;
    },
    async retry(job) {
      await page.$eval(`live-progress[entity="${job}"] >>> [part=action]`, (button) => (button as HTMLElement).click());
    },
    close: () => context.close(),
  };
  return visited;
}

async function waitFor<Arguments extends readonly unknown[]>(
  page: Page,
  isSo: (...args: Arguments) => boolean,
  what: string,
  within: number,
  ...args: Arguments
): Promise<void> {
  try {
    await page.waitForFunction(isSo as unknown as (...args: unknown[]) => boolean, { timeout: within }, ...args);
  } catch (cause) {
    const text = await page.evaluate(() => document.querySelector('main')?.innerText ?? '');
    throw new Error(`Waited ${within} ms for ${what}. The page shows:\n${text.slice(0, 1_500)}`, { cause });
  }
}
