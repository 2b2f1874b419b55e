import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: block;
    position: relative;
    overflow-wrap: break-word;
  }

  :host(:state(overflowing)) {
    overflow: auto;
  }

  /* A hidden item stays hidden, even if the page sets its display. */
  ::slotted([hidden]) {
    display: none !important;
  }

  /* A row stands for them. Paper has no button that shows them. */
  @media not print {
    ::slotted([data-live-folded]) {
      display: none !important;
    }
  }

  [part='bar'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    column-gap: 0.5rem;
    position: sticky;
    inset-block: 0;
    z-index: 1;
    pointer-events: none;
  }

  [part='label'] {
    flex: 1 1 auto;
    min-inline-size: min-content;
    padding-block: 0.25rem;
    font-size: var(--_live-text-m);
    font-weight: 600;
    line-height: 1.35;
  }

  :host(:state(scrolled)) [part='bar'] slot {
    visibility: hidden;
  }

  [part='age'],
  [part='pill'],
  [part='empty'] {
    font-size: var(--_live-text-s);
  }

  [part='age'],
  [part='pill'] {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    block-size: 1.75rem;
    padding-inline: 0.625rem;
    border: 1px solid transparent;
    border-radius: 1rem;
    background: color-mix(in oklab, currentColor var(--_live-tint), var(--_live-surface));
    font-family: inherit;
    font-weight: 560;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    pointer-events: auto;
  }

  [data-tone='quiet'],
  [part='empty'] {
    color: var(--_live-ink-2);
  }

  /* In a narrow feed, it gets its own line and wraps. */
  [part='age'] {
    block-size: auto;
    min-block-size: 1.75rem;
    max-inline-size: 100%;
    box-sizing: border-box;
    padding-block: 0.125rem;
    line-height: 1.35;
    white-space: normal;
  }

  [part='age'],
  [part='label'] {
    margin-block-end: 0.375rem;
  }

  [part='older'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.25rem 0.75rem;
    min-block-size: 2.25rem;
    font-size: var(--_live-text-s);
  }

  [part='more'] {
    min-block-size: 1.75rem;
    padding-inline: 0.75rem;
    border: 1px solid color-mix(in oklab, currentColor 40%, transparent);
    border-radius: 1rem;
    background: none;
    color: var(--_live-accent);
    font: inherit;
    font-weight: 560;
    cursor: pointer;
  }

  [part='more'][aria-disabled] {
    color: var(--_live-ink-2);
    cursor: default;
  }

  [part='more']:hover {
    border-color: currentColor;
  }

  [part='pill'] {
    flex: none;
    border-color: color-mix(in oklab, currentColor 40%, transparent);
    background: var(--live-feed-pill-background, var(--_live-surface));
    color: var(--live-feed-pill-color, var(--_live-accent));
    cursor: pointer;
  }

  /* Takes no space: it uses the label's line, and without a label it overlaps the first item. */
  :host(:not(:state(empty))) [part='bar']:has(~ [part='list']) [part='pill'] {
    margin-block-end: -1.75rem;
  }

  /* A note leaves no room on the label's line. */
  :host(:not(:state(empty))) [part='bar']:has(~ [part='list']):has([part='age']) [part='pill'] {
    margin-block-end: 0.375rem;
  }

  [part='pill']:hover {
    border-color: currentColor;
  }

  :focus-visible,
  ::slotted(:focus-visible) {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  [part='list'] {
    position: relative;
  }

  [part='edge'] {
    position: absolute;
    inset: 0 0 auto;
    block-size: 1px;
    scroll-margin-block: 3.5rem;
  }

  [role='log'] [part='edge'] {
    inset-block: auto 0;
  }

  /* Paper has no scrolling and no buttons. Without !important, the page's own height would win. */
  @media print {
    :host {
      color-scheme: light;
      block-size: auto !important;
      max-block-size: none !important;
      overflow: visible !important;
      color: CanvasText;
    }

    [part='bar'] {
      position: static;
    }

    [part='pill'],
    [part='more'] {
      display: none;
    }

    [part='label'] {
      break-after: avoid;
    }

    ::slotted(*) {
      break-inside: avoid;
    }
  }
`;
