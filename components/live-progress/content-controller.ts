import type { LitElement, ReactiveController } from 'lit';
import { observerOf } from '../internal/browser.js';

/** Watches an element's content: a `<progress>` or `<meter>` that the server rendered, other content, and whether there is a label. */
export class ContentController implements ReactiveController {
  /** The values of the bar in the content, as written; `undefined` if there is none. */
  bar: { readonly value: string | null; readonly max: string | null } | undefined;
  /** Whether there is content besides the bar. */
  hasContent = false;
  hasLabel = false;

  readonly #host: LitElement;
  readonly #onBar: () => void;
  readonly #observer: MutationObserver;

  /** `onBar` is called when the bar's values change while the element is in the page, for example by a morph. */
  constructor(host: LitElement, onBar: () => void) {
    this.#host = host;
    this.#onBar = onBar;
    this.#observer = new (observerOf('MutationObserver'))(() => this.#read());
    host.addController(this);
  }

  hostConnected(): void {
    this.#read();
    this.#observer.observe(this.#host, { childList: true, characterData: true, subtree: true, attributeFilter: ['value', 'max', 'slot'] });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #read(): void {
    const before = JSON.stringify([this.bar, this.hasContent, this.hasLabel]);
    const wasBar = JSON.stringify(this.bar);
    const own = [...this.#host.childNodes].filter((node) => (node instanceof Element ? !node.slot : node instanceof Text));
    const element = [...this.#host.querySelectorAll('progress, meter')].find((one) => !one.closest('[slot]'));
    this.bar = element && { value: element.getAttribute('value'), max: element.getAttribute('max') ?? '1' };
    this.hasContent = !element && own.some(({ textContent }) => textContent?.trim());
    this.hasLabel = [...this.#host.children].some(({ slot }) => slot === 'label');
    if (JSON.stringify(this.bar) !== wasBar) this.#onBar();
    if (JSON.stringify([this.bar, this.hasContent, this.hasLabel]) !== before) this.#host.requestUpdate();
  }
}
