import { ContextEvent, ContextProvider } from '@lit/context';
import { type CSSResult, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Subscription } from 'rxjs';
import { type Connection, sharedConnection } from '../../src/index.js';
import { connectionContext, pageUrl, registerConnection } from '../internal/connection-context.js';
import { LiveErrorEvent, LivePauseEvent, LiveResumeEvent, LiveStatusEvent } from '../internal/events.js';
import { StatesController } from '../internal/states.js';
import { styles } from './live-connection.styles.js';

/**
 * Gives a connection to the elements inside it, and a pause of their own.
 *
 * All elements of a page that name the same URL share one socket; this element is a scope of it, and has no box. Without `url` it is a
 * scope of the `<live-connection>` around it, else of the page's default. The socket outlives the element by five seconds, so that a
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
export class LiveConnection extends LitElement {
  static override styles: CSSResult[] = [styles];

  /** Where the cable is, absolute or relative to the page. */
  @property() url = '';

  /** What `connection="…"` of other elements calls this one. */
  @property() name = '';

  /** Holds back what is inside, by the word of the page's author; what a person pauses is not written here. */
  @property({ type: Boolean }) paused = false;

  readonly #provider = new ContextProvider(this, { context: connectionContext });
  readonly #states = new StatesController(this);
  #given: Connection | undefined;
  #outer: Connection | undefined;
  #leaveOuter: (() => void) | undefined;
  #base: Connection | undefined;
  #scope: Connection | undefined;
  #subscription: Subscription | undefined;
  #unregister: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('live-pause-request', this.#onRequest);
    this.addEventListener('live-resume-request', this.#onRequest);
  }

  /** The scope that the elements inside use. A connection that is set here takes the place of `url`, by a scope of it. */
  @property({ attribute: false, noAccessor: true })
  get connection(): Connection | undefined {
    return this.#scope;
  }

  set connection(connection: Connection | undefined) {
    this.#given = connection;
    this.requestUpdate();
  }

  /** The scope is there before anybody inside can ask for it. */
  override connectedCallback(): void {
    this.#askOuter();
    this.#provide();
    this.#listen();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaveOuter?.();
    this.#leaveOuter = this.#outer = undefined;
    this.#unlisten();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    this.#provide();
    if (changed.has('name')) this.#register();
    if (!changed.has('paused') || this.paused === (changed.get('paused') ?? false)) return;
    if (this.paused) this.#scope?.pause();
    else this.#scope?.resume();
  }

  /** Answers for its scope, and for no other; a page may cancel the request before it comes here. */
  readonly #onRequest = (event: Event): void => {
    event.stopPropagation();
    if (event.defaultPrevented) return;
    if (event.type === 'live-pause-request') this.#scope?.pause();
    else this.#scope?.resume();
  };

  #askOuter(): void {
    const onOuter = (connection: Connection, unsubscribe?: () => void): void => {
      if (this.#leaveOuter !== unsubscribe) this.#leaveOuter?.();
      this.#leaveOuter = unsubscribe;
      this.#outer = connection;
      this.requestUpdate();
    };
    this.dispatchEvent(new ContextEvent(connectionContext, this, onOuter, true));
  }

  #provide(): void {
    const base = this.#findBase();
    if (base === this.#base) return;
    const before = this.#scope;
    this.#base = base;
    this.#scope = base?.scope();
    if (this.#scope === undefined) return;
    if (this.paused || before?.paused) this.#scope.pause();
    if (this.#subscription !== undefined) this.#listen();
    this.#provider.setValue(this.#scope);
    before?.close();
  }

  #findBase(): Connection | undefined {
    if (this.#given !== undefined) return this.#given;
    if (!this.url && this.#outer !== undefined) return this.#outer;
    try {
      return sharedConnection(this.url || pageUrl());
    } catch (error) {
      this.dispatchEvent(new LiveErrorEvent(error));
      return this.#base;
    }
  }

  #listen(): void {
    this.#unlisten();
    const scope = this.#scope;
    if (scope === undefined) return;
    this.#register();
    const subscription = (this.#subscription = new Subscription());
    let wasPaused = scope.paused;
    subscription.add(
      scope.status$.subscribe((status) => {
        const { state } = status;
        this.#states.set({ connected: state === 'connected', reconnecting: state === 'reconnecting', failed: state === 'failed' });
        this.dispatchEvent(new LiveStatusEvent(status));
      }),
    );
    subscription.add(
      scope.paused$.subscribe((isPaused) => {
        this.#states.set({ paused: isPaused });
        if (isPaused === wasPaused) return;
        wasPaused = isPaused;
        this.dispatchEvent(isPaused ? new LivePauseEvent() : new LiveResumeEvent());
      }),
    );
  }

  #register(): void {
    this.#unregister?.();
    this.#unregister = this.name && this.#scope ? registerConnection(this.name, this.#scope) : undefined;
  }

  #unlisten(): void {
    this.#subscription?.unsubscribe();
    this.#unregister?.();
    this.#subscription = this.#unregister = undefined;
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
