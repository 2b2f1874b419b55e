import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    --_live-up: var(--live-up-color, var(--_live-ok));
    --_live-down: var(--live-down-color, var(--_live-bad));
    --_live-counter-font-size: var(--live-counter-font-size, clamp(1.625rem, 1.2rem + 1.2vw, 2.125rem));
    --_live-reason-ink: var(--live-color-ink, light-dark(oklch(25% 0.02 265), oklch(95% 0.01 265)));

    display: inline;
    position: relative;
    font-variant-numeric: tabular-nums;
  }

  :host(:state(figure)) {
    display: inline-block;
    max-inline-size: 100%;
  }

  /* What a state of the host changes inside it is selected by attributes: with :host(:state(…)), browsers restyle every part whenever any state changes. */
  [data-hidden='number'] > :is([part~='value'], [part~='note'], [part~='cue']),
  [part~='base'][data-hidden='all'] {
    display: none;
  }

  [part~='figure'] {
    display: grid;
    grid-template-columns: minmax(0, max-content) minmax(0, 1fr);
    align-items: baseline;
    gap: var(--live-counter-gap, 0.125rem) 0.25rem;
  }

  [part~='label'],
  [part~='note'] {
    grid-column: 1 / -1;
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  [part~='value'] {
    display: inline-block;
    min-inline-size: min(100%, max(var(--live-digits, 0), var(--_live-digits, 0)) * 1ch);
    border-radius: 0.15em;
    font-kerning: none;
    white-space: nowrap;
    unicode-bidi: isolate;
    color: var(--_live-ink);
    transition: color var(--_live-settle);
  }

  [part~='figure'] > [part~='value'] {
    /* From 13 digits on, the number gets smaller, down to 18 px, and may wrap behind a separator. */
    font-size: max(
      min(1.125rem, var(--_live-counter-font-size)),
      var(--_live-counter-font-size) * min(1, 12 / max(1, var(--_live-digits, 0)))
    );
    font-weight: var(--live-counter-font-weight, 620);
    letter-spacing: -0.02em;
    line-height: 1.2;
    white-space: normal;
  }

  /* A line may break beside the unit or the code of a currency, but not within digits. */
  [part~='figure'] > [part~='value'][data-lines='one'] > :is([part~='integer'], [part~='fraction']) {
    white-space: nowrap;
  }

  [part~='value']:not([data-lines='one']) {
    overflow-wrap: break-word;
  }

  /* The plus stays behind the number in right-to-left text, where it would look like a sign. */
  [data-capped] {
    direction: ltr;
  }

  [part~='prefix'] {
    margin-inline-end: 0.2em;
  }

  [part~='suffix'] {
    margin-inline-start: 0.2em;
  }

  [part~='value'][data-old],
  [part~='cents'],
  [part~='unit'] {
    color: var(--_live-ink-2);
  }

  [part~='value'][data-level='warn'] {
    color: var(--_live-warn);
  }

  [part~='value'][data-level='bad'] {
    color: var(--_live-bad);
  }

  [part~='figure'] :is([part~='cents'], [part~='unit']) {
    font-size: 0.6em;
    font-weight: 500;
    letter-spacing: 0;
    color: var(--_live-ink-3);
  }

  /* A line may break before a unit but not inside it, and 'US$' keeps its order in right-to-left text. */
  [part~='unit'] {
    display: inline-block;
    white-space: pre;
    unicode-bidi: plaintext;
  }

  [part~='digit'] {
    position: relative;
    display: inline-block;
    /* Not overflow: clip, which moves the baseline in Safari. */
    clip-path: inset(0);
    mask-image: linear-gradient(transparent, #000 18%, #000 82%, transparent);
  }

  [part~='digit'] > span {
    opacity: 0;
  }

  [part~='digit']::after {
    content: attr(data-strip) / '';
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    white-space: pre;
    animation: live-roll var(--live-roll-duration, 420ms) var(--_live-ease) both;
  }

  [part~='digit'][data-way='down']::after {
    animation-direction: reverse;
  }

  [part~='cue'] {
    align-self: center;
    inline-size: 1em;
    font-size: 0.875rem;
    opacity: 0;
    transition: opacity var(--_live-settle);
  }

  /* In running text it floats above the end of the number, so that it needs no space. */
  [part~='floating'] {
    position: absolute;
    inset-inline-start: calc(100% - 0.1em);
    inset-block-end: 55%;
    font-size: 0.55em;
    line-height: 1;
    pointer-events: none;
  }

  [part~='base']:not([part~='figure']) > [part~='value'] {
    position: relative;
  }

  /* Only the disappearance fades, because a number shows one motion at a time. */
  [part~='cue'][data-shown] {
    opacity: 1;
    transition: none;
  }

  [part~='glyph'] {
    vertical-align: -0.06em;
  }

  [part~='note'],
  [part~='fact'],
  [part~='change'] {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
  }

  [part~='figure'] > [part~='note'] {
    flex-wrap: wrap;
    column-gap: 0.9em;
  }

  [part~='level'] {
    font-weight: 560;
  }

  [part~='note'] {
    min-block-size: 1.45em;
    line-height: 1.45;
    color: var(--_live-ink-3);
  }

  [part~='base']:not([part~='figure']) > [part~='note'] {
    min-block-size: 0;
    font-size: max(var(--_live-text-xs), 0.8em);
    line-height: inherit;
    white-space: nowrap;
  }

  [part~='doubt'] {
    all: unset;
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: inherit;
    color: inherit;
    border-radius: 0.2em;
    cursor: help;
    text-decoration: underline dotted;
    text-decoration-color: color-mix(in srgb, currentColor 50%, transparent);
    text-underline-offset: 0.2em;
  }

  /* Touch needs 24 px. */
  [part~='doubt']::before {
    content: '';
    position: absolute;
    inset: min(0px, (100% - 1.5rem) / 2) 0;
  }

  [part~='doubt']:focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  [part~='reason'] {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-start: 0;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [part~='doubt'][data-open] > [part~='reason'] {
    z-index: 1;
    inline-size: max-content;
    max-inline-size: min(20rem, 100vw - 2rem);
    block-size: auto;
    margin-block-end: 0.35em;
    padding: 0.35em 0.7em;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius);
    background: var(--_live-surface);
    color: var(--_live-reason-ink);
    font-size: var(--_live-text-s);
    font-weight: normal;
    line-height: 1.4;
    letter-spacing: normal;
    white-space: normal;
    clip-path: none;
  }

  [part~='change'] {
    font-weight: 560;
  }

  [data-direction='up'] {
    color: var(--_live-up);
  }

  [data-direction='down'] {
    color: var(--_live-down);
  }

  [data-direction] [part~='glyph'] {
    fill: currentColor;
  }

  [data-tone='ok'] {
    color: var(--_live-ok);
  }

  [data-tone='quiet'] {
    color: var(--_live-ink-3);
  }

  @keyframes live-roll {
    to {
      translate: 0 calc(-100% + 1lh);
    }
  }

  /* A roll that began before printing would print the old digit. */
  @media print, (forced-colors: active) {
    [part~='digit'] {
      mask-image: none;
    }

    [part~='digit'] > span {
      opacity: 1;
    }

    [part~='digit']::after {
      content: none;
    }
  }

  @media print {
    :host {
      color-scheme: light;
      --_live-ink: var(--live-color-ink, CanvasText);
    }

    [part~='value'],
    [part~='cue'] {
      transition: none;
    }

    [part~='doubt'] {
      text-decoration: none;
    }
  }

  @media (forced-colors: active) {
    :host {
      --_live-reason-ink: CanvasText;
    }
  }
`;
