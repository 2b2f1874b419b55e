import type * as React from 'react';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type {
  AttributeValue,
  ChildAttributes,
  HyphenatedAttributes,
  Kebab,
  LiveListeners,
  LiveTag,
  OwnNames,
  OwnProps,
} from './element-props.js';

export { useChannel, useConnection, useStatus } from './react-hooks.js';
export type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';
export type { PageConnectionOptions } from './store.js';

/**
 * The JSX props of a `<live-…>` element in React 19: its properties, which React sets as they are (`params={{ metric: 'orders' }}`,
 * `staleAfter={30_000}`), or its attributes if their names have a hyphen (`stale-after="30s"`). React uses `key` itself and never passes it on.
 *
 * React 18 sets only attributes, as they are written: `params='{"metric":"orders"}'`, `class`, and no listeners. With its types, these are the props.
 */
export type LiveProps<Element> = 'use' extends keyof typeof React ? PropertyProps<Element> : AttributeProps<Element>;

type PropertyProps<Element> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, Exclude<OwnNames<Element>, 'key'>> &
  OwnProps<Element, 'key'> &
  HyphenatedAttributes<Element> &
  LiveListeners;

type AttributeProps<Element> = Omit<
  DetailedHTMLProps<HTMLAttributes<Element>, Element>,
  'className' | Exclude<Kebab<OwnNames<Element>>, 'key'>
> & { class?: string | undefined } & {
  [Name in Exclude<OwnNames<Element>, 'key'> as Kebab<Name>]?: AttributeValue;
};

type LiveElements = { [Tag in LiveTag]: LiveProps<HTMLElementTagNameMap[Tag]> };

type ChildElements = { [Tag in keyof ChildAttributes]: DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & ChildAttributes[Tag] };

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React declares this namespace
  namespace JSX {
    interface IntrinsicElements extends LiveElements, ChildElements {}
  }
}
