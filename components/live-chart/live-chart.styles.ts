import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: block;
    container-type: inline-size;
    font-variant-numeric: tabular-nums;
    text-align: start;
  }

  :host([hidden]) {
    display: none;
  }

  :host([variant='sparkline']) {
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
    display: grid;
    grid-template: 'label legend' auto 'summary toolbar' minmax(1.5rem, auto) / minmax(0, 1fr) auto;
    column-gap: 0.75rem;
    align-items: center;
  }

  [part='label'] {
    grid-area: label;
    font-size: var(--_live-text-m);
    font-weight: 600;
  }

  /* As high as it may become, so that the plot does not jump when a number grows. */
  [part='summary'] {
    grid-area: summary;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  [part='legend'] {
    grid-area: legend;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    justify-content: end;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  /* Its swatch is still there for the canvas. */
  [part='legend'][data-one] {
    position: absolute;
    visibility: hidden;
  }

  li {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    --_series: var(--live-series-1, light-dark(oklch(54% 0.19 264), oklch(72% 0.14 264)));
  }

  li:nth-child(6n + 2) {
    --_series: var(--live-series-2, light-dark(oklch(56% 0.1 185), oklch(78% 0.11 185)));
  }

  li:nth-child(6n + 3) {
    --_series: var(--live-series-3, light-dark(oklch(60% 0.15 55), oklch(80% 0.13 70)));
  }

  li:nth-child(6n + 4) {
    --_series: var(--live-series-4, light-dark(oklch(56% 0.2 330), oklch(76% 0.15 330)));
  }

  li:nth-child(6n + 5) {
    --_series: var(--live-series-5, light-dark(oklch(52% 0.13 145), oklch(80% 0.15 145)));
  }

  li:nth-child(6n) {
    --_series: var(--live-series-6, light-dark(oklch(50% 0.05 265), oklch(78% 0.03 265)));
  }

  svg {
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
  }

  /* Its border is not seen: the canvas reads from it the colour below the line. */
  [part='swatch'] {
    color: var(--_series);
    transition: color 1ms;
    border: 0 solid color-mix(in oklch, var(--_series) var(--live-chart-area, 10%), transparent);
  }

  [part='toolbar'] {
    grid-area: toolbar;
    display: flex;
    gap: 0.25rem;
    justify-self: end;
    opacity: 0;
    transition: opacity var(--_live-quick);
  }

  :host(:is(:hover, :focus-within)) [part='toolbar'] {
    opacity: 1;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-inline-size: 1.75rem;
    min-block-size: 1.75rem;
    padding: 0 0.375rem;
    border: 0;
    border-radius: 999px;
    background: none;
    color: var(--_live-ink-2);
    font: inherit;
    font-size: var(--_live-text-s);
    font-weight: 560;
    cursor: pointer;
    transition: background-color var(--_live-quick);
  }

  button:hover,
  button[aria-expanded='true'] {
    background: color-mix(in oklch, var(--_live-accent) var(--_live-tint), transparent);
    color: var(--_live-accent);
  }

  button:disabled {
    background: none;
    color: var(--_live-ink-3);
    opacity: 0.5;
    cursor: default;
  }

  button svg {
    stroke-width: 1.5;
  }

  [part='live-button'] {
    position: absolute;
    inset-block-end: 2.5rem;
    right: 1rem;
    padding: 0 0.75rem;
    border: 1px solid color-mix(in oklch, var(--_live-accent) 40%, transparent);
    background: var(--_live-surface);
    color: var(--_live-accent);
  }

  :is(button, [part='plot'], [part='table']):focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  [part='stage'] {
    position: relative;
    flex: 1 1 auto;
    aspect-ratio: var(--live-chart-aspect-ratio, 16 / 7);
    min-block-size: var(--live-chart-min-block-size, 10rem);
    font-size: var(--_live-text-xs);
  }

  [part='plot'],
  [part='fallback'] {
    position: absolute;
    inset: 0;
    contain: strict;
    border-radius: var(--_live-radius);
    touch-action: pan-y;
  }

  [part='fallback'] {
    overflow: auto;
    font-size: var(--_live-text-s);
  }

  [part='palette'] {
    position: absolute;
    visibility: hidden;
    border: 0 solid;
    border-color: var(--live-chart-grid-color, var(--_live-line))
      var(--live-chart-gap-color, color-mix(in oklch, var(--_live-track) 75%, transparent)) var(--live-chart-limit-color, var(--_live-bad));
    background: var(--live-chart-background, Canvas);
    color: var(--live-chart-axis-color, var(--_live-ink-3));
    transition: 1ms;
  }

  [part='note'] {
    --_tone: var(--_live-warn);
    position: absolute;
    inset-block-start: 0.75rem;
    right: 0.75rem;
    max-inline-size: calc(100% - 2.5rem);
    padding: 0.125rem 0.625rem;
    border-radius: 999px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    background: color-mix(in oklch, var(--_tone) var(--_live-tint), var(--_live-surface));
    color: var(--_tone);
    font-weight: 560;
    pointer-events: none;
  }

  [data-tone='calm'] {
    --_tone: var(--_live-ink-2);
  }

  [data-tone='bad'] {
    --_tone: var(--_live-bad);
  }

  [part='empty'] {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--_live-ink-3);
    font-size: var(--_live-text-s);
    pointer-events: none;
  }

  [part='cursor'] {
    position: absolute;
    inset-block: 0.5rem 1.75rem;
    left: var(--_left);
    inline-size: 0;
    border-inline-start: 1px solid var(--_live-ink-3);
    opacity: 0.5;
    pointer-events: none;
  }

  [part='tooltip'] {
    position: absolute;
    inset-block-start: 0.75rem;
    left: calc(var(--_left) + 0.75rem);
    padding: 0.375rem 0.625rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius);
    background: var(--_live-surface);
    color: var(--_live-ink-2);
    font-size: var(--_live-text-xs);
    white-space: nowrap;
    pointer-events: none;
  }

  [part='tooltip'][data-before] {
    left: auto;
    right: calc(100% - var(--_left) + 0.75rem);
  }

  [part='tooltip'] ul {
    margin: 0.125rem 0 0;
    padding: 0;
  }

  [part='tooltip'] b {
    margin-inline-start: auto;
    padding-inline-start: 0.75rem;
    color: var(--_live-ink);
  }

  [part='tooltip'] [data-active] {
    color: var(--_live-ink);
  }

  [part='dot'] {
    position: absolute;
    left: var(--_left);
    top: var(--_top);
    inline-size: 8px;
    block-size: 8px;
    margin: -4px;
    border-radius: 50%;
    outline: 2px solid var(--_live-surface);
    pointer-events: none;
  }

  [part='table'] {
    overflow: auto;
    max-block-size: 22rem;
    font-size: var(--_live-text-s);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  :is(th, td) {
    padding: 0.375rem 0.5rem;
    border-block-end: 1px solid var(--_live-line);
    font-weight: 400;
    text-align: end;
  }

  :is(th, td):first-child {
    padding-inline-start: 0;
    text-align: start;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_live-surface);
    color: var(--_live-ink-2);
    font-weight: 560;
  }

  [part='pages'] {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    margin-block-start: 0.5rem;
    color: var(--_live-ink-2);
    font-size: var(--_live-text-s);
  }

  /* What uPlot needs of its own style sheet. */
  .u-wrap {
    position: relative;
    user-select: none;
  }

  .u-over,
  .u-under,
  .u-axis {
    position: absolute;
    pointer-events: none;
  }

  canvas {
    display: block;
    direction: ltr;
    inline-size: 100%;
    block-size: 100%;
  }

  :host(:is(:state(stale), :state(offline), :state(reconnecting), :state(failed), :state(rejected))) canvas {
    opacity: 0.7;
  }

  :host([variant='sparkline']) :is(figcaption, [part='note'], [part='empty']) {
    display: none;
  }

  :host([variant='sparkline']) [part='stage'] {
    aspect-ratio: auto;
    min-block-size: 0;
  }

  @container (inline-size < 28rem) {
    figcaption {
      grid-template: 'label toolbar' minmax(1.5rem, auto) 'summary summary' auto 'legend legend' auto / minmax(0, 1fr) auto;
      row-gap: 0.25rem;
    }

    [part='summary'] {
      min-block-size: 2lh;
      max-block-size: 2lh;
      white-space: normal;
    }

    [part='legend'] {
      justify-content: start;
    }
  }

  @media (hover: none) {
    [part='toolbar'] {
      opacity: 1;
    }
  }

  @media (forced-colors: active) {
    li:nth-child(n) {
      --_series: CanvasText;
    }

    li:nth-child(2n) {
      --_series: LinkText;
    }

    [part='swatch'],
    [part='palette'],
    [part='dot'] {
      forced-color-adjust: none;
    }

    [part='palette'] {
      border-color: GrayText color-mix(in oklch, CanvasText 15%, Canvas) CanvasText;
    }

    [part='note'],
    [part='tooltip'] {
      border: 1px solid CanvasText;
    }
  }
`;
