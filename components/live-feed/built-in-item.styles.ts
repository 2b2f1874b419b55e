import { css, type CSSResult } from 'lit';

/**
 * Styles of items and gap rows that the feed creates. These are children of the feed in the page, so the rules go into the root around it.
 *
 * The rules have no specificity (`:where`), so that any rule of the page overrides them. Colours come from the feed.
 */
const itemStyles: CSSResult = css`
  :where([data-live-item]) {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr);
    column-gap: 0.75rem;
    line-height: 1.45;
  }

  :where([data-live-item], [data-live-gap]) {
    margin-block: 0 var(--live-feed-gap, 0.75rem);
    font-size: var(--_live-text-s);
  }

  :where([data-live-item])::before {
    display: grid;
    place-items: center;
    grid-row: 1 / span 2;
    block-size: 1.5rem;
    border-radius: 50%;
    background: color-mix(in oklab, currentColor var(--_live-tint), transparent);
    color: var(--_live-accent);
    font-weight: 700;
    content: attr(data-glyph) / '';
  }

  /* Where the glyph is read by attr(), each change of an attribute computes the style again. */
  :where([data-live-item][data-glyph='+'])::before {
    content: '+' / '';
  }

  :where([data-live-item][data-glyph='✓'])::before {
    content: '✓' / '';
    color: var(--_live-ok);
  }

  :where([data-live-item][data-glyph='!'])::before {
    content: '!' / '';
    color: var(--_live-bad);
  }

  :where([data-live-item] > *) {
    grid-column: 2;
  }

  :where([data-live-item] a) {
    color: inherit;
  }

  :where([data-live-item] p) {
    margin: 0;
  }

  :where([data-live-item] :is(time, strong ~ p)) {
    color: var(--_live-ink-2);
  }

  :where([data-live-day]) {
    margin-block-end: 0.5rem;
    /* A heading moves when an item is put before it, so scroll anchoring must not hold on to it. */
    overflow-anchor: none;
    color: var(--_live-ink-2);
    font-size: var(--_live-text-s);
    font-weight: 600;
  }

  :where([data-live-gap]) {
    padding-block: 0.25rem;
    border-block: 1px dashed color-mix(in oklab, currentColor 35%, transparent);
    color: var(--_live-warn);
    text-align: center;
  }

  :where([data-live-unfold]) {
    justify-self: start;
    margin-block-start: 0.25rem;
  }

  :where([data-live-reload], [data-live-unfold]) {
    min-block-size: 1.5rem;
    padding-inline: 0.5rem;
    border: 1px solid color-mix(in oklab, currentColor 40%, transparent);
    border-radius: 1rem;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 560;
    cursor: pointer;
  }

  /* A new item settles in (settle-in.ts). These rules are as strong as a class, so that an item's own transition does not end them. */
  @media (prefers-reduced-motion: no-preference) {
    [data-live-new] {
      transition:
        opacity 320ms ease-out,
        translate 320ms ease-out,
        background-color 1920ms ease-in,
        box-shadow 1920ms ease-in;
    }

    @starting-style {
      [data-live-new] {
        opacity: 0;
        translate: 0 -0.5rem;
        background-color: color-mix(in oklab, var(--_live-accent) 8%, transparent);
        box-shadow: 0 0 0 0.375rem color-mix(in oklab, var(--_live-accent) 8%, transparent);
      }

      [data-live-new='fade-up'] {
        translate: 0 0.5rem;
      }
    }

    @supports (interpolate-size: allow-keywords) {
      [data-live-new='grow'] {
        overflow: clip;
        overflow-clip-margin: 0.375rem;
        interpolate-size: allow-keywords;
        transition:
          opacity 320ms ease-out,
          block-size 320ms ease-out,
          margin-block 320ms ease-out,
          padding-block 320ms ease-out,
          background-color 1920ms ease-in,
          box-shadow 1920ms ease-in;
      }

      @starting-style {
        [data-live-new='grow'] {
          block-size: 0;
          margin-block: 0;
          padding-block: 0;
          translate: none;
        }
      }
    }
  }

  @media print {
    :where([data-live-reload], [data-live-unfold]) {
      display: none;
    }

    :where([data-live-day]) {
      break-after: avoid;
    }
  }
`;

/** Adds the styles to a document or shadow root, once, as a constructed style sheet, which a strict CSP allows. */
export function styleItems(root: Node): void {
  const { styleSheet } = itemStyles;
  const { adoptedStyleSheets: adopted } = root as Partial<DocumentOrShadowRoot>;
  if (styleSheet && !adopted?.includes(styleSheet)) adopted?.push(styleSheet);
}
