/** What is emulated: media features with the value that the page shall believe, such as `prefers-reduced-motion: reduce`. */
export type Feature = 'prefers-reduced-motion: reduce' | 'forced-colors: active';

/**
 * Makes the page believe that media features have a value, as far as a page can: the `@media` rules of all style sheets, those of the
 * elements too, and `matchMedia`. A page cannot emulate what the browser itself does, so `forced-colors` keeps the page's own colours
 * where no rule speaks; `forceColors` replaces these.
 */
export function emulateMedia(features: readonly Feature[]): void {
  emulated = new Set(features);
  applyToSheets();
  for (const list of lists) list.dispatchEvent(new Event('change'));
}

let emulated: ReadonlySet<Feature> = new Set();
const lists = new Set<MediaQueryList>();
const original = new WeakMap<CSSMediaRule, string>();
const known: readonly Feature[] = ['prefers-reduced-motion: reduce', 'forced-colors: active'];

const real = globalThis.matchMedia.bind(globalThis);

globalThis.matchMedia = (query) => {
  const list = real(query);
  const feature = featureOf(query);
  if (feature === undefined) return list;
  lists.add(list);
  const { matches } = Object.getOwnPropertyDescriptors(MediaQueryList.prototype);
  Object.defineProperty(list, 'matches', { get: () => emulated.has(feature) || Boolean(matches.get?.call(list)) });
  return list;
};

/** Applies the emulation to style sheets that came later, such as those of an element that has just been loaded. */
export function applyToSheets(): void {
  for (const sheet of allSheets()) for (const rule of mediaRules(sheet)) apply(rule);
}

function apply(rule: CSSMediaRule): void {
  const text = original.get(rule) ?? rule.media.mediaText;
  const feature = featureOf(text);
  if (feature === undefined) return;
  original.set(rule, text);
  const wanted = emulated.has(feature) ? 'all' : text;
  if (rule.media.mediaText !== wanted) rule.media.mediaText = wanted;
}

function featureOf(query: string): Feature | undefined {
  return known.find((feature) => query.trim() === `(${feature})`);
}

function* mediaRules(sheet: CSSStyleSheet): Generator<CSSMediaRule> {
  for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule) yield rule;
}

/** The sheets of the page and of every shadow root in it. */
function allSheets(): ReadonlySet<CSSStyleSheet> {
  const sheets = new Set([...document.styleSheets, ...document.adoptedStyleSheets]);
  const search = (root: ParentNode): void => {
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (shadowRoot === null) continue;
      for (const sheet of shadowRoot.adoptedStyleSheets) sheets.add(sheet);
      search(shadowRoot);
    }
  };
  search(document);
  return sheets;
}

/** What forced colours do to everything that no rule of its own adjusts. */
const FORCED = `
  :where(*, ::before, ::after) { box-shadow: none !important; text-shadow: none !important; }
  :not(svg *, a, button, mark, [aria-selected='true']) { color: CanvasText !important; border-color: CanvasText !important; background-color: Canvas !important; }
  a { color: LinkText !important; }
  button { color: ButtonText !important; background-color: ButtonFace !important; border-color: ButtonBorder !important; }
`;
const forced = new CSSStyleSheet();
forced.replaceSync(FORCED);

/** Replaces the colours of the page outside the elements, as the browser does with forced colours; or no longer. */
export function forceColors(isForced: boolean): void {
  const others = document.adoptedStyleSheets.filter((sheet) => sheet !== forced);
  document.adoptedStyleSheets = isForced ? [...others, forced] : others;
}
