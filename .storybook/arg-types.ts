import type { ArgTypesEnhancer } from 'storybook/internal/types';

/** Lists an attribute and its property once, and shows a control only for arguments that a story uses, because others would have no effect. */
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
