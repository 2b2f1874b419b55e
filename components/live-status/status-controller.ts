import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Subscription } from 'rxjs';
import { type Connection, probe, type Probed } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { addressOf, ConnectionController } from '../internal/connection-context.js';
import { firstShown, kindOf, nextShown, type ShownStatus } from './status-state.js';

/** The grace where the page names none, in ms: a loss that is mended within a second is nobody's business. */
const GRACE = 1_000;

type Host = ReactiveControllerHost & HTMLElement & { connection?: Connection | string; grace?: number; staleAfter?: number };

/** Keeps the connection of its host open, and settles with each update what is to be shown of it. */
export class StatusController implements ReactiveController {
  shown: ShownStatus = firstShown(0);
  /** The wall clock when the status was last looked at, in epoch ms. */
  now = 0;
  /** Whether more than the words is shown, which grows older each second. */
  isOpen = false;
  /** Why nothing works, where the status alone does not say it. */
  probed: Probed | undefined;

  readonly #host: Host;
  readonly #found: ConnectionController;
  #following: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopClock: (() => void) | undefined;
  #asked: Promise<unknown> | undefined;

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
    clearTimeout(this.#timer);
    const { connection } = this;
    if (!connection) return;
    const { status, paused, lastHeardAt } = connection;
    const { grace = GRACE, staleAfter } = this.#host;
    const now = performance.now();
    this.now = Date.now();
    const silentFor = lastHeardAt === undefined ? undefined : this.now - lastHeardAt;
    this.shown = nextShown(this.shown, kindOf({ status, paused, silentFor, staleAfter }), now, { grace, away: document.hidden });
    const { lookAgainAt } = this.shown;
    this.#ask(connection);
    if (lookAgainAt !== undefined) this.#timer = setTimeout(this.#look, Math.max(0, lookAgainAt - now));
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

  /** Asks once in each trouble why every dial is refused: never unseen, and the page's own server alone. */
  #ask(connection: Connection): void {
    const isRefused = this.shown.kind === 'unavailable' && connection.status.reason === 'refused';
    if (this.shown.kind !== 'unavailable') this.probed = this.#asked = undefined;
    if (!isRefused || this.#asked || document.hidden) return;
    const asked = probe(addressOf(connection) ?? null, { acrossOrigins: false });
    this.#asked = asked;
    void asked.then((probed) => {
      if (this.#asked !== asked) return;
      if (probed.code !== 'unreachable') this.probed = probed;
      this.#look();
    });
  }

  readonly #look = (): void => this.#host.requestUpdate();

  #follow(connection: Connection | undefined): void {
    this.#following?.unsubscribe();
    this.#following = this.probed = this.#asked = undefined;
    this.shown = firstShown(performance.now());
    this.#look();
    if (!connection) return;
    const { state, since } = connection.status;
    if (state === 'reconnecting') this.shown = firstShown(performance.now(), Date.now() - since);
    document.addEventListener('visibilitychange', this.#look);
    this.#following = new Subscription(() => document.removeEventListener('visibilitychange', this.#look));
    this.#following.add(connection.status$.subscribe(this.#look));
    this.#following.add(connection.paused$.subscribe(this.#look));
    if (state !== 'disconnected') this.#following.add(keepOpen(connection));
  }
}

/** Lets go in the next task, so that an element which only moves has found its connection again by then. */
function keepOpen(connection: Connection): () => void {
  const release = connection.open();
  return () => setTimeout(release);
}
