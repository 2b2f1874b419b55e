/** The room that a reason keeps from the edges of the page, in px. */
const MARGIN = 8;

/** Shows the reason of a button, by pointer, focus or tap, moved sideways so that none of it is beyond the edge of the page. */
export function openReason({ type, currentTarget }: Event): void {
  const button = currentTarget as HTMLElement;
  const reason = button.querySelector<HTMLElement>('[part="reason"]');
  if (reason === null) return;
  // Safari gives no focus to a button that is tapped, and without it no tap elsewhere would close the reason.
  if (type === 'click') button.focus();
  button.toggleAttribute('data-open', true);
  // By CSSOM, which a strict CSP allows.
  reason.style.removeProperty('translate');
  const { left, right } = reason.getBoundingClientRect();
  const shift = Math.max(MARGIN - left, Math.min(0, document.documentElement.clientWidth - MARGIN - right));
  reason.style.setProperty('translate', `${shift}px`);
}

/** Hides the reason of a button on Escape, when the focus leaves it, and when a mouse leaves it that has not been clicked. */
export function closeReason(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
  if (event instanceof PointerEvent && (event.pointerType !== 'mouse' || button.matches(':focus'))) return;
  button.toggleAttribute('data-open', false);
}
