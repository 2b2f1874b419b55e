import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { FakeCable } from './fake-cable.js';
import { inject, type Blow, type Fault, type Spell, type Undo } from './fault.js';
import { createRandom } from './random.js';

/** A fault at its time, in ms from the beginning; what lasts, lasts `for` so many ms, or until the script is ended. */
export type TimedFault = (Blow & { readonly at: number }) | (Spell & { readonly at: number; readonly for?: number });

/** How a script is played. */
export interface PlayOptions {
  /**
   * Draws what the faults leave open: which body is lost, in what order bodies arrive.
   *
   * @default 1
   */
  readonly seed?: number;
}

/** A script that is being played. */
export interface FaultScript {
  /** From the beginning to the end of the last fault that says how long it lasts, in ms. */
  readonly lasts: number;
  /** What was done when, a line each: the message of an assertion that fails. */
  readonly log: string;
  /** Ends it: what is to come does not, and what lasts is over. */
  end(): void;
}

/**
 * Lets faults happen to a fake server, each at its time.
 *
 * It runs on `setTimeout`, so that it follows whatever clock the test has: `inVirtualTime`, or the fake timers of any runner. Faults may
 * overlap. The same script with the same seed does the same to the same bodies. What has no `for` lasts until `end()`.
 *
 * @throws CablegramError `option-invalid` where a number makes no sense; nothing was started then.
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
    // Drawn from a seed of its own, so that it does the same whatever the others drew.
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

/** Writes faults for people, a line each; a script that is played has a `log`. */
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

/** Each kind of fault, with the number that it needs. */
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
