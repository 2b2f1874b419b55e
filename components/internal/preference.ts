import { type AttributeReader, wordReader } from './converters.js';

/** Where a person's choice is kept: until the tab is closed, for all pages of the site, or not at all. */
export type Persist = 'session' | 'local' | 'none';

/** Where a person's choice is kept. */
export const persistAttribute: AttributeReader<Persist> = wordReader('none', 'session', 'local', 'none');

/** The choices that a browser without storage does not keep. They last as long as the page. */
const kept = new Map<string, string>();

/** Returns the choice kept under a name. */
export function readPreference(persist: Persist, name: string): string | undefined {
  if (persist === 'none') return undefined;
  try {
    return storageOf(persist).getItem(name) ?? kept.get(`${persist} ${name}`);
  } catch {
    // Some privacy modes throw instead of keeping nothing.
    return kept.get(`${persist} ${name}`);
  }
}

/** Keeps a choice under a name. */
export function keepPreference(persist: Persist, name: string, choice: string): void {
  if (persist === 'none') return;
  try {
    storageOf(persist).setItem(name, choice);
    kept.delete(`${persist} ${name}`);
  } catch {
    kept.set(`${persist} ${name}`, choice);
  }
}

function storageOf(persist: Exclude<Persist, 'none'>): Storage {
  return persist === 'local' ? localStorage : sessionStorage;
}
