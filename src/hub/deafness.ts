import type { Repair } from './subscription.js';

/** What the election of deafness reports. */
export interface DeafnessOptions {
  /** Bodies received so far by identifiers that are confirmed. */
  readonly bodyCount: () => number;
  /** Called when the number of deaf identifiers changed. */
  readonly onCount: (change: 1 | -1) => void;
  /** Called when an identifier proves deaf and no other one is. */
  readonly onDeaf: () => void;
  /** Called when an identifier proves deaf again and no confirmed one has received a body in between. */
  readonly onStillDeaf: () => void;
}

/** Which identifiers found that the server went deaf: it beats, and delivers nothing. */
export interface Deafness {
  /** Takes in what one repair of an identifier found; `undefined` when it ends. */
  note(identifier: string, voter: object, repair: Repair | undefined): void;
  /** Forgets an identifier that nobody uses any more. */
  forget(identifier: string): void;
}

/**
 * Decides whether the server is deaf. While others receive, a deaf identifier is kept right by its snapshot alone.
 *
 * The first one that proves it asks for another connection. The rung is left if it proves that again and nobody has received a body since.
 */
export function createDeafness({ bodyCount, onCount, onDeaf, onStillDeaf }: DeafnessOptions): Deafness {
  /** By identifier and voter, the body count when it last proved deaf. */
  const deaf = new Map<string, Map<object, number>>();

  function clear(identifier: string, voter: object): void {
    const voters = deaf.get(identifier);
    if (voters?.delete(voter) && voters.size === 0) forget(identifier);
  }

  function forget(identifier: string): void {
    if (deaf.delete(identifier)) onCount(-1);
  }

  return {
    forget,
    note(identifier, voter, repair) {
      if (repair !== 'deaf') return clear(identifier, voter);
      const isFirst = deaf.size === 0;
      let voters = deaf.get(identifier);
      if (!voters) {
        voters = new Map();
        deaf.set(identifier, voters);
        onCount(1);
      }
      const before = voters.get(voter);
      voters.set(voter, bodyCount());
      if (before === bodyCount()) onStillDeaf();
      else if (isFirst) onDeaf();
    },
  };
}
