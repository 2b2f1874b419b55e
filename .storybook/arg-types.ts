import type { ArgTypesEnhancer } from 'storybook/internal/types';

interface Described {
  readonly name: string;
  readonly description?: string;
}

interface Member extends Described {
  readonly privacy?: string;
  readonly static?: boolean;
}

interface Declaration {
  readonly members?: readonly Member[];
  readonly events?: readonly Described[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/** Leaves out of a manifest what is no part of an element's public face, since Storybook lists whatever is there. */
export function publicFace(manifest: object): object {
  const { modules, ...rest } = manifest as Manifest;
  return {
    ...rest,
    modules: modules.map((module) => ({
      ...module,
      declarations: module.declarations?.map((declaration) => ({
        ...declaration,
        members: declaration.members?.filter((member) => member.privacy === undefined && !member.static),
        // One without a word is a variable that the analyzer took for a name.
        events: declaration.events?.filter(({ description }) => description !== undefined),
      })),
    })),
  };
}

/** Lists an attribute and its property once, and offers a control only for what a story passes on: any other would do nothing. */
export const tidyArgTypes: ArgTypesEnhancer = ({ argTypes, initialArgs }) => {
  const rows = new Map(Object.entries(argTypes));
  for (const attribute of [...rows.keys()].filter((key) => /^[a-z]+(-[a-z]+)+$/.test(key))) {
    const property = attribute.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const row = rows.get(property);
    if (row === undefined) continue;
    const isOffered = property in initialArgs;
    if (isOffered) rows.set(property, { ...row, name: attribute, table: { ...row.table, ...rows.get(attribute)?.table } });
    rows.delete(isOffered ? attribute : property);
  }
  return Object.fromEntries([...rows].map(([key, row]) => [key, key in initialArgs ? row : { ...row, control: false }]));
};
