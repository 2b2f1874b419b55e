import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: 100%;
    font-size: var(--_live-text-s);
    line-height: 1.45;
  }

  [part='box'] {
    display: grid;
    align-items: center;
    min-inline-size: 0;
  }

  [part='box'] > * {
    grid-area: 1 / 1;
  }

  :is(select, button) {
    box-sizing: border-box;
    min-inline-size: 0;
    min-block-size: 1.75rem;
    margin: 0;
    border: 1px solid var(--_live-line);
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
    transition: var(--_live-quick);
  }

  select {
    appearance: none;
    padding-block: 0;
    padding-inline: 0.75rem 1.625rem;
    text-overflow: ellipsis;
  }

  /* The list of options is drawn by the browser, in the page's colours. */
  option {
    background: var(--_live-surface);
  }

  [part='glyph'] {
    justify-self: end;
    inline-size: 0.75rem;
    margin-inline-end: 0.6875rem;
    color: var(--_live-ink-2);
    pointer-events: none;
  }

  button {
    padding-inline: 0.75rem;
    border-color: color-mix(in oklch, var(--_live-accent) 45%, transparent);
    background: color-mix(in oklch, var(--_live-accent) var(--_live-tint), transparent);
    color: var(--_live-accent);
    font-weight: 560;
    font-variant-numeric: tabular-nums;
    text-align: start;
  }

  [part='waiting'] {
    font-weight: 400;
  }

  :is(select, button):hover {
    background: var(--_live-track);
  }

  :is(select, button):focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  :is(select, button):disabled {
    opacity: 0.5;
    cursor: default;
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
      color: ButtonText;
    }
  }

  @media print {
    :host {
      display: none;
    }
  }
`;
