import { warnOnce } from './warn-once.js';

const PREFIX = 'live';

/**
 * Registers an element once per page.
 *
 * A second copy of cablegram finds the tag taken and leaves it to the first, with one warning. Without a registry, as on a server, it does nothing.
 */
export function define(
  tag: string,
  element: CustomElementConstructor,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): void {
  const known = registry?.get(tag);
  if (known === undefined) registry?.define(tag, element);
  else if (known !== element) warnOnce(`<${tag}> is defined already; a second copy of it is left out.`);
}

/** Registers elements by the names behind their prefix. */
export function defineElements(
  elements: Readonly<Record<string, CustomElementConstructor>>,
  prefix: string = PREFIX,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): void {
  for (const [name, element] of Object.entries(elements)) {
    const tag = `${prefix}-${name}`;
    if (prefix === PREFIX) define(tag, element, registry);
    // A class can have one name in a registry, so that another name needs a class of its own.
    else if (registry?.get(tag) === undefined) registry?.define(tag, class extends element {});
  }
}
