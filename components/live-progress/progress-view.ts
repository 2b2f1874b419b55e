import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import { glyphTemplate } from '../internal/note.js';
import type { Level } from './gauge.js';
import type { Note } from './progress-face.js';

/** What the bar shows, and what screen readers are told of it. */
export interface BarView {
  readonly isMeter: boolean;
  /** From `min` to `max`; `undefined` if it is not known. */
  readonly now: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly text: string;
  /** Whether the job runs and nobody knows how far it is. */
  readonly isIndeterminate: boolean;
  readonly segments: number;
  /** Where regions begin, from 0 to 1. */
  readonly bounds: readonly number[];
}

/** Renders the bar. Its lengths are set after the render (`fillBar`), because a strict CSP allows no style attributes. */
export function barTemplate({ isMeter, now, min, max, text, isIndeterminate, segments, bounds }: BarView): TemplateResult {
  return html`<div
    part="track"
    role=${isMeter ? 'meter' : 'progressbar'}
    aria-labelledby="label"
    aria-valuemin=${min}
    aria-valuemax=${max}
    aria-valuenow=${now ?? (isMeter ? min : nothing)}
    aria-valuetext=${text || nothing}
    aria-busy=${isIndeterminate ? 'true' : nothing}
  >
    ${Array.from({ length: segments }, () => html`<div part="segment"><div part="indicator"></div></div>`)}
    ${bounds.map(() => html`<div part="bound"></div>`)}
  </div>`;
}

/** Sets the lengths of the segments and the places of the bounds, each from 0 to 1. */
export function fillBar(root: ParentNode, fills: readonly number[], bounds: readonly number[]): void {
  root.querySelectorAll<HTMLElement>('[part="indicator"]').forEach((indicator, index) => {
    const fill = String(fills[index] ?? 0);
    if (indicator.style.getPropertyValue('--_live-fill') !== fill) indicator.style.setProperty('--_live-fill', fill);
  });
  root.querySelectorAll<HTMLElement>('[part="bound"]').forEach((bound, index) => {
    bound.style.setProperty('inset-inline-start', `${(bounds[index] ?? 0) * 100}%`);
  });
}

/** Returns how full each segment is: those before the current one entirely, those after it not at all. */
export function fillsOf(fraction: number, step: number, count: number): readonly number[] {
  return Array.from({ length: Math.max(1, count) }, (_, index) => (count === 0 || index === step ? fraction : index < step ? 1 : 0));
}

/** Renders the level of a gauge: a triangle, and a word. */
export function levelTemplate({ tone, side }: Level, words: LocalizeController): TemplateResult | typeof nothing {
  if (side === undefined) return nothing;
  const text = words.term('progressLevel', side, tone === 'bad');
  return html`<span part="level" data-tone=${tone}>${glyphTemplate(side === 'high' ? 'up' : 'down')}<bdi>${text}</bdi></span>`;
}

/** Renders the words under the bar. */
export function noteTemplate({ glyph, tone, text, title }: Note): TemplateResult {
  const shape = glyph ? glyphTemplate(glyph) : nothing;
  return html`<span part="note" data-tone=${tone} title=${title ?? nothing}>${shape}<bdi>${text}</bdi></span>`;
}
