import '../../../components/define/index.js';
import { expect, fixture, html } from '@open-wc/testing';
import { Subject } from 'rxjs';
import { EventNames } from '../../../components/internal/event-names.js';
import { nearWord } from '../../../components/internal/near-word.js';
import type { Message } from '../../../src/index.js';

/** Collects what is warned of, and runs the checks when the test says so. */
class Warnings {
  readonly texts: string[] = [];
  readonly #warn = console.warn;
  readonly #setTimeout = window.setTimeout;
  #check: (() => void) | undefined;

  constructor() {
    console.warn = (text: string) => void this.texts.push(text);
    const real = window.setTimeout;
    window.setTimeout = ((callback: () => void, delay?: number) => {
      if (delay !== 3_000) return real(callback, delay);
      this.#check = callback;
      return 0;
    }) as typeof window.setTimeout;
  }

  check(): readonly string[] {
    this.#check?.();
    return this.texts;
  }

  end(): void {
    console.warn = this.#warn;
    window.setTimeout = this.#setTimeout;
  }
}

suite('AuthorChecks', () => {
  let warnings: Warnings;
  setup(() => (warnings = new Warnings()));
  teardown(() => warnings.end());

  test('warns of an attribute that is nearly one of the element, once', async () => {
    await fixture(html`<p><live-counter stale_after="30s" chanel="A"></live-counter><live-counter chanel="B"></live-counter></p>`);
    const texts = warnings.check().filter((text) => text.includes('Did you mean'));
    expect(texts).to.deep.equal([
      'cablegram: <live-counter> has no attribute "stale_after". Did you mean "stale-after"?',
      'cablegram: <live-counter> has no attribute "chanel". Did you mean "channel"?',
    ]);
  });

  test('does not warn of attributes of the page and of frameworks', async () => {
    const element = await fixture(html`<live-counter data-chanel="A" aria-label="x" class="label" id="labe" part="field"></live-counter>`);
    for (const name of ['v-labels', 'x-label', 'hx-get', 'wire-key', 'foreign', 'testid']) element.setAttribute(name, '');
    const box = document.createElement('div');
    box.innerHTML = '<live-counter :label="a" @live-change="b" v-on:click="c"></live-counter>';
    element.append(box);
    expect(warnings.check().filter((text) => text.includes('Did you mean'))).to.deep.equal([]);
  });

  test('warns of an element without a name, but not of a counter in a sentence or of one that names itself', async () => {
    await fixture(html`<p><live-counter value="5"></live-counter><live-presence></live-presence><live-feed></live-feed></p>`);
    const texts = warnings.check().filter((text) => text.includes('no name'));
    expect(texts).to.deep.equal(['cablegram: <live-feed> has no name for screen readers. Set its label; without-label hides it.']);
  });

  test('warns of an element that changes by itself and cannot be paused', async () => {
    const pausable = await fixture(
      html`<live-connection><live-pause></live-pause><live-counter .source=${new Subject()} label="A"></live-counter></live-connection>`,
    );
    expect(warnings.check().filter((text) => text.includes('2.2.2'))).to.deep.equal([]);
    await fixture(html`<live-connection><live-counter .source=${new Subject()} label="A"></live-counter></live-connection>`);
    expect(warnings.check().filter((text) => text.includes('2.2.2'))).to.have.lengthOf(1);
    pausable.remove();
  });

  test('warns of content of the server without a snapshot, which misses what was sent while the page was on its way', async () => {
    const asOf = '2026-11-29T10:00:00Z';
    await fixture(
      html`<p>
        <live-counter channel="A" as-of=${asOf} snapshot="/a.json" label="A">1</live-counter>
        <live-counter .source=${new Subject()} as-of=${asOf} label="B">1</live-counter>
        <live-counter as-of=${asOf} label="C">1</live-counter>
        <live-counter channel="D" label="D">1</live-counter>
      </p>`,
    );
    const texts = (): readonly string[] => warnings.check().filter((text) => text.includes('as-of'));
    expect(texts()).to.deep.equal([]);
    await fixture(html`<live-counter channel="E" as-of=${asOf} label="E">1</live-counter>`);
    expect(texts()).to.deep.equal([
      'cablegram: <live-counter> has as-of and no snapshot, so what the server sends between rendering the page and the subscription is missing. Set snapshot.',
    ]);
  });
});

suite('EventNames', () => {
  function events(event: string, count: number): readonly Message[] {
    return Array.from({ length: count }, () => ({ type: 'event', event, data: {}, body: { event }, receivedAt: 0 }));
  }

  function warned(name: string, ...batches: readonly (readonly Message[])[]): readonly string[] {
    const warnings = new Warnings();
    const names = new EventNames();
    for (const batch of batches) names.take(batch, { localName: 'live-feed', event: name });
    warnings.end();
    return warnings.texts;
  }

  test('warns soon of a name that is nearly one that comes', () => {
    expect(warned('order_create', events('order_created', 5))).to.deep.equal([
      'cablegram: <live-feed> takes events named "order_create", but its channel sent none among 5. Did you mean "order_created"?',
    ]);
  });

  test('warns late of any other name, and never of one that comes', () => {
    expect(warned('exports', events('orders', 49))).to.deep.equal([]);
    expect(warned('exports', events('orders', 50))).to.deep.equal([
      'cablegram: <live-feed> takes events named "exports", but its channel sent none among 50. They are named "orders". If it is rare, nothing is wrong.',
    ]);
    expect(warned('export_*', events('export_done', 1), events('orders', 60))).to.deep.equal([]);
  });
});

suite('nearWord', () => {
  test('finds the word that was meant', () => {
    const known = ['label', 'stale-after', 'channel', 'max'];
    expect(['lable', 'staleafter', 'chanel', 'max-', 'wax', 'title'].map((word) => nearWord(word, known))).to.deep.equal([
      'label',
      'stale-after',
      'channel',
      'max',
      undefined,
      undefined,
    ]);
  });
});
