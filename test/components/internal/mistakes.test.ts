import { expect, fixture, html } from '@open-wc/testing';
import '../../../components/define/index.js';
import type { LitElement } from 'lit';
import { reportMistakes } from '../../../components/internal/mistakes.js';
import type { CablegramError } from '../../../src/index.js';

suite('reportMistakes', () => {
  const { warn } = console;
  let page: HTMLElement;
  let errors: string[];

  setup(async () => {
    console.warn = () => undefined;
    errors = [];
    page = await fixture(html`<div></div>`);
    page.addEventListener('live-error', ({ error }) => errors.push((error as CablegramError).message));
  });
  teardown(() => (console.warn = warn));

  async function add(content: DocumentFragment | HTMLElement): Promise<void> {
    page.append(content);
    for (const element of page.querySelectorAll<LitElement>('live-counter, live-feed, live-chart')) await element.updateComplete;
    await Promise.resolve();
  }

  function inside(attributes: Readonly<Record<string, string>>, ...tags: readonly string[]): HTMLElement {
    const box = document.createElement('div');
    for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
    box.append(...tags.map((tag) => document.createElement(tag)));
    return box;
  }

  test('tells a mistake once, and again only after it was fixed', async () => {
    const counter: LitElement = document.createElement('live-counter');
    await add(counter);
    for (const messages of [['a'], ['a', 'b'], ['b'], [], ['a']]) {
      reportMistakes(counter, 'x', messages, counter);
      await counter.updateComplete;
    }
    expect(errors).to.deep.equal(['a', 'b', 'a']);
  });

  test('tells nothing that was fixed before the next update', async () => {
    const counter: LitElement = document.createElement('live-counter');
    await add(counter);
    reportMistakes(counter, 'x', ['a'], counter);
    reportMistakes(counter, 'x', [], counter);
    await counter.updateComplete;
    expect(errors).to.deep.equal([]);
  });

  test('an unknown time zone of any ancestor is told once, by the first element that would inherit it', async () => {
    await add(inside({ 'time-zone': 'Mars/Olympus' }, 'live-counter', 'live-counter', 'live-feed'));
    expect(errors).to.deep.equal(['<div> needs time-zone to be a time zone such as Europe/Berlin, but got "Mars/Olympus".']);
  });

  test('an unknown hour cycle of any ancestor is told once', async () => {
    await add(inside({ 'hour-cycle': 'h25' }, 'live-chart', 'live-counter'));
    expect(errors).to.deep.equal(['<div> needs hour-cycle to be h23, h12, h11, h24, but got "h25".']);
  });

  test('an unknown time zone of an element itself is told once', async () => {
    const counter: LitElement = document.createElement('live-counter');
    counter.setAttribute('time-zone', 'Mars/Olympus');
    await add(counter);
    expect(errors).to.deep.equal(['<live-counter> needs time-zone to be a time zone such as Europe/Berlin, but got "Mars/Olympus".']);
  });
});
