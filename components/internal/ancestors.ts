/** Yields the element itself, then each ancestor, across shadow roots. */
export function* ancestorsOf(node: Node): Generator<HTMLElement> {
  for (let here: Node | null = node; here; here = here instanceof ShadowRoot ? here.host : here.parentNode) {
    if (here instanceof HTMLElement) yield here;
  }
}

/** Returns whether an element is an ancestor of a node, across shadow roots. */
export function isAround(element: Element, node: Node): boolean {
  return [...ancestorsOf(node)].some((ancestor) => ancestor === element && ancestor !== node);
}
