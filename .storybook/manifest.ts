import manifest from '../custom-elements.json' with { type: 'json' };

/** Something with a name that a page may use: an attribute, a part, a state, an event. */
export interface Named {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
}

/** A property, with its attribute if it has one; or a method. */
export interface Member extends Named {
  readonly kind: string;
  readonly privacy?: string;
  readonly static?: boolean;
  readonly attribute?: string;
  readonly type?: { readonly text: string };
  readonly parsedType?: { readonly text: string };
  readonly parameters?: readonly Named[];
}

/** An element in the manifest of the package. */
export interface Declaration {
  readonly tagName?: string;
  readonly description?: string;
  readonly members?: readonly Member[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly events?: readonly (Named & { readonly type?: { readonly text: string } })[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/** Returns what the manifest says of an element; nothing if it does not know it. */
export function declarationOf(tag: string): Declaration {
  return (manifest as Manifest).modules.flatMap(({ declarations }) => declarations ?? []).find(({ tagName }) => tagName === tag) ?? {};
}
