import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { holdLock, type Locks } from './platform.js';
import type { Room } from './room.js';

/** What comes of an election. */
export interface ElectionOptions {
  readonly locks: Locks;
  readonly room: Room;
  /** This tab holds the lock of the room. */
  readonly onElected: () => void;
  /** Another tab has taken the lock away, because this one did not answer. */
  readonly onRobbed: () => void;
  /** The page may not use locks, as in a sandboxed frame. */
  readonly onRefused: () => void;
}

/** A tab that stands for election until it is unsubscribed. */
export interface Candidacy {
  /** Takes the lock from a leader that does not answer, unless another tab is doing that. */
  takeOver(): void;
  /** The leader has answered. */
  stayBehind(): void;
  end(): void;
}

/** How long the other tabs are kept from a takeover after one, in ms, until each of them has heard of the new leader. */
const TAKEOVER_REST = 1_000;

/**
 * Stands for election: the tab that holds the lock of the room leads, and the browser gives the lock to the tab that has waited longest.
 *
 * It does so at once when the leader closes, crashes or hangs up. A frozen leader keeps its lock, so it has to be taken over. Only one tab at
 * a time may do that; else each would rob the one before.
 */
export function standForElection({ locks, room, onElected, onRobbed, onRefused }: ElectionOptions): Candidacy {
  const all = new Subscription();
  let trying: Subscription | undefined;
  let isElected = false;

  function elect(): void {
    if (isElected) return;
    isElected = true;
    onElected();
  }

  function onError(): void {
    if (isElected) onRobbed();
    else onRefused();
  }

  const waiting = holdLock(locks, room.name).subscribe({ next: elect, error: onError });
  all.add(waiting);

  function stopTrying(): void {
    trying?.unsubscribe();
    trying = undefined;
  }

  function steal(): void {
    const stealing = holdLock(locks, room.name, 'steal').subscribe({
      next() {
        all.add(stealing);
        waiting.unsubscribe();
        elect();
        all.add(after(TAKEOVER_REST, stopTrying));
      },
      error: onError,
    });
  }

  return {
    takeOver() {
      if (trying || isElected) return;
      const attempt = new Subscription();
      trying = attempt;
      all.add(attempt);
      attempt.add(
        holdLock(locks, room.takeover, 'if-free').subscribe({
          next(isFree) {
            if (isFree) steal();
            else stopTrying();
          },
          error: stopTrying,
        }),
      );
    },
    stayBehind() {
      if (!isElected) stopTrying();
    },
    end: () => all.unsubscribe(),
  };
}
