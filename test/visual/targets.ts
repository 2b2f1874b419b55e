/**
 * Returns the elements' controls that are smaller than 24 × 24 px, as text; runs in the page. WCAG 2.5.8 asks for that size, but not for links in a
 * line of text and for native controls that look as the browser draws them.
 */
export function smallTargets(): readonly string[] {
  const LEAST = 24;
  const found: string[] = [];
  const isInText = (element: Element): boolean => element.localName === 'a' && getComputedStyle(element).display === 'inline';
  function visit(root: Document | ShadowRoot): void {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      // What the page puts into an element is the page's own.
      if (!(root instanceof ShadowRoot)) continue;
      if (!element.matches('button, a[href], select, summary, input:not([type=checkbox], [type=radio], [type=range]), [role=button]'))
        continue;
      const { width, height } = element.getBoundingClientRect();
      const isHidden = width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      // The area that reacts may be larger than the box: a pseudo-element around it, for example.
      const around = getComputedStyle(element, '::before');
      const grown = (size: number, by: string): number => (around.position === 'absolute' ? Math.max(size, parseFloat(by) || 0) : size);
      const [wide, high] = [grown(width, around.width), grown(height, around.height)];
      if (isHidden || isInText(element) || (wide >= LEAST - 0.5 && high >= LEAST - 0.5)) continue;
      const host = root instanceof ShadowRoot ? root.host.localName : 'page';
      found.push(
        `${host}: ${element.localName} "${element.textContent.trim().slice(0, 30)}" is ${Math.round(wide)} × ${Math.round(high)} px`,
      );
    }
  }
  visit(document);
  return found;
}
