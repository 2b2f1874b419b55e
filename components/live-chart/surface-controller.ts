import type { LitElement, ReactiveController } from 'lit';
import { watchVisibility } from '../internal/visibility.js';
import { paletteOf, type Palette } from './chart-look.js';
import type { ChartEngine, ChartFrame, ChartLook, CreateEngine } from './engine.js';

/** Below this many CSS pixels nothing can be drawn. */
const SMALLEST = 16;

/**
 * Keeps the surface that a chart is drawn on: its engine, its size, its colours, and whether anybody sees it.
 *
 * Colours are read from the style sheet once, and again when a transition tells that one of them changed, whoever changed it: the system, a
 * class on the page, a custom property.
 */
export class SurfaceController implements ReactiveController {
  engine: ChartEngine | undefined;
  palette: Palette | undefined;
  isVisible = true;
  width = 0;
  height = 0;
  readonly #host: LitElement;
  readonly #create: CreateEngine;
  #drawn = '';
  #looked = '';
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, create: CreateEngine) {
    this.#host = host;
    this.#create = create;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.#start();
  }

  hostUpdated(): void {
    if (!this.#stop) this.#start();
  }

  hostDisconnected(): void {
    this.#stop?.();
    clearTimeout(this.#timer);
    this.engine?.destroy();
    this.engine = this.#stop = undefined;
    this.#looked = '';
  }

  /** Draws a frame where anybody sees it and `key` tells that it is another one; `lookKey` tells when the look is another one. */
  draw(frame: ChartFrame, key: string, lookKey: string, lookOf: (palette: Palette) => ChartLook): void {
    const plot = this.#part('plot');
    if (!this.isVisible || !plot || Math.min(this.width, this.height) < SMALLEST) return;
    if (!this.engine || !this.palette || lookKey !== this.#looked) {
      this.palette = paletteOf(this.#part('palette') ?? plot, [
        ...this.#host.renderRoot.querySelectorAll('[part="legend"] [part="swatch"]'),
      ]);
      this.engine?.destroy();
      this.engine = this.#create(plot, lookOf(this.palette), this.width, this.height);
      this.#looked = lookKey;
      this.#drawn = '';
    }
    if (key !== this.#drawn) this.engine.draw(frame);
    this.#drawn = key;
  }

  /** Asks for an update after so many ms, in place of any asked for before; `undefined` for none. */
  updateAfter(delay: number | undefined): void {
    clearTimeout(this.#timer);
    if (delay !== undefined && this.isVisible) this.#timer = setTimeout(() => this.#host.requestUpdate(), delay);
  }

  #start(): void {
    const stage = this.#part('stage');
    if (!stage || !this.#host.isConnected) return;
    const stopWatching = watchVisibility(stage, (isVisible) => {
      this.isVisible = isVisible;
      if (isVisible) this.#host.requestUpdate();
    });
    const observer = new ResizeObserver(([entry]) => entry && this.#resize(entry.contentRect));
    observer.observe(stage);
    const { renderRoot } = this.#host;
    renderRoot.addEventListener('transitionend', this.#onTransition);
    this.isVisible = true;
    this.#stop = () => {
      stopWatching();
      observer.disconnect();
      renderRoot.removeEventListener('transitionend', this.#onTransition);
    };
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    const wasHidden = Math.min(this.width, this.height) < SMALLEST;
    this.width = Math.floor(width);
    this.height = Math.floor(height);
    // What is not rendered has no transitions, so that its colours may have changed unnoticed.
    if (wasHidden) this.#looked = '';
    else this.engine?.resize(this.width, this.height);
    this.#drawn = '';
    this.#host.requestUpdate();
  }

  readonly #onTransition = ({ target }: Event): void => {
    if (!(target as Element).matches(`[part='palette'], [part='swatch']`)) return;
    this.#looked = '';
    this.#host.requestUpdate();
  };

  #part(name: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[part='${name}']`);
  }
}
