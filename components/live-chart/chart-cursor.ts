import { html, nothing, type TemplateResult } from 'lit';
import type { Palette } from './chart-look.js';
import type { DrawnSeries } from './chart-state.js';
import { swatchTemplate } from './chart-toolbar.js';
import { instantText, valueText, type ChartFormat } from './chart-words.js';
import type { Read } from './cursor-controller.js';
import type { ChartEngine } from './engine.js';

/** Renders the line, the points and the words at the cursor; `placeCursor` puts them where they belong. */
export function cursorTemplate(
  { readings, at, column, isLate }: Read,
  series: readonly DrawnSeries[],
  format: ChartFormat,
): TemplateResult {
  return html`
    <div part="cursor"></div>
    ${readings.map(({ value }, index) => (typeof value === 'number' ? html`<div part="dot" data-column=${index}></div>` : nothing))}
    <div part="tooltip" ?data-before=${isLate} aria-hidden="true">
      ${instantText(at, format, true)}
      <ul>
        ${series.map(
          ({ label, unit, dash }, index) =>
            html`<li data-column=${index} ?data-active=${index === column}>
              ${swatchTemplate(dash)} ${label} <b>${valueText(readings[index]?.value, unit, format)}</b>
            </li>`,
        )}
      </ul>
    </div>
  `;
}

/** Puts line, points and words in place, by CSSOM, which a strict CSP allows. */
export function placeCursor(root: ParentNode, { readings, at }: Read, engine: ChartEngine, { colors }: Palette): void {
  place(root.querySelector('[part="cursor"]'), engine.place(at, 0).left);
  place(root.querySelector('[part="tooltip"]'), engine.place(at, 0).left);
  for (const dot of root.querySelectorAll<HTMLElement>('[part="dot"]')) {
    const index = Number(dot.dataset['column']);
    const reading = readings[index];
    if (!reading) continue;
    const { left, top } = engine.place(reading.at, Number(reading.value));
    place(dot, left);
    dot.style.setProperty('--_top', `${String(top)}px`);
    dot.style.backgroundColor = colors[index]?.[0] ?? '';
  }
}

function place(element: HTMLElement | null, left: number): void {
  element?.style.setProperty('--_left', `${String(left)}px`);
}
