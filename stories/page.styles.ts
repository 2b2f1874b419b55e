import { css, type CSSResult } from 'lit';

/** Styles of the catalogue's own pages: wide margins, one column of text, and the cards of the shop. */
export const styles: CSSResult = css`
  .shop.page {
    --accent: light-dark(oklch(52% 0.19 264), oklch(72% 0.14 264));
    --tint: light-dark(oklch(96.5% 0.016 264), oklch(25% 0.045 264));
    min-block-size: 100vh;
    padding: clamp(1.25rem, 4vw, 3rem);
    line-height: 1.55;
  }

  .shop.page > * {
    max-inline-size: 76rem;
    margin-inline: auto;
  }

  .shop.page fake-shop:not(.stage) {
    padding: 0;
    background: none;
  }

  .shop.page .stage {
    padding: clamp(0.75rem, 2.5vw, 1.75rem);
    border: 1px solid var(--line);
    border-radius: 1rem;
  }

  .shop.page > header + .stage {
    margin-block-start: 2rem;
  }

  .shop.page .pairs {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
    gap: 0 1.5rem;
  }

  .shop.page .swatches {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
    gap: 1rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .shop.page .swatches .card {
    padding: 0.75rem;
    font-size: 0.8125rem;
  }

  .shop.page .swatches p {
    margin-block-start: 0.375rem;
    color: var(--ink-2);
  }

  .shop.page .swatches code {
    padding: 0;
    background: none;
    font:
      600 0.8125rem ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace;
  }

  .shop.page .pair {
    display: flex;
    margin-block-end: 0.625rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    overflow: hidden;
  }

  .shop.page .pair span {
    flex: 1;
    block-size: 3rem;
  }

  .shop.page .corner {
    display: inline-block;
    inline-size: 3.5rem;
    block-size: 2rem;
    border: 1px solid var(--ink-2);
    vertical-align: middle;
  }

  .shop.page h1 {
    margin: 0;
    font-size: clamp(1.75rem, 1.3rem + 2vw, 2.75rem);
    font-weight: 680;
    letter-spacing: -0.025em;
    line-height: 1.1;
    text-wrap: balance;
  }

  .shop.page h2 {
    margin: 3rem 0 0.75rem;
    font-size: 1.25rem;
    font-weight: 640;
    letter-spacing: -0.01em;
  }

  .shop.page :is(.card, fake-shop) :is(h2, h3) {
    margin: 0 0 0.75rem;
    font-size: 0.9375rem;
    font-weight: 600;
    letter-spacing: normal;
  }

  .shop.page .bar :is(h2, h3) {
    margin: 0;
  }

  .shop.page .lead {
    max-inline-size: 44rem;
    margin-block: 0.875rem 0;
    color: var(--ink-2);
    font-size: clamp(1rem, 0.9rem + 0.5vw, 1.1875rem);
    text-wrap: pretty;
  }

  .shop.page .text {
    max-inline-size: 44rem;
    margin-block: 0.5rem 1rem;
    color: var(--ink-2);
  }

  .shop.page .text strong {
    color: var(--ink);
  }

  .shop.page :is(p, li, td, dd, th) code {
    padding: 0.1em 0.35em;
    border-radius: 0.3rem;
    background: var(--tint);
    color: var(--ink);
    font:
      0.875em ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace;
  }

  .shop.page a {
    color: var(--accent);
    text-underline-offset: 0.2em;
  }

  .shop.page :is(a, button, select, [tabindex='0']):focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .shop.page .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-block: 1.5rem 1rem;
  }

  .shop.page .chip {
    min-block-size: 2rem;
    padding: 0 0.875rem;
    border: 1px solid var(--line);
    border-radius: 99rem;
    background: var(--card);
    color: var(--ink);
    font: inherit;
    font-size: 0.8125rem;
    cursor: pointer;
  }

  .shop.page .chip:hover {
    border-color: var(--ink-2);
  }

  .shop.page .chip[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--tint);
    color: var(--accent);
    font-weight: 600;
  }

  .shop.page .kpis {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
    gap: 1rem;
  }

  .shop.page .kpis live-chart {
    position: absolute;
    inset-block-start: 1rem;
    inset-inline-end: 1rem;
    inline-size: 5.5rem;
  }

  .shop.page .split {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    gap: 1rem;
    margin-block-start: 1rem;
  }

  .shop.page .thirds {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr));
    gap: 1rem;
    margin-block-start: 1rem;
  }

  .shop.page .stack {
    display: grid;
    gap: 0.875rem;
  }

  .shop.page .roads {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    gap: 1rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .shop.page .roads a {
    display: block;
    block-size: 100%;
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--card);
    color: var(--ink-2);
    font-size: 0.875rem;
    text-decoration: none;
  }

  .shop.page .roads a:hover {
    border-color: var(--accent);
  }

  .shop.page .roads strong {
    display: block;
    margin-block-end: 0.25rem;
    color: var(--accent);
    font-size: 0.9375rem;
  }

  .shop.page table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
    text-align: start;
  }

  .shop.page :is(th, td) {
    padding: 0.875rem 1rem 0.875rem 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }

  .shop.page thead th {
    padding-block: 0.5rem;
    color: var(--ink-2);
    font-size: 0.75rem;
    font-weight: 600;
  }

  .shop.page tbody th {
    font-weight: 600;
  }

  .shop.page .figure {
    font-size: clamp(1.625rem, 1.2rem + 1.2vw, 2.125rem);
    font-weight: 620;
    letter-spacing: -0.02em;
    line-height: 1.2;
  }

  .shop.page :is(.verdict, .belief) {
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .shop.page [data-kind='ok'] {
    color: light-dark(oklch(50% 0.14 155), oklch(76% 0.15 157));
  }

  .shop.page [data-kind='warn'] {
    color: light-dark(oklch(53% 0.12 65), oklch(80% 0.14 78));
  }

  .shop.page [data-kind='bad'] {
    color: light-dark(oklch(53% 0.2 25), oklch(73% 0.16 22));
  }

  .shop.page .card h3 {
    margin-block-start: 1.25rem;
  }

  .shop.page break-it live-feed {
    display: block;
    margin-block-start: 1.25rem;
  }

  .shop.page .lines {
    margin: 0;
    padding: 0;
    font-size: 0.8125rem;
    list-style: none;
  }

  .shop.page .lines li {
    padding-block: 0.5rem;
    border-block-end: 1px solid var(--line);
  }

  .shop.page h3 {
    margin: 1.75rem 0 0.5rem;
  }

  .sbdocs.sbdocs-wrapper:has(.shop.page) {
    background: var(--page);
  }

  .shop.page.element {
    min-block-size: 0;
    padding: 0;
    background: none;
  }

  .shop.page.element .docs-story fake-shop {
    padding: 1.5rem;
    background: var(--page);
  }

  .shop.page.element h1 code {
    font: inherit;
  }

  .shop.page.element header {
    margin-block-end: 1.5rem;
  }

  .shop.page .do {
    border-block-start: 3px solid light-dark(oklch(50% 0.14 155), oklch(76% 0.15 157));
  }

  .shop.page .dont {
    border-block-start: 3px solid light-dark(oklch(53% 0.2 25), oklch(73% 0.16 22));
  }

  .shop.page .pairs > .card {
    margin-block-end: 1rem;
  }

  .shop.page .card > ul,
  .shop.page .notes {
    margin: 0;
    padding-inline-start: 1.125rem;
    font-size: 0.875rem;
  }

  .shop.page :is(.card > ul, .notes) li + li {
    margin-block-start: 0.5rem;
  }

  .shop.page .states {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    gap: 1rem;
  }

  .shop.page .states fake-shop.card {
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--card);
  }

  .shop.page .states .card h3 {
    margin-block-start: 0;
    color: var(--ink-2);
    font-size: 0.75rem;
  }

  .shop.page .scrolled {
    overflow-x: auto;
  }

  .shop.page kbd {
    padding: 0.125rem 0.4rem;
    border: 1px solid var(--line);
    border-block-end-width: 2px;
    border-radius: 0.3rem;
    background: var(--card);
    font:
      600 0.8125rem ui-sans-serif,
      system-ui,
      sans-serif;
    white-space: nowrap;
  }

  .shop.page .choice {
    margin-block-start: 2rem;
  }

  .shop.page .choice tr > :nth-child(1) {
    inline-size: 22%;
  }

  .shop.page .choice tr > :nth-child(2) {
    inline-size: 40%;
    padding-inline-end: 2.5rem;
  }

  .shop.page .choice td a {
    text-decoration: none;
  }

  .shop.page .choice td span {
    display: block;
    margin-block-start: 0.375rem;
    color: var(--ink-2);
  }

  @media (max-width: 44rem) {
    .shop.page .choice :is(table, tbody, tr, th, td):nth-child(n) {
      display: block;
      inline-size: auto;
      padding-inline-end: 0;
    }

    .shop.page .choice thead {
      display: none;
    }

    .shop.page .choice tbody :is(th, td):not(:last-child) {
      padding-block-end: 0;
      border: 0;
    }
  }

  @media (max-width: 56rem) {
    .shop.page .split {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
