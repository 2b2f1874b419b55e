import type { ChartEngine } from './engine.js';
import type { Span } from './gaps.js';
import { panned, type Viewport, within, zoomed } from './viewport.js';

/** From this distance on, a press is a drag, in CSS pixels. */
const DRAG = 5;

/** How far a turn of the wheel zooms: 100 px of a wheel are about a fifth. */
const WHEEL = 0.002;

/** What the gestures act on. */
export interface GestureStage {
  readonly plot: HTMLElement;
  readonly viewport: Viewport;
  readonly engine: () => ChartEngine | undefined;
  /** What the view shows now. */
  readonly span: () => Span;
  /** From the oldest point to the present. */
  readonly bounds: () => Span;
  /** Called for a press without a drag, with its instant. */
  readonly onPress: (at: number) => void;
}

interface Drag {
  readonly kind: 'zoom' | 'pan';
  readonly x: number;
  readonly span: Span;
  isMoved: boolean;
}

/**
 * Zooms and moves a chart's view with the pointer.
 *
 * A mouse selects the stretch to zoom to, or moves the view with Shift. A finger moves the view, two fingers zoom. The wheel zooms with Ctrl or
 * Command, moves with Shift, and otherwise scrolls the page.
 */
export class ChartGestures {
  readonly #stage: GestureStage;
  readonly #pointers = new Map<number, number>();
  readonly #selection: HTMLElement;
  #drag: Drag | undefined;
  #pinch: { readonly span: Span; readonly apart: number; readonly around: number } | undefined;

  constructor(stage: GestureStage) {
    this.#stage = stage;
    this.#selection = document.createElement('div');
    this.#selection.setAttribute('part', 'selection');
    const { plot } = stage;
    plot.addEventListener('pointerdown', this.#onDown);
    plot.addEventListener('pointermove', this.#onMove);
    plot.addEventListener('pointerup', this.#onUp);
    plot.addEventListener('pointercancel', this.#onCancel);
    plot.addEventListener('dblclick', this.#onDoubleClick);
    plot.addEventListener('wheel', this.#onWheel, { passive: false });
  }

  destroy(): void {
    const { plot } = this.#stage;
    plot.removeEventListener('pointerdown', this.#onDown);
    plot.removeEventListener('pointermove', this.#onMove);
    plot.removeEventListener('pointerup', this.#onUp);
    plot.removeEventListener('pointercancel', this.#onCancel);
    plot.removeEventListener('dblclick', this.#onDoubleClick);
    plot.removeEventListener('wheel', this.#onWheel);
    this.#selection.remove();
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !this.#stage.engine()) return;
    const { plot, viewport, span } = this.#stage;
    // A pointer that a script made cannot be captured.
    if (event.isTrusted) plot.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, event.clientX);
    viewport.hold('pointer');
    if (this.#pointers.size === 2) this.#beginPinch();
    else if (this.#pointers.size === 1) {
      const kind = event.pointerType === 'touch' || event.shiftKey ? 'pan' : 'zoom';
      this.#drag = { kind, x: event.clientX, span: span(), isMoved: false };
    }
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (!this.#pointers.has(event.pointerId)) return;
    this.#pointers.set(event.pointerId, event.clientX);
    if (this.#pinch) return this.#movePinch();
    const drag = this.#drag;
    if (!drag) return;
    drag.isMoved ||= Math.abs(event.clientX - drag.x) >= DRAG;
    if (!drag.isMoved) return;
    if (drag.kind === 'zoom') this.#select(drag.x, event.clientX);
    else {
      const by = this.#instantAt(drag.x, drag.span) - this.#instantAt(event.clientX, drag.span);
      this.#stage.viewport.show(panned(drag.span, by, this.#stage.bounds()));
    }
  };

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!this.#forget(event)) return;
    if (!drag) return;
    if (!drag.isMoved) this.#stage.onPress(this.#instantAt(event.clientX, drag.span));
    else if (drag.kind === 'zoom') {
      const ends = [drag.x, event.clientX].map((x) => this.#instantAt(x, drag.span));
      this.#stage.viewport.show(within({ since: Math.min(...ends), until: Math.max(...ends) }, this.#stage.bounds()));
    }
    this.#stage.viewport.release('pointer');
  };

  readonly #onCancel = (event: PointerEvent): void => {
    if (this.#forget(event)) this.#stage.viewport.release('pointer');
  };

  readonly #onDoubleClick = (): void => this.#stage.viewport.follow();

  readonly #onWheel = (event: WheelEvent): void => {
    const isZoom = event.ctrlKey || event.metaKey;
    if (!isZoom && !event.shiftKey) return;
    event.preventDefault();
    const { viewport, span, bounds } = this.#stage;
    const distance = event.deltaY || event.deltaX;
    const now = span();
    if (isZoom) viewport.show(zoomed(now, Math.exp(distance * WHEEL), this.#instantAt(event.clientX, now), bounds()));
    else viewport.show(panned(now, (distance * WHEEL * (now.until - now.since)) / 2, bounds()));
  };

  /** Ends a pointer's part in a gesture. Returns whether the gesture is over. */
  #forget({ pointerId }: PointerEvent): boolean {
    if (!this.#pointers.delete(pointerId) || this.#pointers.size > 0) return false;
    this.#pinch = this.#drag = undefined;
    this.#selection.remove();
    return true;
  }

  #beginPinch(): void {
    const [one = 0, other = 0] = this.#pointers.values();
    const span = this.#stage.span();
    this.#drag = undefined;
    this.#selection.remove();
    this.#pinch = { span, apart: Math.max(1, Math.abs(one - other)), around: this.#instantAt((one + other) / 2, span) };
  }

  #movePinch(): void {
    if (!this.#pinch) return;
    const { span, apart, around } = this.#pinch;
    const [one = 0, other = 0] = this.#pointers.values();
    this.#stage.viewport.show(zoomed(span, apart / Math.max(1, Math.abs(one - other)), around, this.#stage.bounds()));
  }

  /** Shows the stretch that a mouse has selected so far. Its place is set through the CSSOM, which a strict CSP allows. */
  #select(from: number, to: number): void {
    const { plot, engine } = this.#stage;
    const box = engine()?.box;
    if (!box) return;
    const start = plot.getBoundingClientRect().left;
    const [left = 0, right = 0] = [Math.min(from, to), Math.max(from, to)].map((x) =>
      Math.min(Math.max(x - start, box.left), box.left + box.width),
    );
    Object.assign(this.#selection.style, {
      left: `${left}px`,
      width: `${right - left}px`,
      top: `${box.top}px`,
      height: `${box.height}px`,
    });
    if (!this.#selection.isConnected) plot.append(this.#selection);
  }

  #instantAt(x: number, { since, until }: Span): number {
    const { plot, engine } = this.#stage;
    const box = engine()?.box ?? { left: 0, width: 1 };
    const share = (x - plot.getBoundingClientRect().left - box.left) / box.width;
    return since + Math.min(1, Math.max(0, share)) * (until - since);
  }
}
