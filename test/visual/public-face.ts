import { readFileSync } from 'node:fs';

/** What an element shows to a page's style sheets and scripts: `live-counter` → `part`, `slot`, `state`, `event` → names. */
export type PublicFace = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Named {
  readonly name: string;
}

/** The declaration of an element in the manifest, as far as it is read here. */
interface Declaration {
  readonly tagName?: string;
  readonly cssParts?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly events?: readonly Named[];
}

declare global {
  interface Window {
    publicFace: Record<string, Record<string, string[]>>;
  }
}

/** Notes the custom states and the events of all elements; runs in the page before anything else. */
export function notePublicFace(): void {
  const face: Record<string, Record<string, string[]>> = (window.publicFace = {});
  const note = (host: Element, kind: string, name: string): void => {
    const names = ((face[host.localName] ??= {})[kind] ??= []);
    if (!names.includes(name)) names.push(name);
  };

  const { attachInternals } = HTMLElement.prototype;
  const { dispatchEvent } = EventTarget.prototype;

  HTMLElement.prototype.attachInternals = function () {
    const internals = attachInternals.call(this);
    const { states } = internals;
    const add = states.add.bind(states);
    states.add = (name) => {
      note(this, 'state', name);
      return add(name);
    };
    return internals;
  };
  EventTarget.prototype.dispatchEvent = function (event) {
    if (this instanceof Element && event.type.startsWith('live-')) note(this, 'event', event.type);
    return dispatchEvent.call(this, event);
  };
}

/** Returns what was noted, and the parts and slots of the elements that are on the page; runs in the page. */
export function publicFaceShown(): PublicFace {
  const face = window.publicFace;
  const note = (host: Element, kind: string, name: string): void => {
    const names = ((face[host.localName] ??= {})[kind] ??= []);
    if (!names.includes(name)) names.push(name);
  };
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      if (!(root instanceof ShadowRoot)) continue;
      for (const part of element.part) note(root.host, 'part', part);
      // A slot with a number belongs to one item, and the element fills it itself.
      if (element instanceof HTMLSlotElement && !/-\d+$/.test(element.name)) note(root.host, 'slot', element.name);
    }
  };
  visit(document);
  return Object.fromEntries(Object.entries(face).filter(([tag]) => tag.startsWith('live-')));
}

/** Returns what the manifest does not name, as text. */
export function missingInManifest(face: PublicFace): readonly string[] {
  return Object.entries(face).flatMap(([tag, kinds]) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      names.filter((name) => !namedInManifest(tag, kind).includes(name)).map((name) => `<${tag}>: ${kind} "${name}"`),
    ),
  );
}

const declarations = (
  JSON.parse(readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8')) as {
    readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
  }
).modules.flatMap((module) => module.declarations ?? []);

function namedInManifest(tag: string, kind: string): readonly string[] {
  const { cssParts, slots, cssStates, events } = declarations.find(({ tagName }) => tagName === tag) ?? {};
  const named: Readonly<Record<string, readonly Named[] | undefined>> = { part: cssParts, slot: slots, state: cssStates, event: events };
  return (named[kind] ?? []).map(({ name }) => name);
}
