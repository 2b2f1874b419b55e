import { type CSSResult, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Subscription } from 'rxjs';
import type { Connection, GetToken, PauseKind } from '../../src/index.js';
import {
  durationAttribute,
  flagAttribute,
  objectAttribute,
  optionalTextAttribute,
  rateAttribute,
  textAttribute,
} from '../internal/converters.js';
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
import {
  LiveErrorEvent,
  LivePauseEvent,
  type LivePauseRequestEvent,
  LiveResumeEvent,
  type LiveResumeRequestEvent,
  LiveStatusEvent,
} from '../internal/events.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { IS_DEVELOPMENT, warnOnce } from '../internal/warn-once.js';
import { applyConfig, readConfig } from './config.js';
import { ladderOf } from './ladder.js';
import { styles } from './live-connection.styles.js';

/**
 * Provides a connection to the elements inside it, which can be paused together.
 *
 * All elements on a page with the same URL share one socket. Each `<live-connection>` is a scope of that connection with its own pause, and it
 * renders no box. Without `url`, it is a scope of the `<live-connection>` around it, else of the page's default connection. With `transports`,
 * `across-tabs`, `when-hidden` or `.getToken`, but without `url`, it connects to the page's default URL and shares that connection with elements that have the
 * same settings. The socket stays open for five seconds after the last element is gone, so that a navigation does not reconnect.
 *
 * @slot - Everything that uses the connection.
 * @slot config - A `<script type="application/json">` with settings by the names of the attributes. An attribute wins.
 * @cssState connected - The connection is open.
 * @cssState reconnecting - The connection was lost and is being reopened.
 * @cssState failed - The connection failed for good.
 * @cssState paused - Updates inside are paused.
 * @event {LiveStatusEvent} live-status - The status of the connection changed.
 * @event {LiveSubscribedEvent} live-subscribed - From an element inside: the server has confirmed its channel.
 * @event {LiveRejectedEvent} live-rejected - From an element inside: the server has refused its channel.
 * @event {LiveGapEvent} live-gap - From an element inside: messages were missed and could not be repaired.
 * @event {LivePauseEvent} live-pause - Updates inside were paused.
 * @event {LiveResumeEvent} live-resume - Updates inside were resumed.
 * @event {LiveErrorEvent} live-error - The connection cannot be created, because an attribute is invalid.
 */
export class LiveConnection extends ReadingElement {
  static override styles: CSSResult[] = [styles];

  /** URL of the cable, absolute or relative to the page. */
  @property({ converter: textAttribute }) url = '';

  /**
   * Transports, best first, separated by spaces: `cable`, `anycable` (repairs by AnyCable's history what was
   * missed), `polling` (fetches each channel's `snapshot` at intervals) and `sse`. After three
   * failures the next transport is used, until the better one works again. Default: `cable` only.
   */
  @property({ converter: textAttribute }) transports = '';

  /**
   * Shares one socket among all tabs of the same `session` and `url`. Without a session, or in a browser without Web Locks, each tab connects
   * by itself. Default: each tab has its own socket.
   */
  @property({ attribute: 'across-tabs', converter: flagAttribute }) acrossTabs = false;

  /** The time between two polls of one channel, in ms (`poll-every="10s"`). Default: 5 s; at least 2 s. */
  @property({ attribute: 'poll-every', converter: durationAttribute }) pollEvery?: number;

  /** URL of the Server-Sent Events, requested with `?identifier=…` for each channel. Required for the transport `sse`. */
  @property({ attribute: 'sse-url', converter: textAttribute }) sseUrl = '';

  /** Which channel a named event of `sse-url` belongs to, as JSON: `{"orders": ["AnalyticsChannel", {"metric": "orders"}]}`. */
  @property({ attribute: 'sse-events', converter: objectAttribute }) sseEvents?: object;

  /** What happens while the page is hidden: `keep` (the default), `pause`, `close`, or `follow`, which stays live as if the page were visible. */
  @property({ attribute: 'when-hidden', converter: textAttribute }) whenHidden = '';

  /** Returns a token for each connection attempt and each fetch. Elements with the same function share a connection. */
  @property({ attribute: false }) getToken?: GetToken;

  /** Connects at once. By default, the connection opens when the first element uses it. */
  @property({ converter: flagAttribute }) eager = false;

  /** How long the connection stays open after its last element is gone, in ms (`grace="10s"`). Default: 5 s. */
  @property({ converter: durationAttribute }) grace?: number;

  /** Whose data this is, such as a hash of user and tenant. Another session gets another connection. Default: `<meta name="cablegram-session">`. */
  @property({ converter: optionalTextAttribute }) session: string | undefined;

  /** The name by which other elements refer to this one in `connection="…"`. */
  @property({ converter: textAttribute }) name = '';

  /** How old the data of the elements inside may get before they count as stale, in ms (`stale-after="30s"`). An element's own wins. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter?: number;

  /** How many times a second the elements inside take what has arrived, at most. An element's own wins. */
  @property({ attribute: 'max-rate', converter: rateAttribute }) maxRate?: number;

  /** Pauses updates inside. It is set by the page only; a person's pause does not change it. */
  @property({ converter: flagAttribute }) paused = false;

  readonly #states = new StatesController(this);
  #given: Connection | undefined;
  #base: Connection | undefined;
  #scope: Connection | undefined;
  #status: Subscription | undefined;
  #place: Subscription | undefined;
  #mistake: string | undefined;
  #kept: { readonly scope: Connection; readonly release: () => void } | undefined;

  constructor() {
    super();
    answerRequests(this);
    this.addEventListener('live-pause-request', this.#onRequest);
    this.addEventListener('live-resume-request', this.#onRequest);
  }

  /** The scope that the elements inside use. Set a connection to use a scope of it instead of `url`. */
  @property({ attribute: false, noAccessor: true })
  get connection(): Connection | undefined {
    // A read before a pending update applies the page's latest attributes first, so that nothing connects to the old URL.
    if (this.isUpdatePending && this.#place?.closed === false) this.#provide();
    return this.#scope;
  }

  set connection(connection: Connection | undefined) {
    this.#given = connection;
    this.requestUpdate();
  }

  /** Creates the scope before any element inside can request it. */
  override connectedCallback(): void {
    this.#readConfig();
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
    this.#keepOpen(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    this.#provide();
    if (changed.has('name') || changed.has('staleAfter') || changed.has('maxRate')) callSeekers();
    this.#keepOpen(this.eager);
    if (changed.has('paused') && this.paused !== (changed.get('paused') ?? false)) this.#hold(this.paused);
  }

  /** A mistake in the settings is reported as one of an attribute. */
  readonly #readConfig = (): void => {
    try {
      applyConfig(this, readConfig(this), (this.constructor as typeof LiveConnection).elementProperties);
    } catch (error) {
      this.#reportMistake(error);
    }
  };

  /** Keeps the scope's connection open, for `eager`. */
  #keepOpen(isWished: boolean): void {
    const scope = isWished ? this.#scope : undefined;
    if (scope === this.#kept?.scope) return;
    this.#kept?.release();
    this.#kept = scope && { scope, release: scope.keepOpen() };
  }

  /** Pauses or resumes this scope only, unless the page canceled the request. */
  readonly #onRequest = (event: LivePauseRequestEvent | LiveResumeRequestEvent): void => {
    // The control that names its connections pauses them itself.
    if (event.connections) return;
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
      this.#keepOpen(this.eager);
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
      this.#reportMistake(error);
      return undefined;
    }
  }

  /** Reports a mistake once, although it is found again whenever a provider changes. */
  #reportMistake(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.#mistake) return;
    this.#mistake = message;
    if (IS_DEVELOPMENT) warnOnce(error instanceof Error ? error : message);
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
    // A parser may insert the settings after the element.
    return html`<slot name="config" @slotchange=${this.#readConfig}></slot><slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-connection': LiveConnection;
  }
}
