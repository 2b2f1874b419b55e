import { render } from 'lit';

/** One row of a list: its identity in the list, its attributes, and its content. */
export interface Row {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: unknown;
}

/**
 * Draws the rows of a list, each into an element of its own that stays the same while its row exists, so that the focus and animations stay with
 * it. Lit's `repeat` would leave a comment behind for each row that goes.
 */
export class NoticeRows {
  readonly #host: object;
  #elements = new Map<string, HTMLElement>();

  /** `host` is what event listeners in the rows are called on. */
  constructor(host: object) {
    this.#host = host;
  }

  /** Shows these rows, in this order. */
  draw(list: Element, rows: readonly Row[]): void {
    const before = this.#elements;
    this.#elements = new Map(
      rows.map(({ id }) => [id, before.get(id) ?? Object.assign(document.createElement('div'), { role: 'listitem' })]),
    );
    for (const [id, element] of before) if (!this.#elements.has(id)) element.remove();
    let place = list.firstElementChild;
    for (const { id, attributes, content } of rows) {
      const element = this.#elements.get(id);
      if (!element) continue;
      for (const [name, value] of Object.entries(attributes)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      render(content, element, { host: this.#host });
      if (element === place) place = element.nextElementSibling;
      else list.insertBefore(element, place);
    }
  }
}
