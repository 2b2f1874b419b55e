import type { HTMLAttributes } from 'preact';
import type { ChildAttributes, HyphenatedAttributes, LiveListeners, LiveTag, OwnNames, OwnProps } from './element-props.js';

export { useChannel, useConnection, useStatus } from './preact-hooks.js';
export type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';
export type { PageConnectionOptions } from './store.js';

/**
 * The JSX props of a `<live-…>` element in Preact: its properties, which Preact sets as they are (`params={{ metric: 'orders' }}`,
 * `staleAfter={30_000}`), or its attributes if their names have a hyphen (`stale-after="30s"`). Preact uses `key` itself and never passes it on.
 */
export type LiveProps<Element extends EventTarget> = Omit<HTMLAttributes<Element>, Exclude<OwnNames<Element>, 'key'>> &
  OwnProps<Element, 'key'> &
  HyphenatedAttributes<Element> &
  LiveListeners;

type LiveElements = { [Tag in LiveTag]: LiveProps<HTMLElementTagNameMap[Tag]> };

type ChildElements = { [Tag in keyof ChildAttributes]: Omit<HTMLAttributes, keyof ChildAttributes[Tag]> & ChildAttributes[Tag] };

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Preact declares this namespace
  namespace JSX {
    interface IntrinsicElements extends LiveElements, ChildElements {}
  }
}
