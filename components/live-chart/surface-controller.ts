import type { LitElement, ReactiveController } from 'lit';
import { nextAnimationFrame } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { reportMistakes } from '../internal/mistakes.js';
import type { ChartEngine, ChartLook, CreateEngine } from './engine.js';
import { observerOf } from '../internal/browser.js';

/** The smallest size that can be drawn, in CSS pixels. */
const SMALLEST = 16;

/** Manages a chart's surface: its engine, its size, and the clock that moves it. */
export class SurfaceController implements ReactiveController {
  engine: ChartEngine | undefined;
  width = 0;
  /** Whether the engine cannot be loaded. */
  isFailed = false;
  #height = 0;
  /** The key of the look that is drawn. */
  #look = '';
  #stage: Element | null = null;
  #create: CreateEngine | undefined;
  #isLoading = false;
  readonly #host: LitElement;
  readonly #load: () => Promise<CreateEngine>;
  readonly #tick: () => unknown;
  readonly #slide: () => void;
  /** How much time slides through the view, in ms; `undefined` if it moves in steps. */
  #sliding: number | undefined;
  #slidAt = 0;
  #animation = 0;
  readonly #observer = new (observerOf('ResizeObserver'))(([entry]) => entry && this.#resize(entry.contentRect));

  /** `load` is called before the first drawing; `tick` each second while the clock runs; `slide` whenever the view moves by half a pixel. */
  constructor(host: LitElement, load: () => Promise<CreateEngine>, tick: () => unknown, slide: () => void) {
    this.#host = host;
    this.#load = load;
    this.#slide = slide;
    // Waits for messages of the same frame, so that the chart draws once.
    this.#tick = () => nextAnimationFrame(() => host.isConnected && tick());
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#stage || !this.#host.isConnected) return;
    this.#stage = this.#host.renderRoot.querySelector('[part="stage"]');
    if (this.#stage) this.#observer.observe(this.#stage);
  }

  hostDisconnected(): void {
    this.keepTime(false);
    this.#observer.disconnect();
    this.#clear();
    this.#stage = null;
  }

  /**
   * Creates the engine if there is none, and creates it again if the look has another `key` or if `isOther` is set. Returns whether the engine
   * is new and must be drawn. Without a plot, as for bars, there is no engine.
   */
  dress(key: string, isOther: boolean, look: () => ChartLook): boolean {
    const plot = this.#stage?.querySelector<HTMLElement>('[part="plot"]');
    if (!plot) this.#clear();
    if (!plot || Math.min(this.width, this.#height) < SMALLEST || (this.engine && key === this.#look && !isOther)) return false;
    if (!this.#create) {
      if (!this.#isLoading) void this.#begin();
      return false;
    }
    const pointerAt = this.engine?.pointerAt;
    this.engine?.destroy();
    this.engine = this.#create(plot, look(), this.width, this.#height, pointerAt);
    this.#look = key;
    return true;
  }

  /** Starts or stops ticking, and sliding through a view of so many ms. */
  keepTime(isNeeded: boolean, sliding?: number): void {
    sharedClock[isNeeded ? 'listen' : 'leave'](this.#tick);
    this.#sliding = isNeeded ? sliding : undefined;
    if (this.#sliding !== undefined && this.#animation === 0) this.#animation = requestAnimationFrame(this.#onFrame);
  }

  /** A view of an hour moves by half a pixel only every few seconds, so most frames draw nothing. */
  readonly #onFrame = (now: number): void => {
    this.#animation = 0;
    if (this.#sliding === undefined) return;
    if (now - this.#slidAt >= this.#sliding / Math.max(1, this.width) / 2) {
      this.#slidAt = now;
      this.#slide();
    }
    this.#animation = requestAnimationFrame(this.#onFrame);
  };

  /** Reads the style sheet again, after the system, a class on the page or a custom property changed a colour. */
  readonly forget = (): void => {
    this.#look = '';
    this.#host.requestUpdate();
  };

  async #begin(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#create = await this.#load();
    } catch (error) {
      this.isFailed = true;
      const text = `The drawing of <${this.#host.localName}> could not be loaded (${String(error)}). The element shows its summary and its table.`;
      reportMistakes(this.#host, 'drawing', [text], this.#host, 'part-not-loaded');
    }
    this.#host.requestUpdate();
  }

  #clear(): void {
    this.engine?.destroy();
    this.engine = undefined;
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    // An element that is not rendered has no transitions, so its colours may have changed unnoticed.
    if (this.width === 0) this.#look = '';
    this.width = Math.floor(width);
    this.#height = Math.floor(height);
    this.engine?.resize(this.width, this.#height);
    this.#host.requestUpdate();
  }
}
