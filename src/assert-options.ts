import { CablegramError } from './errors.js';

/**
 * Checks that an option is a duration: a number of ms from `least` on; `Infinity` is allowed.
 *
 * @throws CablegramError `option-invalid`, with the value seen.
 */
export function assertDuration(name: string, value: unknown, least = 0): void {
  assertThat(typeof value === 'number' && value >= least, name, `a duration of at least ${least} ms`, value);
}

/**
 * Checks that an option is one of some words.
 *
 * @throws CablegramError `option-invalid`, with the value seen.
 */
export function assertOneOf(name: string, value: unknown, words: readonly unknown[]): void {
  assertThat(words.includes(value), name, `one of ${words.join(', ')}`, value);
}

/**
 * Checks that an option is a function, if it is given at all.
 *
 * @throws CablegramError `option-invalid`, with the value seen.
 */
export function assertFunction(name: string, value: unknown): void {
  assertThat(value === undefined || typeof value === 'function', name, 'a function', value);
}

const warned = new Set<string>();

/** Warns of options that are left when all known ones are taken out: most likely their names are misspelt. Once for each name. */
export function warnUnknownOptions(of: string, unknown: object): void {
  for (const name of Object.keys(unknown)) warnOnce(`${of} has no option "${name}".`);
}

/** Tells the page's author what only the author can mend, once per page and text. */
export function warnOnce(text: string): void {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`cablegram: ${text}`);
}

function assertThat(isRight: boolean, name: string, what: string, value: unknown): void {
  const seen = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
  if (!isRight) throw new CablegramError('option-invalid', `${name} needs to be ${what}, but got ${seen}.`);
}
