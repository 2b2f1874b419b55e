import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: block;
    position: relative;
    overflow-wrap: break-word;
  }

  :host([hidden]) {
    display: none;
  }

  [part='header'] {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 0.5rem;
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    pointer-events: none;
  }

  /* With a title the line has the room for whatever comes beside it; without one, the pill lies over the first item. */
  [part='header'][data-titled] {
    min-block-size: 1.75rem;
    margin-block-end: 0.375rem;
  }

  [part='header']:not([data-titled], :has([part='age'])) [part='pill'],
  [part='footer'] [part='pill'] {
    position: absolute;
    inset-block-start: 0.125rem;
    inset-inline-end: 0;
  }

  [part='footer'] {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    pointer-events: none;
  }

  [part='footer'] [part='pill'] {
    inset-block: auto 0.125rem;
  }

  [part='label'] {
    flex: 1 1 auto;
    min-inline-size: min-content;
    font-size: var(--_live-text-m);
    font-weight: 600;
  }

  :host(:state(scrolled)) [part='label'] {
    visibility: hidden;
  }

  [part='age'],
  [part='pill'] {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 1.625rem;
    padding-inline: 0.625rem;
    border-radius: 999px;
    font-size: var(--_live-text-s);
    font-weight: 560;
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
    white-space: nowrap;
    pointer-events: auto;
  }

  [part='age'] {
    padding-inline: 0.4375rem 0.625rem;
    background: color-mix(in oklab, var(--_live-warn) var(--_live-tint), var(--_live-surface));
    color: var(--_live-warn);
  }

  /* Where there is no room for both, the age goes before the word does. */
  [part='words'] {
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.25em;
    block-size: 1.4em;
    overflow: hidden;
  }

  [part='pill'] {
    flex: none;
  }

  [part='age'][data-freshness='paused'] {
    background: color-mix(in oklab, var(--_live-ink-2) var(--_live-tint), var(--_live-surface));
    color: var(--_live-ink-2);
  }

  [part='age']:is([data-freshness='failed'], [data-freshness='rejected']) {
    background: color-mix(in oklab, var(--_live-bad) var(--_live-tint), var(--_live-surface));
    color: var(--_live-bad);
  }

  [part='header']:not([data-titled]) [part='age'] {
    margin-inline-end: auto;
    margin-block-end: 0.375rem;
  }

  [part='header']:not([data-titled]) [part='age'] ~ [part='pill'] {
    margin-block-end: 0.375rem;
  }

  svg {
    flex: none;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
  }

  [part='pill'] {
    border: 1px solid color-mix(in oklab, var(--_live-accent) 40%, transparent);
    background: var(--live-feed-pill-background, var(--_live-surface));
    color: var(--live-feed-pill-color, var(--_live-accent));
    font-family: inherit;
    letter-spacing: inherit;
    cursor: pointer;
  }

  [part='pill']:hover {
    border-color: currentColor;
  }

  [part='pill']:focus-visible,
  ::slotted(:focus-visible) {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  ::slotted(:focus-visible) {
    border-radius: var(--_live-radius);
  }

  [part='list'] {
    --_live-feed-from: -0.5rem;
  }

  [part='list'][data-order='newest-last'] {
    --_live-feed-from: 0.5rem;
  }

  [part~='edge'] {
    block-size: 1px;
    margin-block-end: -1px;
    scroll-margin-block: 3.5rem;
  }

  [part~='end'] {
    margin-block: -1px 0;
  }

  [part='empty'] {
    color: var(--_live-ink-2);
    font-size: var(--_live-text-s);
  }

  [part='skeleton'] {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 14rem);
    gap: 1.25rem 0.75rem;
    padding-block: 0.375rem;
  }

  [part='skeleton'] i {
    block-size: 1.5rem;
    border-radius: 999px;
    background: var(--_live-track);
  }

  [part='skeleton'] i:nth-child(even) {
    align-self: center;
    block-size: 0.75rem;
    border-radius: var(--_live-radius);
  }

  [part='skeleton'] i:nth-child(4) {
    margin-inline-end: 25%;
  }

  /* Settles within the shared duration, then its ground fades; only transform, opacity and colours, so that nothing else moves. */
  ::slotted([data-live-new]) {
    border-radius: var(--_live-radius);
    animation: live-feed-enter calc(var(--live-feed-enter-duration, var(--_live-settle)) * 6) both;
  }

  @keyframes live-feed-enter {
    from {
      opacity: 0;
      translate: 0 var(--_live-feed-from);
      animation-timing-function: var(--_live-ease);
    }
    16.6%,
    50% {
      opacity: 1;
      translate: 0;
    }
    from,
    50% {
      background-color: color-mix(in oklab, var(--_live-accent) 8%, transparent);
      box-shadow: 0 0 0 0.375rem color-mix(in oklab, var(--_live-accent) 8%, transparent);
    }
    to {
      background-color: transparent;
      box-shadow: 0 0 0 0.375rem transparent;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    ::slotted([data-live-new]) {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    [part='age'] {
      border: 1px solid;
    }

    [part='pill'] {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }

    [part='skeleton'] i {
      border: 1px solid GrayText;
    }
  }
`;
