import { noChange } from 'lit';
import { Directive, directive, type DirectiveResult, type ElementPart } from 'lit/directive.js';

/** The text or the slot that is all of an element's content. An expression inside the element would add a comment to every text. */
class OwnText extends Directive {
  #text: Text | undefined;
  #slot: string | undefined;

  override render(_text: string, _slot?: string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [text, slot]: [text: string, slot?: string]): typeof noChange {
    if (slot !== this.#slot) {
      this.#slot = slot;
      this.#text = undefined;
      element.replaceChildren(...(slot === undefined ? [] : [Object.assign(document.createElement('slot'), { name: slot })]));
    }
    if (slot !== undefined) return noChange;
    if (this.#text && this.#text.data !== text) this.#text.data = text;
    if (!this.#text && text !== '') element.append((this.#text = new Text(text)));
    return noChange;
  }
}

/** Shows a text in an element, as its only node, or instead the slot with a name: `<span ${ownText(label)}></span>`. */
export const ownText: (text: string, slot?: string) => DirectiveResult = directive(OwnText);
