/** What is in a tree: how many elements of each name, and which attributes each name has, shadow trees included. */
export interface Sight {
  readonly elements: ReadonlyMap<string, number>;
  readonly attributes: ReadonlySet<string>;
  /** Attributes whose text could run, embed or restyle, with the text. */
  readonly dangers: readonly string[];
}

/** Schemes of which an address may be. */
const SAFE_SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:', 'tel:'];

/** Attributes that hold an address. */
const ADDRESSES = /^(href|src|xlink:href|action|formaction|data|ping|poster|background|srcset)$/;

/** The slots that an element adds when it is first in the state that shows them. Which of them are there depends on how fast it got its data. */
const STATE_SLOTS: readonly string[] = ['loading', 'empty', 'error', 'offline'];

/** Looks at a tree. */
export function lookAt(root: Element): Sight {
  const elements = new Map<string, number>();
  const attributes = new Set<string>();
  const dangers: string[] = [];
  visit(root, (element) => {
    if (!isStateSlot(element)) elements.set(element.localName, (elements.get(element.localName) ?? 0) + 1);
    for (const { name, value } of element.attributes) {
      attributes.add(`${element.localName} ${name}`);
      if (isDanger(name, value)) dangers.push(`${element.localName} ${name}=${value.slice(0, 80)}`);
    }
  });
  return { elements, attributes, dangers };
}

/** What several trees have: of each element the most, and every attribute. */
export function together(sights: readonly Sight[]): Sight {
  const elements = new Map<string, number>();
  for (const sight of sights) for (const [name, count] of sight.elements) elements.set(name, Math.max(count, elements.get(name) ?? 0));
  return { elements, attributes: new Set(sights.flatMap(({ attributes }) => [...attributes])), dangers: [] };
}

/** Tells what a tree has beyond what a harmless one had: elements, attributes that no element of that name had, and dangerous ones. */
export function harm(seen: Sight, harmless: Sight): readonly string[] {
  const more = [...seen.elements].filter(([name, count]) => count > (harmless.elements.get(name) ?? 0));
  return [
    ...more.map(([name, count]) => `${count} <${name}> in place of ${harmless.elements.get(name) ?? 0}`),
    ...[...seen.attributes].filter((attribute) => !harmless.attributes.has(attribute)),
    ...seen.dangers,
  ];
}

/** Resolves once every script that an inserted text could run had its time: an image that cannot be loaded told so, twice. */
export async function scriptsHadTheirTime(): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    await new Promise((resolve) => {
      const image = new Image();
      image.onerror = resolve;
      image.src = 'data:,';
    });
  }
}

/** All but the page's own templates, whose places are still open. */
function visit(root: Element, look: (element: Element) => void): void {
  if (root.matches('template[slot="item"]')) return;
  look(root);
  const inside = root instanceof HTMLTemplateElement ? root.content : root;
  for (const tree of [inside, root.shadowRoot]) for (const child of tree?.children ?? []) visit(child, look);
}

function isStateSlot(element: Element): boolean {
  return element instanceof HTMLSlotElement && element.parentNode instanceof ShadowRoot && STATE_SLOTS.includes(element.name);
}

function isDanger(name: string, value: string): boolean {
  if (name.startsWith('on') || name === 'srcdoc') return true;
  if (name === 'style') return /hurt|script|expression|display: ?none/i.test(value);
  if (!ADDRESSES.test(name)) return false;
  return !URL.canParse(value, location.href) || !SAFE_SCHEMES.includes(new URL(value, location.href).protocol);
}
