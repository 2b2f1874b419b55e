import { compareDecimals, isNumeric } from '../message/number.js';

/** A version of something: a number, also as decimal text, or text that sorts as its versions do (ISO 8601). */
export type Version = number | string;

/** The versions on display, by key. */
export interface Newest {
  /** Returns whether this version is newer than the known version of its key, and remembers it if so. */
  accept(key: unknown, version: Version): boolean;
  /** Returns the known version of a key. */
  get(key: unknown): Version | undefined;
}

/** How many keys are remembered. The one that changed least recently is forgotten first. */
const MOST_KEYS = 10_000;

/** Remembers the newest version of each key, so that older or repeated state can be dropped. */
export function createNewest(): Newest {
  const versions = new Map<unknown, Version>();
  return {
    accept(key, version) {
      const known = versions.get(key);
      if (known !== undefined && !isNewer(version, known)) return false;
      versions.delete(key);
      versions.set(key, version);
      if (versions.size > MOST_KEYS) versions.delete(versions.keys().next().value);
      return true;
    },
    get: (key) => versions.get(key),
  };
}

/** Returns whether a version is newer than another one, or cannot be compared with it. */
export function isNewer(version: Version, than: Version): boolean {
  if (typeof version === 'number' && typeof than === 'number') return version > than;
  if (isNumeric(version) && isNumeric(than)) return compareDecimals(version, than) > 0;
  return typeof version !== typeof than || version > than;
}
