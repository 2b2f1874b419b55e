import { warnOnce } from './warn-once.js';

/**
 * Registers an element once per page.
 *
 * A second copy of cablegram finds the tag taken and leaves it to the first, which a warning tells once. Where there is no registry, as on
 * a server, it does nothing.
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
