// Over 250 lines, because it styles every part of the chart, also for forced colours, print and the sparkline.
import { css, type CSSResult } from 'lit';

/**
 * Styles of the chart, with the rules of uPlot's style sheet that it needs. Longer comments are here, because comments in the CSS are sent to
 * every page.
 *
 * The canvas reads its colours from the legend's swatches (`color` for a line, `border-color` for the area below it), which are invisible if
 * there is only one series, and from the plot's borders. The end of a transition signals that a colour changed. The summary is one line, so that
 * the plot does not jump when a number gets longer. The stage has an explicit width, because Safari would compute a minimum width from its
 * minimum height and aspect ratio.
 */
export const styles: CSSResult = css`
  :host {
    display: block;
    font-variant-numeric: tabular-nums;
  }

  :host(:where([variant='sparkline'])) {
    display: inline-block;
    inline-size: 8em;
    block-size: 1.75em;
    vertical-align: middle;
  }

  figure {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    block-size: 100%;
    margin: 0;
  }

  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
  }

  [part='label'] {
    font-weight: 600;
  }

  :is(p, ul, button) {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  p {
    flex: 1 0 100%;
    overflow: hidden;
    /* The sentence follows its own words, so that only its end is cut on a page of the other direction. */
    unicode-bidi: plaintext;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  :is([part='legend'], li) {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    align-items: center;
  }

  [part='legend'] {
    flex: auto;
    column-gap: 0.75rem;
    justify-content: end;
  }

  [part='toolbar'] {
    margin-inline-start: auto;
  }

  [data-hidden] {
    visibility: hidden;
    overflow: hidden;
    inline-size: 0;
    block-size: 0;
  }

  :is(li, [part='line']) {
    --_series: var(--live-series-1, var(--_live-accent));
  }

  :is(li, [part='line']):nth-child(12n + 2) {
    --_series: var(--live-series-2, light-dark(oklch(56% 0.1 185), oklch(78% 0.11 185)));
  }

  :is(li, [part='line']):nth-child(12n + 3) {
    --_series: var(--live-series-3, light-dark(oklch(60% 0.15 55), oklch(80% 0.13 70)));
  }

  :is(li, [part='line']):nth-child(12n + 4) {
    --_series: var(--live-series-4, light-dark(oklch(56% 0.2 330), oklch(76% 0.15 330)));
  }

  :is(li, [part='line']):nth-child(12n + 5) {
    --_series: var(--live-series-5, light-dark(oklch(52% 0.13 140), oklch(82% 0.14 135)));
  }

  :is(li, [part='line']):nth-child(12n + 6) {
    --_series: var(--live-series-6, light-dark(oklch(54% 0.19 20), oklch(74% 0.14 20)));
  }

  :is(li, [part='line']):nth-child(12n + 7) {
    --_series: var(--live-series-7, var(--_live-accent));
  }

  :is(li, [part='line']):nth-child(12n + 8) {
    --_series: var(--live-series-8, light-dark(oklch(56% 0.1 185), oklch(78% 0.11 185)));
  }

  :is(li, [part='line']):nth-child(12n + 9) {
    --_series: var(--live-series-9, light-dark(oklch(60% 0.15 55), oklch(80% 0.13 70)));
  }

  :is(li, [part='line']):nth-child(12n + 10) {
    --_series: var(--live-series-10, light-dark(oklch(56% 0.2 330), oklch(76% 0.15 330)));
  }

  :is(li, [part='line']):nth-child(12n + 11) {
    --_series: var(--live-series-11, light-dark(oklch(52% 0.13 140), oklch(82% 0.14 135)));
  }

  :is(li, [part='line']):nth-child(12n) {
    --_series: var(--live-series-12, light-dark(oklch(54% 0.19 20), oklch(74% 0.14 20)));
  }

  [part='swatch'] {
    color: var(--_series);
    border: 0 solid color-mix(in oklch, var(--_series) 10%, transparent);
    stroke: currentcolor;
    stroke-width: 2;
    fill: none;
  }

  :is([data-marker], [data-filled]) {
    fill: currentcolor;
  }

  [data-marker] {
    stroke: none;
  }

  button {
    min-block-size: 1.5rem;
    margin-inline-start: 0.75rem;
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--_live-accent);
  }

  [part='stage'] {
    position: relative;
    flex: 1;
    inline-size: 100%;
    aspect-ratio: var(--live-chart-aspect-ratio, 16 / 7);
    min-block-size: var(--live-chart-min-block-size, 10rem);
    font-size: var(--_live-text-xs);
  }

  :is([part='plot'], [part='empty']) {
    position: absolute;
    inset: 0;
    contain: strict;
    color: var(--_live-ink-3);
  }

  [part='plot'] {
    color: var(--live-chart-axis-color, var(--_live-ink-3));
    touch-action: pan-y;
    cursor: crosshair;
    border: 0 solid;
    border-color: var(--live-chart-grid-color, var(--_live-line)) color-mix(in oklch, var(--_live-track) 75%, transparent) var(--_live-bad)
      Canvas;
    fill: var(--_live-warn);
    stroke: var(--_live-ink-3);
  }

  :is([part='swatch'], [part='plot']) {
    transition: 1ms;
    transition-property: color, border-color, fill, stroke;
  }

  ::slotted(:is(live-series, live-threshold)) {
    display: none;
  }

  /* Between the grid lines and the threshold lines. */
  [part='empty'] {
    inset-block-end: 30%;
    display: grid;
    place-content: safe center;
    overflow: auto;
  }

  [part='tooltip'] {
    position: absolute;
    inset-block-start: 0.75rem;
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius);
    background: var(--_live-surface);
    color: var(--_live-ink-2);
    white-space: nowrap;
    pointer-events: none;
  }

  /* Beside the newest points, and usually above the highest grid line. */
  [part='corner'] {
    position: absolute;
    inset-block-start: 0;
    right: 0.75rem;
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    justify-content: end;
    max-inline-size: calc(100% - 1.5rem);
    pointer-events: none;
  }

  [part='corner'] > * {
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius);
    background: var(--_live-surface);
    color: var(--_live-ink-2);
  }

  [part='live-button'] {
    margin: 0;
    border-radius: 1rem;
    color: var(--_live-accent);
    font-weight: 600;
    pointer-events: auto;
  }

  [part='selection'] {
    position: absolute;
    z-index: 1;
    border-inline: 1px solid var(--_live-accent);
    background: color-mix(in oklch, var(--_live-accent) 15%, transparent);
    pointer-events: none;
  }

  [part='tooltip'] li {
    flex-wrap: nowrap;
  }

  [data-pinned] {
    border-color: var(--_live-accent);
  }

  li[data-read] {
    color: var(--_live-ink);
    text-decoration: underline;
  }

  [part='pages'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    align-items: center;
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  [part='pages'] > button {
    margin: 0;
  }

  [part='pages'] > :last-child {
    margin-inline-start: auto;
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  [part='glyph'] {
    margin-inline-end: 0.35em;
  }

  b {
    margin-inline-start: auto;
    color: var(--_live-ink);
  }

  [part='table'] {
    overflow: auto;
    max-block-size: 22rem;
    font-size: var(--_live-text-s);
  }

  table {
    inline-size: 100%;
    border-spacing: 0;
    text-align: start;
  }

  :is(th, td) {
    padding-block: 0.375rem;
    border-block-end: 1px solid var(--_live-line);
    text-align: inherit;
  }

  .u-wrap {
    position: relative;
  }

  :is(.u-over, .u-cursor-x, .u-cursor-pt) {
    position: absolute;
  }

  :is(.u-cursor-x, .u-cursor-pt) {
    inset: 0 auto auto 0;
    pointer-events: none;
  }

  .u-cursor-x {
    block-size: 100%;
    border-inline-start: 1px solid;
  }

  .u-cursor-pt {
    border-radius: 50%;
  }

  :is(.u-off, .u-select, .u-under, .u-axis) {
    display: none;
  }

  canvas {
    /* Times such as "11:10 AM" keep their order on a page from right to left. */
    direction: ltr;
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }

  :host([variant='sparkline']) [part='paper'] {
    inset: 0.25rem;
  }

  :host([variant='sparkline']) :is(figcaption, [data-axis], [part='corner'], [part='empty']) {
    display: none;
  }

  :host([variant='sparkline']) [data-failed] [part='empty'] {
    inset-block-end: 0;
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  :host(:is([variant='sparkline'], [variant='bars'], [variant='heat'])) [part='stage'] {
    aspect-ratio: auto;
    min-block-size: 0;
  }

  :host(:is([variant='bars'], [variant='heat'])) :is([part='corner'], [part='empty']) {
    position: static;
    display: block;
    contain: none;
    inline-size: fit-content;
    margin-block-start: 0.5rem;
  }

  [part='bars'] {
    display: grid;
    grid-template-columns: fit-content(40%) 1fr auto;
    gap: 0.625rem 0.75rem;
  }

  [part='bars'] > li:nth-child(n) {
    --_series: var(--live-series-1, var(--_live-accent));
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    gap: inherit;
  }

  [part='category'] {
    overflow-wrap: anywhere;
  }

  [part='bar'] {
    position: relative;
    block-size: 0.5rem;
    overflow: hidden;
    border-radius: var(--_live-radius);
    background: var(--_live-track);
  }

  [part='bar'] > span {
    position: absolute;
    inset-block: 0;
    min-inline-size: 1px;
    border-radius: inherit;
    background: var(--_series);
    transition: inset-inline var(--_live-settle) var(--_live-ease);
  }

  [part='strip'] {
    position: relative;
    align-self: center;
    block-size: 1.25rem;
  }

  :is([part='strip'], [part='scale']) svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    shape-rendering: crispedges;
  }

  [part='cells'] {
    fill: var(--live-series-1, var(--_live-accent));
  }

  /* Hatched, because no shade may look like it. */
  [part='missed'] {
    position: absolute;
    inset-block: 0;
    background: repeating-linear-gradient(135deg, var(--_live-ink-3) 0 1px, transparent 1px 5px);
  }

  [part='bars'] > [part='times']:nth-child(n) {
    grid-column: 2;
    display: flex;
    flex-wrap: nowrap;
    justify-content: space-between;
    contain: inline-size;
    white-space: nowrap;
  }

  :is([part='times'], [part='scale']) {
    font-size: var(--_live-text-xs);
    color: var(--_live-ink-3);
  }

  [part='scale'] {
    margin-block-start: 0.5rem;
    text-align: end;
  }

  [part='scale'] > [dir] {
    display: inline-flex;
    gap: 0.5rem;
    align-items: center;
  }

  [part='scale'] svg {
    inline-size: 6rem;
    block-size: 0.5rem;
  }

  [data-tone] {
    --_series: var(--_live-ink-3);
  }

  [part][data-tone='warn'] {
    --_series: var(--_live-warn);
  }

  [part][data-tone='bad'] {
    --_series: var(--_live-bad);
  }

  s {
    position: absolute;
    inset-block: 0;
    inline-size: 2px;
    margin-inline-start: -1px;
    background: var(--_live-ink);
  }

  [part='value'] {
    text-align: end;
  }

  small {
    display: block;
    font-size: var(--_live-text-xs);
  }

  [part='paper'] {
    display: none;
    position: absolute;
    inset: 0.5rem 0.5rem 1.75rem 4.5em;
    color: var(--_live-ink-3);
  }

  [data-right] {
    right: 4.5em;
  }

  [part='paper'] > svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    fill: none;
  }

  [part='paper'] path {
    stroke: var(--_live-line);
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }

  [part='paper'] > svg > [part='band'] {
    fill: var(--_live-track);
  }

  [part='paper'] > svg > [part='limits'] {
    stroke: var(--_live-bad);
    stroke-dasharray: 2 4;
  }

  [part='paper'] [part='line'] {
    stroke: var(--_series);
    stroke-width: 2;
    stroke-linecap: round;
  }

  [data-axis] {
    position: absolute;
    white-space: nowrap;
  }

  [data-axis='x'] {
    inset-block-start: calc(100% + 0.5rem);
    transform: translateX(-50%);
  }

  [data-axis='y'] {
    right: calc(100% + 0.5rem);
    transform: translateY(-50%);
  }

  [data-axis='y2'] {
    left: calc(100% + 0.5rem);
    transform: translateY(-50%);
  }

  [data-axis='limit'] {
    left: 0;
    color: var(--_live-bad);
    transform: translateY(-100%);
  }

  [data-axis='outlier'] {
    transform: translateX(-0.4em);
  }

  @media (hover) {
    :host(:not(:hover, :focus-within)) figure:not([data-failed]) [part='toolbar'] {
      opacity: 0;
    }
  }

  @media (forced-colors: active) {
    :is(li, [part='line']):nth-child(n) {
      --_series: CanvasText;
    }

    :is(li, [part='line']):nth-child(2n) {
      --_series: LinkText;
    }

    :is([part='swatch'], [part='plot']) {
      forced-color-adjust: none;
    }

    [part='bar'] {
      forced-color-adjust: none;
      outline: 1px solid CanvasText;
      background: Canvas;
    }

    [part='bar'] > span {
      background: Highlight;
    }

    [part='cells'] {
      fill: CanvasText;
    }

    [part='missed'] {
      forced-color-adjust: none;
      /* Two colours, because the hatch lies over cells of any shade. */
      background: repeating-linear-gradient(135deg, CanvasText 0 1px, Canvas 1px 2px, transparent 2px 6px);
    }

    [part='plot'] {
      border-color: GrayText color-mix(in oklch, CanvasText 15%, Canvas) CanvasText Canvas;
    }
  }

  @media print {
    :host {
      color-scheme: light;
    }

    figure {
      break-inside: avoid;
      color: CanvasText;
    }

    [part='paper'] {
      display: block;
    }

    :is([part='bar'], [part='missed']) {
      print-color-adjust: exact;
    }

    /* Keeps its size, so that the canvas is not redrawn for printing. */
    [part='paper'] + [part='plot'] {
      visibility: hidden;
    }

    :is([part='toolbar'], [part='tooltip'], [part='live-button'], [part='pages']) {
      display: none;
    }

    p {
      overflow: visible;
      white-space: normal;
    }

    [part='table'] {
      overflow: visible;
      max-block-size: none;
    }
  }
`;
