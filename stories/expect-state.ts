import { expect, waitFor } from 'storybook/test';
import { network$ } from './network.js';

/**
 * Waits until the first element of a tag is in a state, such as `:state(live)`. The fake shop needs a moment for it.
 *
 * On another network, which a person chose in the toolbar, the elements are in other states, and nothing is expected of them.
 */
export async function expectState(canvas: HTMLElement, tag: string, state: string): Promise<HTMLElement> {
  return waitFor(async () => {
    const element = canvas.querySelector<HTMLElement>(tag);
    if (element && isOnOtherNetwork()) return element;
    await expect(element?.matches(`:state(${state})`)).toBe(true);
    return element as HTMLElement;
  });
}

/** Waits until an element contains a text. */
export async function expectText(element: HTMLElement, text: string | RegExp): Promise<void> {
  if (isOnOtherNetwork()) return;
  await waitFor(() => expect(element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ')).toMatch(text));
}

function isOnOtherNetwork(): boolean {
  return network$.value !== 'story';
}

/** In an automated run, stops the shops and waits for animations, so that each run sees the same. For a person, the shop continues. */
export async function settle({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  if (!navigator.webdriver) return;
  for (const shop of canvasElement.querySelectorAll('fake-shop')) shop.hold();
  // What arrived for an element out of sight is drawn at the next second.
  if (document.documentElement.scrollHeight > innerHeight) await new Promise((resolve) => setTimeout(resolve, 1_100));
  // What has just arrived is drawn in one of the next frames, and begins to move then.
  for (let round = 0; round < 10; round += 1) {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = document.getAnimations().filter(isEnding);
    if (moving.length === 0) return;
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }
}

function isEnding({ effect, playState }: Animation): boolean {
  return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
}
