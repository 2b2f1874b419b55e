import type { ItemMessage } from '../internal/item-place.js';
import type { Item } from '../internal/item-template.js';
import type { LocalizeController } from '../internal/localize.js';
import { reportOnce } from '../internal/report-once.js';
import { valueAt } from '../internal/text-at.js';
import { fillItem } from './built-in-item.js';

/**
 * Removes from HTML what could do harm. Returns a node, such as DOMPurify's `RETURN_DOM_FRAGMENT`, or `TrustedHTML`. It is called only in browsers
 * without `Element.setHTML`.
 */
export type Sanitizer = (html: string) => object;

/** The settings of a feed that say where its messages hold HTML, and how it is made harmless. */
export interface HtmlRules {
  readonly payload: 'data' | 'html';
  readonly field: string;
  readonly sanitizer: Sanitizer | undefined;
}

/** Returns the HTML of a message, if the feed shows any: the body itself if it is text, else the text at `field`. */
export function htmlOf(message: ItemMessage, { payload, field }: HtmlRules): string | undefined {
  if (payload !== 'html') return undefined;
  const found = typeof message.body === 'string' ? message.body : valueAt(message, field);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/**
 * Creates an item that shows the HTML of its messages. The browser's own sanitizer makes it harmless, else the page's function. Without both, the
 * item shows the HTML as text, and the page is told.
 */
export function itemOfHtml(host: HTMLElement & HtmlRules, words: LocalizeController): Item {
  const element = document.createElement('article');
  let shown: string | undefined;
  return {
    element,
    update(message) {
      const html = htmlOf(message, host);
      if (html === undefined) fillItem(element, message, words.lang());
      else if (html !== shown) showHtml(element, html, host);
      shown = html;
    },
  };
}

/** An element that has the browser's sanitizer. */
interface Sanitizing {
  setHTML?: (html: string, options: object) => void;
}

/** The browser's default, and `class`, so that the page's style sheets apply. `setHTML` removes all that could run, whatever a sanitizer allows. */
function withClasses(): object {
  const { Sanitizer } = globalThis as { Sanitizer?: new () => { allowAttribute?: (name: string) => unknown } };
  const sanitizer = Sanitizer && new Sanitizer();
  sanitizer?.allowAttribute?.('class');
  return sanitizer ? { sanitizer } : {};
}

function showHtml(element: HTMLElement & Sanitizing, html: string, host: HTMLElement & HtmlRules): void {
  // The built-in layout was shown before, if the item had no HTML.
  delete element.dataset['liveItem'];
  if (typeof element.setHTML === 'function') {
    element.setHTML(html, withClasses());
    return;
  }
  const nodes = sanitizedBy(html, host);
  element.replaceChildren(...(nodes ?? [html]));
}

/** Returns what the page's function makes of HTML; `undefined` if it is not sure to be harmless. */
function sanitizedBy(html: string, host: HTMLElement & HtmlRules): readonly Node[] | undefined {
  const { sanitizer } = host;
  if (typeof sanitizer !== 'function') {
    reportOnce(host, 'This browser has no Element.setHTML and the <live-feed> has no sanitizer, so HTML is shown as text.');
    return undefined;
  }
  let result: unknown;
  try {
    result = sanitizer(html);
  } catch (cause) {
    reportOnce(host, `sanitizer of <live-feed> threw ${String(cause)}, so the HTML is shown as text.`, cause);
    return undefined;
  }
  if (result instanceof Node) return [result];
  const nodes = isTrusted(result) ? nodesOf(result) : undefined;
  if (!nodes) reportOnce(host, `sanitizer of <live-feed> returned ${nameOf(result)} instead of a node, so the HTML is shown as text.`);
  return nodes;
}

/** Returns whether a value is HTML that a Trusted Types policy of the page has passed. */
function isTrusted(value: unknown): value is object {
  const { TrustedHTML } = globalThis as { TrustedHTML?: abstract new () => object };
  return TrustedHTML !== undefined && value instanceof TrustedHTML;
}

/** Parses trusted HTML in an inert document, in which no script runs. `undefined` in browsers that cannot do that. */
function nodesOf(trusted: object): readonly Node[] | undefined {
  const { parseHTMLUnsafe } = Document as unknown as { parseHTMLUnsafe?: (html: object) => Document };
  if (!parseHTMLUnsafe) return undefined;
  const { body } = parseHTMLUnsafe.call(Document, trusted);
  for (const script of body.querySelectorAll('script')) script.remove();
  return [...body.childNodes];
}

function nameOf(value: unknown): string {
  return typeof value === 'object' ? Object.prototype.toString.call(value) : `a value of type ${typeof value}`;
}
