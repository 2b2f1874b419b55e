import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Subscription } from 'rxjs';
import type { Connection, Diagnosis } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { ConnectionController } from '../internal/connection-controller.js';
import { elementClock } from '../internal/element-clock.js';
import { addressOf } from '../internal/page-connection.js';
import { GRACE } from '../internal/patience.js';
import { IS_DEVELOPMENT, warnOnce } from '../internal/warn-once.js';
import type * as DiagnosisPart from './diagnosis.js';
import { TurboWatch } from './turbo-watch.js';
import { firstShown, isUnavailable, kindOf, nextShown, type ShownStatus } from './status-state.js';

type Host = ReactiveControllerHost &
  HTMLElement & { connection?: Connection | string | undefined; grace?: number; staleAfter?: number; watch: 'turbo' | null };

/** What is watched: a connection, or the page's sources of Turbo. */
export type Watched = Pick<Connection, 'status' | 'paused' | 'lastHeardAt' | 'reconnect'>;

/** How long a server that pings every 3 s may be silent, in ms. */
const TURBO_STALE_AFTER = 6_500;

/** Keeps its host's connection open, and decides at each update what to show. */
export class StatusController implements ReactiveController {
  shown: ShownStatus = firstShown(0);
  /** When the status was last read, in epoch ms. */
  now = 0;
  /** Whether the details are open. They contain ages, which change every second. */
  isOpen = false;
  /** Why the connection does not work, if that was diagnosed. */
  diagnosis: Diagnosis | undefined;

  readonly #host: Host;
  readonly #found: ConnectionController;
  #following: Subscription | undefined;
  #cancelLook: (() => void) | undefined;
  #stopClock: (() => void) | undefined;
  /** The trouble that was diagnosed last. */
  #trouble: string | undefined;
  #part: Promise<typeof DiagnosisPart | undefined> | undefined;
  #turbo: TurboWatch | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#found = new ConnectionController(host, (connection) => this.#follow(connection));
    host.addController(this);
  }

  /** The connection, unless Turbo is watched. */
  get connection(): Connection | undefined {
    return this.#host.watch === 'turbo' ? undefined : this.#found.connection;
  }

  get watched(): Watched | undefined {
    return this.#turbo ?? this.connection;
  }

  /** Whether a connection attempt is under way, so that a retry would have no effect. */
  get isDialling(): boolean {
    const { kind } = this.shown;
    if (!this.connection) return false;
    return (kind === 'reconnecting' || kind === 'unavailable') && this.connection.status.retryAt === undefined;
  }

  /** Reads the current status, and checks again when the grace or the notice of the trouble's end is over. */
  hostUpdate(): void {
    this.#cancelLook?.();
    this.#watchTurbo();
    const { watched, connection } = this;
    if (!watched) return;
    this.#turbo?.read();
    const { status, paused, lastHeardAt } = watched;
    const { grace = GRACE } = this.#host;
    const staleAfter = this.#turbo ? TURBO_STALE_AFTER : this.#host.staleAfter;
    const now = elementClock.now();
    this.now = elementClock.wall();
    const silentFor = lastHeardAt === undefined ? undefined : this.now - lastHeardAt;
    const known = kindOf({ status, paused, silentFor, staleAfter });
    const kind = this.#turbo?.isInDoubt && (known === 'live' || known === 'waiting') ? 'unknown' : known;
    this.shown = nextShown(this.shown, kind, now, { grace, away: document.hidden });
    const { lookAgainAt } = this.shown;
    if (connection) this.#diagnose(connection);
    if (lookAgainAt !== undefined) this.#cancelLook = elementClock.after(Math.max(0, lookAgainAt - now), this.#look);
  }

  /** Ticks every second, but only while an age or a countdown is shown. */
  hostUpdated(): void {
    if (this.#turbo ?? (this.connection && (this.shown.kind === 'reconnecting' || this.isOpen || this.#host.staleAfter !== undefined))) {
      this.#stopClock ??= sharedClock.listen(this.#look);
    } else {
      this.#stopClock?.();
      this.#stopClock = undefined;
    }
  }

  /**
   * Diagnoses each trouble once: if no transport works, or if the details are open while the connection works in part or by a fallback.
   *
   * The code for it is loaded once the connection is open, because the server of the code may be gone too when the connection is lost.
   *
   * If the server refuses every attempt, this sends a request, but never while the page is hidden and only to the page's own origin.
   */
  #diagnose(connection: Connection): void {
    const { kind } = this.shown;
    const { state, reason = '', channels } = connection.status;
    const isWorse = state === 'connected' && (kind === 'partial' || kind === 'rejected' || reason !== '');
    const trouble = isUnavailable(kind) || (this.isOpen && isWorse);
    const { unconfirmed, rejected, deaf } = channels;
    if (state === 'connected') void this.#loadDiagnosis();
    const name = trouble ? [kind, reason, unconfirmed, rejected, deaf].join(' ') : undefined;
    if (name === this.#trouble || (trouble && document.hidden)) return;
    this.#trouble = name;
    this.diagnosis = undefined;
    if (!trouble) return;
    void this.#loadDiagnosis().then(async (part) => {
      const diagnosis = await part?.diagnose(connection, { url: addressOf(connection) ?? connection.cableUrl, acrossOrigins: false });
      if (this.#trouble !== name || !diagnosis) return;
      if (diagnosis.code !== 'none' && (diagnosis.cause ?? diagnosis.code) !== 'unreachable') this.diagnosis = diagnosis;
      this.#look();
    });
  }

  /** If the code cannot be loaded, the badge shows its status without the reason, and the next trouble loads it again. */
  #loadDiagnosis(): Promise<typeof DiagnosisPart | undefined> {
    return (this.#part ??= import('./diagnosis.js').catch((error: unknown) => {
      this.#part = undefined;
      if (IS_DEVELOPMENT) warnOnce(`The code that diagnoses a connection could not be loaded (${String(error)}). Reload the page.`);
      return undefined;
    }));
  }

  readonly #look = (): void => this.#host.requestUpdate();

  hostDisconnected(): void {
    this.#turbo?.stop();
    this.#turbo = undefined;
    this.#stopClock?.();
    this.#stopClock = undefined;
  }

  /** Begins or ends to watch Turbo, as the host says now. */
  #watchTurbo(): void {
    const isWished = this.#host.watch === 'turbo' && this.#host.isConnected;
    if (isWished === (this.#turbo !== undefined)) return;
    this.#turbo?.stop();
    this.#turbo = isWished ? new TurboWatch(this.#look) : undefined;
    this.#follow(this.connection);
  }

  #follow(connection: Connection | undefined): void {
    this.#following?.unsubscribe();
    this.#following = this.diagnosis = this.#trouble = undefined;
    this.shown = firstShown(elementClock.now());
    this.#look();
    if (!connection || this.#host.watch === 'turbo') return;
    const { state, since } = connection.status;
    if (state === 'reconnecting') this.shown = firstShown(elementClock.now(), elementClock.wall() - since);
    document.addEventListener('visibilitychange', this.#look);
    this.#following = new Subscription(() => document.removeEventListener('visibilitychange', this.#look));
    this.#following.add(connection.status$.subscribe(this.#look));
    this.#following.add(connection.pauseKind$.subscribe(this.#look));
    if (state !== 'disconnected') this.#following.add(keepOpen(connection));
  }
}

/** Releases the connection in the next task, because an element that is only moved has found its connection again by then. */
function keepOpen(connection: Connection): () => void {
  const release = connection.keepOpen();
  return () => setTimeout(release);
}
