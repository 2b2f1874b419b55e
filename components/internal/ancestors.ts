/** Walks from a node outwards across shadow roots, itself first. */
export function* ancestorsOf(node: Node): Generator<HTMLElement> {
  for (let here: Node | null = node; here; here = here instanceof ShadowRoot ? here.host : here.parentNode) {
    if (here instanceof HTMLElement) yield here;
  }
}

/** Tells whether an element is around a node, across shadow roots. */
export function isAround(element: Element, node: Node): boolean {
  return [...ancestorsOf(node)].some((ancestor) => ancestor === element && ancestor !== node);
}
