import type { LitElement } from 'lit';
import type {} from '../index.js';

/** The tags of all elements, from `HTMLElementTagNameMap`. */
export type LiveTag = keyof HTMLElementTagNameMap & `live-${string}`;

/** The attribute of a property: `staleAfter` becomes `stale-after`. */
export type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** What an attribute may be: text, or what a framework writes as text. */
export type AttributeValue = string | number | boolean | undefined;

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- two functions of any type are compared, and nothing else tells readonly */
/** Whether two types are the same, `readonly` included. Written out, because the compiler ignores `readonly` where it compares an alias. */
type IsSame<One, Other> = (<Any>() => Any extends One ? true : false) extends <Any>() => Any extends Other ? true : false ? true : false;
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

type IsReadonly<Element, Name extends keyof Element> =
  IsSame<{ [Key in Name]: Element[Key] }, { -readonly [Key in Name]: Element[Key] }> extends true ? false : true;

type IsMethod<Member> = Member extends (...parameters: never[]) => unknown ? true : false;

/** The names of the properties that a page can set on an element, beside those that every `LitElement` has. */
export type OwnNames<Element> = {
  [Name in Exclude<keyof Element & string, keyof LitElement>]: true extends IsReadonly<Element, Name> | IsMethod<Element[Name]>
    ? never
    : Name;
}[Exclude<keyof Element & string, keyof LitElement>];

/** The properties that may also be the text of their attribute, JSON. A framework that renders on a server writes nothing else. */
type JsonNames = 'formatOptions' | 'info' | 'params' | 'series' | 'steps' | 'thresholds';

/** What a property of an element takes. */
export type PropValue<Element, Name extends keyof Element> = Element[Name] | (Name extends JsonNames ? string : never) | undefined;

/** The properties of an element, as they are. */
export type OwnProps<Element, Reserved extends string = never> = {
  [Name in Exclude<OwnNames<Element>, Reserved>]?: PropValue<Element, Name>;
};

/** Those attributes whose names are not the names of properties: `stale-after`. */
export type HyphenatedAttributes<Element> = {
  [Name in OwnNames<Element> as Exclude<Kebab<Name>, Name>]?: AttributeValue;
};

/** The events of all elements. */
export type LiveEvents = {
  [Name in keyof GlobalEventHandlersEventMap as Name & `live-${string}`]: GlobalEventHandlersEventMap[Name];
};

/** The listeners of the events, as React, Preact and Svelte name them: `onlive-change={(event) => …}`. */
export type LiveListeners = { [Name in keyof LiveEvents as `on${Name}`]?: ((event: LiveEvents[Name]) => void) | undefined };

/** The attributes of the tags that are no custom elements: the elements around them read them. */
export interface ChildAttributes {
  /** Read by `<live-ticker>`. */
  'live-quote': {
    symbol: string;
    price?: string | number | undefined;
    change?: string | number | undefined;
    open?: string | number | undefined;
    'previous-close'?: string | number | undefined;
    name?: string | undefined;
    currency?: string | undefined;
    session?: string | undefined;
    at?: string | number | undefined;
    above?: string | number | undefined;
    below?: string | number | undefined;
  };
  /** Read by `<live-chart>`. */
  'live-series': {
    field: string;
    label?: string | undefined;
    unit?: string | undefined;
    color?: string | undefined;
    axis?: 'left' | 'right' | undefined;
    type?: 'line' | 'area' | 'step' | 'bar' | undefined;
    dash?: string | undefined;
  };
  /** Read by `<live-chart>`. */
  'live-threshold': {
    value: string | number;
    to?: string | number | undefined;
    label?: string | undefined;
    severity?: 'info' | 'warn' | 'bad' | undefined;
    series?: string | undefined;
  };
}
