import type { LitElement, ReactiveController } from 'lit';
import { reportMistakes } from '../internal/mistakes.js';
import { type ChartSeries, type ChartThreshold, type Declared, leftOutIn, namesIn, seriesIn, thresholdsIn } from './chart-series.js';
import { observerOf } from '../internal/browser.js';

/** The attributes of `<live-series>` and `<live-threshold>`. */
const SERIES = ['field', 'label', 'unit', 'color', 'axis', 'type', 'dash'];
const THRESHOLD = ['value', 'to', 'label', 'severity', 'series'];

/** What the page declares by `<live-series>` and `<live-threshold>` children; `undefined` if there are none of a kind. */
export interface PageSeries {
  readonly series: Declared<ChartSeries> | undefined;
  readonly thresholds: Declared<ChartThreshold> | undefined;
}

/** The attributes that declare the same as the children. Children take precedence. */
export interface SeriesHost extends LitElement {
  readonly field: string;
  readonly series: unknown;
  readonly thresholds?: unknown;
}

/**
 * Reads the `<live-series field="cpu">` and `<live-threshold value="80">` children of an element, in the page's order.
 *
 * They are no custom elements: their attributes are the data, which any template language and any framework can write.
 */
export function readPageSeries(host: Element): PageSeries {
  const series = attributesOf(host, 'live-series', SERIES);
  const thresholds = attributesOf(host, 'live-threshold', THRESHOLD);
  return {
    series: series.length > 0 ? seriesIn(series) : undefined,
    thresholds: thresholds.length > 0 ? thresholdsIn(thresholds) : undefined,
  };
}

/** Knows the series and thresholds that the page declares, and reads the children again whenever one is added, changed or removed. */
export class PageSeriesController implements ReactiveController {
  series: readonly ChartSeries[] = [];
  thresholds: readonly ChartThreshold[] = [];
  /** Whether a child has changed since the last update. */
  #isChanged = true;
  readonly #host: SeriesHost;
  readonly #observer = new (observerOf('MutationObserver'))(() => this.#onMutation());

  constructor(host: SeriesHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true, attributes: true, attributeFilter: [...SERIES, ...THRESHOLD], subtree: true });
    this.#onMutation();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Reads again if something has changed; returns whether it has. `changed` are the host's changed properties. */
  read(changed: ReadonlyMap<PropertyKey, unknown>): boolean {
    if (!this.#isChanged && !changed.has('series') && !changed.has('field') && !changed.has('thresholds')) return false;
    this.#isChanged = false;
    const { field, series, thresholds } = this.#host;
    const page = readPageSeries(this.#host);
    const read = page.series ?? seriesIn(series ?? namesIn(field));
    const limits = page.thresholds ?? thresholdsIn(thresholds);
    this.#report('series', [...read.mistakes, ...leftOutIn(read.items)]);
    this.#report('thresholds', limits.mistakes);
    this.series = read.items;
    this.thresholds = limits.items;
    return true;
  }

  #report(key: string, mistakes: readonly string[]): void {
    const host = this.#host;
    const texts = mistakes.map((mistake) => `<${host.localName}> ignores a value: ${mistake}.`);
    // Not under the attribute's own name, which says whether the attribute can be read at all.
    reportMistakes(host, `values of ${key}`, texts, host);
  }

  #onMutation(): void {
    this.#isChanged = true;
    this.#host.requestUpdate();
  }
}

function attributesOf(host: Element, name: string, attributes: readonly string[]): readonly Readonly<Record<string, string>>[] {
  return [...host.children]
    .filter(({ localName }) => localName === name)
    .map((child) => Object.fromEntries(attributes.flatMap((attribute) => pairOf(child, attribute))));
}

function pairOf(child: Element, attribute: string): readonly [string, string][] {
  const value = child.getAttribute(attribute)?.trim();
  return value === undefined ? [] : [[attribute, value]];
}
