import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { FakeCable } from './fake-cable.js';
import { inject, type Blow, type Fault, type Spell, type Undo } from './fault.js';
import { createRandom } from './random.js';

/** A fault and its time, in ms from the start. A lasting fault lasts `for` ms, or until the script is ended. */
export type TimedFault = (Blow & { readonly at: number }) | (Spell & { readonly at: number; readonly for?: number });

/** How a script is played. */
export interface PlayOptions {
  /**
   * The seed for everything random in the faults: which body is lost, in what order bodies arrive.
   *
   * @default 1
   */
  readonly seed?: number;
}

/** A script that is being played. */
export interface FaultScript {
  /** From the start to the end of the last fault with a known length, in ms. */
  readonly lasts: number;
  /** What happened when, one line each; use it as the message of an assertion. */
  readonly log: string;
  /** Ends the script: no more faults start, and lasting ones end. */
  end(): void;
}

/**
 * Applies faults to a fake server, each at its time.
 *
 * It runs on `setTimeout`, so it follows the clock of the test: `inVirtualTime`, or the fake timers of any runner. Faults may overlap. The
 * same script with the same seed does the same to the same bodies. A lasting fault without `for` lasts until `end()`.
 *
 * @throws CablegramError `option-invalid` if a number is invalid; then nothing has started.
 */
export function playFaults(fake: FakeCable, faults: readonly TimedFault[], { seed = 1 }: PlayOptions = {}): FaultScript {
  for (const fault of faults) check(fault);
  const playing = new Subscription();
  const active = new Map<TimedFault, Undo>();
  const lines: string[] = [];

  function note(at: number, what: string): void {
    lines.push(`${String(at).padStart(6)} ms  ${what}`);
  }

  function start(fault: TimedFault, place: number): void {
    note(fault.at, `${describeFault(fault)}${fake.isOpen ? '' : ' (nobody is connected)'}`);
    // Each fault has a seed of its own, so that it does not depend on the others.
    const undo = inject(fake, fault, createRandom(seed * 1_000 + place));
    if (!undo) return;
    active.set(fault, undo);
    const length = lengthOf(fault);
    if (length === undefined) return;
    playing.add(
      after(length, () => {
        note(fault.at + length, `${fault.type} is over`);
        stop(fault, undo);
      }),
    );
  }

  function stop(fault: TimedFault, undo: Undo): void {
    active.delete(fault);
    undo([...active.keys()].some(({ type }) => type === fault.type));
  }

  faults.forEach((fault, place) => playing.add(after(fault.at, () => start(fault, place))));
  playing.add(() => {
    for (const [fault, undo] of active) stop(fault, undo);
  });
  return {
    lasts: Math.max(0, ...faults.map((fault) => fault.at + (lengthOf(fault) ?? 0))),
    get log() {
      return lines.join('\n');
    },
    end: () => playing.unsubscribe(),
  };
}

/** Writes faults for people, one line each. A script that is being played has a `log`. */
export function describeFaults(faults: readonly TimedFault[]): string {
  return faults.map((fault) => `${String(fault.at).padStart(6)} ms  ${describeFault(fault)}`).join('\n');
}

/** `delay, by: 800, for: 5000` */
function describeFault({ at: _at, type, ...rest }: TimedFault): string {
  return [type, ...Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)].join(', ');
}

function lengthOf(fault: TimedFault): number | undefined {
  return 'for' in fault ? fault.for : undefined;
}

/** Each kind of fault, and the number that it needs. */
const NEEDS: Readonly<Record<Fault['type'], 'by' | 'within' | 'every' | undefined>> = {
  drop: undefined,
  'half-open': undefined,
  goodbye: undefined,
  reject: undefined,
  refuse: undefined,
  hang: undefined,
  freeze: undefined,
  deaf: undefined,
  delay: 'by',
  'late-confirm': 'by',
  'lost-confirm': undefined,
  reorder: 'within',
  duplicate: 'every',
  lose: 'every',
};

function check({ type, ...rest }: TimedFault): void {
  if (!Object.hasOwn(NEEDS, type)) {
    throw new CablegramError('option-invalid', `There is no fault "${type}"; there are ${Object.keys(NEEDS).join(', ')}.`);
  }
  const numbers: Readonly<Record<string, unknown>> = { for: 0, ...rest };
  const need = NEEDS[type];
  for (const name of ['at', 'for', ...(need === undefined ? [] : [need])]) {
    const value = numbers[name];
    if (name === 'every' ? Number.isInteger(value) && Number(value) >= 1 : typeof value === 'number' && value >= 0) continue;
    const wanted = name === 'every' ? 'a whole number of at least 1' : 'a duration in ms';
    throw new CablegramError('option-invalid', `${type} needs ${name} to be ${wanted}, but got ${String(value)}.`);
  }
}
