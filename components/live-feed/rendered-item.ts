import type { ItemMessage } from '../internal/item-place.js';
import type { Item } from '../internal/item-template.js';
import type { LocalizeController } from '../internal/localize.js';
import { reportOnce } from '../internal/report-once.js';
import { fillItem } from './built-in-item.js';

/** Renders a body as the content of an item. It is called again when the item changes, with the node that it returned before. */
export type RenderItem = (body: unknown, previous?: Node) => Node;

/** Creates an item from a page's function. If that throws or returns no node, the item gets the built-in layout, and the page is told. */
export function itemOfFunction(host: HTMLElement, renderItem: RenderItem, words: LocalizeController): Item {
  const element = document.createElement('article');
  let previous: Node | undefined;
  return {
    element,
    update(message) {
      const node = contentOf(host, renderItem, message, previous);
      if (!node) return fillItem(element, message, words.lang());
      if (node !== previous || node.parentNode !== element) element.replaceChildren(node);
      previous = node;
    },
  };
}

function contentOf(host: HTMLElement, renderItem: RenderItem, { body }: ItemMessage, previous: Node | undefined): Node | undefined {
  let node: unknown;
  let cause: unknown;
  try {
    node = renderItem(body, previous);
  } catch (error) {
    cause = error;
  }
  if (node instanceof Node) return node;
  const why =
    cause === undefined
      ? `returned ${String(node)}, which is no node`
      : `threw ${cause instanceof Error ? cause.message : 'something else than an error'}`;
  const text = `renderItem of <live-feed> ${why}, so the item has the built-in layout.`;
  reportOnce(host, text, cause);
  return undefined;
}
