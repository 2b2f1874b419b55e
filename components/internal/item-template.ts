import type { ItemMessage } from './item-place.js';
import { textAt, valueAt } from './text-at.js';
import { bindElement, type Checks, EACH, IF, pathsIn } from './template-bindings.js';

/** The element of an item, and how to show a message in it. */
export interface Item {
  readonly element: HTMLElement;
  readonly update: (message: ItemMessage) => void;
}

/**
 * Creates an item from a template; `undefined` if the template is empty.
 *
 * `{{path}}` is replaced in text and in safe attributes. Other attributes that contain it are dropped. A body's value is always inserted as
 * text: as a text node, or as the value of a safe attribute, whose URL must have a harmless scheme. Nothing is parsed as HTML.
 *
 * `live-if="path"` keeps an element only while the path has a value, `live-if="!path"` only while it has none. `live-each="path"` repeats an
 * element for each entry of a list.
 *
 * `report` is called with all mistakes of the template that are known: attributes that are left out, and conditions and lists that cannot be read.
 */
export function itemOfTemplate(
  template: HTMLTemplateElement,
  report: (mistakes: readonly string[]) => void = () => undefined,
): Item | undefined {
  const content = contentOf(template);
  if (isBlank(content)) return undefined;
  const checks = checksOf(template);
  const { mistakes } = checks;
  const element = soleElementOf(content);
  const { write } = bindElement(element, checks);
  report([...mistakes]);
  return {
    element,
    update(message) {
      const { size } = mistakes;
      write({ valueAt: (path) => valueAt(message, path) });
      if (mistakes.size > size) report([...mistakes]);
    },
  };
}

/** Returns whether a template shows any value of a message. */
export function showsSomething(template: HTMLTemplateElement, message: ItemMessage): boolean {
  const content = contentOf(template);
  const lists = [...content.querySelectorAll(`[${EACH}]`)].map((element) => element.getAttribute(EACH)?.trim() ?? '');
  if (lists.some((path) => hasEntries(valueAt(message, path)))) return true;
  for (const element of content.querySelectorAll(`[${EACH}]`)) element.remove();
  return pathsIn(content).some((path) => path !== 'at' && textAt(message, path) !== '');
}

function hasEntries(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** What is known of each template. */
const known = new WeakMap<HTMLTemplateElement, Checks>();

function checksOf(template: HTMLTemplateElement): Checks {
  const checks = known.get(template) ?? { mistakes: new Set(), missed: new Map() };
  known.set(template, checks);
  return checks;
}

function isBlank(content: DocumentFragment): boolean {
  return !content.firstElementChild && !content.textContent?.trim();
}

/**
 * Copies a template's content, or its own children, which is where React, Vue and `appendChild` put them.
 *
 * The copy belongs to the template's inert document until it is inserted, so that nothing is fetched before its URL is filled in.
 */
function contentOf(template: HTMLTemplateElement): DocumentFragment {
  const { content } = template;
  const copy = content.cloneNode(true) as DocumentFragment;
  if (isBlank(content)) copy.append(...[...template.childNodes].map((child) => content.ownerDocument.importNode(child, true)));
  return copy;
}

/** An item is one element: the template's only element, or a new element around the template's content. */
function soleElementOf(content: DocumentFragment): HTMLElement {
  const { firstElementChild: first, childElementCount } = content;
  const hasText = [...content.childNodes].some((node) => node !== first && node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
  const isSole = childElementCount === 1 && first instanceof HTMLElement && !hasText;
  // An item cannot be left out or repeated.
  if (isSole && !first.hasAttribute(IF) && !first.hasAttribute(EACH)) return first;
  const article = document.createElement('article');
  article.append(content);
  return article;
}
