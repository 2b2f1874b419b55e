/** Walks from a node outwards across shadow roots, itself first. */
export function* ancestorsOf(node: Node): Generator<HTMLElement> {
  for (let here: Node | null = node; here; here = here instanceof ShadowRoot ? here.host : here.parentNode) {
    if (here instanceof HTMLElement) yield here;
  }
}
