import { CablegramError } from '../errors.js';
import type { Spell } from './fault.js';
import type { TimedFault } from './play-faults.js';
import { createRandom, integer, type Random } from './random.js';

/** The faults from which a page with a snapshot and numbered bodies recovers by itself. */
export type RandomFaultType = 'drop' | 'half-open' | 'goodbye' | Spell['type'];

/** Which faults are drawn. */
export interface RandomFaultsOptions {
  /** The total length, in ms; all faults are over by then. @default 60_000 */
  readonly for?: number;
  /**
   * The kinds of fault that may occur. Leave out `reorder`, `duplicate` and `lose` if bodies have no `seq`: then only the server can keep
   * the order.
   *
   * @default every kind from which a page recovers: all but a final goodbye and `reject`
   */
  readonly among?: readonly RandomFaultType[];
}

const ALL: readonly RandomFaultType[] = [
  'drop',
  'half-open',
  'goodbye',
  'refuse',
  'hang',
  'freeze',
  'deaf',
  'delay',
  'late-confirm',
  'lost-confirm',
  'reorder',
  'duplicate',
  'lose',
];

/** How long after a fault the next one may start, in ms, and how long one may last. */
const PAUSE = { least: 300, most: 6_000 };
const LENGTH = { least: 200, most: 8_000 };

/** Draws faults for `playFaults`, one after the other. The same seed gives the same faults. */
export function randomFaults(seed: number, { for: end = 60_000, among = ALL }: RandomFaultsOptions = {}): readonly TimedFault[] {
  if (among.length === 0) throw new CablegramError('option-invalid', 'Random faults need at least one kind to be drawn among.');
  const random = createRandom(seed);
  const faults: TimedFault[] = [];
  const pause = (): number => integer(random, PAUSE.least, PAUSE.most);
  for (let at = pause(); at < end; at += pause()) {
    const fault = draw(at, Math.min(integer(random, LENGTH.least, LENGTH.most), end - at), among, random);
    faults.push(fault);
    if ('for' in fault) at += fault.for ?? 0;
  }
  return faults;
}

function draw(at: number, length: number, among: readonly RandomFaultType[], random: Random): TimedFault {
  const type = among[integer(random, 0, among.length - 1)] ?? 'drop';
  switch (type) {
    case 'drop':
    case 'half-open':
    case 'goodbye':
      return { at, type };
    case 'delay':
    case 'late-confirm':
      return { at, type, by: integer(random, 20, 2_000), for: length };
    case 'reorder':
      return { at, type, within: integer(random, 50, 500), for: length };
    case 'duplicate':
    case 'lose':
      return { at, type, every: integer(random, 1, 20), for: length };
    default:
      return { at, type, for: length };
  }
}
