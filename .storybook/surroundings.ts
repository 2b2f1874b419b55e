import type { Globals } from 'storybook/internal/types';
import { isNetwork, network$ } from '../stories/network.js';
import { applyToSheets, emulateMedia, type Feature, forceColors } from './emulate-media.js';

const schemes: Readonly<Record<string, string>> = { light: 'only light', dark: 'only dark' };

/** Applies the toolbar's settings to the page: what the network does, and how and in which language the page is shown. */
export function applyGlobals(globals: Globals): void {
  const page = document.documentElement;
  page.style.colorScheme = schemes[text(globals, 'scheme')] ?? 'light dark';
  page.style.background = 'Canvas';
  page.style.color = 'CanvasText';
  page.dir = text(globals, 'direction') === 'rtl' ? 'rtl' : 'ltr';
  page.lang = text(globals, 'language') || 'en';
  page.dataset['density'] = text(globals, 'density');
  const network = globals['network'] as unknown;
  if (isNetwork(network) && network !== network$.value) network$.next(network);
  emulate([
    ...(text(globals, 'motion') === 'reduced' ? (['prefers-reduced-motion: reduce'] as const) : []),
    ...(text(globals, 'colours') === 'forced' ? (['forced-colors: active'] as const) : []),
  ]);
}

function text(globals: Globals, name: string): string {
  const value = globals[name] as unknown;
  return typeof value === 'string' ? value : '';
}

let late: MutationObserver | undefined;
let before = '';

/** Emulates the features, also for elements that are added later. */
function emulate(features: readonly Feature[]): void {
  if (features.join() === before) return;
  before = features.join();
  emulateMedia(features);
  forceColors(features.includes('forced-colors: active'));
  late?.disconnect();
  late = features.length > 0 ? new MutationObserver(() => requestAnimationFrame(applyToSheets)) : undefined;
  late?.observe(document.documentElement, { childList: true, subtree: true });
}
