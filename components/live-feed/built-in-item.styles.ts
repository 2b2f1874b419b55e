import { css, type CSSResult } from 'lit';

/**
 * How items look that we made, and gap rows; they are the page's own children, so that these rules go into the root that the feed lies in.
 *
 * Without weight (`:where`), so that any rule of the page is stronger; colours come from the feed around.
 */
const itemStyles: CSSResult = css`
  :where([data-live-item]) {
    --_live-item-color: var(--_live-ink-3);
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr);
    column-gap: 0.75rem;
    font-size: var(--_live-text-s, 0.8125rem);
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  :where([data-live-item], [data-live-gap]) {
    margin-block: 0;
  }

  :where([data-live-item]:not(:last-child), [data-live-gap]:not(:last-child)) {
    margin-block-end: var(--live-feed-gap, 0.75rem);
  }

  :where([data-live-item][data-tone='ok']) {
    --_live-item-color: var(--_live-ok);
  }

  :where([data-live-item][data-tone='accent']) {
    --_live-item-color: var(--_live-accent);
  }

  :where([data-live-item][data-tone='warn']) {
    --_live-item-color: var(--_live-warn);
  }

  :where([data-live-item][data-tone='bad']) {
    --_live-item-color: var(--_live-bad);
  }

  :where([data-live-item])::before {
    display: grid;
    place-items: center;
    grid-row: 1 / span 2;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_live-item-color) 12%, transparent);
    color: var(--_live-item-color);
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1;
    content: attr(data-glyph);
    content: attr(data-glyph) / '';
  }

  :where([data-live-item] > *) {
    grid-column: 2;
  }

  :where([data-live-item] strong) {
    font-weight: 600;
  }

  :where([data-live-item] p) {
    margin: 0;
    color: var(--_live-ink-2);
  }

  :where([data-live-item] a) {
    color: inherit;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-underline-offset: 2px;
  }

  :where([data-live-item] a:hover) {
    text-decoration-color: currentColor;
  }

  :where([data-live-item] > time) {
    color: var(--_live-ink-3);
    font-size: var(--_live-text-xs, 0.75rem);
    font-variant-numeric: tabular-nums;
  }

  :where([data-live-gap]) {
    padding-block: 0.25rem;
    border-block: 1px dashed color-mix(in oklab, var(--_live-warn) 35%, var(--_live-line));
    color: var(--_live-warn);
    font-size: var(--_live-text-s, 0.8125rem);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  :where([data-live-gap] a) {
    color: inherit;
    text-underline-offset: 2px;
  }

  @media (forced-colors: active) {
    :where([data-live-item])::before {
      border: 1px solid;
    }
  }
`;

/** Gives the items of a document or shadow root their looks, once; a constructed sheet, which a strict CSP allows. */
export function styleItems(root: Node): void {
  const { styleSheet } = itemStyles;
  if (!styleSheet || !(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
}
