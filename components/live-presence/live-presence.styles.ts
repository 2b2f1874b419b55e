import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    --_live-presence-size: var(--live-presence-size, 2rem);

    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    min-block-size: var(--_live-presence-size);
    max-inline-size: 100%;
    vertical-align: middle;
    position: relative;
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
  }

  [part='label'],
  [part='note'] {
    font-size: var(--_live-text-s);
    color: var(--_live-ink-2);
  }

  [part='note'] {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
  }

  [part='list'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    padding-inline-start: calc(var(--_live-presence-size) / 8);
    list-style: none;
  }

  :is([part='member'], [part='more']) {
    display: grid;
    place-items: center;
    position: relative;
    box-sizing: border-box;
    inline-size: var(--_live-presence-size);
    block-size: var(--_live-presence-size);
    margin-inline-start: calc(var(--_live-presence-size) / -8);
    border: 2px solid var(--_live-surface);
    border-radius: 50%;
    background: var(--_live-track);
    color: var(--_live-ink-2);
    font-size: max(0.75rem, calc(var(--_live-presence-size) * 0.34));
    font-weight: 560;
    line-height: 1;
  }

  /* A colour for each person, so that two with the same initials are told apart. */
  [part='member'] {
    background: light-dark(oklch(92% 0.045 var(--_hue)), oklch(34% 0.06 var(--_hue)));
    color: light-dark(oklch(38% 0.1 var(--_hue)), oklch(90% 0.05 var(--_hue)));
  }

  [data-hue='1'] {
    --_hue: 262;
  }

  [data-hue='2'] {
    --_hue: 185;
  }

  [data-hue='3'] {
    --_hue: 60;
  }

  [data-hue='4'] {
    --_hue: 330;
  }

  [data-hue='5'] {
    --_hue: 140;
  }

  [data-hue='6'] {
    --_hue: 20;
  }

  [part='more'] {
    inline-size: auto;
    min-inline-size: var(--_live-presence-size);
    padding-inline: 0.375rem;
    border-radius: 999px;
    background: var(--_live-surface);
    box-shadow: inset 0 0 0 1px var(--_live-line);
  }

  [part='avatar'] {
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    border-radius: 50%;
  }

  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  /* Not fresh: hollow instead of filled, and one step greyer. */
  [data-old] :is([part='member'], [part='more']) {
    background: var(--_live-surface);
    box-shadow: inset 0 0 0 1px var(--_live-line);
    color: var(--_live-ink-3);
  }

  [data-old] img {
    filter: grayscale(1);
  }

  [part='count'] {
    font-weight: 560;
  }

  [part='count']:is([data-quiet], [data-old]) {
    color: var(--_live-ink-2);
    font-weight: 400;
  }

  @media (forced-colors: active) {
    :is([part='member'], [part='more']) {
      border-color: CanvasText;
      color: CanvasText;
    }

    [data-old] > * {
      border-style: dashed;
    }
  }

  @media print {
    :is([part='member'], [part='more']) {
      border-color: currentColor;
      print-color-adjust: exact;
    }
  }
`;
