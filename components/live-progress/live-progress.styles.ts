import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    --_live-progress-height: var(--live-progress-height, 0.5rem);
    --_live-progress-tone: var(--live-progress-color, var(--_live-accent));
    --_live-progress-track: var(--live-progress-track-color, var(--_live-track));
    --_live-direction: 1;

    display: block;
    font-variant-numeric: tabular-nums;
  }

  :host(:dir(rtl)) {
    --_live-direction: -1;
  }

  [part='base'] {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, auto);
    align-items: baseline;
    gap: var(--live-progress-gap, 0.375rem) 0.75rem;
    font-size: var(--_live-text-s);
    line-height: 1.45;
  }

  [data-layout='row'] {
    grid-template-columns: minmax(0, var(--live-progress-label-size, 5rem)) minmax(0, 1fr) minmax(
        var(--live-progress-value-size, 4.5em),
        auto
      );
    align-items: center;
  }

  [part='label'] {
    overflow-wrap: anywhere;
    font-weight: 620;
    color: var(--_live-ink);
  }

  [data-layout='row'] [part='label'] {
    font-weight: inherit;
    color: var(--_live-ink-2);
  }

  [part='value'] {
    grid-column: -2 / -1;
    grid-row: 1;
    min-inline-size: 0;
    text-align: end;
    white-space: nowrap;
    font-weight: 620;
    color: var(--_live-ink);
    unicode-bidi: isolate;
  }

  [data-old] [part='value'] {
    color: var(--_live-ink-2);
  }

  [part='level'] {
    margin-inline-end: 0.5em;
    white-space: nowrap;
  }

  [part='level'] [part='glyph'] {
    inline-size: 0.7em;
    margin-inline-end: 0.25em;
    fill: currentColor;
  }

  [part='track'] {
    grid-column: 1 / -1;
    position: relative;
    display: flex;
    gap: 3px;
  }

  [data-layout='row'] [part='track'] {
    grid-column: 2;
    grid-row: 1;
  }

  [part='segment'] {
    box-sizing: border-box;
    flex: 1;
    min-inline-size: 0;
    block-size: var(--_live-progress-height);
    border-radius: 999px;
    background: var(--_live-progress-track);
    overflow: hidden;
  }

  [part='indicator'] {
    block-size: 100%;
    border-radius: inherit;
    background: var(--_live-progress-tone);
    translate: calc((var(--_live-fill, 0) - 1) * 100% * var(--_live-direction)) 0;
    transition: translate min(300ms, var(--_live-settle)) linear;
  }

  /* Where the regions of a gauge begin. */
  [part='bound'] {
    position: absolute;
    inset-block: 0;
    inline-size: 2px;
    margin-inline-start: -1px;
    background: var(--_live-surface);
  }

  [data-state='succeeded'] {
    --_live-progress-tone: var(--_live-ok);
  }

  :is([data-state='failed'], [data-level='bad']) {
    --_live-progress-tone: var(--_live-bad);
  }

  [data-level='warn'] {
    --_live-progress-tone: var(--_live-warn);
  }

  :is([data-state='paused'], [data-state='cancelled'], [data-state='cancelling']) {
    --_live-progress-tone: var(--_live-ink-3);
  }

  /* What is not fresh is hatched, so that it differs without colour. */
  :is([data-state='lost'], [data-old]) [part='indicator'] {
    background: repeating-linear-gradient(
      -45deg,
      var(--_live-progress-tone) 0 3px,
      color-mix(in oklab, var(--_live-progress-tone) 45%, var(--_live-progress-track)) 3px 6px
    );
  }

  [data-state='lost'] {
    --_live-progress-tone: var(--_live-ink-3);
  }

  [aria-busy] [part='indicator'] {
    inline-size: 34%;
    animation: live-progress-run 1.6s ease-in-out infinite alternate;
  }

  /* What may be old does not move. */
  [data-old] [part='indicator'] {
    animation-play-state: paused;
  }

  [part='foot'] {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    min-block-size: 1.45em;
    color: var(--_live-ink-2);
  }

  /* A gauge has words here only if something is wrong. */
  :is([data-layout='row'], [data-level]) [part='foot']:not([data-filled]) {
    display: none;
  }

  [part='note'] {
    display: flex;
    gap: 0.4em;
    flex: 1 1 0;
    min-inline-size: min(100%, 6rem);
    color: var(--_live-ink-2);
    overflow-wrap: anywhere;
  }

  /* Beside the first line of longer words. */
  [part='note'] > [part='glyph'] {
    block-size: 1.45em;
  }

  [part='note'][data-tone='ok'] {
    color: var(--_live-ok);
    font-weight: 560;
  }

  [part='note']:is([data-tone='warn'], [data-tone='bad']) {
    font-weight: 560;
  }

  [part='time'] {
    white-space: nowrap;
    color: var(--_live-ink-2);
  }

  [part='download'],
  ::slotted([slot='complete']) {
    color: var(--_live-accent);
  }

  [part='download'],
  [part='action'] {
    box-sizing: border-box;
    min-block-size: 1.5rem;
    /* It takes no more of the line than the words, so that nothing moves when it appears. */
    margin-block: calc((1.45em - 1.5rem) / 2);
  }

  [part='download'] {
    display: inline-flex;
    align-items: center;
  }

  [part='action'] {
    padding: 0 0.625rem;
    border: 1px solid var(--_live-line);
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 560;
    cursor: pointer;
  }

  [part='action']:hover {
    border-color: currentColor;
  }

  [part='action']:focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  [part='action'][aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }

  @keyframes live-progress-run {
    from {
      translate: 0 0;
    }

    to {
      translate: calc(194% * var(--_live-direction)) 0;
    }
  }

  :host(:state(still)) [aria-busy] [part='indicator'] {
    inline-size: 100%;
    translate: none;
    background: repeating-linear-gradient(90deg, var(--_live-progress-tone) 0 6px, transparent 6px 14px);
  }

  @media (prefers-reduced-motion: reduce) {
    [part='indicator'] {
      transition: none;
    }

    /* A still pattern over the whole track instead of the motion. */
    [aria-busy] [part='indicator'] {
      inline-size: 100%;
      animation: none;
      translate: none;
      background: repeating-linear-gradient(90deg, var(--_live-progress-tone) 0 6px, transparent 6px 14px);
    }
  }

  @media (forced-colors: active) {
    :host {
      --_live-progress-tone: Highlight;
      --_live-progress-track: Canvas;
    }

    [part='segment'] {
      border: 1px solid CanvasText;
    }

    [part='base'] {
      --_live-progress-tone: Highlight;
    }

    [part='indicator'] {
      forced-color-adjust: none;
    }

    [part='bound'] {
      background: CanvasText;
    }
  }

  @media print {
    [part='segment'] {
      border: 1px solid currentColor;
    }

    [part='indicator'] {
      print-color-adjust: exact;
      transition: none;
      animation: none;
    }

    [part='action'] {
      display: none;
    }
  }
`;
