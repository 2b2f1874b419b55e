import type { Environment } from '../environment.js';
import type { CablegramError } from '../errors.js';
import type { IdentifierEvent, Repair } from '../hub/subscription.js';
import type { Message } from '../message/message.js';
import type { SnapshotSource } from '../transport/transport.js';
import type { SnapshotOptions } from './snapshot.js';
import type { Reading } from './reading.js';

/** The channel that is repaired: what repair needs of it, and reports to it. */
export interface RepairedChannel {
  readonly identifier: string;
  /** Where full state comes from. Without it, anything missed becomes a gap. */
  readonly source: SnapshotSource | undefined;
  /** How the snapshot is fetched. */
  readonly get: SnapshotOptions;
  readonly environment: Environment;
  /** Whether the page decodes bodies itself, so that only its decoder understands an answer. */
  readonly isDecodedByPage: boolean;
  /** Whether the current views say where the bodies have a number or a version. */
  readonly isOrdered: boolean;
  /** Reads one body; `undefined` if it could not be read, which has then been reported. Never throws. */
  read(body: unknown): Reading | undefined;
  /** Returns the sequence number of a body; never throws. */
  seqOf(body: unknown): number | undefined;
  /** Returns whether a snapshot must not be shown. */
  isRefused(snapshot: unknown): boolean;
  /** Takes a message or a gap. */
  deliver(message: Message): void;
  /** Called when the state of the repair changes, and with `deaf` each time that deafness is proved. */
  onRepair(repair: Repair): void;
  onError(error: CablegramError): void;
  /** Called at the end if messages that came since then were not delivered yet, in epoch ms. */
  onUndelivered(since: number): void;
}

/** Repairs one channel: it takes the events of its identifier, and delivers messages and gaps. */
export interface Recovery {
  next(event: IdentifierEvent): void;
  /** Fetches the snapshot again, if there is one. */
  refresh(): void;
  /** Ends, and returns since when something is missing that was not reported, in epoch ms. */
  end(): number | undefined;
}

/** How long messages are held back for a snapshot, or for the code that fetches it, in ms. After that they are delivered. */
export const HOLD_WITHIN = 2_000;
