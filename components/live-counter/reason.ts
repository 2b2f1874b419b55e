/** The distance of a reason from the edges of the page, in px. */
const MARGIN = 8;

/** Shows a button's reason on hover, focus or tap, moved sideways so that it stays within the page. */
export function openReason({ type, currentTarget }: Event): void {
  const button = currentTarget as HTMLElement;
  const reason = button.querySelector<HTMLElement>('[part="reason"]');
  if (reason === null) return;
  // Safari does not focus a tapped button. Without focus, a tap elsewhere would not close the reason.
  if (type === 'click') button.focus();
  button.toggleAttribute('data-open', true);
  // Set through the CSSOM, which a strict CSP allows.
  reason.style.removeProperty('translate');
  const { left, right } = reason.getBoundingClientRect();
  const shift = Math.max(MARGIN - left, Math.min(0, document.documentElement.clientWidth - MARGIN - right));
  reason.style.setProperty('translate', `${shift}px`);
}

/** Hides a button's reason on Escape, when the focus leaves it, and when the mouse leaves it unless the button has the focus. */
export function closeReason(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
  if (event instanceof PointerEvent && (event.pointerType !== 'mouse' || button.matches(':focus'))) return;
  button.toggleAttribute('data-open', false);
}
