/** What runs inside a page, handed over by `page.evaluate`. */

/** Waits until the page has done its work: its feed did not change for 30 frames. */
export function whenQuiet(): Promise<void> {
  return new Promise((resolve) => {
    let frames = 0;
    let before = '';
    function look(): void {
      const now = document.querySelector('live-feed')?.textContent ?? '';
      frames = now === before ? frames + 1 : 0;
      before = now;
      if (frames > 30) resolve();
      else requestAnimationFrame(look);
    }
    look();
  });
}

/** Counts every element of what is flooded, those in shadow trees too. */
export function countNodes(): number {
  const count = (root: ParentNode): number =>
    [...root.querySelectorAll('*')].reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot === null ? 0 : count(shadowRoot)), 0);
  return [...document.querySelectorAll('.total:first-child, .rate, .activity')].reduce((sum, card) => sum + count(card), 0);
}

/** How many frames there were, and how many updates the busiest element had meanwhile. */
export interface Renders {
  frames: number;
  most: number;
}

/** Counts from now on, in the global `renders`. */
export function countRenders(): void {
  const renders: Renders = { frames: 0, most: 0 };
  const counts = new Map<object, number>();
  Object.assign(globalThis, { renders });
  const frame = (): void => {
    renders.frames += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  for (const tag of ['live-counter', 'live-chart', 'live-feed']) {
    const { prototype } = customElements.get(tag) as unknown as { prototype: { performUpdate(): void } };
    const performUpdate: () => void = Reflect.get<typeof prototype, 'performUpdate'>(prototype, 'performUpdate');
    prototype.performUpdate = function (this: object) {
      const count = (counts.get(this) ?? 0) + 1;
      counts.set(this, count);
      renders.most = Math.max(renders.most, count);
      performUpdate.call(this);
    };
  }
}

/** Notes from now on, in the global `moves`, each card of the page that something pushed elsewhere. */
export function collectMoves(): void {
  const moves: string[] = [];
  Object.assign(globalThis, { moves });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { readonly sources: readonly { readonly node: Node | null }[] })[]) {
      for (const { node } of entry.sources) if (node instanceof Element && node.matches('main > *, main .card')) moves.push(node.className);
    }
  }).observe({ type: 'layout-shift' });
}
