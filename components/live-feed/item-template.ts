import { parseInstant } from '../../src/index.js';
import { warnOnce } from '../internal/warn-once.js';
import { safeUrl } from './safe-url.js';

/** Tells what a path leads to in the body that an item shows. */
export type Read = (path: string) => unknown;

/** An item made from a template: its element, and how to show another body in it. */
export interface TemplateInstance {
  readonly element: HTMLElement;
  update(read: Read): void;
}

/** Where a template takes text from a body: `parts` are text and paths in turn. */
interface Binding {
  readonly index: number;
  readonly attribute: string | undefined;
  readonly parts: readonly string[];
}

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/;
const SAFE_ATTRIBUTES = /^(href|src|alt|title|datetime|class|aria-[\w-]+|data-[\w-]+)$/;
const URL_HOLDERS: Readonly<Record<string, string>> = { href: ' a area ', src: ' img audio video source track ' };

/**
 * Reads the `{{path}}` places of a template once, and returns how to make items of it.
 *
 * Places count in text and in attributes that cannot run anything; the others (`on*`, `style`, `srcdoc`, `src` of a frame or script) are left
 * out, which the page's author is told once. What a body says is text, always: a text node, or the value of such an attribute, whose URL has a
 * harmless scheme. Nothing is parsed as HTML.
 */
export function compileTemplate(template: HTMLTemplateElement): () => TemplateInstance {
  // Still in the template's inert document, so that nothing in it is fetched or upgraded.
  const blueprint = template.content.cloneNode(true) as DocumentFragment;
  const bindings = nodesOf(blueprint).flatMap(bindingsOf);
  return () => {
    const content = document.importNode(blueprint, true);
    const nodes = nodesOf(content);
    const element = soleElementOf(content);
    const update = (read: Read): void => {
      for (const { index, attribute, parts } of bindings) {
        const node = nodes[index];
        const text = parts.map((part, place) => (place % 2 ? textOf(read(part)) : part)).join('');
        if (node instanceof Element && attribute) writeAttribute(node, attribute, text);
        else if (node instanceof Text && node.data !== text) node.data = text;
      }
    };
    return { element, update };
  };
}

/** Says a value of a body as text; what is no value (an object, a list, nothing) says nothing. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function bindingsOf(node: Node, index: number): Binding[] {
  if (!(node instanceof Element)) return bindText(node, index);
  return [...node.attributes].flatMap(({ name, value }) => {
    if (!PLACEHOLDER.test(value)) return [];
    node.removeAttribute(name);
    if (isSafe(node, name)) return [{ index, attribute: name, parts: value.split(PLACEHOLDER) }];
    warnOnce(`a template binds ${name} of <${node.localName}>, which could run or restyle something; it is left out.`);
    return [];
  });
}

function bindText(node: Node, index: number): Binding[] {
  const text = node.nodeValue ?? '';
  if (!PLACEHOLDER.test(text)) return [];
  node.nodeValue = '';
  return /^(script|style)$/i.test(node.parentNode?.nodeName ?? '') ? [] : [{ index, attribute: undefined, parts: text.split(PLACEHOLDER) }];
}

function isSafe(element: Element, attribute: string): boolean {
  return SAFE_ATTRIBUTES.test(attribute) && (URL_HOLDERS[attribute]?.includes(` ${element.localName} `) ?? true);
}

function writeAttribute(element: Element, name: string, text: string): void {
  let value: string | undefined = text;
  if (name in URL_HOLDERS) value = safeUrl(text);
  else if (name === 'datetime') value = instantOf(text);
  if (!value && name !== 'alt') element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value ?? '');
}

function instantOf(text: string): string | undefined {
  const at = parseInstant(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  return at === undefined || Math.abs(at) > 8.64e15 ? undefined : new Date(at).toISOString();
}

function nodesOf(content: DocumentFragment): Node[] {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** An item is one element: the template's own, or one around what it holds. */
function soleElementOf(content: DocumentFragment): HTMLElement {
  const { firstElementChild: first, childElementCount } = content;
  if (childElementCount === 1 && first instanceof HTMLElement) return first;
  const article = document.createElement('article');
  article.append(content);
  return article;
}
