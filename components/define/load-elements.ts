import { warnOnce } from '../internal/warn-once.js';
import { loadLanguage, loadLanguages } from './languages.js';

/** The module that registers each element. A test holds this list equal to the folder. */
const ELEMENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  'live-chart': () => import('./live-chart.js'),
  'live-connection': () => import('./live-connection.js'),
  'live-controls': () => import('./live-controls.js'),
  'live-counter': () => import('./live-counter.js'),
  'live-feed': () => import('./live-feed.js'),
  'live-notice': () => import('./live-notice.js'),
  'live-pause': () => import('./live-pause.js'),
  'live-presence': () => import('./live-presence.js'),
  'live-progress': () => import('./live-progress.js'),
  'live-rate': () => import('./live-rate.js'),
  'live-status': () => import('./live-status.js'),
  'live-ticker': () => import('./live-ticker.js'),
};

const requested = new Map<string, Promise<void>>();
const watched = new WeakSet<Node>();

/**
 * Loads the elements that are used in a document or a shadow root, now and whenever more are added, and the languages that they speak.
 *
 * Shadow roots inside it are watched too if they are open and declared in the page, or there when their host is added. For a shadow root
 * that a script attaches later, call this function with it.
 */
export function loadElements(root: Document | ShadowRoot): void {
  if (watched.has(root)) return;
  watched.add(root);
  loadLanguages();
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) void loadWithin(node);
  }).observe(root, { childList: true, subtree: true });
  void loadWithin(root);
}

async function loadWithin(root: Document | ShadowRoot | Element): Promise<void> {
  const names = new Set<string>();
  const elements = [...(root instanceof Element ? [root] : []), ...root.querySelectorAll('*')];
  for (const element of elements) {
    if (element.shadowRoot) loadElements(element.shadowRoot);
    if (!(element.localName in ELEMENTS)) continue;
    names.add(element.localName);
    // The words come at the same time as the element, instead of after it.
    loadLanguage(element.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang);
  }
  // The provider comes first, so that it exists when the other elements look for it.
  if (names.has('live-connection')) await load('live-connection');
  for (const name of names) void load(name);
}

/** Loads a module once. A failure is a warning, and the page shows the content of its elements. */
function load(name: string): Promise<void> {
  const known = requested.get(name);
  if (known) return known;
  const loading = start(name);
  requested.set(name, loading);
  return loading;
}

async function start(name: string): Promise<void> {
  try {
    await ELEMENTS[name]?.();
  } catch (error) {
    requested.delete(name);
    warnOnce(`The module for "${name}" could not be loaded (${String(error)}). The page shows the content of its elements.`);
  }
}
