import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { mediaQuery } from '../internal/browser.js';

/**
 * Knows whether its host is being printed, and renders it before the browser lays out the pages.
 *
 * `update` must render synchronously, because a browser that prints from a script does not wait for microtasks.
 */
export class PaperController implements ReactiveController {
  isPrinting = false;
  readonly #update: () => void;
  #media: MediaQueryList | undefined;

  constructor(host: ReactiveControllerHost, update: () => void) {
    this.#update = update;
    host.addController(this);
  }

  hostConnected(): void {
    // Some tools emulate the print medium without the events.
    this.#media = mediaQuery('print');
    this.#media?.addEventListener('change', this.#onChange);
    addEventListener('beforeprint', this.#onChange);
    addEventListener('afterprint', this.#onChange);
  }

  hostDisconnected(): void {
    this.#media?.removeEventListener('change', this.#onChange);
    removeEventListener('beforeprint', this.#onChange);
    removeEventListener('afterprint', this.#onChange);
  }

  readonly #onChange = ({ type }: Event): void => {
    const isPrinting = type === 'beforeprint' || (type === 'change' && this.#media?.matches === true);
    if (isPrinting === this.isPrinting) return;
    this.isPrinting = isPrinting;
    this.#update();
  };
}
