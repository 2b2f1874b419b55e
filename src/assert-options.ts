import { IS_DEVELOPMENT, warnOnce } from './development.js';
import { CablegramError } from './errors.js';

/**
 * Checks that an option is a duration: a number of ms, at least `least`. `Infinity` is allowed.
 *
 * @throws CablegramError `option-invalid`, with the invalid value.
 */
export function assertDuration(name: string, value: unknown, least = 0): void {
  assertThat(typeof value === 'number' && value >= least, name, `a duration of at least ${least} ms`, value);
}

/**
 * Checks that an option is one of the given words.
 *
 * @throws CablegramError `option-invalid`, with the invalid value.
 */
export function assertOneOf(name: string, value: unknown, words: readonly unknown[]): void {
  assertThat(words.includes(value), name, `one of ${words.join(', ')}`, value);
}

/**
 * Checks that an option is a function, if it is given.
 *
 * @throws CablegramError `option-invalid`, with the invalid value.
 */
export function assertFunction(name: string, value: unknown): void {
  assertThat(value === undefined || typeof value === 'function', name, 'a function', value);
}

/** Warns about unknown options, once for each name: most likely the name is misspelt. */
export function warnUnknownOptions(of: string, unknown: object): void {
  if (!IS_DEVELOPMENT) return;
  for (const name of Object.keys(unknown)) warnOnce(`${of} has no option "${name}".`);
}

function assertThat(isRight: boolean, name: string, what: string, value: unknown): void {
  const seen = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
  if (!isRight) throw new CablegramError('option-invalid', `${name} needs to be ${what}, but got ${seen}.`);
}
