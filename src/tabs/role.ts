import type { Subscriber } from 'rxjs';
import type { PlainCommand, Dial, Signal, SnapshotWish, Transport } from '../transport/transport.js';
import type { TabPlatform } from './platform.js';
import type { TabProgress } from './progress.js';
import type { Room } from './room.js';
import type { TabReport, TabRequest } from './tab-message.js';

/** What a tab is in its room, leader or follower, while it is that. */
export interface Role {
  /** Takes a command of this tab's own connection. */
  command(command: PlainCommand): void;
  /** Takes what another tab says. */
  hear(message: TabRequest | TabReport): void;
  /** Asks for the snapshot of an identifier. Resolves to it, to a function that hands over what this tab fetches, or to nothing. */
  ask(wish: SnapshotWish): Promise<SnapshotAnswer>;
  /** The tab is no longer this. */
  end(): void;
}

/** A snapshot of another tab; or this tab fetches it, and hands it over (`undefined` if that failed). */
export type SnapshotAnswer = { readonly body: unknown } | ((json: string | undefined) => void) | undefined;

/** What a role needs. */
export interface Member {
  /** A random id of this tab's membership. */
  readonly id: string;
  readonly room: Room;
  readonly platform: TabPlatform;
  /** The transport that the leader uses. */
  readonly transport: Transport;
  readonly dial: Dial;
  readonly progress: TabProgress;
  readonly subscriber: Subscriber<Signal>;
  /** Says something to all other tabs. */
  readonly post: (message: unknown) => void;
}
