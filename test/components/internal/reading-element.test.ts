import '../../../components/define/index.js';
import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import type { CablegramError } from '../../../src/index.js';

const TAGS = [
  'live-chart',
  'live-connection',
  'live-counter',
  'live-feed',
  'live-notice',
  'live-pause',
  'live-progress',
  'live-status',
  'live-ticker',
] as const;

type Values = Record<string, unknown>;

interface Declaration {
  readonly attribute?: string | boolean;
}

suite('ReadingElement', () => {
  let warnings: string[];
  const { warn } = console;

  setup(() => {
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
  });
  teardown(() => (console.warn = warn));

  for (const tag of TAGS) {
    const { elementProperties } = customElements.get(tag) as unknown as { elementProperties: Map<string, Declaration> };
    for (const [name, { attribute }] of elementProperties) {
      const initial = (document.createElement(tag) as unknown as Values)[name];
      if (typeof initial !== 'boolean') continue;
      const written = typeof attribute === 'string' ? attribute : name;
      for (const value of ['false', false, null, undefined]) {
        test(`<${tag}> takes ${String(value)} (${typeof value}) for ${written} as off`, () => {
          const element = document.createElement(tag);
          (element as unknown as Values)[name] = true;
          (element as unknown as Values)[name] = value;
          expect((element as unknown as Values)[name], 'property').to.equal(false);
          if (typeof value !== 'string') return;
          element.setAttribute(written, value);
          expect((element as unknown as Values)[name], 'attribute').to.equal(false);
        });
      }
      for (const value of ['', 'true', written]) {
        test(`<${tag}> takes "${value}" for ${written} as on`, () => {
          const element = document.createElement(tag);
          (element as unknown as Values)[name] = value;
          expect((element as unknown as Values)[name], 'property').to.equal(true);
          element.setAttribute(written, value);
          expect((element as unknown as Values)[name], 'attribute').to.equal(true);
        });
      }
    }
  }

  const TEXTS: readonly (readonly [tag: (typeof TAGS)[number], name: string, text: string, value: unknown])[] = [
    ['live-counter', 'params', '{"shop":1}', { shop: 1 }],
    ['live-counter', 'staleAfter', '30s', 30_000],
    ['live-counter', 'asOf', '2026-11-29T05:00:00Z', Date.UTC(2026, 10, 29, 5)],
    ['live-counter', 'formatOptions', '{"notation":"compact"}', { notation: 'compact' }],
    ['live-counter', 'maximumFractionDigits', '2', 2],
    ['live-feed', 'max', '3', 3],
    ['live-chart', 'series', '["cpu"]', ['cpu']],
    ['live-chart', 'thresholds', '[80]', [80]],
    ['live-chart', 'window', '5m', 300_000],
    ['live-chart', 'maxPoints', '60', 60],
    ['live-chart', 'yMin', '-1.5', -1.5],
    ['live-status', 'grace', '2s', 2_000],
    ['live-connection', 'pollEvery', '10s', 10_000],
  ];

  for (const [tag, name, text, value] of TEXTS) {
    test(`<${tag}> reads ${text} as the property ${name}`, () => {
      const element = document.createElement(tag);
      (element as unknown as Values)[name] = text;
      expect((element as unknown as Values)[name]).to.deep.equal(value);
      expect(warnings).to.deep.equal([]);
    });
  }

  const MISTAKES: readonly (readonly [tag: (typeof TAGS)[number], attribute: string, name: string, value: string, initial: unknown])[] = [
    ['live-counter', 'params', 'params', '{shop: 1}', undefined],
    ['live-counter', 'params', 'params', '[1]', undefined],
    ['live-counter', 'stale-after', 'staleAfter', 'soon', undefined],
    ['live-counter', 'as-of', 'asOf', 'yesterday', undefined],
    ['live-counter', 'maximum-fraction-digits', 'maximumFractionDigits', '200', undefined],
    ['live-feed', 'max', 'max', 'x', 50],
    ['live-feed', 'max', 'max', '1e9', 50],
    ['live-chart', 'max-points', 'maxPoints', 'x', undefined],
    ['live-chart', 'max-points', 'maxPoints', '1e9', undefined],
    ['live-chart', 'y-max', 'yMax', 'hundred', undefined],
    ['live-chart', 'series', 'series', '[cpu]', undefined],
  ];

  for (const [tag, attribute, name, value, initial] of MISTAKES) {
    for (const way of ['attribute', 'property'] as const) {
      test(`<${tag}> refuses ${attribute}="${value}" by ${way}: the page hears of it once, and the default stays`, async () => {
        const page = await fixture<HTMLElement>(html`<div></div>`);
        const errors: string[] = [];
        page.addEventListener('live-error', ({ error }) => errors.push((error as CablegramError).message));
        const element = document.createElement(tag) as LitElement;
        for (let turn = 0; turn < 2; turn += 1) {
          if (way === 'attribute') element.setAttribute(attribute, value);
          else (element as unknown as Values)[name] = value;
        }
        expect((element as unknown as Values)[name]).to.deep.equal(initial);
        page.append(element);
        await element.updateComplete;
        await element.updateComplete;
        expect(errors.filter((message) => message.startsWith(`<${tag}> needs ${attribute} to be `))).to.have.length(1);
      });
    }
  }

  test('an element whose params cannot be read follows no other channel', async () => {
    const element = await fixture<HTMLElementTagNameMap['live-counter']>(
      html`<live-counter channel="C" params="{shop: 1}" label="Orders"></live-counter>`,
    );
    await element.updateComplete;
    expect(element.matches(':state(error)')).to.equal(true);
    element.params = { shop: 1 };
    await element.updateComplete;
    await element.updateComplete;
    expect(element.matches(':state(error)')).to.equal(false);
  });
});
