// @ts-check
// Shows each element in a DOM of unit tests, as a test of somebody's application does, and prints what each shows: node page-in-node.mjs jsdom
import { JSDOM, VirtualConsole } from 'jsdom';
import { Window } from 'happy-dom';

/* global document */

/** @type {string[]} */
const errors = [];
process.on('unhandledRejection', (error) => errors.push(String(error)));
process.on('uncaughtException', (error) => errors.push(String(error)));

const window = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (process.argv[2] === 'jsdom' ? jsdomWindow() : new Window()));
const ofWindow = ['addEventListener', 'removeEventListener', 'dispatchEvent', 'matchMedia', 'getComputedStyle', 'requestAnimationFrame'];
const names = new Set([...Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis)), ...ofWindow]);
// Jest and Vitest replace these globals of Node by those of the DOM.
for (const name of [...names, 'Event', 'EventTarget', 'CustomEvent', 'MessageEvent', 'AbortController', 'AbortSignal', 'navigator']) {
  const value = window[name];
  const isMethod = typeof value === 'function' && ofWindow.includes(name);
  if (value !== undefined)
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: isMethod ? value.bind(window) : value });
}

const { createConnection } = await import('cablegram');
const { FakeCable } = await import('cablegram/testing');
await import('cablegram/define');

const fake = new FakeCable();
const connection = createConnection({ transports: [fake.transport] });
/** @type {Record<string, string>} */
const shown = {};
const bodies = {
  chart: [{ value: 41 }, { value: 42 }],
  connection: [],
  controls: [],
  counter: [{ value: 41 }, { value: 1042 }],
  feed: [
    { id: 1, message: 'Tea was sold' },
    { id: 2, message: 'Milk was sold' },
  ],
  notice: [{ message: 'The shop is full' }],
  pause: [],
  presence: [],
  progress: [
    { progress: 10, status: 'running', message: 'Printing' },
    { progress: 40, status: 'running', message: 'Folding' },
  ],
  rate: [],
  status: [],
  ticker: [
    { symbol: 'TEA', price: '12.25' },
    { symbol: 'TEA', price: '12.50' },
  ],
};
for (const [name, sent] of Object.entries(bodies)) {
  for (const motion of ['auto', 'full', 'none']) {
    const element = document.createElement(`live-${name}`);
    element.setAttribute('channel', 'ShopChannel');
    element.setAttribute('params', `{"of":"${name}"}`);
    element.setAttribute('label', `The ${name}`);
    element.setAttribute('motion', motion);
    Object.assign(element, { connection });
    document.body.append(element);
    await settle();
    for (const body of sent) {
      fake.broadcast('ShopChannel', { of: name }, body);
      await settle();
    }
    shown[`${name} ${motion}`] = `${textOf(element.shadowRoot)} ${element.textContent}`.replaceAll(/\s+/g, ' ').trim();
    element.remove();
    await settle();
  }
}

const counter = Object.assign(document.createElement('live-counter'), { value: 1234.5 });
document.body.append(counter);
await settle();
shown['value'] = textOf(counter.shadowRoot);
/** @type {((value: unknown) => void) | undefined} */
let emit;
Object.assign(counter, {
  value: undefined,
  source: {
    subscribe(/** @type {{ next: (value: unknown) => void }} */ observer) {
      emit = (value) => observer.next(value);
      return { unsubscribe() {} };
    },
  },
});
await settle();
emit?.({ value: 77 });
await settle();
shown['source'] = textOf(counter.shadowRoot);
counter.remove();

console.log(JSON.stringify({ errors, shown }));
process.exit();

/** Style sheets are text in jsdom. @param {ShadowRoot | null} root */
function textOf(root) {
  return [...(root?.children ?? [])]
    .filter(({ localName }) => localName !== 'style')
    .map(({ textContent }) => textContent)
    .join(' ');
}

/** Waits for the frame that shows what was sent. */
function settle() {
  return new Promise((resolve) => setTimeout(resolve, 40));
}

function jsdomWindow() {
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => errors.push(String(error.cause ?? error)));
  return new JSDOM('', { url: 'http://localhost/', pretendToBeVisual: true, virtualConsole }).window;
}
