import type { HTMLAttributes, PublicProps } from 'vue';
import type { ChildAttributes, LiveEvents, LiveTag, OwnNames, PropValue } from './element-props.js';

export { useChannel, useConnection, useStatus } from './vue-composables.js';
export type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';
export type { PageConnectionOptions } from './store.js';

/** A name as Vue writes it in JavaScript: `live-change` becomes `LiveChange`. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${Capitalize<First>}${Pascal<Rest>}` : Capitalize<Name>;

/**
 * The props of a `<live-…>` element in a template of Vue 3: `:params="{ metric: 'orders' }"`, `stale-after="30s"`, `@live-change="…"`. Vue sets
 * an attribute if the name has a hyphen, so that such a property may be text too. Vue uses `key` itself and never passes it on.
 */
export type LiveProps<Element> = Omit<HTMLAttributes, OwnNames<Element>> & {
  [Name in Exclude<OwnNames<Element>, 'key'>]?: Name extends Lowercase<Name>
    ? PropValue<Element, Name>
    : Element[Name] | string | undefined;
} & {
  [Name in keyof LiveEvents as `on${Pascal<Name>}`]?: ((event: LiveEvents[Name]) => void) | undefined;
};

/** An element as Vue sees a component. */
type AsComponent<Props> = new () => { $props: PublicProps & Props };

type LiveElements = { [Tag in LiveTag]: AsComponent<LiveProps<HTMLElementTagNameMap[Tag]>> };

type ChildElements = {
  [Tag in keyof ChildAttributes]: AsComponent<Omit<HTMLAttributes, keyof ChildAttributes[Tag]> & ChildAttributes[Tag]>;
};

declare module 'vue' {
  /** Vue leaves it out, because it once meant Vue's own slots. Strict templates then refuse `<template slot="item">`. */
  interface HTMLAttributes {
    slot?: string | undefined;
  }

  interface GlobalComponents extends LiveElements, ChildElements {}
}
