import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Subscription } from 'rxjs';
import { type Connection, diagnose, type Diagnosis } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { ConnectionController } from '../internal/connection-controller.js';
import { elementClock } from '../internal/element-clock.js';
import { addressOf } from '../internal/page-connection.js';
import { GRACE } from '../internal/patience.js';
import { firstShown, isUnavailable, kindOf, nextShown, type ShownStatus } from './status-state.js';

type Host = ReactiveControllerHost & HTMLElement & { connection?: Connection | string | undefined; grace?: number; staleAfter?: number };

/** Keeps the connection of its host open, and settles with each update what is to be shown of it. */
export class StatusController implements ReactiveController {
  shown: ShownStatus = firstShown(0);
  /** The wall clock when the status was last looked at, in epoch ms. */
  now = 0;
  /** Whether more than the words is shown, which grows older each second. */
  isOpen = false;
  /** Why the connection is not right, where it is worth to know. */
  diagnosis: Diagnosis | undefined;

  readonly #host: Host;
  readonly #found: ConnectionController;
  #following: Subscription | undefined;
  #cancelLook: (() => void) | undefined;
  #stopClock: (() => void) | undefined;
  /** The trouble that was diagnosed last. */
  #trouble: string | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#found = new ConnectionController(host, (connection) => this.#follow(connection));
    host.addController(this);
  }

  get connection(): Connection | undefined {
    return this.#found.connection;
  }

  /** Whether a dial runs, so that asking for another is of no use. */
  get isDialling(): boolean {
    const { kind } = this.shown;
    return (kind === 'reconnecting' || kind === 'unavailable') && this.connection?.status.retryAt === undefined;
  }

  /** Reads what is true now, and looks again when the grace or the good news is over. */
  hostUpdate(): void {
    this.#cancelLook?.();
    const { connection } = this;
    if (!connection) return;
    const { status, paused, lastHeardAt } = connection;
    const { grace = GRACE, staleAfter } = this.#host;
    const now = elementClock.now();
    this.now = elementClock.wall();
    const silentFor = lastHeardAt === undefined ? undefined : this.now - lastHeardAt;
    this.shown = nextShown(this.shown, kindOf({ status, paused, silentFor, staleAfter }), now, { grace, away: document.hidden });
    const { lookAgainAt } = this.shown;
    this.#diagnose(connection);
    if (lookAgainAt !== undefined) this.#cancelLook = elementClock.after(Math.max(0, lookAgainAt - now), this.#look);
  }

  /** Ticks each second, only while something that is shown grows older. */
  hostUpdated(): void {
    if (this.connection && (this.shown.kind === 'reconnecting' || this.isOpen || this.#host.staleAfter !== undefined)) {
      this.#stopClock ??= sharedClock.listen(this.#look);
    } else {
      this.#stopClock?.();
      this.#stopClock = undefined;
    }
  }

  /**
   * Finds out once in each trouble why: where nothing works, and for whoever looks at the details of what works in part or by another way.
   * The server is asked where it refuses every dial: never unseen, and the page's own alone.
   */
  #diagnose(connection: Connection): void {
    const { kind } = this.shown;
    const { state, reason = '', channels } = connection.status;
    const isWorse = state === 'connected' && (kind === 'partial' || kind === 'rejected' || reason !== '');
    const trouble = isUnavailable(kind) || (this.isOpen && isWorse);
    const { unconfirmed, rejected, deaf } = channels;
    const name = trouble ? [kind, reason, unconfirmed, rejected, deaf].join(' ') : undefined;
    if (name === this.#trouble || (trouble && document.hidden)) return;
    this.#trouble = name;
    this.diagnosis = undefined;
    if (!trouble) return;
    void diagnose(connection, { url: addressOf(connection) ?? connection.cableUrl, acrossOrigins: false }).then((diagnosis) => {
      if (this.#trouble !== name) return;
      if (diagnosis.code !== 'none' && (diagnosis.cause ?? diagnosis.code) !== 'unreachable') this.diagnosis = diagnosis;
      this.#look();
    });
  }

  readonly #look = (): void => this.#host.requestUpdate();

  #follow(connection: Connection | undefined): void {
    this.#following?.unsubscribe();
    this.#following = this.diagnosis = this.#trouble = undefined;
    this.shown = firstShown(elementClock.now());
    this.#look();
    if (!connection) return;
    const { state, since } = connection.status;
    if (state === 'reconnecting') this.shown = firstShown(elementClock.now(), elementClock.wall() - since);
    document.addEventListener('visibilitychange', this.#look);
    this.#following = new Subscription(() => document.removeEventListener('visibilitychange', this.#look));
    this.#following.add(connection.status$.subscribe(this.#look));
    this.#following.add(connection.pauseKind$.subscribe(this.#look));
    if (state !== 'disconnected') this.#following.add(keepOpen(connection));
  }
}

/** Lets go in the next task, so that an element which only moves has found its connection again by then. */
function keepOpen(connection: Connection): () => void {
  const release = connection.keepOpen();
  return () => setTimeout(release);
}
