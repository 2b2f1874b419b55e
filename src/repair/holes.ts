/** The numbers of a stream that were never received. */
export interface Holes {
  /** Notes a number that was received. */
  came(number: number): void;
  /** Notes that no number from `from` to `to`, both included, was received. */
  skipped(from: number, to: number): void;
  /** Compares the missing numbers with the numbers in a snapshot. */
  compare(numbers: readonly number[]): void;
  /** Whether this stream leaves out numbers by itself, so that a missing number means nothing. */
  readonly areNormal: boolean;
}

/** After this many holes that a snapshot shows to be normal, holes count as normal. */
const PROOFS = 3;

/** How many received numbers a snapshot must contain, all of its range, to count as a history and not just the current things. */
const LEAST_COMMON = 4;

/** How many numbers and holes are remembered. */
const MOST_NUMBERS = 200;
const MOST_HOLES = 100;

/**
 * Learns whether a numbered stream is filtered: a follower who gets 50 of 200 ids would see a loss in each missing number.
 *
 * A hole is normal if a snapshot reaches from below it to above it, contains every received number in that range, and none of the hole. One
 * real hole, a missing number that the snapshot contains, ends the learning for good.
 */
export function createHoles(): Holes {
  const numbers: number[] = [];
  let holes: { readonly from: number; readonly to: number }[] = [];
  let proofs = 0;
  let isDense = false;
  return {
    came(number) {
      if (isDense || proofs >= PROOFS) return;
      if (numbers.push(number) > MOST_NUMBERS) numbers.shift();
    },
    skipped(from, to) {
      if (isDense) return;
      if (holes.push({ from, to }) > MOST_HOLES) holes.shift();
    },
    compare(known) {
      if (isDense || holes.length === 0 || known.length === 0) return;
      const contained = new Set(known);
      const [least, most] = [Math.min(...known), Math.max(...known)];
      const isWithin = (number: number): boolean => number >= least && number <= most;
      const common = numbers.filter(isWithin);
      const isHistory = common.length >= LEAST_COMMON && common.every((number) => contained.has(number));
      const closed = holes.filter(({ from, to }) => isWithin(from - 1) && isWithin(to + 1));
      holes = holes.filter((hole) => !closed.includes(hole));
      for (const { from, to } of closed) {
        if (known.some((number) => number >= from && number <= to)) isDense = true;
        else if (isHistory) proofs += 1;
      }
      if (isDense) proofs = 0;
    },
    get areNormal() {
      return proofs >= PROOFS;
    },
  };
}
