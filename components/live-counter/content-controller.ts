import type { LitElement, ReactiveController } from 'lit';

/** Watches an element's content: the text in the default slot, and whether there is a label. */
export class ContentController implements ReactiveController {
  text = '';
  hasLabel = false;

  readonly #host: LitElement;
  readonly #onText: () => void;
  readonly #observer: MutationObserver;

  /** `onText` is called when the text changes while the element is in the page, for example by a morph. */
  constructor(host: LitElement, onText: () => void) {
    this.#host = host;
    this.#onText = onText;
    this.#observer = new MutationObserver(() => this.#read());
    host.addController(this);
  }

  hostConnected(): void {
    this.#read();
    this.#observer.observe(this.#host, { childList: true, characterData: true, subtree: true });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #read(): void {
    const before = { text: this.text, hasLabel: this.hasLabel };
    const children = [...this.#host.childNodes];
    this.hasLabel = children.some((node) => node instanceof Element && node.slot === 'label');
    this.text = children
      .filter((node) => (node instanceof Element ? !node.slot : node instanceof Text))
      .map((node) => node.textContent)
      .join('')
      .trim();
    if (this.text !== before.text) this.#onText();
    if (this.text !== before.text || this.hasLabel !== before.hasLabel) this.#host.requestUpdate();
  }
}
