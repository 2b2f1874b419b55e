import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ChartFrame } from './engine.js';
import { type Heat, type HeatCell, type HeatScale, SHADES } from './heat-cells.js';

/** The units of a strip, which the browser stretches to its width. */
const UNITS = 1000;

/** How strong the palest shade is, from 0 to 1. It must differ from no value. */
const PALEST = 0.14;

/** A row's words. */
export interface HeatRow {
  readonly label: string;
  /** The latest value as text. */
  readonly text: string;
  /** The label of the threshold that the latest value has reached. */
  readonly reached: string | undefined;
}

/** The words of the strip as a whole. */
export interface HeatWords {
  readonly since: string;
  readonly until: string;
  /** The bounds of a scale: what is shown, and the sentence for screen readers. */
  readonly bounds: (scale: HeatScale) => { readonly low: string; readonly high: string; readonly spoken: string };
}

/** Renders a strip of cells for each series, with its latest value, and below them the time in view and what the shades mean. */
export function heatTemplate(
  { rows, scales }: Heat,
  frame: ChartFrame,
  texts: readonly HeatRow[],
  words: HeatWords,
  tooltip: TemplateResult | undefined,
  onPointer: (event: PointerEvent) => void,
): TemplateResult {
  return html`<div part="heat" @pointermove=${onPointer} @pointerleave=${onPointer}>
    <ul part="bars">
      ${texts.map(
        ({ label, text, reached }, index) =>
          html`<li>
            <span part="category">${label}</span>
            ${stripTemplate(rows[index] ?? [], frame)}
            <span part="value"><b>${text}</b> ${reached ? html`<small>${reached}</small>` : nothing}</span>
          </li>`,
      )}
      <li aria-hidden="true" part="times" dir="ltr"><bdi>${words.since}</bdi><bdi>${words.until}</bdi></li>
    </ul>
    ${scales.map((scale) => scaleTemplate(words.bounds(scale)))} ${tooltip}
  </div>`;
}

/** One path for each shade, because hundreds of cells move with each second. */
function stripTemplate(cells: readonly HeatCell[], frame: ChartFrame): TemplateResult {
  const x = (at: number): number => Math.round(((at - frame.since) / (frame.until - frame.since)) * UNITS * 10) / 10;
  const shades = Array.from({ length: SHADES }, (_, shade) =>
    cells
      .filter((cell) => cell.shade === shade)
      .map(({ since, until }) => `M${x(since)} 0H${x(until)}V1H${x(since)}z`)
      .join(''),
  );
  const bands = frame.gaps
    .map(({ since, until }) => [Math.max(0, x(since)), Math.min(UNITS, x(until))] as const)
    .filter(([from, to]) => to > from);
  return html`<span part="strip" aria-hidden="true">
    <svg viewBox="0 0 1000 1" preserveAspectRatio="none">
      ${shades.map((d, shade) => (d ? svg`<path part="cells" d=${d} fill-opacity=${opacityOf(shade)} />` : nothing))}
    </svg>
    ${bands.map(([from, to]) => html`<i part="missed" .style=${`left:${from / 10}%;right:${100 - to / 10}%`}></i>`)}
  </span>`;
}

/** From left to right in every language, as the shades are. */
function scaleTemplate({ low, high, spoken }: ReturnType<HeatWords['bounds']>): TemplateResult {
  return html`<div part="scale">
    <span part="for-listeners">${spoken}</span>
    <span dir="ltr" aria-hidden="true">
      <bdi>${low}</bdi>
      <svg viewBox="0 0 ${SHADES} 1" preserveAspectRatio="none">
        ${Array.from(
          { length: SHADES },
          (_, shade) => svg`<path part="cells" d=${`M${shade} 0h1v1h-1z`} fill-opacity=${opacityOf(shade)} />`,
        )}
      </svg>
      <bdi>${high}</bdi>
    </span>
  </div>`;
}

function opacityOf(shade: number): number {
  return Math.round((PALEST + ((1 - PALEST) * shade) / (SHADES - 1)) * 100) / 100;
}
