import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    display: inline-flex;
    position: relative;
    align-items: center;
    gap: 0.5em;
    font-size: var(--_live-text-s);
    line-height: 1.45;
  }

  [part~='button'] {
    display: inline-grid;
    flex: none;
    place-items: center;
    box-sizing: border-box;
    inline-size: max(24px, var(--live-pause-size, 1.75rem));
    aspect-ratio: 1;
    padding: 0;
    border: 1px solid var(--_live-line);
    border-radius: 50%;
    background: none;
    color: var(--_live-ink-2);
    cursor: pointer;
    transition: var(--_live-quick);
  }

  [part~='button']:hover {
    color: var(--_live-ink);
    background: var(--_live-track);
  }

  [part~='button']:focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  [part~='button'][aria-pressed='true'] {
    color: var(--_live-accent);
    border-color: color-mix(in oklch, var(--_live-accent) 45%, transparent);
    background: color-mix(in oklch, var(--_live-accent) var(--_live-tint), transparent);
  }

  [part~='button']:disabled {
    opacity: 0.5;
    cursor: default;
  }

  [part~='glyph'] {
    inline-size: 0.75rem;
  }

  [part~='text'] {
    color: var(--_live-ink-2);
    font-variant-numeric: tabular-nums;
  }

  [part~='word'] {
    font-weight: 560;
    color: var(--_live-ink);
  }

  @media print {
    :host {
      display: none;
    }
  }
`;
