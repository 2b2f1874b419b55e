import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    --_live-up: var(--live-up-color, var(--_live-ok));
    --_live-down: var(--live-down-color, var(--_live-bad));
    --_live-ticker-gap: var(--live-ticker-gap, 1.5rem);

    display: block;
    position: relative;
    container-type: inline-size;
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
  }

  :host(:state(red-up)) {
    --_live-up: var(--live-up-color, var(--_live-bad));
    --_live-down: var(--live-down-color, var(--_live-ok));
  }

  :focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
    border-radius: var(--_live-radius);
  }

  /* Room is reserved for the words about the age, so that nothing moves when they appear. */
  [part='bar'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
    min-block-size: 1.45em;
    font-size: var(--_live-text-s);
  }

  :host(:state(line)) {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem var(--_live-ticker-gap);
  }

  :host(:state(line)) [part='bar'] {
    order: 1;
    min-block-size: 0;
  }

  :host(:state(line)) [data-layout='tape'] {
    flex: 1 1 10rem;
    min-inline-size: 0;
  }

  [part='label'],
  ::slotted([slot='label']) {
    flex: 1 1 auto;
  }

  [part='label'] {
    margin-block-end: 0.25rem;
    font-size: var(--_live-text-m);
    font-weight: 600;
  }

  [part='bar'] > [part~='mark'] {
    color: var(--_live-ink-2);
  }

  [part='glyph'] {
    vertical-align: -0.06em;
    margin-inline-end: 0.35em;
  }

  :is([part='change'], [part='percent'], [part~='alert']) [part='glyph'] {
    inline-size: 0.75em;
    margin-inline-end: 0.45em;
    vertical-align: 0;
    fill: currentColor;
  }

  [part='age'] {
    min-block-size: 1.45em;
    font-weight: 560;
  }

  [part='age'][data-tone='quiet'] {
    font-weight: inherit;
    color: var(--_live-ink-2);
  }

  [part='more'],
  [part='empty'] {
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  [part='more'] {
    margin-block-start: 0.375rem;
  }

  /* A quote */

  /* Contains the text for screen readers, which would else widen the page beside a tape that is scrolled. */
  [part='quote'] {
    position: relative;
  }

  [part='symbol'] {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  [part='code'] {
    font-weight: 620;
  }

  [part='name'],
  [part='marks'] {
    font-size: var(--_live-text-xs);
    font-weight: 400;
    color: var(--_live-ink-2);
  }

  [part='marks'] {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
  }

  [part~='alert'] {
    color: var(--_live-accent);
    font-weight: 560;
  }

  [part='price'],
  [part='change'],
  [part='percent'] {
    white-space: nowrap;
    unicode-bidi: isolate;
  }

  [part='price'] {
    color: var(--_live-ink);
    transition: color var(--_live-settle);
  }

  [part='changed'] {
    border-radius: 0.2em;
    box-decoration-break: clone;
  }

  [part='change'],
  [part='percent'] {
    font-size: max(var(--_live-text-xs), 0.87em);
    font-weight: 560;
    color: var(--_live-ink-3);
  }

  [data-direction='up'] :is([part='change'], [part='percent']) {
    color: var(--_live-up);
  }

  [data-direction='down'] :is([part='change'], [part='percent']) {
    color: var(--_live-down);
  }

  [part='sparkline'] {
    inline-size: 5rem;
    block-size: 1.5rem;
    overflow: visible;
    fill: none;
    stroke: var(--_live-ink-3);
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  [part='sparkline'] path {
    vector-effect: non-scaling-stroke;
  }

  [data-direction='up'] [part='sparkline'] {
    stroke: var(--_live-up);
  }

  [data-direction='down'] [part='sparkline'] {
    stroke: var(--_live-down);
  }

  /* What may be old is a step greyer, its direction too. */
  [data-old] :is([part='price'], [part='change'], [part='percent']),
  :host(
      :is(:state(stale), :state(reconnecting), :state(offline), :state(unavailable), :state(rejected), :state(unconfirmed), :state(failed))
    )
    :is([part='price'], [part='change'], [part='percent']) {
    color: var(--_live-ink-3);
  }

  [data-old] [part='sparkline'] {
    opacity: 0.5;
  }

  /* A row, a grid and a tape */

  [part='list'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem var(--_live-ticker-gap);
  }

  [part='line'] {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5em;
  }

  [part='line'] [part='sparkline'] {
    align-self: center;
  }

  [data-layout='grid'] [part='list'] {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--live-ticker-min-size, 10rem)), 1fr));
    gap: 1.25rem var(--_live-ticker-gap);
  }

  [data-layout='grid'] [part='line'] {
    display: grid;
    grid-template-columns: minmax(0, auto) minmax(0, 1fr);
    align-items: baseline;
    gap: 0 0.625em;
  }

  [data-layout='grid'] [part='symbol'],
  [data-layout='grid'] [part='price'],
  [data-layout='grid'] [part='sparkline'] {
    grid-column: 1 / -1;
  }

  [data-layout='grid'] [part='symbol'] {
    font-size: var(--_live-text-s);
  }

  [data-layout='grid'] [part='price'] {
    font-size: 1.5rem;
    font-weight: 620;
    letter-spacing: -0.02em;
    line-height: 1.25;
  }

  [data-layout='grid'] [part='sparkline'] {
    inline-size: 100%;
    block-size: 2rem;
    margin-block-start: 0.375rem;
  }

  /* A table */

  [part='table'] {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 0.4375rem 0;
    padding-inline-start: 0.75rem;
    text-align: end;
    font-weight: inherit;
  }

  :is(th, td):first-child {
    inline-size: 100%;
    padding-inline-start: 0;
    text-align: start;
  }

  tbody > tr > * {
    border-block-start: 1px solid var(--_live-line);
  }

  [part='head'] th {
    padding-block: 0 0.25rem;
    white-space: nowrap;
  }

  td [part='sparkline'] {
    display: block;
  }

  [part='sort'] {
    all: unset;
    display: inline-flex;
    gap: 0.25em;
    min-block-size: 1.5rem;
    align-items: center;
    font-size: var(--_live-text-xs);
    color: var(--_live-ink-2);
    cursor: pointer;
  }

  [part='sort']:hover,
  [aria-sort] [part='sort'] {
    color: var(--_live-ink);
  }

  [part='sort']:focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
    border-radius: var(--_live-radius);
  }

  /* Room is reserved, so that a heading keeps its place; the words end where the numbers end. */
  [part='arrow'] {
    inline-size: 0.75em;
    text-align: center;
  }

  th:not([aria-sort]) [part='arrow'] {
    visibility: hidden;
  }

  th:not(:first-child) [part='arrow'] {
    order: -1;
  }

  @container (max-width: 19rem) {
    [data-column='sparkline'],
    td:has([part='sparkline']),
    :is([data-layout='table'], [data-layout='row']):has([part='percent'])
      :is([data-column='change'], td:has([part='change']), [part='line'] > [part='change']) {
      display: none;
    }

    th,
    td {
      padding-inline-start: 0.5rem;
    }

    [part='head'] th {
      white-space: normal;
    }
  }

  @container (max-width: 12rem) {
    [part='table'] {
      font-size: var(--_live-text-s);
    }

    th,
    td {
      padding-inline-start: 0.25rem;
    }

    :is(th, td):first-child {
      inline-size: auto;
    }

    td [part='glyph'] {
      margin-inline-end: 0.1em;
    }

    [part='sort'] {
      overflow-wrap: anywhere;
    }

    [part='arrow'] {
      display: none;
    }

    [aria-sort] [part='arrow'] {
      display: inline;
    }
  }

  /* A tape */

  [data-layout='tape'] {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }

  [part='tape'] {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    mask-image: linear-gradient(to right, transparent, #000 1.5rem, #000 calc(100% - 1.5rem), transparent);
  }

  [part='track'],
  [part='copy'] {
    display: flex;
  }

  [part='track'] {
    inline-size: max-content;
    min-inline-size: 200%;
    animation: live-tape calc(var(--_live-count, 1) * var(--live-ticker-pace, 4s)) linear infinite;
  }

  [part='track'] > * {
    flex: 1 0 50%;
  }

  [part='tape'] [part='list'] {
    flex-wrap: nowrap;
    justify-content: space-around;
    padding-block: 0.25rem;
    padding-inline-end: var(--_live-ticker-gap);
  }

  [part='copy'] [part='list'] {
    flex: 1;
  }

  [part='tape'] [part='line'] {
    flex-wrap: nowrap;
    white-space: nowrap;
  }

  [part='track']:dir(rtl) {
    animation-name: live-tape-rtl;
  }

  [part='tape']:is(:hover, :focus, [data-paused]) [part='track'],
  [part='pause']:focus-visible ~ [part='tape'] [part='track'],
  :host(:state(paused)) [part='track'] {
    animation-play-state: paused;
  }

  [part='pause'] {
    display: inline-grid;
    flex: none;
    place-items: center;
    box-sizing: border-box;
    inline-size: 1.75rem;
    aspect-ratio: 1;
    padding: 0;
    border: 1px solid var(--_live-line);
    border-radius: 50%;
    background: none;
    color: var(--_live-ink-2);
    cursor: pointer;
  }

  [part='pause']:hover {
    color: var(--_live-ink);
    background: var(--_live-track);
  }

  [part='pause'][aria-pressed='true'] {
    color: var(--_live-accent);
    border-color: currentColor;
  }

  [part='pause'] [part='glyph'] {
    inline-size: 0.75rem;
  }

  @keyframes live-tape {
    to {
      transform: translateX(-50%);
    }
  }

  @keyframes live-tape-rtl {
    to {
      transform: translateX(50%);
    }
  }

  :host(:state(still)) [part='tape'] {
    overflow-x: auto;
    scrollbar-width: thin;
    mask-image: none;
  }

  :host(:state(still)) [part='track'] {
    min-inline-size: 0;
  }

  :host(:state(still)) :is([part='copy'], [part='pause']) {
    display: none;
  }

  /* A tape that does not move is scrolled by hand. */
  @media (prefers-reduced-motion: reduce) {
    [part='tape'] {
      overflow-x: auto;
      scrollbar-width: thin;
      mask-image: none;
    }

    [part='track'] {
      min-inline-size: 0;
      animation: none;
    }

    [part='copy'],
    [part='pause'] {
      display: none;
    }
  }

  @media (forced-colors: active) {
    [part='pause'] {
      border-color: ButtonText;
      color: ButtonText;
    }

    [part='pause'][aria-pressed='true'] {
      border-color: Highlight;
    }

    [part='changed'] {
      forced-color-adjust: none;
    }
  }

  @media print {
    [part='tape'] {
      overflow: visible;
      mask-image: none;
    }

    [part='track'] {
      inline-size: auto;
      min-inline-size: 0;
      animation: none;
    }

    [part='tape'] [part='list'] {
      flex-wrap: wrap;
      justify-content: flex-start;
    }

    [part='copy'],
    [part='pause'] {
      display: none;
    }

    [part='quote'] {
      break-inside: avoid;
    }
  }
`;
