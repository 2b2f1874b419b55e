import type { LitElement, ReactiveController } from 'lit';
import { motionBudget } from '../internal/frame.js';
import type { QuoteView } from './quote-view.js';

/** How the digits that have changed are marked: by their background, by their colour, or not at all. */
export type FlashStyle = 'background' | 'digits' | 'none';

/** How long a mark takes to fade, in ms. */
const FADES_FOR = 900;

/** Marks the digits that have changed, at most three times a second for each row and within the motion budget of the page. */
export class QuoteFlash implements ReactiveController {
  readonly #host: LitElement;
  /** The quote in each row, and its mark. */
  readonly #rows = new Map<Element, { view: QuoteView; flash?: Animation | undefined }>();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#stop);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#stop);
    for (const row of this.#rows.keys()) motionBudget.leave(row);
    this.#stop();
    this.#rows.clear();
  }

  /** Marks what has changed in the rows that were just rendered. A row that now shows another symbol loses its mark. */
  show(views: readonly QuoteView[], style: FlashStyle): void {
    // A tape shows all quotes twice; only the first ones change.
    const rows = [...(this.#host.renderRoot.querySelector('[part="quote"]')?.parentElement?.children ?? [])];
    rows.forEach((row, index) => {
      const view = views[index];
      if (!view) return;
      const kept = this.#rows.get(row);
      if (kept?.view === view) return;
      if (kept?.view.symbol !== view.symbol) {
        kept?.flash?.finish();
        this.#rows.set(row, { view });
        return;
      }
      kept.view = view;
      if (view.tick === 0 || style === 'none' || motionBudget.ask(row, 'flash') === 'none') return;
      kept.flash?.finish();
      kept.flash = row.querySelector('[part="changed"]')?.animate(framesOf(view.tick, style), { duration: FADES_FOR, easing: 'ease-out' });
    });
    if (this.#rows.size > rows.length) for (const row of this.#rows.keys()) if (!row.isConnected) this.#rows.delete(row);
  }

  /** Ends all marks before printing. */
  readonly #stop = (): void => {
    for (const { flash } of this.#rows.values()) flash?.finish();
  };
}

function framesOf(tick: QuoteView['tick'], style: FlashStyle): Keyframe[] {
  const colour = `var(--_live-${tick > 0 ? 'up' : 'down'})`;
  if (style === 'digits') return [{ color: colour }, { color: colour, offset: 0.6 }, {}];
  return [{ backgroundColor: `color-mix(in oklch, ${colour} 28%, transparent)` }, { backgroundColor: 'transparent' }];
}
