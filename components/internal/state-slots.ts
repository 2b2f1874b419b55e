import type { StatesController } from './states.js';

/** The slots in which a page says something about the state of an element, and the states that show them. */
const SLOTS: readonly { readonly name: string; readonly states: readonly string[]; readonly isForBlank: boolean }[] = [
  { name: 'loading', states: ['connecting'], isForBlank: true },
  { name: 'empty', states: ['waiting'], isForBlank: true },
  { name: 'error', states: ['rejected', 'unconfirmed', 'failed', 'error'], isForBlank: false },
  { name: 'offline', states: ['reconnecting', 'offline', 'unavailable'], isForBlank: false },
];

/**
 * Adds the slots for the current states below what an element renders, unless they are there. The style sheet of `tokens` shows and hides them.
 *
 * A slot is added in the first state that shows it, because most elements of a page are never in the others. It stays because every element renders
 * one template: if lit changed to another, it would remove all that is below.
 */
export function addStateSlots(root: HTMLElement | DocumentFragment, current: StatesController): void {
  for (const { name, states, isForBlank } of SLOTS) {
    if (!states.some((state) => current.has(state)) || (isForBlank && !current.has('blank'))) continue;
    if ([...root.children].some((child) => child instanceof HTMLElement && child.dataset['state'] === name)) continue;
    const slot = document.createElement('slot');
    slot.name = slot.dataset['state'] = name;
    root.append(slot);
  }
}
