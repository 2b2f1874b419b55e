import type { LitElement, ReactiveController } from 'lit';
import { nextAnimationFrame } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import type { ChartEngine, ChartLook, CreateEngine } from './engine.js';

/** The smallest size that can be drawn, in CSS pixels. */
const SMALLEST = 16;

/** Manages a chart's surface: its engine, its size, and the clock that moves it. */
export class SurfaceController implements ReactiveController {
  engine: ChartEngine | undefined;
  width = 0;
  #height = 0;
  /** The key of the look that is drawn. */
  #look = '';
  #stage: Element | null = null;
  readonly #host: LitElement;
  readonly #create: CreateEngine;
  readonly #tick: () => unknown;
  readonly #observer = new ResizeObserver(([entry]) => entry && this.#resize(entry.contentRect));

  /** `tick` is called each second while the clock runs. */
  constructor(host: LitElement, create: CreateEngine, tick: () => unknown) {
    this.#host = host;
    this.#create = create;
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
    this.engine?.destroy();
    this.engine = undefined;
    this.#stage = null;
  }

  /**
   * Creates the engine if there is none, and creates it again if the look has another `key` or if `isOther` is set. Returns whether the engine
   * is new and must be drawn.
   */
  dress(key: string, isOther: boolean, look: () => ChartLook): boolean {
    const plot = this.#stage?.querySelector<HTMLElement>('[part="plot"]');
    if (!plot || Math.min(this.width, this.#height) < SMALLEST || (this.engine && key === this.#look && !isOther)) return false;
    const pointerAt = this.engine?.pointerAt;
    this.engine?.destroy();
    this.engine = this.#create(plot, look(), this.width, this.#height, pointerAt);
    this.#look = key;
    return true;
  }

  /** Starts or stops ticking. */
  keepTime(isNeeded: boolean): void {
    sharedClock[isNeeded ? 'listen' : 'leave'](this.#tick);
  }

  /** Reads the style sheet again, after the system, a class on the page or a custom property changed a colour. */
  readonly forget = (): void => {
    this.#look = '';
    this.#host.requestUpdate();
  };

  #resize({ width, height }: DOMRectReadOnly): void {
    // An element that is not rendered has no transitions, so its colours may have changed unnoticed.
    if (this.width === 0) this.#look = '';
    this.width = Math.floor(width);
    this.#height = Math.floor(height);
    this.engine?.resize(this.width, this.#height);
    this.#host.requestUpdate();
  }
}
