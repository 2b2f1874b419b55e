import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    --_live-figure-size: var(--live-counter-font-size, clamp(1.625rem, 1.2rem + 1.2vw, 2.125rem));
    --_live-figure-weight: var(--live-counter-font-weight, 620);
    --_live-up: var(--live-up-color, var(--_live-ok));
    --_live-down: var(--live-down-color, var(--_live-bad));

    display: inline-block;
    position: relative;
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]) {
    display: none;
  }

  [part~='base'] {
    display: inline-flex;
    align-items: baseline;
    gap: 0 0.4em;
  }

  [part~='figure'] {
    display: grid;
    justify-items: start;
    gap: var(--live-counter-gap, 0.125rem) 0;
  }

  [part~='label'] {
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  [part~='value'] {
    position: relative;
    display: inline-block;
    min-inline-size: calc(max(var(--live-digits, 0), var(--_live-digits, 0)) * 1ch);
    border-radius: 0.15em;
    font-kerning: none;
    white-space: nowrap;
    unicode-bidi: isolate;
    color: var(--_live-ink);
    transition: color var(--_live-settle);
  }

  [part~='figure'] > [part~='value'] {
    padding-inline-end: 0.5em;
    font-size: var(--_live-figure-size);
    font-weight: var(--_live-figure-weight);
    letter-spacing: -0.02em;
    line-height: 1.2;
  }

  [part~='figure'] > [part~='value'][data-kind='slot'] {
    padding-inline-end: 0;
  }

  [part~='value'][data-old] {
    color: var(--_live-ink-2);
  }

  [part~='figure'] [part~='cents'],
  [part~='figure'] [part~='unit'] {
    font-size: 0.6em;
    font-weight: 500;
    letter-spacing: 0;
    color: var(--_live-ink-3);
  }

  [part~='cents'],
  [part~='unit'] {
    color: var(--_live-ink-2);
  }

  [part~='roll'] {
    direction: ltr;
    unicode-bidi: isolate;
  }

  [part~='digit'] {
    position: relative;
    display: inline-block;
    clip-path: inset(0);
    mask-image: linear-gradient(transparent, #000 18%, #000 82%, transparent);
  }

  [part~='rest'] {
    visibility: hidden;
  }

  [part~='strip'] {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    white-space: pre;
    animation: live-roll var(--live-roll-duration, 420ms) var(--_live-ease) both;
  }

  [part~='cue'] {
    position: absolute;
    inset-block-start: 0.1em;
    inset-inline-start: calc(100% + 0.1em);
    font-size: 0.55em;
    line-height: 1;
    opacity: 0;
    pointer-events: none;
  }

  [part~='figure'] [part~='cue'] {
    inset-block-start: 0.55em;
    inset-inline: auto 0;
    font-size: 0.4em;
  }

  [part~='glyph'] {
    flex: none;
    inline-size: 0.85em;
    block-size: 0.85em;
    vertical-align: -0.06em;
  }

  [part~='note'] {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    font-size: var(--_live-text-s);
    line-height: 1.45;
    color: var(--_live-ink-3);
  }

  [part~='figure'] > [part~='note'] {
    min-block-size: 1.45em;
  }

  [part~='note'][data-tone='warn'] {
    color: var(--_live-warn);
  }

  [part~='note'][data-tone='bad'] {
    color: var(--_live-bad);
  }

  [part~='change'] {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
    font-weight: 560;
  }

  [data-direction='up'] {
    color: var(--_live-up);
  }

  [data-direction='down'] {
    color: var(--_live-down);
  }

  @keyframes live-roll {
    from {
      translate: 0 var(--_live-from);
    }

    to {
      translate: 0 var(--_live-to);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    [part~='value'] {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    [part~='strip'] {
      display: none;
    }

    [part~='rest'] {
      visibility: visible;
    }
  }
`;
