import { readInstant } from '../../src/index.js';
import { warnOnce } from '../internal/warn-once.js';
import { type ItemMessage, textAt } from './feed-state.js';
import { isoTime } from './item-times.js';
import { safeUrl } from './safe-url.js';

/** The element of an item, and how to show a message in it. */
export interface Item {
  readonly element: HTMLElement;
  readonly update: (message: ItemMessage) => void;
}

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The elements and attributes where a text cannot run, restyle or embed anything. */
const SAFE = /^((a|area) href|(img|audio|video|source|track) src|\S+ (alt|title|datetime|class|aria-\S+|data-\S+))$/;

/**
 * Makes an item of a template, whose `{{path}}` places count in text and in attributes that are safe; the others are left out, which the
 * page's author is told once.
 *
 * What a body says is text, always: a text node, or the value of such an attribute, whose URL has a harmless scheme. Nothing is parsed as HTML.
 */
export function itemOfTemplate(template: HTMLTemplateElement): Item {
  // Belongs to the template's inert document until it is inserted, so that nothing is fetched before it has its address.
  const content = template.content.cloneNode(true) as DocumentFragment;
  const writers: ((message: ItemMessage) => void)[] = [];
  const bind = (pattern: string, write: (text: string) => void): void => {
    if (!pattern.includes('{{')) return;
    write('');
    writers.push((message) => write(pattern.replace(PLACEHOLDER, (_, path: string) => textAt(message, path))));
  };
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (node instanceof Element) {
      for (const { name, value } of [...node.attributes]) bind(value, (text) => writeAttribute(node, name, text));
    } else {
      const isCode = /^(script|style)$/i.test(node.parentNode?.nodeName ?? '');
      bind(node.nodeValue ?? '', (text) => {
        if (node.nodeValue !== text) node.nodeValue = isCode ? '' : text;
      });
    }
  }
  return { element: soleElementOf(content), update: (message) => writers.forEach((write) => write(message)) };
}

function writeAttribute(element: Element, name: string, text: string): void {
  let value = text;
  if (name === 'href' || name === 'src') value = safeUrl(text);
  else if (name === 'datetime') value = isoTime(readInstant(text));
  if (!SAFE.test(`${element.localName} ${name}`)) {
    value = '';
    warnOnce(`a template may not bind ${name} of <${element.localName}>; it is left out.`);
  }
  if (!value && name !== 'alt') element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** An item is one element: the template's own, or one around what it holds. */
function soleElementOf(content: DocumentFragment): HTMLElement {
  const { firstElementChild: first, childElementCount } = content;
  if (childElementCount === 1 && first instanceof HTMLElement) return first;
  const article = document.createElement('article');
  article.append(content);
  return article;
}
