import { css, type CSSResult } from 'lit';

export const styles: CSSResult = css`
  :host {
    --_inset: var(--live-notice-inset, 1rem);
    --_width: var(--live-notice-width, 22rem);
    display: inline-block;
    vertical-align: middle;
    font-size: var(--_live-text-s);
    line-height: 1.4;
  }

  :host(:state(inline)) {
    display: block;
  }

  svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  button {
    padding: 0;
    border: 1px solid transparent;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  :is(button, a, [part='list']):focus-visible {
    outline: 2px solid var(--_live-accent);
    outline-offset: 2px;
  }

  /* the button */

  [part='button'] {
    display: inline-grid;
    position: relative;
    place-items: center;
    box-sizing: border-box;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    border-color: var(--_live-line);
    border-radius: 50%;
    color: var(--_live-ink-2);
    transition: var(--_live-quick);
    anchor-name: --live-notice-button;
  }

  [part='button']:hover {
    background: var(--_live-track);
    color: var(--_live-ink);
  }

  [part='bell'] {
    inline-size: 1rem;
  }

  [part='count'] {
    position: absolute;
    inset-block-start: -0.375rem;
    inset-inline-start: 1rem;
    box-sizing: border-box;
    min-inline-size: 1.125rem;
    padding-inline: 0.25rem;
    border: 1px solid var(--_live-surface);
    border-radius: 999px;
    background: var(--_live-accent);
    color: light-dark(oklch(100% 0 0), oklch(17% 0.012 265));
    font-size: var(--_live-text-xs);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    line-height: 1rem;
    text-align: center;
  }

  [part='doubt'] {
    display: grid;
    position: absolute;
    inset-block-end: -0.25rem;
    inset-inline-start: 1.125rem;
    place-items: center;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    border-radius: 50%;
    background: var(--_live-surface);
  }

  [part='doubt'] svg {
    inline-size: 0.75rem;
  }

  /* the notices on the page */

  [part='stack'] {
    box-sizing: border-box;
    flex-direction: column;
    align-items: stretch;
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
    color: var(--_live-ink);
    font-size: var(--_live-text-s);
  }

  [part='stack']:not([hidden]) {
    display: flex;
  }

  [part='stack'][popover] {
    position: fixed;
    z-index: 2147483000;
    inset: auto;
    inset-block-end: calc(var(--_inset) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: var(--_inset);
    inline-size: min(var(--_width), 100vw - 2 * var(--_inset));
    max-block-size: calc(100vh - 2 * var(--_inset));
    flex-direction: column-reverse;
  }

  [part='stack'][data-position^='top'] {
    inset-block: calc(var(--_inset) + env(safe-area-inset-top, 0px)) auto;
    flex-direction: column;
  }

  [part='stack'][data-position$='start'] {
    inset-inline: var(--_inset) auto;
  }

  [part='stack']:is([data-position='top'], [data-position='bottom']) {
    inset-inline: 0;
    margin-inline: auto;
  }

  [part='stack'][data-position='inline']:not([hidden]) {
    max-inline-size: var(--_width);
    margin-block-start: 0.5rem;
  }

  [part='notices'] {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    min-block-size: 0;
  }

  [part='notice'] {
    --_color: var(--_live-accent);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: 0.625rem;
    align-items: start;
    padding-block: 0.625rem;
  }

  [data-severity='success'] {
    --_color: var(--_live-ok);
  }

  [data-severity='warning'] {
    --_color: var(--_live-warn);
  }

  [data-severity='danger'] {
    --_color: var(--_live-bad);
  }

  [part='notices'] > [part='notice'] {
    box-sizing: border-box;
    padding: 0.625rem 0.5rem 0.625rem 0.75rem;
    padding-inline: 0.75rem 0.5rem;
    border: 1px solid color-mix(in oklab, var(--_color) 40%, var(--_live-line));
    border-radius: var(--_live-radius-m);
    background: color-mix(in oklab, var(--_color) 5%, var(--_live-surface));
    transition:
      opacity var(--_live-settle) var(--_live-ease),
      translate var(--_live-settle) var(--_live-ease);
  }

  @starting-style {
    [part='notices'] > [part='notice'] {
      opacity: 0;
      translate: 0 0.5rem;
    }
  }

  [part='notice'] > [part='glyph'] {
    inline-size: 1.125rem;
    margin-block-start: 0.0625rem;
    color: var(--_color);
  }

  [part='content'] {
    position: relative;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    /* Words keep the order of their own language, but start where the page's lines start. */
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  [part='words'] {
    display: inline;
  }

  [part='severity'] {
    color: var(--_color);
    font-weight: 650;
  }

  [part='title'] {
    font-weight: 600;
  }

  [part='title'] a {
    color: inherit;
    text-underline-offset: 0.15em;
  }

  [part='text'] {
    color: var(--_live-ink-2);
    unicode-bidi: plaintext;
    white-space: pre-line;
  }

  /* On the page, a notice has at most four lines; the list shows all of it. */
  [part='notices'] [part='content'] {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }

  [part='dismiss'],
  [part='close'] {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin-block: -0.125rem;
    border-radius: 50%;
    color: var(--_live-ink-2);
  }

  :is([part='dismiss'], [part='close']):hover {
    background: var(--_live-track);
    color: var(--_live-ink);
  }

  [part='cross'] {
    inline-size: 0.75rem;
  }

  [part='more'] {
    display: inline-flex;
    align-self: center;
    align-items: center;
    min-block-size: 1.75rem;
    padding-inline: 0.875rem;
    border-color: var(--_live-line);
    border-radius: 999px;
    background: var(--_live-surface);
    color: var(--_live-ink-2);
    font-weight: 560;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }

  [part='more']:hover {
    color: var(--_live-ink);
    border-color: currentColor;
  }

  /* the list */

  [part='list'] {
    box-sizing: border-box;
    inline-size: min(var(--_width), 100vw - 1rem);
    max-block-size: min(32rem, 75vh);
    margin-block: 0.375rem;
    padding: 0 0.875rem 0.625rem;
    border: 1px solid var(--_live-line);
    border-radius: var(--_live-radius-m);
    background: var(--_live-surface);
    color: var(--_live-ink);
    font-size: var(--_live-text-s);
    position-anchor: --live-notice-button;
    position-area: end span-start;
    position-try:
      flip-inline,
      flip-block,
      flip-block flip-inline;
    position-visibility: always;
  }

  [part='head'] {
    display: flex;
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    align-items: center;
    gap: 0.5rem;
    padding-block: 0.625rem;
    background: var(--_live-surface);
  }

  [part='label'] {
    flex: 1;
    font-size: var(--_live-text-m);
    font-weight: 600;
  }

  [part='clear'] {
    min-block-size: 1.5rem;
    border-radius: var(--_live-radius);
    color: var(--_live-accent);
    font-weight: 560;
  }

  [part='clear']:hover {
    text-decoration: underline;
  }

  [part='age'] {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    margin-block-end: 0.5rem;
    font-weight: 560;
  }

  [data-tone='quiet'],
  [part='empty'],
  [part='forgotten'],
  [part='blocked'] {
    color: var(--_live-ink-2);
  }

  [part='items'] > * {
    border-block-start: 1px solid var(--_live-line);
  }

  [part='items'] [part='title'] {
    font-weight: 500;
  }

  [part='items'] [data-unread='true'] [part='title'] {
    font-weight: 650;
  }

  [part='items'] [data-unread='true'] [part='time']::before {
    display: inline-block;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline-end: 0.375rem;
    border-radius: 50%;
    background: var(--_live-accent);
    content: '';
  }

  [part='time'] {
    display: block;
    color: var(--_live-ink-2);
    font-size: var(--_live-text-xs);
    font-variant-numeric: tabular-nums;
  }

  [part='gap'] {
    padding-block: 0.5rem;
    border-block-start-style: dashed;
    color: var(--_live-warn);
    text-align: center;
  }

  [part='empty'] {
    padding-block: 0.75rem;
    text-align: center;
  }

  [part='forgotten'] {
    padding-block: 0.5rem;
    border-block-start: 1px dashed var(--_live-line);
    text-align: center;
  }

  [part='system'],
  [part='blocked'] {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2rem;
    padding-block-start: 0.5rem;
    border: 0;
    border-block-start: 1px solid var(--_live-line);
    text-align: start;
  }

  [part='box'] {
    flex: none;
    box-sizing: border-box;
    inline-size: 1.75rem;
    block-size: 1rem;
    border: 1px solid var(--_live-ink-3);
    border-radius: 999px;
  }

  [part='box']::before {
    display: block;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin: 0.1875rem;
    border-radius: 50%;
    background: var(--_live-ink-3);
    content: '';
  }

  [aria-pressed='true'] [part='box'] {
    border-color: var(--_live-accent);
  }

  [aria-pressed='true'] [part='box']::before {
    margin-inline-start: 0.9375rem;
    background: var(--_live-accent);
  }

  /* On a phone, notices take a tenth of the height at most: one notice of two lines beside the count of the others. */
  [part='stack'][data-compact]:not([hidden]) {
    inset-inline: 0.5rem;
    inset-block-end: calc(0.5rem + env(safe-area-inset-bottom, 0px));
    flex-direction: row;
    align-items: stretch;
    inline-size: auto;
    max-inline-size: 40rem;
    max-block-size: max(10vh, 1.875rem);
    margin-inline: auto;
  }

  [part='stack'][data-compact][data-position^='top']:not([hidden]) {
    inset-block: calc(0.5rem + env(safe-area-inset-top, 0px)) auto;
  }

  [data-compact] > [part='notices'] {
    flex: 1;
    min-inline-size: 0;
  }

  [data-compact] > [part='notices'] > [part='notice'] {
    align-items: center;
    block-size: 100%;
    min-block-size: 1.875rem;
    padding-block: 0.125rem;
    overflow: hidden;
  }

  [part='stack'][data-compact] [part='content'] {
    -webkit-line-clamp: 2;
    line-height: 1.3;
  }

  [part='stack'][data-compact] [part='dismiss'] {
    margin-block: 0;
  }

  [part='stack'][data-compact] [part='more'] {
    align-self: stretch;
    border-radius: var(--_live-radius-m);
  }

  [part='list'][data-compact] {
    position: fixed;
    position-area: none;
    inset: auto 0.5rem 0.5rem;
    inline-size: auto;
    margin: 0;
  }

  [part='stack'][data-compact='line'] [part='content'] {
    -webkit-line-clamp: 1;
  }

  [part='stack'][data-compact='line'] [part='text'] {
    display: inline;
    margin-inline-start: 0.375rem;
  }

  @media (prefers-reduced-motion: reduce) {
    [part='notices'] > [part='notice'] {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    [part='notices'] > [part='notice'],
    [part='list'] {
      border-color: CanvasText;
      background: Canvas;
    }

    [part='count'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    [part='box']::before,
    [part='time']::before {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }

  @media print {
    :host {
      display: none;
    }
  }
`;
