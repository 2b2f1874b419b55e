import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { StatusKind } from './status-state.js';

/** Two paths around the middle of a box of 14: what is filled, and what is drawn as a line. */
interface Glyph {
  readonly fill?: string;
  readonly line?: string;
}

/** A shape for each kind, so that none is told by its colour alone. */
const glyphs: Readonly<Record<StatusKind, Glyph>> = {
  idle: { line: 'M-3 0h6' },
  connecting: { line: 'M3.1 3.1A4.4 4.4 0 1 1 3.1-3.1' },
  waiting: { fill: circle(2), line: circle(5) },
  live: { fill: circle(4) },
  polling: { fill: 'M0-5.2 5.2 0 0 5.2-5.2 0z' },
  paused: { fill: 'M-4-4.5h2.8v9H-4zM1.2-4.5H4v9H1.2z' },
  partial: { fill: 'M0-4.5a4.5 4.5 0 0 0 0 9z', line: circle(4.5) },
  stale: { line: `${circle(5.2)}M0-2.6V.4L2 1.6` },
  reconnecting: { line: 'M4.6 1.2A4.6 4.6 0 1 1 3.4-3.2M4.4-6v3H1.4' },
  offline: { line: circle(4.2) },
  failed: { fill: 'M-3-4.5h6A1.5 1.5 0 0 1 4.5-3v6A1.5 1.5 0 0 1 3 4.5h-6A1.5 1.5 0 0 1-4.5 3v-6A1.5 1.5 0 0 1-3-4.5z' },
  closed: { line: 'M-3.8-3.8h7.6v7.6h-7.6z' },
};

/** Draws the shape of a kind; live alone has a halo. */
export function drawGlyph(kind: StatusKind): SVGTemplateResult {
  const { fill, line } = glyphs[kind];
  return svg`${kind === 'live' ? svg`<circle r="7" opacity="0.25"></circle>` : nothing}${
    fill ? svg`<path d=${fill}></path>` : nothing
  }${line ? svg`<path class="line" d=${line}></path>` : nothing}`;
}

function circle(radius: number): string {
  return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}
