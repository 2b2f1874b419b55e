import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

interface Item {
  readonly name: string;
  readonly description?: string;
}

/** The lists of an element's declaration in the manifest. */
const KINDS = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;

type Declaration = { readonly tagName?: string } & Readonly<Partial<Record<(typeof KINDS)[number], readonly Item[]>>>;

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const manifest = JSON.parse(read('custom-elements.json')) as {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
};
const declarations = manifest.modules.flatMap((module) => module.declarations ?? []).filter(({ tagName }) => tagName !== undefined);

/** The code of an element, without its style sheets. */
function codeOf(tag: string): string {
  const files = readdirSync(new URL(`components/${tag}/`, root)).filter((name) => !name.endsWith('.styles.ts'));
  return files.map((name) => read(`components/${tag}/${name}`)).join('\n');
}

const events = read('components/internal/events.ts');
const namesOfClasses = new Map([...events.matchAll(/'(live-[a-z-]+)': (Live\w+Event);/g)].map(([, name, type]) => [type, name]));
const parents = new Map([...events.matchAll(/class (Live\w+Event) extends (Live\w+Event)/g)].map(([, type, parent]) => [type, parent]));

/** The event of a class: `LiveChangeEvent` → `live-change`. */
function eventOf(type: string | undefined): string {
  return namesOfClasses.get(type) ?? (parents.has(type) ? eventOf(parents.get(type)) : `${type} without a name`);
}

const namesIn = (items: readonly Item[] = []): readonly string[] => items.map(({ name }) => name);

/** The parts and slots of the stories, and states and further events, are compared in test/visual, where they are seen. */
suite('the manifest', () => {
  test('has every element', () => {
    const folders = readdirSync(new URL('components', root)).filter((name) => name.startsWith('live-'));
    assert.deepEqual(declarations.map(({ tagName }) => tagName).sort(), folders.sort());
  });

  for (const declaration of declarations) {
    const { tagName = '' } = declaration;

    test(`describes everything of <${tagName}>`, () => {
      for (const kind of KINDS)
        for (const { name, description } of declaration[kind] ?? []) assert.ok(description?.trim(), `${tagName}: ${kind} "${name}"`);
    });

    test(`names the parts, slots and events that the code of <${tagName}> has`, () => {
      const code = codeOf(tagName);
      const parts = [...code.matchAll(/\bpart="([a-z][a-z -]*)"/g)].flatMap(([, names = '']) => names.trim().split(/ +/));
      const slots = [...code.matchAll(/<slot(?: name="([a-z-]+)")?[\s>]/g)].map(([, name = '']) => name);
      const fired = [...code.matchAll(/new (Live\w+Event)\(/g)].map(([, type]) => eventOf(type));
      const known = { parts: namesIn(declaration.cssParts), slots: namesIn(declaration.slots), events: namesIn(declaration.events) };
      for (const [kind, names] of Object.entries({ parts, slots, events: fired }))
        assert.deepEqual(
          [...new Set(names)].filter((name) => !known[kind as keyof typeof known].includes(name)),
          [],
          kind,
        );
    });
  }
});
