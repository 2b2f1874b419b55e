import type { LitElement, ReactiveController } from 'lit';
import { observerOf } from '../internal/browser.js';

/** Watches an element's content: the text in the default slot, whether there is a label, and what stands around the number. */
export class ContentController implements ReactiveController {
  text = '';
  hasLabel = false;
  /** The text before and after the number; `undefined` if the page puts nothing there. */
  prefix: string | undefined;
  suffix: string | undefined;

  readonly #host: LitElement;
  readonly #onText: () => void;
  readonly #observer: MutationObserver;

  /** `onText` is called when the text changes while the element is in the page, for example by a morph. */
  constructor(host: LitElement, onText: () => void) {
    this.#host = host;
    this.#onText = onText;
    this.#observer = new (observerOf('MutationObserver'))(() => this.#read());
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
    const before = this.#written();
    const { text } = this;
    this.text = this.#textIn('');
    this.prefix = this.#has('prefix') ? this.#textIn('prefix') : undefined;
    this.suffix = this.#has('suffix') ? this.#textIn('suffix') : undefined;
    this.hasLabel = this.#has('label');
    if (this.text !== text) this.#onText();
    if (this.#written() !== before) this.#host.requestUpdate();
  }

  #written(): string {
    return JSON.stringify([this.text, this.prefix ?? null, this.suffix ?? null, this.hasLabel]);
  }

  #has(slot: string): boolean {
    return [...this.#host.children].some((child) => child.slot === slot);
  }

  #textIn(slot: string): string {
    return [...this.#host.childNodes]
      .filter((node) => (node instanceof Element ? node.slot === slot : slot === '' && node instanceof Text))
      .map((node) => node.textContent)
      .join('')
      .trim();
  }
}
