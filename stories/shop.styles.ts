import { css, type CSSResult } from 'lit';

/** Styles of the page around a story's elements. The elements have no card, background or font of their own. */
export const styles: CSSResult = css`
  :root {
    --page: light-dark(oklch(98.2% 0.003 265), oklch(17% 0.012 265));
  }

  :root:not(:has(.sbdocs)) body:has(fake-shop, .shop) {
    min-block-size: 100vh;
    background: var(--page);
  }

  :is(fake-shop, .shop) {
    --card: light-dark(oklch(100% 0 0), oklch(21% 0.014 265));
    --ink: light-dark(oklch(23% 0.02 265), oklch(95% 0.005 265));
    --ink-2: light-dark(oklch(45% 0.02 265), oklch(74% 0.012 265));
    --line: light-dark(oklch(91.5% 0.006 265), oklch(29.5% 0.016 265));
    display: block;
    padding: 1.5rem;
    background: var(--page);
    color: var(--ink);
    font:
      0.9375rem/1.45 ui-sans-serif,
      system-ui,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'DejaVu Sans',
      sans-serif;
    font-variant-numeric: tabular-nums;
  }

  [data-density='compact'] :is(fake-shop, .shop) {
    --live-text-m: 0.8125rem;
    --live-text-s: 0.75rem;
    --live-counter-font-size: 1.375rem;
    --live-counter-gap: 0rem;
    --live-progress-gap: 0.25rem;
    --live-progress-height: 0.25rem;
    --live-feed-gap: 0.25rem;
    --live-ticker-gap: 0.25rem;
    padding: 0.75rem;
    font-size: 0.8125rem;
    line-height: 1.35;
  }

  [data-density='compact'] :is(fake-shop, .shop) .card {
    padding: 0.625rem;
  }

  [data-density='compact'] :is(fake-shop, .shop) :is(.cards, .kpis, .split, .thirds, .row, .column) {
    gap: 0.5rem;
  }

  :is(fake-shop, .shop) * {
    box-sizing: border-box;
  }

  :is(fake-shop, .shop) .card {
    position: relative;
    min-inline-size: 0;
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--card);
  }

  :is(fake-shop, .shop) .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
    gap: 1rem;
  }

  :is(fake-shop, .shop) .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
  }

  :is(fake-shop, .shop) .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-block-end: 1rem;
  }

  :is(fake-shop, .shop) :is(.bar, .line) > * {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  :is(fake-shop, .shop) .row {
    display: grid;
    grid-template-columns: minmax(12rem, 1fr) minmax(16rem, 1.4fr) minmax(18rem, 2fr);
    gap: 1rem;
  }

  :is(fake-shop, .shop) .column {
    display: grid;
    align-content: start;
    gap: 1rem;
  }

  :is(fake-shop, .shop) live-status:state(banner) {
    margin-block-end: 1rem;
  }

  @media (max-width: 60rem) {
    :is(fake-shop, .shop) .row {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  :is(fake-shop, .shop) .item {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 1rem;
    padding-block: 0.375rem;
    border-block-end: 1px solid var(--line);
    white-space: nowrap;
  }

  :is(fake-shop, .shop) .item p {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  :is(fake-shop, .shop) .narrow {
    max-inline-size: 24rem;
  }

  :is(fake-shop, .shop) .wide {
    max-inline-size: 48rem;
  }

  :is(fake-shop, .shop) :is(h1, h2, h3) {
    margin: 0 0 0.75rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }

  :is(fake-shop, .shop) .bar :is(h1, h2, h3) {
    margin: 0;
  }

  :is(fake-shop, .shop) p {
    margin: 0;
  }

  :is(fake-shop, .shop) .quiet {
    color: var(--ink-2);
    font-size: 0.8125rem;
  }
`;
