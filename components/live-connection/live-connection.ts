import { type CSSResult, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Subscription } from 'rxjs';
import type { Connection, GetToken, PauseKind } from '../../src/index.js';
import { durationAttribute, flagAttribute, objectAttribute, optionalTextAttribute, textAttribute } from '../internal/converters.js';
import { isAround } from '../internal/ancestors.js';
import {
  announceArrival,
  answerRequests,
  callSeekers,
  joinProviders,
  providedConnection,
  whenProvidersChange,
} from '../internal/connection-context.js';
import { connectionTo, pageAddress, pageConnection, scopeOf } from '../internal/page-connection.js';
import { LiveErrorEvent, LivePauseEvent, LiveResumeEvent, LiveStatusEvent } from '../internal/events.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { warnOnce } from '../internal/warn-once.js';
import { ladderOf } from './ladder.js';
import { styles } from './live-connection.styles.js';

/**
 * Gives a connection to the elements inside it, and a pause of their own.
 *
 * All elements of a page that name the same URL share one socket; this element is a scope of it, and has no box. Without `url` it is a
 * scope of the `<live-connection>` around it, else of the page's default; where it says more than that (`transports`, `when-hidden`,
 * `.getToken`), of a connection to the page's default address that it shares with those that say the same. The socket outlives the element by five seconds, so that a
 * navigation dials nothing anew.
 *
 * @slot - Everything that uses the connection.
 * @cssState paused - What is inside is held back.
 * @cssState connected - The link is open.
 * @cssState reconnecting - The link was lost, and is dialled again.
 * @cssState failed - The link is given up.
 * @event {LiveStatusEvent} live-status - The connection stands otherwise than before.
 * @event {LivePauseEvent} live-pause - What is inside is held back.
 * @event {LiveResumeEvent} live-resume - What is inside shows the present again.
 * @event {LiveErrorEvent} live-error - The connection cannot be made as it is asked for.
 */
export class LiveConnection extends ReadingElement {
  static override styles: CSSResult[] = [styles];

  /** Where the cable is, absolute or relative to the page. */
  @property({ converter: textAttribute }) url = '';

  /**
   * The ways to the server, best first, between blanks: `cable`, `polling` (what each channel's `snapshot` says, again and again) and `sse`.
   * The next is taken where one failed three times, and the better one again when it is back. Where it is left out, the cable alone.
   */
  @property({ converter: textAttribute }) transports = '';

  /** The time between two polls of one channel, such as `10s`; 5 s where it is left out, and never below 2 s. */
  @property({ attribute: 'poll-every', converter: durationAttribute }) pollEvery?: number;

  /** Where Server-Sent Events are, asked with `?identifier=…` for each channel; for `transports="… sse"`. */
  @property({ attribute: 'sse-url', converter: textAttribute }) sseUrl = '';

  /** Which channel a named event of `sse-url` belongs to, as JSON: `{"orders": ["AnalyticsChannel", {"metric": "orders"}]}`. */
  @property({ attribute: 'sse-events', converter: objectAttribute }) sseEvents?: object;

  /** What happens while nobody sees the page: `keep` (the default), `pause`, `close`, or `follow`, which stays live as if the page were seen. */
  @property({ attribute: 'when-hidden', converter: textAttribute }) whenHidden = '';

  /** Brings a token for each dial and each fetch; elements with the same function share a connection. */
  @property({ attribute: false }) getToken?: GetToken;

  /** Whose data this is, such as a hash of user and tenant. Another session gets another connection. Default: `<meta name="cablegram-session">`. */
  @property({ converter: optionalTextAttribute }) session: string | undefined;

  /** What `connection="…"` of other elements calls this one. */
  @property({ converter: textAttribute }) name = '';

  /** Holds back what is inside, by the word of the page's author; what a person pauses is not written here. */
  @property({ converter: flagAttribute }) paused = false;

  readonly #states = new StatesController(this);
  #given: Connection | undefined;
  #base: Connection | undefined;
  #scope: Connection | undefined;
  #status: Subscription | undefined;
  #place: Subscription | undefined;
  #mistake: string | undefined;

  constructor() {
    super();
    answerRequests(this);
    this.addEventListener('live-pause-request', this.#onRequest);
    this.addEventListener('live-resume-request', this.#onRequest);
  }

  /** The scope that the elements inside use. A connection that is set here takes the place of `url`, by a scope of it. */
  @property({ attribute: false, noAccessor: true })
  get connection(): Connection | undefined {
    // Who asks before the update that is due gets what the page said last, so that nothing dials where it said before.
    if (this.isUpdatePending && this.#place?.closed === false) this.#provide();
    return this.#scope;
  }

  set connection(connection: Connection | undefined) {
    this.#given = connection;
    this.requestUpdate();
  }

  /** The scope is there before anybody inside can ask for it. */
  override connectedCallback(): void {
    this.#provide();
    this.#listen();
    this.#place = new Subscription(
      whenProvidersChange((arrived) => {
        if (!arrived || isAround(arrived, this)) this.#provide();
      }),
    );
    this.#place.add(joinProviders(this));
    super.connectedCallback();
    announceArrival(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#status?.unsubscribe();
    this.#place?.unsubscribe();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    this.#provide();
    if (changed.has('name')) callSeekers();
    if (changed.has('paused') && this.paused !== (changed.get('paused') ?? false)) this.#hold(this.paused);
  }

  /** Answers for its scope, and for no other; a page may cancel the request before it comes here. */
  readonly #onRequest = (event: Event): void => {
    event.stopPropagation();
    if (!event.defaultPrevented)
      this.#hold(event.type === 'live-pause-request', 'kind' in event && event.kind === 'stop' ? 'stop' : 'freeze');
  };

  #hold(isWished: boolean, kind?: PauseKind): void {
    if (isWished) this.#scope?.pause(kind);
    else this.#scope?.resume();
  }

  readonly #provide = (): void => {
    const base = this.#findBase();
    if (base === undefined || base === this.#base) return;
    const before = this.#scope;
    const isPaused = before?.paused ?? this.paused;
    this.#base = base;
    this.#scope = scopeOf(base);
    this.#hold(isPaused, before?.pauseKind);
    if (this.#place?.closed === false) {
      this.#listen();
      callSeekers();
    }
    before?.close();
  };

  #findBase(): Connection | undefined {
    if (this.#given) return this.#given;
    try {
      const url = this.url || pageAddress();
      const ladder = ladderOf(url, this);
      this.#mistake = undefined;
      return this.url || ladder ? connectionTo(url, ladder) : (providedConnection(this) ?? pageConnection());
    } catch (error) {
      this.#tellMistake(error);
      return undefined;
    }
  }

  /** Once, though it looks again whenever a provider of the page changes. */
  #tellMistake(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.#mistake) return;
    this.#mistake = message;
    warnOnce(message);
    this.dispatchEvent(new LiveErrorEvent(error));
  }

  #listen(): void {
    this.#status?.unsubscribe();
    const scope = this.#scope;
    if (scope === undefined) return;
    this.#status = scope.status$.subscribe((status) => {
      const { state } = status;
      this.#states.set({ connected: state === 'connected', reconnecting: state === 'reconnecting', failed: state === 'failed' });
      this.dispatchEvent(new LiveStatusEvent(status));
    });
    let wasPaused = scope.paused;
    this.#status.add(
      scope.pauseKind$.subscribe((kind) => {
        const paused = kind !== undefined;
        this.#states.set({ paused });
        if (paused !== wasPaused) this.dispatchEvent(paused ? new LivePauseEvent() : new LiveResumeEvent());
        wasPaused = paused;
      }),
    );
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-connection': LiveConnection;
  }
}
