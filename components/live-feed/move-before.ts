/**
 * Puts an item before a child of its list, or at the end.
 *
 * An item that is already in the list is moved with `moveBefore` where the browser has it, so that its focus, frames and animations survive.
 */
export function moveBefore(list: Element, item: Element, child: Node | null): void {
  if (item.parentNode === list && 'moveBefore' in list && typeof list.moveBefore === 'function') list.moveBefore(item, child);
  else list.insertBefore(item, child);
}
