/** Animates a new item: it fades in on a coloured background. Only opacity, transform and colours change, so that nothing else moves. */
export function settleIn(item: HTMLElement, from: string): void {
  const backgroundColor = 'color-mix(in oklab, var(--_live-accent) 8%, transparent)';
  const boxShadow = `0 0 0 0.375rem ${backgroundColor}`;
  item.animate({ opacity: 0, translate: `0 ${from}`, offset: 0, easing: 'ease-out' }, 320);
  item.animate({ backgroundColor, boxShadow, offset: 0, easing: 'ease-in' }, 1920);
}
