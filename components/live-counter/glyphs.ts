import { html, svg, type TemplateResult } from 'lit';
import type { Freshness } from '../internal/freshness.js';

/** What a glyph can say. */
export type Glyph = Freshness | 'up' | 'down' | 'unchanged';

const CLOCK = 'M6 1.25a4.75 4.75 0 1 0 0 9.5 4.75 4.75 0 0 0 0-9.5M6 3.4V6l1.9 1.3';
const OPEN_RING = 'M10.25 6A4.25 4.25 0 1 1 7.5 2';
const RING = 'M6 1.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5';
const SQUARE = 'M2.5 2.5h7v7h-7zM6 4.2v2.2M6 7.9v.2';

/** One shape for each meaning, told apart without colour. */
const LINES: Partial<Readonly<Record<Glyph, string>>> = {
  connecting: OPEN_RING,
  reconnecting: OPEN_RING,
  waiting: RING,
  offline: `${RING}M3 9l6-6`,
  stale: CLOCK,
  paused: 'M4 2.5v7M8 2.5v7',
  unconfirmed: 'M4.2 4.4A1.8 1.8 0 1 1 6 6.4v.8M6 9.2v.2',
  rejected: SQUARE,
  failed: SQUARE,
  unchanged: 'M2.5 6h7',
};

const TRIANGLES: Partial<Readonly<Record<Glyph, string>>> = { up: 'M6 1.5 11 10H1z', down: 'M6 10.5 1 2h10z' };

/** Draws a glyph of the size of small text; words stand beside it. */
export function drawGlyph(glyph: Glyph): TemplateResult {
  const triangle = TRIANGLES[glyph];
  return html`<svg part="glyph" viewBox="0 0 12 12" aria-hidden="true">
    ${
      triangle
        ? svg`<path d=${triangle} fill="currentColor" />`
        : svg`<path d=${LINES[glyph] ?? RING} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />`
    }
  </svg>`;
}
