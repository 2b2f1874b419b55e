/** The room that a reason keeps from the edges of the page, in px. */
const MARGIN = 8;

/** Moves the reason of a button sideways, so that none of it is beyond the edge of the page. */
export function keepInView({ currentTarget }: Event): void {
  const reason = (currentTarget as HTMLElement).querySelector<HTMLElement>('[part="reason"]');
  if (reason === null) return;
  // By CSSOM, which a strict CSP allows.
  reason.style.removeProperty('translate');
  const { left, right } = reason.getBoundingClientRect();
  const shift = Math.max(MARGIN - left, Math.min(0, document.documentElement.clientWidth - MARGIN - right));
  reason.style.setProperty('translate', `${shift}px`);
}

/** Hides the reason of a button that has the focus. */
export function closeOnEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') (event.currentTarget as HTMLElement).blur();
}
