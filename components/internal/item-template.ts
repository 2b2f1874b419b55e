import { readInstant } from '../../src/index.js';
import type { ItemMessage } from './item-place.js';
import { isoTime } from './item-times.js';
import { safeUrl } from './safe-url.js';
import { textAt } from './text-at.js';

/** The element of an item, and how to show a message in it. */
export interface Item {
  readonly element: HTMLElement;
  readonly update: (message: ItemMessage) => void;
}

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The elements and attributes in which a text cannot run, restyle or embed anything. */
const SAFE = /^((a|area) href|(img|audio|video|source|track) src|\S+ (alt|title|datetime|class|aria-\S+|data-\S+))$/;

/**
 * Creates an item from a template; `undefined` if the template is empty.
 *
 * `{{path}}` is replaced in text and in safe attributes. Other attributes that contain it are dropped, and `report` is called with the mistakes. A body's value is always
 * inserted as text: as a text node, or as the value of a safe attribute, whose URL must have a harmless scheme. Nothing is parsed as HTML.
 */
export function itemOfTemplate(
  template: HTMLTemplateElement,
  report: (mistakes: readonly string[]) => void = () => undefined,
): Item | undefined {
  const content = contentOf(template);
  if (!content.firstElementChild && !content.textContent?.trim()) return undefined;
  const bindings = bindingsIn(content);
  const refused = bindings.flatMap(({ unsafe }) => unsafe ?? []);
  const texts = refused.map((name) => `A template may not bind ${name}; the attribute is left out.`);
  report([...new Set(texts)]);
  const element = soleElementOf(content);
  for (const { write } of bindings) write('');
  return {
    element,
    update(message) {
      for (const { pattern, write } of bindings) write(pattern.replace(PLACEHOLDER, (_, path: string) => textAt(message, path)));
    },
  };
}

/** Returns whether a template shows any value of a message. */
export function showsSomething(template: HTMLTemplateElement, message: ItemMessage): boolean {
  const paths = bindingsIn(contentOf(template)).flatMap(({ pattern }) => [...pattern.matchAll(PLACEHOLDER)].map(([, path = '']) => path));
  return paths.some((path) => path !== 'at' && textAt(message, path) !== '');
}

/** A text or an attribute with placeholders for a message's values. */
interface Binding {
  readonly pattern: string;
  /** The attribute, if it may hold no value of a message. */
  readonly unsafe?: string | undefined;
  readonly write: (text: string) => void;
}

function bindingsIn(content: DocumentFragment): readonly Binding[] {
  const bindings: Binding[] = [];
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (node instanceof Element) {
      for (const { name, value } of [...node.attributes]) {
        const unsafe = SAFE.test(`${node.localName} ${name}`) ? undefined : `${name} of <${node.localName}>`;
        bindings.push({ pattern: value, unsafe, write: (text) => writeAttribute(node, name, unsafe ? '' : text) });
      }
    } else bindings.push({ pattern: node.nodeValue ?? '', write: (text) => writeText(node, text) });
  }
  return bindings.filter(({ pattern }) => pattern.includes('{{'));
}

/**
 * Copies a template's content, or its own children, which is where React, Vue and `appendChild` put them.
 *
 * The copy belongs to the template's inert document until it is inserted, so that nothing is fetched before its URL is filled in.
 */
function contentOf(template: HTMLTemplateElement): DocumentFragment {
  const { content } = template;
  const copy = content.cloneNode(true) as DocumentFragment;
  const isEmpty = !content.firstElementChild && !content.textContent?.trim();
  if (isEmpty) copy.append(...[...template.childNodes].map((child) => content.ownerDocument.importNode(child, true)));
  return copy;
}

/** Scripts and styles get no text from a message. */
function writeText(node: Node, text: string): void {
  const isCode = /^(script|style)$/i.test(node.parentNode?.nodeName ?? '');
  if (node.nodeValue !== text) node.nodeValue = isCode ? '' : text;
}

function writeAttribute(element: Element, name: string, text: string): void {
  let value = text;
  if (name === 'href' || name === 'src') value = safeUrl(text);
  else if (name === 'datetime') value = isoTime(readInstant(text));
  if (!value && name !== 'alt') element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** An item is one element: the template's only element, or a new element around the template's content. */
function soleElementOf(content: DocumentFragment): HTMLElement {
  const { firstElementChild: first, childElementCount } = content;
  const hasText = [...content.childNodes].some((node) => node !== first && node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
  if (childElementCount === 1 && first instanceof HTMLElement && !hasText) return first;
  const article = document.createElement('article');
  article.append(content);
  return article;
}
