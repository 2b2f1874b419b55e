import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { elementClock } from './element-clock.js';
import { watchVisibility } from './visibility.js';

/** How often an element out of sight updates, in ms. */
const SLOW_BEAT = 5_000;

/**
 * Decides when a change is rendered: at once if the host is visible or the change is urgent, else on a slow beat shared by the page.
 *
 * A first value, a new state and missed updates are urgent, because screenshots, find-in-page and assistive technology reach elements that are out of sight.
 * On a hidden page, other changes wait until the page is shown.
 */
export class RenderGate implements ReactiveController {
  /** Whether the host is visible. */
  isVisible = true;

  readonly #host: ReactiveControllerHost & Element;
  readonly #onVisibility: () => void;
  #stopWatching: (() => void) | undefined;

  /** `onVisibility` is called whenever the host or the page becomes visible or hidden. */
  constructor(host: ReactiveControllerHost & Element, onVisibility: () => void) {
    this.#host = host;
    this.#onVisibility = onVisibility;
    host.addController(this);
  }

  hostConnected(): void {
    this.isVisible = true;
    this.#stopWatching = watchVisibility(this.#host, (isVisible) => {
      this.isVisible = isVisible;
      if (isVisible) this.#render();
      this.#onVisibility();
    });
  }

  hostDisconnected(): void {
    this.#stopWatching?.();
    late.delete(this.#render);
  }

  /** Asks for an update of the host. */
  request(isUrgent: boolean): void {
    if (!this.#host.isConnected) return;
    if (this.isVisible || isUrgent) {
      late.delete(this.#render);
      this.#host.requestUpdate();
    } else wait(this.#render);
  }

  readonly #render = (): void => {
    if (late.delete(this.#render)) this.#host.requestUpdate();
  };
}

/** The elements that render at the next slow beat. */
const late = new Set<() => void>();
let isWaiting = false;

function wait(render: () => void): void {
  late.add(render);
  if (isWaiting) return;
  isWaiting = true;
  elementClock.after(SLOW_BEAT, () => {
    isWaiting = false;
    if (!document.hidden) for (const each of [...late]) each();
    // Elements of a hidden page render when the page is shown, or at a later beat.
    const [rest] = late;
    if (rest) wait(rest);
  });
}
