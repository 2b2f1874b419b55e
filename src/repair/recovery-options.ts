import type { Observer } from 'rxjs';
import type { Environment } from '../environment.js';
import type { CablegramError } from '../errors.js';
import type { IdentifierEvent, Repair } from '../hub/subscription.js';
import type { Message } from '../message/message.js';
import type { SnapshotSource } from '../transport/transport.js';
import type { SnapshotOptions } from './snapshot.js';
import type { Read } from './reading.js';

/** What repair needs. */
export interface RecoveryOptions {
  readonly identifier: string;
  readonly read: Read;
  /** Returns the sequence number of a body; never throws. */
  readonly seqOf: (body: unknown) => number | undefined;
  /** Whether the page decodes bodies itself, so that only its decoder understands an answer. */
  readonly isDecodedByPage: () => boolean;
  /** Whether the current views say where the bodies have a number or a version. */
  readonly isOrdered: () => boolean;
  /** Where full state comes from. Without it, anything missed becomes a gap. */
  readonly source: SnapshotSource | undefined;
  /** How the snapshot is fetched. */
  readonly get: SnapshotOptions;
  /** Returns whether a snapshot must not be shown. */
  readonly isRefused: (snapshot: unknown) => boolean;
  /** Since when something may be missing, in epoch ms, if the channel was left and messages arrived in the meantime. */
  readonly missedSince?: () => number | undefined;
  /** Called when the state of the repair changes, and with `deaf` each time that deafness is proved. */
  readonly onRepair: (repair: Repair) => void;
  readonly onError: (error: CablegramError) => void;
  /** Called at the end if messages that came since then were not delivered yet, in epoch ms. */
  readonly onUndelivered?: (since: number) => void;
  readonly environment: Environment;
}

/** Receives the messages and gaps of a repair. */
export type MessageObserver = Pick<Observer<Message>, 'next'>;

/** Repairs one channel: it takes the events of its identifier, and emits messages and gaps. */
export interface Recovery {
  next(event: IdentifierEvent): void;
  /** Fetches the snapshot again, if there is one. */
  refresh(): void;
  /** Ends, and returns since when something is missing that was not reported, in epoch ms. */
  end(): number | undefined;
}

/** How long messages are held back for a snapshot, or for the code that fetches it, in ms. After that they are delivered. */
export const HOLD_WITHIN = 2_000;
