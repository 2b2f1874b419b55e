import type { Environment } from '../environment.js';
import type { Message } from '../message/message.js';
import { createHoles } from './holes.js';
import { createLateness } from './lateness.js';
import { createNewest, type Newest, type Version } from './newest.js';
import type { SnapshotReading } from './read-snapshot.js';
import type { Reading } from './reading.js';
import { COUNT_RESTARTED, createSequence } from './sequence.js';

/** What a sequencer needs. */
export interface SequencerOptions {
  readonly environment: Pick<Environment, 'now'>;
  readonly deliver: (message: Message) => void;
  /** Called when a number never came; at a beginning nobody knows whether there was one. */
  readonly onHole: (isBeginning: boolean) => void;
}

/** Messages in the order that their bodies tell, without doubles and without what is older than what was delivered. */
export interface Sequencer {
  take(reading: Reading): void;
  /**
   * Delivers a snapshot as one message and goes on after it; returns `false`, and does nothing, if it is older than what is shown.
   *
   * A snapshot is older if its number is below `since` (or below the last one before a restart), or if newer versions are known that did not
   * come in `recent`: a replica that lags. It is accepted after four refusals in a row, as the server may have been reset; one whose number
   * is only slightly below `since` never is.
   */
  replace(snapshot: SnapshotReading, since: number | undefined, recent: readonly Reading[]): boolean;
  /** Takes any number next, since what was missed is unknown. */
  restart(): void;
  /** The highest number that came, if bodies are numbered. */
  highest(): number | undefined;
  end(): void;
}

/** How many times in a row a snapshot is refused that may be of a reset server. They are fetched ever later, which takes some ten seconds. */
const MOST_REFUSALS = 4;

/**
 * Orders messages by number, then by version, then by the time in their body; what tells none of them passes as it comes.
 *
 * Without a number and a version, state that is older by its own time is marked `isLate`.
 */
export function createSequencer({ environment, deliver, onHole }: SequencerOptions): Sequencer {
  let newest = createNewest();
  const lateness = createLateness(environment.now);
  const holes = createHoles();
  let refusals = 0;
  /** The last number before the restart. */
  let lastBeforeRestart: number | undefined;
  const sequence = createSequence<Reading>({
    deliver: deliverNewest,
    onHole(first, last) {
      if (first !== undefined) holes.skipped(first, last);
      onHole(first === undefined);
    },
    isSparse: () => holes.areNormal,
    now: environment.now,
  });

  function deliverNewest({ message, seq, version, key }: Reading): void {
    if (version !== undefined) {
      if (newest.accept(key, version)) deliver(message);
    } else if (seq === undefined && 'body' in message && lateness.isLate(message, key)) deliver({ ...message, isLate: true });
    else deliver(message);
  }

  /** How many times in a row such a snapshot is refused. */
  function refusalsFor({ readings, place }: SnapshotReading, since: number | undefined, recent: readonly Reading[]): number {
    const { seq } = place;
    const shown = since ?? lastBeforeRestart;
    const delivered = sequence.last() ?? lastBeforeRestart;
    if (seq !== undefined && shown !== undefined && delivered !== undefined) {
      // What came before the request and still waits comes after the snapshot in its turn.
      const lag = Math.min(shown, delivered) - seq;
      if (lag > 0) return since !== undefined && lag < COUNT_RESTARTED ? Infinity : MOST_REFUSALS;
    }
    const told = versionsIn([...readings, ...recent]);
    return readings.some((reading) => isBehind(reading, newest, told)) ? MOST_REFUSALS : 0;
  }

  return {
    take(reading) {
      const { seq } = reading;
      if (seq === undefined) return deliverNewest(reading);
      holes.came(seq);
      sequence.take(reading, seq);
    },
    replace(snapshot, since, recent) {
      if (refusals < refusalsFor(snapshot, since, recent)) {
        refusals += 1;
        return false;
      }
      refusals = 0;
      const { readings, place } = snapshot;
      newest = versionsIn(readings);
      lateness.reset();
      for (const { message, key, seq, version } of readings) if (seq === undefined && version === undefined) lateness.isLate(message, key);
      const numbers = readings.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
      holes.compare(numbers);
      deliver({ type: 'snapshot', messages: readings.map(({ message }) => message) });
      // A snapshot without a number counts as taken when it was requested; newer messages are delivered again.
      sequence.goOnAfter(place.seq ?? since, numbers);
      return true;
    },
    restart() {
      lastBeforeRestart = sequence.highest() ?? lastBeforeRestart;
      sequence.restart();
    },
    highest: sequence.highest,
    end: sequence.end,
  };
}

function versionsIn(readings: readonly Reading[]): Newest {
  const newest = createNewest();
  for (const { key, version } of readings) if (version !== undefined) newest.accept(key, version);
  return newest;
}

/** Whether something newer is known than what a reading tells, and than anything told beside it. */
function isBehind({ key, version }: Reading, known: Newest, told: Newest): boolean {
  const newer: Version | undefined = version === undefined ? undefined : known.get(key);
  return newer !== undefined && told.accept(key, newer);
}
