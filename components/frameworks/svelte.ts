import type { HTMLAttributes } from 'svelte/elements';
import type { ChildAttributes, HyphenatedAttributes, LiveListeners, LiveTag, OwnNames, OwnProps } from './element-props.js';

export { useChannel, useConnection, useStatus } from './svelte-stores.js';
export type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';
export type { PageConnectionOptions } from './store.js';
export type { LiveValue } from './svelte-stores.js';

/**
 * The attributes of a `<live-…>` element in Svelte 5, which sets properties where the element has them (`params={{ metric: 'orders' }}`,
 * `staleAfter={30_000}`), and attributes if their names have a hyphen (`stale-after="30s"`).
 */
export type LiveProps<Element extends EventTarget> = Omit<HTMLAttributes<Element>, OwnNames<Element>> &
  OwnProps<Element> &
  HyphenatedAttributes<Element> &
  LiveListeners;

type LiveElements = { [Tag in LiveTag]: LiveProps<HTMLElementTagNameMap[Tag]> };

type ChildElements = {
  [Tag in keyof ChildAttributes]: Omit<HTMLAttributes<HTMLElement>, keyof ChildAttributes[Tag]> & ChildAttributes[Tag];
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends LiveElements, ChildElements {}
}
