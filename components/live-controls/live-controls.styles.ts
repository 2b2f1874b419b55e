import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: block;
    min-inline-size: 0;
    font-size: var(--_live-text-s);
    line-height: 1.45;
  }

  [part='base'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  :is([part='pause'], [part='rate'], [part='status']) {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  /* Its list and its button wrap like the other controls. */
  [part='rate'] {
    display: contents;
  }

  [part='jump'] {
    display: grid;
    flex: none;
    place-items: center;
    box-sizing: border-box;
    inline-size: 1.75rem;
    aspect-ratio: 1;
    padding: 0;
    border: 1px solid color-mix(in oklch, var(--_live-accent) 45%, transparent);
    border-radius: 50%;
    background: color-mix(in oklch, var(--_live-accent) var(--_live-tint), transparent);
    color: var(--_live-accent);
    cursor: pointer;
    transition: var(--_live-quick);
  }

  [part='jump']:hover {
    background: var(--_live-track);
  }

  [part='jump']:focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  [part='jump'][aria-disabled='true'] {
    border-color: var(--_live-line);
    background: none;
    color: var(--_live-ink-3);
    cursor: default;
  }

  [part='jump-glyph'] {
    inline-size: 0.75rem;
  }

  :host(:dir(rtl)) [part='jump-glyph'] {
    scale: -1 1;
  }

  @media (forced-colors: active) {
    [part='jump'][aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }

  @media print {
    [part='jump'] {
      display: none;
    }
  }
`;
