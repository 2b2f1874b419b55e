import { readFileSync } from 'node:fs';

/** Something with a name that a page may use: a slot, a part, a state, an event. */
interface Named {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
  readonly parsedType?: { readonly text: string };
}

interface Member extends Named {
  readonly kind: string;
  readonly privacy?: string;
  readonly static?: boolean;
  readonly readonly?: boolean;
  readonly attribute?: string;
  readonly parameters?: readonly Named[];
  readonly return?: { readonly type?: { readonly text: string } };
}

interface Declaration {
  readonly tagName?: string;
  readonly description?: string;
  readonly attributes?: readonly (Named & { readonly fieldName?: string })[];
  readonly members?: readonly Member[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly events?: readonly Named[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

const { modules } = JSON.parse(readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8')) as Manifest;

/** Every element that is a tag of the package, by its tag. */
const declarations = new Map(
  modules
    .flatMap((module) => module.declarations ?? [])
    .flatMap((declaration) => (declaration.tagName === undefined ? [] : [[declaration.tagName, declaration] as const]))
    .sort(([one], [other]) => one.localeCompare(other)),
);

/** The tags of all elements, sorted. */
export const tagNames: readonly string[] = [...declarations.keys()];

/** Writes the reference of an element as Markdown: everything that a page may use of it. */
export function referenceOf(tag: string): string {
  const { description = '', attributes = [], members = [], ...rest } = declarations.get(tag) ?? {};
  const isPublic = ({ privacy, static: isStatic }: Member): boolean => privacy === undefined && isStatic !== true;
  const methods = members.filter((member) => member.kind === 'method' && isPublic(member) && member.description !== undefined);
  const properties = members.filter((member) => member.kind === 'field' && isPublic(member) && member.attribute === undefined);
  return [
    `# \`<${tag}>\``,
    description,
    table('Attributes', ['attribute', 'meaning'], attributes, (it) => [code(it.name), withType(it)]),
    table('Properties without an attribute', ['property', 'meaning'], properties, (it) => [code(it.name), withType(it)]),
    table('Methods', ['method', 'does'], methods, (it) => [
      code(`${it.name}(${(it.parameters ?? []).map(({ name }) => name).join(', ')})`),
      text(it),
    ]),
    table('Events', ['event', 'meaning'], rest.events, (it) => [code(it.name), withType(it)]),
    table('Slots', ['slot', 'holds'], rest.slots, (it) => [it.name === '' ? 'the content' : code(it.name), text(it)]),
    table('States', ['in CSS', 'when'], rest.cssStates, (it) => [code(`:state(${it.name})`), text(it)]),
    table('Parts', ['in CSS', 'is'], rest.cssParts, (it) => [code(`::part(${it.name})`), text(it)]),
    table('Custom properties', ['property', 'sets'], rest.cssProperties, (it) => [code(it.name), withType(it)]),
  ].join('\n\n');
}

/** Writes a section with a table, or nothing if there are no rows. */
function table<Row>(title: string, head: readonly string[], rows: readonly Row[] = [], cellsOf: (row: Row) => readonly string[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))].join('\n');
}

/** A description, and below it the type and the default. */
function withType(named: Named): string {
  const { type, parsedType, default: byDefault } = named;
  const details = [code((parsedType ?? type)?.text), byDefault === undefined ? '' : `default ${code(byDefault)}`].filter(Boolean);
  return details.length === 0 ? text(named) : `${text(named)}<br>${details.join(', ')}`;
}

function code(value: string | undefined): string {
  return value === undefined || value === '' ? '' : `\`${value.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')}\``;
}

/** A description in one line of a table. Its angle brackets are text, except in code. */
function text({ description = '' }: Named): string {
  const line = description.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return line
    .split('`')
    .map((piece, index) => (index % 2 === 0 ? piece.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;') : piece))
    .join('`');
}
