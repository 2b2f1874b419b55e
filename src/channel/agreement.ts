import { CablegramError } from '../errors.js';
import type { Decode } from '../message/decode.js';
import type { Place } from '../message/path.js';
import type { Version } from '../repair/newest.js';

/** The options on which views of one identifier with one snapshot must agree. A view takes the ones that it leaves out from the others. */
export interface AgreedOptions {
  readonly decode?: Decode;
  readonly key?: Place<unknown>;
  readonly version?: Place<Version | undefined>;
  readonly seq?: Place<number | string | undefined>;
}

/** The options that the current views have agreed on. */
export interface Agreement {
  /** The options that apply now. Read them for each body, since they change with the views. */
  readonly options: AgreedOptions;
  /** Returns the conflict between `options` and those of the current views, if there is one. */
  conflictOf(options: AgreedOptions): CablegramError | undefined;
  /** How many views there are. */
  readonly size: number;
  has(view: object): boolean;
  join(view: object, options: AgreedOptions): void;
  leave(view: object): void;
}

const NAMES = ['decode', 'key', 'version', 'seq'] as const;

/** Creates the agreement of the views of one identifier with one snapshot. It ends with the last view. */
export function createAgreement(identifier: string): Agreement {
  return new ViewsAgreement(identifier);
}

class ViewsAgreement implements Agreement {
  readonly #identifier: string;
  readonly #views = new Map<object, AgreedOptions>();
  options: AgreedOptions = {};

  constructor(identifier: string) {
    this.#identifier = identifier;
  }

  get size(): number {
    return this.#views.size;
  }

  has(view: object): boolean {
    return this.#views.has(view);
  }

  conflictOf(wanted: AgreedOptions): CablegramError | undefined {
    const differs = (view: AgreedOptions, name: keyof AgreedOptions): boolean =>
      view[name] !== undefined && wanted[name] !== undefined && view[name] !== wanted[name];
    const name = NAMES.find((name) => [...this.#views.values()].some((view) => differs(view, name)));
    if (name === undefined) return undefined;
    const advice = typeof wanted[name] === 'function' ? 'Pass the same function object to both' : 'Set the same value in both';
    return new CablegramError('channel-conflict', `Two views of ${this.#identifier} differ in \`${name}\`. ${advice}.`);
  }

  join(view: object, wanted: AgreedOptions): void {
    const options: AgreedOptions = {};
    for (const name of NAMES) if (wanted[name] !== undefined) Object.assign(options, { [name]: wanted[name] });
    this.#views.set(view, options);
    this.options = { ...this.options, ...options };
  }

  leave(view: object): void {
    this.#views.delete(view);
    // The options stay in force for the remaining views, since the repair has used them.
    if (this.#views.size === 0) this.options = {};
  }
}
