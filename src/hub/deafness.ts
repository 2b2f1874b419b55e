import type { Repair } from './subscription.js';

/** The callbacks through which deafness is reported. */
export interface DeafnessOptions {
  /** Bodies received so far by identifiers that are confirmed. */
  readonly bodyCount: () => number;
  /** Called when the number of deaf identifiers has changed. */
  readonly onCount: (change: 1 | -1) => void;
  /** Called when an identifier is found deaf and no other one is. */
  readonly onDeaf: () => void;
  /** Called when an identifier is found deaf again and no confirmed identifier has received a body in between. */
  readonly onStillDeaf: () => void;
}

/** Which identifiers are deaf: the server still sends heartbeats, but delivers nothing. */
export interface Deafness {
  /** Takes in the repair state of one view of an identifier; `undefined` when the view's repair ends. */
  note(identifier: string, voter: object, repair: Repair | undefined): void;
  /** Forgets an identifier that is not used any more. */
  forget(identifier: string): void;
}

/**
 * Decides whether the server is deaf. While other identifiers still receive, a deaf one is kept current by its snapshot alone.
 *
 * The first deaf identifier asks for a new connection. If one is found deaf again and no body has been received since, the hub asks to step
 * down to the next transport.
 */
export function createDeafness({ bodyCount, onCount, onDeaf, onStillDeaf }: DeafnessOptions): Deafness {
  /** By identifier and voter: the body count when it was last found deaf. */
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
