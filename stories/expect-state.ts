import { expect, waitFor } from 'storybook/test';

/** Waits until the first element of a tag is in a state, as `:state(live)`; the fake shop takes a moment for it. */
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

/** Waits until an element says a text somewhere inside. */
export async function expectText(element: HTMLElement, text: string | RegExp): Promise<void> {
  await waitFor(() => expect(element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ')).toMatch(text), { timeout: 5_000 });
}
