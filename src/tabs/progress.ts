import type { MissedOffsets } from '../message/message.js';
import type { Command, Dial, Position, Progress, Signal } from '../transport/transport.js';

/** What the last answer of a server with history says is missing. */
export type Missed = readonly MissedOffsets[] | 'unknown' | undefined;

/** What is remembered of one subscription. */
interface Remembered {
  positions: readonly Position[];
  since?: number | undefined;
  /** When it was confirmed, in monotonic ms, until the server's clock is read after that. */
  confirmedAt?: number | undefined;
}

/** What a connection remembers from one dial to the next. Plain data. */
interface TabMemory {
  liveAt?: number;
  readonly subscriptions: Record<string, Remembered>;
}

/** How old a confirmation must be when the server's clock is read, in ms. The clock counts whole seconds, and must not be before it. */
const SETTLED_AFTER = 2_000;

const NAME = 'tabs';

/** How far this tab has received its subscriptions, whichever tab held the link. A later link continues from there. */
export interface TabProgress {
  /** Notes a signal. Returns false for a body that this tab has received before. */
  take(signal: Signal): boolean;
  /** Returns from where a subscription continues; `undefined` if it begins, or if the server numbers nothing. */
  begin(command: Command & { readonly type: 'subscribe' }): Progress | undefined;
  forget(identifier: string): void;
  /** From when on something may be missing in a quiet stream, in seconds of the server's clock. */
  sinceOf(identifier: string): number | undefined;
  /**
   * Notes a confirmation, and returns what is missing for this tab. `missed` is what is missing since `base`; a tab that has not come that
   * far does not know what it missed.
   */
  confirm(identifier: string, missed: Missed, base: Progress): Missed;
}

/** Returns how far this connection has come. `now` is monotonic. */
export function progressOf({ memory = {} }: Dial, now: () => number): TabProgress {
  const remembered = (memory[NAME] ??= { subscriptions: {} } satisfies TabMemory) as TabMemory;
  const { subscriptions } = remembered;

  function entryOf(identifier: string): Remembered | undefined {
    return Object.hasOwn(subscriptions, identifier) ? subscriptions[identifier] : undefined;
  }

  function forget(identifier: string): void {
    Reflect.deleteProperty(subscriptions, identifier);
  }

  function isNew(identifier: string, position: Position): boolean {
    const entry = entryOf(identifier);
    if (!entry || includes(entry.positions, position)) return !entry;
    entry.positions = moved(entry.positions, position);
    return true;
  }

  function readClock(clock: number): void {
    for (const entry of Object.values(subscriptions)) {
      if (entry.confirmedAt === undefined || now() - entry.confirmedAt < SETTLED_AFTER) continue;
      entry.confirmedAt = undefined;
      entry.since = clock - 1;
    }
  }

  return {
    take(signal) {
      if (signal.type === 'body' && signal.position) return isNew(signal.identifier, signal.position);
      if (signal.type !== 'heartbeat') return true;
      remembered.liveAt = Date.now();
      if (signal.clock !== undefined) readClock(signal.clock);
      return true;
    },
    begin({ identifier, resumes }) {
      const entry = resumes && entryOf(identifier);
      if (!entry) forget(identifier);
      // Rails sends its clock too, and has no history.
      const isNumbered = Object.values(subscriptions).some(({ positions }) => positions.length > 0);
      if (!entry || !isNumbered) return undefined;
      return { positions: entry.positions, since: entry.since, liveAt: remembered.liveAt };
    },
    forget,
    sinceOf: (identifier) => entryOf(identifier)?.since,
    confirm(identifier, missed, base) {
      if (missed === undefined) return undefined;
      const entry = entryOf(identifier) ?? (subscriptions[identifier] = { positions: [] });
      const ahead = base.positions.filter((position) => !includes(entry.positions, position));
      for (const position of ahead) entry.positions = moved(entry.positions, position);
      entry.since ??= base.since;
      entry.confirmedAt = now();
      return ahead.length > 0 ? 'unknown' : missed;
    },
  };
}

/** Returns whether these places are at least as far. */
function includes(positions: readonly Position[], { stream, epoch, offset }: Position): boolean {
  return positions.some((place) => place.stream === stream && place.epoch === epoch && place.offset >= offset);
}

function moved(positions: readonly Position[], position: Position): readonly Position[] {
  return [...positions.filter(({ stream }) => stream !== position.stream), position];
}
