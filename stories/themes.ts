import { css, type CSSResult, unsafeCSS } from 'lit';

/** A finished theme. Its style sheet is both what the catalogue shows and what a person pastes. */
export interface Theme {
  readonly name: 'plain' | 'product' | 'terminal' | 'print';
  readonly title: string;
  readonly about: string;
  /** For the elements, on `:root`. */
  readonly elements: string;
  /** For the cards and headings of the page around them, which are the page's own. */
  readonly page: string;
}

export const themes: readonly Theme[] = [
  {
    name: 'plain',
    title: 'Plain',
    about: 'No theme at all. The elements inherit the face, size and colour of the page, and follow its colour scheme.',
    elements: `
:root {
  color-scheme: light dark;
}`,
    page: '',
  },
  {
    name: 'product',
    title: 'Product',
    about: 'Violet and round, for an application with a brand. Light and dark.',
    elements: `
:root {
  color-scheme: light dark;
  --live-color-accent: light-dark(oklch(50% 0.21 292), oklch(76% 0.13 292));
  --live-color-ok: light-dark(oklch(48% 0.1 185), oklch(80% 0.12 180));
  --live-color-warn: light-dark(oklch(52% 0.13 60), oklch(83% 0.13 80));
  --live-color-bad: light-dark(oklch(52% 0.21 12), oklch(75% 0.15 12));
  --live-series-1: light-dark(oklch(52% 0.21 292), oklch(74% 0.14 292));
  --live-series-2: light-dark(oklch(60% 0.13 200), oklch(78% 0.11 200));
  --live-color-track: light-dark(oklch(93% 0.025 292), oklch(30% 0.05 292));
  --live-color-line: light-dark(oklch(91% 0.02 292), oklch(33% 0.04 292));
  --live-radius: 0.625rem;
  --live-radius-m: 1.25rem;
  --live-counter-font-size: 2.125rem;
  --live-counter-font-weight: 720;
  --live-progress-height: 0.625rem;
}`,
    page: `
:root {
  --page: light-dark(oklch(97% 0.014 292), oklch(18% 0.03 292));
  --card: light-dark(oklch(100% 0 0), oklch(23% 0.035 292));
  --line: light-dark(oklch(93% 0.02 292), oklch(31% 0.04 292));
  --ink: light-dark(oklch(25% 0.05 292), oklch(96% 0.01 292));
  --ink-2: light-dark(oklch(46% 0.04 292), oklch(77% 0.03 292));
}
.card {
  border-radius: 1.25rem;
  padding: 1.25rem;
  box-shadow: 0 0.5rem 1.5rem -0.75rem oklch(30% 0.1 292 / 0.25);
}`,
  },
  {
    name: 'terminal',
    title: 'Terminal',
    about: 'Phosphor on black, square and monospaced, for a wall or an operations desk. Always dark.',
    elements: `
:root {
  color-scheme: only dark;
  font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --live-color-ink: oklch(90% 0.17 148);
  --live-color-ink-2: oklch(76% 0.12 148);
  --live-color-ink-3: oklch(70% 0.1 148);
  --live-color-accent: oklch(86% 0.16 195);
  --live-color-ok: oklch(88% 0.2 148);
  --live-color-warn: oklch(85% 0.16 85);
  --live-color-bad: oklch(74% 0.19 28);
  --live-color-surface: oklch(17% 0.02 148);
  --live-color-track: oklch(30% 0.05 148);
  --live-color-line: oklch(36% 0.06 148);
  --live-series-1: oklch(88% 0.2 148);
  --live-series-2: oklch(86% 0.16 195);
  --live-radius: 0rem;
  --live-radius-m: 0rem;
  --live-counter-font-weight: 500;
}`,
    page: `
:root {
  --page: oklch(14% 0.015 148);
  --card: oklch(16% 0.02 148);
  --line: oklch(36% 0.06 148);
  --ink: oklch(90% 0.17 148);
  --ink-2: oklch(76% 0.12 148);
}
.card {
  border-radius: 0;
}`,
  },
  {
    name: 'print',
    title: 'Print',
    about: 'Ink on paper: serifs, rules in place of boxes, no colour but red, no motion. Always light.',
    elements: `
:root {
  color-scheme: only light;
  font-family: 'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, 'DejaVu Serif', serif;
  --live-color-ink: oklch(20% 0.01 60);
  --live-color-ink-2: oklch(38% 0.015 60);
  --live-color-ink-3: oklch(45% 0.015 60);
  --live-color-accent: oklch(25% 0.02 60);
  --live-color-ok: oklch(25% 0.02 60);
  --live-color-warn: oklch(45% 0.1 55);
  --live-color-bad: oklch(46% 0.18 27);
  --live-color-surface: oklch(98% 0.008 85);
  --live-color-track: oklch(90% 0.012 85);
  --live-color-line: oklch(80% 0.015 85);
  --live-series-1: oklch(25% 0.02 60);
  --live-series-2: oklch(46% 0.18 27);
  --live-radius: 0rem;
  --live-radius-m: 0rem;
  --live-duration-quick: 0s;
  --live-duration-settle: 0s;
  --live-counter-font-size: 2.25rem;
  --live-counter-font-weight: 400;
}`,
    page: `
:root {
  --page: oklch(97% 0.012 85);
  --card: transparent;
  --line: oklch(25% 0.02 60);
  --ink: oklch(20% 0.01 60);
  --ink-2: oklch(38% 0.015 60);
}
.card {
  border-width: 2px 0 0;
  border-radius: 0;
  padding: 0.75rem 0 0;
}`,
  },
];

/** The rules of all themes, each for the content of `[data-theme="…"]`. */
export const styles: CSSResult = css`
  ${unsafeCSS(themes.map(({ name, elements, page }) => scoped(`${elements}\n${page}`, `[data-theme='${name}']`)).join('\n'))}
`;

/** The rules of a sheet for a part of the page. */
export function scoped(sheet: string, selector: string): string {
  return sheet.replaceAll(/:root/g, selector).replaceAll(/^\.card/gm, `${selector} .card`);
}
