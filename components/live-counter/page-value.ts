import { isNumeric } from '../../src/index.js';

/** The text that the page brings in the default slot of an element. */
export function contentOf(element: Element): string {
  const nodes = [...element.childNodes].filter((node) => (node instanceof Element ? !node.slot : node instanceof Text));
  return nodes
    .map((node) => node.textContent)
    .join('')
    .trim();
}

/** The value that the page brings: what `value` says, else the content where it is a number. What has too many digits for one stays text. */
export function pageValue(element: Element & { readonly value: string | number | undefined }): string | number | undefined {
  const value = element.value ?? contentOf(element);
  if (!isNumeric(value)) return element.value;
  return String(Number(value)) === String(value) ? Number(value) : value;
}
