import '../../components/define/index.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { elements } from '../../components/elements.js';
import { FakeCable } from '../../src/testing/index.js';
import { waitUntil } from '../support/wait-until.js';
import { steadyConnection } from '../support/steady-connection.js';

/** The warnings that Lit has issued on this page. It issues each once. */
const issued = (globalThis as unknown as { readonly litIssuedWarnings: Set<string> }).litIssuedWarnings;

const NAMES = [...Object.keys(elements), 'chart'];

const WARNED_BEFORE = [...issued];

/** Attributes that change what some element shows, or how. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['label', 'Orders'],
  ['format', 'compact'],
  ['unit', '%'],
  ['lang', 'de'],
  ['variant', 'sparkline'],
  ['with-delta', ''],
  ['with-details', ''],
  ['insert', 'pill'],
  ['max', '2'],
  ['y-max', '90'],
  ['thresholds', '80'],
  ['series', '[{"field":"value","label":"A"}]'],
  ['stale-after', '1s'],
];

suite('Lit in development', function () {
  // Each test takes several hundred frames.
  this.timeout(120_000);

  let warnings: string[];
  const { warn } = console;

  setup(() => {
    issued.clear();
    for (const text of WARNED_BEFORE) issued.add(text);
    warnings = [];
    console.warn = (...args) => void warnings.push(args.join(' '));
  });

  teardown(() => (console.warn = warn));

  for (const name of NAMES) {
    test(`has no warning about <live-${name}>`, async () => {
      const fake = new FakeCable();
      const connection = steadyConnection(fake, { retry: () => 1 });
      connection.keepOpen();
      const host = await fixture<HTMLElement>(html`<live-connection .connection=${connection}></live-connection>`);
      const element = document.createElement(`live-${name}`) as unknown as LitElement;
      element.setAttribute('channel', 'C');
      const say = async (value: number): Promise<void> => {
        fake.broadcast('C', {}, { id: value, value, progress: value, title: `Order ${value}`, timestamp: Date.now() });
        await drawn(element);
      };
      host.append(element);
      await drawn(element);
      if (name === 'chart') await waitUntil(() => element.shadowRoot?.querySelector('canvas'), 'it is drawn');
      for (const value of [20, 40, 60]) await say(value);
      await readBy(element);
      for (const value of [70, 80]) await say(value);
      for (const [attribute, value] of ATTRIBUTES) {
        element.setAttribute(attribute, value);
        await drawn(element);
        await readBy(element);
        element.removeAttribute(attribute);
        await drawn(element);
      }
      element.style.inlineSize = '200px';
      await drawn(element);
      connection.pause();
      await drawn(element);
      connection.resume();
      await say(85);
      fake.drop();
      await drawn(element);
      await waitUntil(() => connection.status.state === 'connected');
      await say(90);
      element.remove();
      host.append(element);
      await say(95);
      connection.close();
      await drawn(element);
      expect(warnings.filter((text) => text.includes('lit.dev'))).to.deep.equal([]);
    });
  }
});

async function drawn(element: LitElement): Promise<void> {
  await nextFrame();
  await nextFrame();
  await element.updateComplete;
}

/** Moves the pointer over a plot, and presses keys on everything that can be focused. */
async function readBy(element: LitElement): Promise<void> {
  const { shadowRoot } = element;
  const over = shadowRoot?.querySelector('.u-over');
  if (over) {
    const { left, top, width } = over.getBoundingClientRect();
    over.dispatchEvent(new MouseEvent('mouseenter'));
    for (const part of [0.3, 0.9, 0.95]) {
      over.dispatchEvent(new MouseEvent('mousemove', { clientX: left + part * width, clientY: top + 10, bubbles: true }));
      await drawn(element);
    }
  }
  for (const focusable of shadowRoot?.querySelectorAll<HTMLElement>('[tabindex="0"], button:not([popovertarget])') ?? []) {
    focusable.focus();
    for (const key of ['ArrowLeft', 'Home', 'End']) focusable.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await drawn(element);
  }
}
