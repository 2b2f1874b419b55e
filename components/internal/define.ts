import { warnOnce } from './warn-once.js';

const PREFIX = 'live';

/**
 * Registers an element once per page.
 *
 * If another copy of cablegram has registered the tag, that copy keeps it and one warning is logged. Without a registry, as on a server, it does
 * nothing.
 */
export function define(
  tag: string,
  element: CustomElementConstructor,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): void {
  const known = registry?.get(tag);
  if (known === undefined) registry?.define(tag, element);
  else if (known !== element) warnOnce(`<${tag}> is already defined; this second copy is ignored.`);
}

/** Registers elements by their names after the prefix. */
export function defineElements(
  elements: Readonly<Record<string, CustomElementConstructor>>,
  prefix: string = PREFIX,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): void {
  for (const [name, element] of Object.entries(elements)) {
    const tag = `${prefix}-${name}`;
    if (prefix === PREFIX) define(tag, element, registry);
    // A registry takes a class under one name only, so another name needs a subclass.
    else if (registry?.get(tag) === undefined) registry?.define(tag, class extends element {});
  }
}
