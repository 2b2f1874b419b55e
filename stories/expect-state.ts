import { expect, waitFor } from 'storybook/test';
import type {} from './fake-shop.js';

/** Waits until the first element of a tag is in a state, such as `:state(live)`. The fake shop needs a moment for it. */
export async function expectState(canvas: HTMLElement, tag: string, state: string): Promise<HTMLElement> {
  return waitFor(
    async () => {
      const element = canvas.querySelector<HTMLElement>(tag);
      await expect(element?.matches(`:state(${state})`)).toBe(true);
      return element as HTMLElement;
    },
    { timeout: 5_000 },
  );
}

/** Waits until an element contains a text. */
export async function expectText(element: HTMLElement, text: string | RegExp): Promise<void> {
  await waitFor(() => expect(element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ')).toMatch(text), { timeout: 5_000 });
}

/** In an automated run, stops the shops and waits for animations, so that each run sees the same. For a person, the shop continues. */
export async function settle({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  if (!navigator.webdriver) return;
  for (const shop of canvasElement.querySelectorAll('fake-shop')) shop.hold();
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
}
