import type { JSX } from 'solid-js';
import type { AttributeValue, ChildAttributes, Kebab, LiveEvents, LiveTag, OwnNames } from './element-props.js';

export { useChannel, useConnection, useStatus } from './solid-signals.js';
export type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';
export type { PageConnectionOptions } from './store.js';

/**
 * The JSX props of a `<live-…>` element in Solid, which sets attributes (`stale-after="30s"`) unless a name begins with `prop:`
 * (`prop:params={{ metric: 'orders' }}`), and listens by `on:` (`on:live-change={(event) => …}`).
 */
export type LiveProps<Element> = Omit<JSX.HTMLAttributes<Element>, Kebab<OwnNames<Element>>> & {
  [Name in OwnNames<Element> as Kebab<Name>]?: AttributeValue;
} & {
  [Name in OwnNames<Element> as `prop:${Name}`]?: Element[Name] | undefined;
} & {
  [Name in keyof LiveEvents as `on:${Name}`]?: ((event: LiveEvents[Name]) => void) | undefined;
};

type LiveElements = { [Tag in LiveTag]: LiveProps<HTMLElementTagNameMap[Tag]> };

type ChildElements = {
  [Tag in keyof ChildAttributes]: Omit<JSX.HTMLAttributes<HTMLElement>, keyof ChildAttributes[Tag]> & ChildAttributes[Tag];
};

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Solid declares this namespace
  namespace JSX {
    interface IntrinsicElements extends LiveElements, ChildElements {}
  }
}
