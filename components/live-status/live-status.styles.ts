import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: inline-flex;
    vertical-align: middle;
    max-inline-size: 100%;
  }

  :host(:state(banner):not([hidden])) {
    display: block;
  }

  /* Above everything but dialogs, clear of a phone's rounded corners, and never wider or higher than its words need. */
  :host(:state(toast)) {
    position: fixed;
    z-index: 2147483000;
    inset-block-end: calc(var(--live-status-inset, 0.75rem) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: var(--live-status-inset, 0.75rem);
    max-inline-size: min(26rem, 100vw - 2 * var(--live-status-inset, 0.75rem));
  }

  /* Out of the flow, but rendered, so that screen readers announce the next words. */
  :host(:state(hidden)) {
    position: absolute;
  }

  [part~='base'] {
    --color: var(--_live-ink-2);
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-inline-size: 0;
    min-block-size: 1.5rem;
    /* Visible in forced colours, which remove the tint. */
    border: 1px solid transparent;
    background: color-mix(in oklab, var(--color) var(--_live-tint), transparent);
    /* Mixed with the page's text colour, so that small words are legible on any background. */
    color: color-mix(in oklab, var(--color) 82%, currentColor);
    font-size: var(--_live-text-s);
    font-weight: 560;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
  }

  [data-kind='live'] {
    --color: var(--_live-ok);
  }

  [data-kind='polling'] {
    --color: var(--_live-accent);
  }

  :is([data-kind='partial'], [data-kind='unknown'], [data-kind='stale'], [data-kind='reconnecting']) {
    --color: var(--_live-warn);
  }

  :is([data-kind='unavailable'], [data-kind='rejected'], [data-kind='failed']) {
    --color: var(--_live-bad);
  }

  [data-variant='dot'] {
    min-block-size: 0;
    border: 0;
    background: none;
  }

  [data-variant='badge'] {
    padding-inline: 0.5rem 0.625rem;
    border-radius: 999px;
    white-space: nowrap;
  }

  [data-variant='banner'] {
    gap: 0.625rem;
    padding: 0.5rem 0.875rem;
    border-color: color-mix(in oklab, var(--color) 28%, transparent);
    border-radius: var(--_live-radius-m);
  }

  [data-variant='toast'] {
    padding: 0.375rem 0.875rem;
    border-color: color-mix(in oklab, var(--color) 40%, transparent);
    border-radius: var(--_live-radius-m);
    background: color-mix(in oklab, var(--color) var(--_live-tint), var(--_live-surface));
  }

  [data-variant='toast'] > [part~='words'] {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  svg {
    box-sizing: border-box;
    inline-size: 0.875rem;
    border-radius: 50%;
    vertical-align: middle;
    color: var(--color);
    stroke-width: 1.6;
  }

  :is([data-kind='live'], [data-kind='polling'], [data-kind='unavailable'], [data-kind='rejected'], [data-kind='failed']) > svg {
    fill: currentColor;
  }

  [data-kind='live'] > svg {
    padding: 0.1875rem;
    background: color-mix(in oklab, currentColor 25%, transparent);
  }

  [part~='words'] {
    min-inline-size: 0;
    margin-inline-end: auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  /* Keeps words in order if their direction differs from the page's. */
  :is([part~='words'], li) {
    unicode-bidi: plaintext;
  }

  [part='hint'] {
    margin-inline-start: 0.375rem;
    color: var(--_live-ink-2);
    font-weight: 400;
  }

  button,
  a,
  ::slotted(*) {
    flex: none;
    color: inherit;
  }

  :is(button, a) {
    box-sizing: border-box;
    min-inline-size: 1.5rem;
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: var(--_live-radius);
    background: none;
    font: inherit;
    text-decoration: underline;
    cursor: pointer;
  }

  a {
    display: inline-grid;
    align-items: center;
  }

  :is(button, a):focus-visible {
    outline: 2px solid var(--_live-accent);
  }

  /* Keeps its space during a connection attempt, so that the badge does not jump. */
  [aria-disabled='true']:not(:focus) {
    visibility: hidden;
  }

  [part='details-button'] {
    margin-inline-end: -0.375rem;
  }

  [part='details'] {
    margin-block: 0.375rem;
    padding: 0.625rem 0.875rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius-m);
    background: var(--_live-surface);
    max-inline-size: min(24rem, 100vw - 1rem);
    color: CanvasText;
    font-weight: 400;
    white-space: normal;
    position-area: end span-start;
    position-try: flip-inline;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.625rem;
  }

  [part='actions'] > button {
    padding-inline: 0.75rem;
    min-block-size: 1.75rem;
    border: 1px solid var(--_live-line);
    border-radius: 999px;
    text-decoration: none;
  }

  [part='actions'] > button:hover {
    background: var(--_live-track);
  }

  [part='copy-text'] {
    display: block;
    margin-block-start: 0.625rem;
    color: var(--_live-ink-2);
  }

  textarea {
    box-sizing: border-box;
    inline-size: 100%;
    font:
      0.75rem/1.4 ui-monospace,
      monospace;
  }

  li + li {
    margin-block-start: 0.25rem;
  }

  [part='remedy'] {
    color: var(--_live-ink-2);
  }

  li::first-letter {
    text-transform: uppercase;
  }

  @media print {
    :host {
      color-scheme: light;
    }

    [part~='base'] {
      border-color: currentColor;
      color: CanvasText;
    }

    :is(button, a, [part='details']),
    ::slotted(*) {
      display: none;
    }
  }
`;
