import '../../../components/define/index.js';
import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { isReader } from '../../../components/internal/converters.js';
import type { CablegramError } from '../../../src/index.js';

const TAGS = [
  'live-chart',
  'live-connection',
  'live-controls',
  'live-counter',
  'live-feed',
  'live-notice',
  'live-pause',
  'live-progress',
  'live-rate',
  'live-status',
  'live-ticker',
] as const;

type Values = Record<string, unknown>;

interface Declaration {
  readonly converter?: unknown;
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
    ['live-chart', 'announce', 'announce', 'loud', 'off'],
    ['live-chart', 'scrolling', 'scrolling', 'fast', 'step'],
    ['live-chart', 'variant', 'variant', 'pie', undefined],
    ['live-chart', 'y-scale', 'yScale', 'logarithmic', 'linear'],
    ['live-controls', 'scope', 'scope', 'site', null],
    ['live-counter', 'announce', 'announce', 'loud', 'off'],
    ['live-counter', 'effect', 'effect', 'bounce', 'auto'],
    ['live-counter', 'motion', 'motion', 'some', 'auto'],
    ['live-counter', 'sign-display', 'signDisplay', 'plus', undefined],
    ['live-feed', 'announce', 'announce', 'loud', 'off'],
    ['live-feed', 'insert', 'insert', 'later', 'auto'],
    ['live-feed', 'order', 'order', 'oldest-first', 'newest-first'],
    ['live-feed', 'payload', 'payload', 'xml', 'data'],
    ['live-feed', 'when-updated', 'whenUpdated', 'jump', 'keep'],
    ['live-notice', 'announce', 'announce', 'loud', 'auto'],
    ['live-notice', 'position', 'position', 'left', 'bottom-end'],
    ['live-notice', 'severity', 'severity', 'bad', 'info'],
    ['live-pause', 'mode', 'mode', 'wait', 'freeze'],
    ['live-pause', 'persist', 'persist', 'always', 'none'],
    ['live-pause', 'scope', 'scope', 'site', null],
    ['live-progress', 'announce', 'announce', 'loud', 'end'],
    ['live-progress', 'layout', 'layout', 'column', 'stacked'],
    ['live-progress', 'variant', 'variant', 'gauge', 'progress'],
    ['live-rate', 'scope', 'scope', 'site', null],
    ['live-status', 'hide-when', 'hideWhen', 'live fine', ''],
    ['live-status', 'variant', 'variant', 'pill', 'badge'],
    ['live-status', 'watch', 'watch', 'cable', null],
    ['live-ticker', 'announce', 'announce', 'loud', 'off'],
    ['live-ticker', 'columns', 'columns', 'symbol prise', ''],
    ['live-ticker', 'flash', 'flash', 'blink', 'background'],
    ['live-ticker', 'layout', 'layout', 'list', 'row'],
    ['live-ticker', 'sort', 'sort', 'percent down', ''],
    ['live-ticker', 'up-color', 'upColor', 'blue', 'auto'],
  ];

  /** The elements read these themselves: decimals of any length, and formats. */
  const READ_BY_THEMSELVES = ['format', 'value'];

  for (const tag of TAGS) {
    test(`<${tag}> has a reader for each attribute`, () => {
      const { elementProperties } = customElements.get(tag) as unknown as { elementProperties: Map<string, Declaration> };
      const unread = [...elementProperties].filter(([, { attribute, converter }]) => attribute !== false && !isReader(converter));
      expect(unread.map(([name]) => name).filter((name) => !READ_BY_THEMSELVES.includes(name))).to.deep.equal([]);
    });
  }

  for (const tag of ['live-chart', 'live-counter', 'live-progress'] as const) {
    test(`<${tag}> names the formats that it knows`, async () => {
      const page = await fixture<HTMLElement>(html`<div></div>`);
      const errors: string[] = [];
      page.addEventListener('live-error', ({ error }) => errors.push((error as CablegramError).message));
      const element = document.createElement(tag);
      element.setAttribute('format', 'money');
      page.append(element);
      await element.updateComplete;
      await element.updateComplete;
      expect(errors).to.deep.equal([
        `<${tag}> cannot use its format: format "money" is none of decimal, compact, percent, currency, unit, bytes, duration.`,
      ]);
    });
  }

  test('lists of words take commas and capitals', () => {
    const ticker = document.createElement('live-ticker');
    ticker.setAttribute('columns', 'Symbol, price');
    expect(ticker.columns).to.equal('symbol price');
    const status = document.createElement('live-status');
    status.setAttribute('hide-when', ' live  paused ');
    expect(status.hideWhen).to.equal('live paused');
    expect(warnings).to.deep.equal([]);
  });

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
