import { css, type CSSResult } from 'lit';

/** The cards and buttons of the demonstration. The elements bring their own looks. */
export const styles: CSSResult = css`
  :host {
    --ink-2: light-dark(oklch(45% 0.02 265), oklch(74% 0.012 265));
    --card: light-dark(oklch(100% 0 0), oklch(21% 0.014 265));
    --line: light-dark(oklch(91.5% 0.006 265), oklch(29.5% 0.016 265));
    --accent: light-dark(oklch(52% 0.19 264), oklch(72% 0.14 264));
    --tint: light-dark(oklch(96.5% 0.016 264), oklch(25% 0.045 264));
    --ok: light-dark(oklch(50% 0.14 155), oklch(76% 0.15 157));
    --warn: light-dark(oklch(50% 0.12 65), oklch(80% 0.14 78));
    --bad: light-dark(oklch(53% 0.2 25), oklch(73% 0.16 22));
    --live-color-surface: var(--card);
    display: block;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
  }

  .top {
    display: grid;
    gap: 0.75rem;
    margin-block-end: 1rem;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  button {
    min-block-size: 2.25rem;
    padding: 0 1rem;
    border: 1px solid var(--line);
    border-radius: 99rem;
    background: var(--card);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  button:hover {
    border-color: var(--ink-2);
  }

  button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--tint);
    color: var(--accent);
    font-weight: 600;
  }

  button:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  h2,
  p {
    margin: 0;
  }

  h2 {
    flex: 1;
    font-size: 0.9375rem;
    font-weight: 620;
  }

  .top p {
    min-block-size: 1.45em;
    color: var(--ink-2);
  }

  .cards {
    display: grid;
    gap: 0.75rem;
  }

  .card {
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--card);
  }

  .truth {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
    padding-block: 0.75rem;
  }

  .truth h2 {
    flex: none;
    margin-inline-end: 0.75rem;
  }

  .truth .verdict {
    margin-inline-start: auto;
  }

  .label {
    color: var(--ink-2);
    font-size: 0.8125rem;
  }

  .figure {
    font-size: 1.625rem;
    font-weight: 640;
    letter-spacing: -0.02em;
    line-height: 1.2;
  }

  .verdict {
    font-weight: 600;
  }

  .verdict::before {
    content: '● ';
  }

  .verdict[data-kind='late']::before {
    content: '○ ';
  }

  .verdict[data-kind='warn']::before {
    content: '◆ ';
  }

  .verdict[data-kind='bad']::before {
    content: '▲ ';
  }

  .verdict[data-kind='ok'] {
    color: var(--ok);
  }

  .verdict[data-kind='late'] {
    color: var(--ink-2);
  }

  .verdict[data-kind='warn'] {
    color: var(--warn);
  }

  .verdict[data-kind='bad'] {
    color: var(--bad);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-block-end: 1rem;
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(10rem, 1fr) 2fr;
    gap: 1.5rem;
    margin-block-end: 1rem;
  }

  live-chart {
    --live-chart-aspect-ratio: 4 / 1;
  }

  live-feed {
    min-block-size: 14rem;
  }

  @media (max-width: 52rem) {
    .pair {
      grid-template-columns: minmax(0, 1fr);
    }

    .truth .verdict {
      inline-size: 100%;
      margin-inline-start: 0;
    }

    .card {
      padding: 1rem;
    }
  }
`;
