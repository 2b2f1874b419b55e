import { CablegramError } from '../errors.js';
import type { Decode } from '../message/decode.js';
import type { Place } from '../message/path.js';
import type { Version } from '../repair/newest.js';

/** What views of one identifier with one snapshot must agree on; what one leaves out it takes from the others. */
export interface AgreedOptions {
  readonly decode?: Decode;
  readonly key?: Place<unknown>;
  readonly version?: Place<Version | undefined>;
  readonly seq?: Place<number | string | undefined>;
}

/** What the views in use have agreed on. */
export interface Agreement {
  /** What holds now; read it anew for each body. */
  readonly options: AgreedOptions;
  /** Returns what a view that wants `options` disagrees on with those in use, if anything. */
  conflictOf(options: AgreedOptions): CablegramError | undefined;
  /** Lets a view in, until the returned function is called. */
  join(options: AgreedOptions): () => void;
}

const NAMES = ['decode', 'key', 'version', 'seq'] as const;

/** Makes the agreement of the views of one identifier with one snapshot. It ends with the last view that uses them. */
export function createAgreement(identifier: string): Agreement {
  const views = new Set<AgreedOptions>();
  let options: AgreedOptions = {};

  function update(): void {
    options = Object.assign({}, ...[...views].reverse()) as AgreedOptions;
  }

  return {
    get options() {
      return options;
    },
    conflictOf(wanted) {
      const name = NAMES.find((name) => options[name] !== undefined && wanted[name] !== undefined && options[name] !== wanted[name]);
      if (name === undefined) return undefined;
      const advice = typeof wanted[name] === 'function' ? 'Pass the same function to both, not two that do the same' : 'Give both the same';
      return new CablegramError('channel-conflict', `Two views of ${identifier} differ in \`${name}\`. ${advice}.`);
    },
    join(wanted) {
      const view: AgreedOptions = {};
      for (const name of NAMES) if (wanted[name] !== undefined) Object.assign(view, { [name]: wanted[name] });
      views.add(view);
      update();
      return () => {
        views.delete(view);
        update();
      };
    },
  };
}
