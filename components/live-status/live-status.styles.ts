import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: inline-flex;
    vertical-align: middle;
    max-inline-size: 100%;
  }

  :host([hidden]) {
    display: none;
  }

  :host(:state(banner)) {
    display: block;
  }

  /* Out of sight and out of the flow, but still there for the words that come next to be read out. */
  :host(:state(hidden)) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [part='base'] {
    --color: var(--live-status-paused-color, var(--_live-ink-2));
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-inline-size: 0;
    /* A little of the page's own ink, so that small words are legible on the tint whatever lies below it. */
    color: color-mix(in oklab, var(--color) 82%, currentColor);
    font-size: var(--live-status-font-size, var(--_live-text-s));
    font-weight: 560;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
  }

  [data-kind='live'] {
    --color: var(--live-status-live-color, var(--_live-ok));
  }

  [data-kind='polling'] {
    --color: var(--live-status-polling-color, var(--_live-accent));
  }

  [data-kind='partial'],
  [data-kind='stale'],
  [data-kind='reconnecting'] {
    --color: var(--live-status-trouble-color, var(--_live-warn));
  }

  [data-kind='offline'] {
    --color: var(--live-status-offline-color, var(--_live-ink-2));
  }

  [data-kind='failed'] {
    --color: var(--live-status-failed-color, var(--_live-bad));
  }

  [data-variant='badge'] {
    min-block-size: 1.625rem;
    padding-inline: 0.4375rem 0.6875rem;
    border-radius: 999px;
    background: color-mix(in oklch, var(--color) var(--_live-tint), transparent);
    white-space: nowrap;
  }

  [data-variant='banner'] {
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.625rem;
    box-sizing: border-box;
    min-block-size: 2.75rem;
    padding-block: 0.5rem;
    padding-inline: 0.875rem 0.75rem;
    border: 1px solid color-mix(in oklch, var(--color) 28%, transparent);
    border-radius: var(--_live-radius-m);
    background: color-mix(in oklch, var(--color) 9%, transparent);
  }

  [part='indicator'] {
    flex: none;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    overflow: visible;
    color: var(--color);
    fill: currentColor;
  }

  .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  [part='words'] {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  [data-variant='banner'] [part='words'] {
    flex: 1 1 0;
    white-space: normal;
  }

  [part='text'],
  [part='detail'],
  [part='hint'] {
    unicode-bidi: isolate;
  }

  [part='hint'] {
    color: var(--_live-ink-2);
    font-weight: 400;
  }

  button,
  a {
    min-inline-size: 1.5rem;
    min-block-size: 1.625rem;
    padding: 0 0.125rem;
    border: 0;
    border-radius: var(--_live-radius);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 640;
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }

  a {
    line-height: 1.625rem;
  }

  :is(button, a):hover {
    text-decoration-thickness: 2px;
  }

  :is(button, a):focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 1px;
  }

  /* Keeps its room while a dial runs, so that the badge does not jump. */
  [part='retry'][aria-disabled='true']:not(:focus-visible) {
    visibility: hidden;
  }

  [part='details-button'] {
    display: inline-grid;
    place-items: center;
    margin-inline-end: -0.4375rem;
    border-radius: 999px;
    anchor-name: --live-status-details;
  }

  [part='details-button'] svg {
    inline-size: 0.75rem;
    block-size: 0.75rem;
  }

  [part='details'] {
    inline-size: max-content;
    max-inline-size: min(24rem, calc(100vw - 2rem));
    padding: 0.875rem 1rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius-m);
    background: var(--_live-surface);
    color: CanvasText;
    font-weight: 400;
    white-space: normal;
  }

  @supports (position-area: block-end) {
    [part='details'] {
      position-anchor: --live-status-details;
      position-area: block-end span-inline-start;
      position-try-fallbacks: flip-inline, flip-block;
      inset: auto;
      margin: 0.375rem 0;
    }
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25rem 1rem;
    margin: 0;
  }

  dt {
    color: var(--_live-ink-2);
  }

  dd {
    margin: 0;
    font-weight: 560;
    overflow-wrap: anywhere;
  }

  [part='tools'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin-block-start: 0.75rem;
    padding-block-start: 0.5rem;
    border-block-start: 1px solid var(--_live-line);
    color: var(--_live-accent);
  }

  textarea {
    box-sizing: border-box;
    inline-size: 100%;
    block-size: 8rem;
    margin-block-start: 0.5rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius);
    background: none;
    color: inherit;
    font:
      0.75rem/1.4 ui-monospace,
      monospace;
  }

  @media (prefers-reduced-motion: no-preference) {
    [part='base'] {
      transition:
        color var(--_live-quick),
        background-color var(--_live-quick);
    }
  }

  @media (forced-colors: active) {
    [data-variant='badge'] {
      outline: 1px solid;
    }
  }
`;
