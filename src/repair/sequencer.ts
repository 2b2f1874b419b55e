import type { OrderTarget } from './gap-report.js';
import { createHoles } from './holes.js';
import { createLateness } from './lateness.js';
import { createNewest, type Newest, type Version } from './newest.js';
import type { SnapshotReading } from './read-snapshot.js';
import type { Reading } from './reading.js';
import { COUNT_RESTARTED, createSequence } from './sequence.js';

/**
 * Delivers messages in the order of their numbers, versions or times, without duplicates and without what is older than what was delivered.
 */
export interface Sequencer {
  take(reading: Reading): void;
  /**
   * Delivers a snapshot as one message and continues after it. Returns `false`, and does nothing, if the snapshot is older than what is
   * shown.
   *
   * A snapshot is older if its number is below `since` (or below the last one before a restart), or if newer versions are known that are
   * not in `recent`: it comes from a lagging replica. It is accepted after four refusals in a row, as the server may have been reset. A
   * snapshot whose number is only slightly below `since` is never accepted.
   */
  replace(snapshot: SnapshotReading, since: number | undefined, recent: readonly Reading[]): boolean;
  /** Accepts any next number, since it is unknown what was missed. */
  restart(): void;
  /** Continues after the last number before the restart, since nothing was missed. */
  resume(): void;
  /** The highest number received, if bodies are numbered. */
  highest(): number | undefined;
  /** Ends, and returns when the first message came that was still waiting for a late one, in epoch ms. */
  end(): number | undefined;
}

/** After this many refusals in a row a snapshot is accepted. The waits between them grow, which takes some ten seconds. */
const MOST_REFUSALS = 4;

/**
 * Orders messages by number, then by version, then by the time in their body. Messages without any of them pass as they come.
 *
 * State without a number and a version that is older by its own time is marked `isLate`.
 */
export function createSequencer(target: OrderTarget): Sequencer {
  const { now } = target.environment;
  let newest = createNewest();
  const lateness = createLateness(now);
  const holes = createHoles();
  let refusals = 0;
  /** The last number before the restart. */
  let lastBeforeRestart: number | undefined;
  const sequence = createSequence<Reading>({
    deliver: deliverNewest,
    onHole(first, last) {
      if (first !== undefined) holes.skipped(first, last);
      target.onHole(first === undefined);
    },
    isSparse: () => holes.areNormal,
    now,
  });

  function deliverNewest({ message, seq, version, key }: Reading): void {
    if (version !== undefined) {
      if (newest.accept(key, version)) target.deliver(message);
    } else if (seq === undefined && 'body' in message && lateness.isLate(message, key)) target.deliver({ ...message, isLate: true });
    else target.deliver(message);
  }

  /** Returns how many times in a row this snapshot is refused. */
  function refusalsFor({ readings, place }: SnapshotReading, since: number | undefined, recent: readonly Reading[]): number {
    const { seq } = place;
    const shown = since ?? lastBeforeRestart;
    const delivered = sequence.last() ?? lastBeforeRestart;
    if (seq !== undefined && shown !== undefined && delivered !== undefined) {
      // Messages received before the request that still wait are delivered after the snapshot.
      const lag = Math.min(shown, delivered) - seq;
      if (lag > 0) return since !== undefined && lag < COUNT_RESTARTED ? Infinity : MOST_REFUSALS;
    }
    const included = versionsIn([...readings, ...recent]);
    return readings.some((reading) => isBehind(reading, newest, included)) ? MOST_REFUSALS : 0;
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
      target.deliver({ type: 'snapshot', messages: readings.map(({ message }) => message) });
      // A snapshot without a number counts as taken when it was requested; newer messages are delivered again.
      sequence.goOnAfter(place.seq ?? since, numbers);
      return true;
    },
    restart() {
      lastBeforeRestart = sequence.highest() ?? lastBeforeRestart;
      sequence.restart();
    },
    resume: sequence.resume,
    highest: sequence.highest,
    end() {
      const instants = [...sequence.waiting()].flatMap(({ message }) => ('receivedAt' in message ? [message.receivedAt] : []));
      sequence.end();
      return instants.length > 0 ? Math.min(...instants) : undefined;
    },
  };
}

function versionsIn(readings: readonly Reading[]): Newest {
  const newest = createNewest();
  for (const { key, version } of readings) if (version !== undefined) newest.accept(key, version);
  return newest;
}

/** Returns whether a newer version is known than that of a reading, and than any included beside it. */
function isBehind({ key, version }: Reading, known: Newest, included: Newest): boolean {
  const newer: Version | undefined = version === undefined ? undefined : known.get(key);
  return newer !== undefined && included.accept(key, newer);
}
