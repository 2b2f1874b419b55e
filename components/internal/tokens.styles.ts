import { css, type CSSResult } from 'lit';

/**
 * Every colour, size and time of the elements.
 *
 * A page sets the public name on any ancestor (`:root { --live-color-ok: green }`); an element reads the private one (`var(--_live-ok)`),
 * which falls back to the look of cablegram. Public names: `--live-color-*`, `--live-tint`, `--live-text-*`, `--live-duration-*`,
 * `--live-radius*`. Colours follow the page's `color-scheme`.
 */
export const tokens: CSSResult = css`
  :host {
    --_live-ink: var(--live-color-ink, currentColor);
    --_live-ink-2: var(--live-color-ink-2, light-dark(oklch(45% 0.02 265), oklch(74% 0.012 265)));
    --_live-ink-3: var(--live-color-ink-3, light-dark(oklch(54% 0.018 265), oklch(65% 0.014 265)));
    --_live-surface: var(--live-color-surface, light-dark(oklch(100% 0 0), oklch(21% 0.014 265)));
    --_live-line: var(--live-color-line, light-dark(oklch(91.5% 0.006 265), oklch(29.5% 0.016 265)));
    --_live-track: var(--live-color-track, light-dark(oklch(94% 0.006 265), oklch(27% 0.016 265)));
    --_live-accent: var(--live-color-accent, light-dark(oklch(52% 0.19 264), oklch(72% 0.14 264)));
    --_live-ok: var(--live-color-ok, light-dark(oklch(50% 0.14 155), oklch(76% 0.15 157)));
    --_live-warn: var(--live-color-warn, light-dark(oklch(53% 0.12 65), oklch(80% 0.14 78)));
    --_live-bad: var(--live-color-bad, light-dark(oklch(53% 0.2 25), oklch(73% 0.16 22)));
    --_live-tint: var(--live-tint, 12%);
    --_live-text-xs: var(--live-text-xs, 0.75rem);
    --_live-text-s: var(--live-text-s, 0.8125rem);
    --_live-text-m: var(--live-text-m, 0.9375rem);
    --_live-radius: var(--live-radius, 0.375rem);
    --_live-radius-m: var(--live-radius-m, 0.75rem);
    --_live-quick: var(--live-duration-quick, 140ms);
    --_live-settle: var(--live-duration-settle, 320ms);
    --_live-ease: cubic-bezier(0.2, 0.8, 0.2, 1);
  }

  :host([hidden]) {
    display: none;
  }

  [part='glyph'] {
    flex: none;
  }

  [part][data-tone='warn'] {
    color: var(--_live-warn);
  }

  [part][data-tone='bad'] {
    color: var(--_live-bad);
  }

  [part~='for-listeners'] {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    user-select: none;
  }

  /* What the page shows for a state. */
  [data-state] {
    display: none;
  }

  :host(:state(blank):state(connecting)) [data-state='loading'],
  :host(:state(blank):state(waiting)) [data-state='empty'],
  :host(:is(:state(rejected), :state(unconfirmed), :state(failed), :state(error))) [data-state='error'],
  :host(:is(:state(reconnecting), :state(offline), :state(unavailable))) [data-state='offline'] {
    display: contents;
  }

  :host(:state(still)) {
    --_live-quick: 0.01ms;
    --_live-settle: 0.01ms;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_live-quick: 0.01ms;
      --_live-settle: 0.01ms;
    }
  }

  @media print {
    :host {
      --_live-quick: 0s;
      --_live-settle: 0s;
      color-scheme: only light;
    }
  }

  @media (forced-colors: active) {
    :host {
      --_live-ink-2: CanvasText;
      --_live-ink-3: CanvasText;
      --_live-surface: Canvas;
      --_live-line: GrayText;
      --_live-track: GrayText;
      --_live-accent: Highlight;
      --_live-ok: CanvasText;
      --_live-warn: CanvasText;
      --_live-bad: CanvasText;
    }
  }
`;

/** Hides the words of an element that has nothing to show where the page's own take their place. */
export const replaceable: CSSResult = css`
  :host(:state(replaced)) [part~='empty'] {
    display: none;
  }
`;

/**
 * Stops all animations and transitions. Only an element with `motion="none"` has this style sheet: with such a rule in reach, browsers restyle every
 * part of an element whenever any of its states changes.
 */
export const stillness: CSSResult = css`
  /* The state is repeated to outweigh the rules of the elements. */
  :host(:state(still):state(still):state(still)) *,
  :host(:state(still):state(still):state(still)) *::before,
  :host(:state(still):state(still):state(still)) *::after {
    animation: none;
    transition: none;
  }
`;
