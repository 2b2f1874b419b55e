import { type CSSResult, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Subscription } from 'rxjs';
import type { Connection } from '../../src/index.js';
import { ConnectionController } from '../internal/connection-context.js';
import { LivePauseRequestEvent, LiveResumeRequestEvent } from '../internal/events.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { TargetController } from './target-controller.js';
import { styles } from './live-pause.styles.js';

/**
 * A button that freezes what is live around it, and shows the present again.
 *
 * It answers for the nearest `<live-connection>`, for the one that `for` names, else for the page's default connection. While paused,
 * updates are received and counted. The name of the button stays the same; that it is pressed tells the state.
 *
 * @csspart button - The button.
 * @csspart glyph - Two bars, or a triangle.
 * @csspart text - What waits.
 * @csspart word - The word `Paused`.
 * @cssproperty [--live-pause-size=1.75rem] - Size of the button, at least 24 px.
 * @cssState paused - What is live around it is held back.
 * @event {LivePauseRequestEvent} live-pause-request - Somebody wishes to pause; cancelable.
 * @event {LiveResumeRequestEvent} live-resume-request - Somebody wishes to resume; cancelable.
 */
export class LivePause extends LitElement {
  static override styles: CSSResult[] = [tokens, styles];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  /** The connection, or the name of a `<live-connection>`. */
  @property() connection?: Connection | string;

  /** The id of a `<live-connection>` in the same tree. */
  @property() for = '';

  /** What the button is called. */
  @property() label = '';

  /** Leaves out the words beside the button. */
  @property({ type: Boolean, attribute: 'without-text' }) withoutText = false;

  readonly #localize = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #target = new TargetController(this, () => this.#listen());
  readonly #found = new ConnectionController(this, () => this.#listen());
  #followed: Connection | undefined;
  #subscription: Subscription | undefined;
  #waiting = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unlisten();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('for') || this.#followed === undefined) this.#listen();
  }

  #listen(): void {
    const connection = this.isConnected ? this.#scope() : undefined;
    if (connection === this.#followed) return;
    this.#unlisten();
    this.#followed = connection;
    if (connection === undefined) return;
    const subscription = (this.#subscription = new Subscription());
    subscription.add(
      connection.paused$.subscribe((paused) => {
        this.#states.set({ paused });
        this.requestUpdate();
      }),
    );
    subscription.add(
      connection.held$.subscribe(({ waiting, dropped }) => {
        this.#waiting = waiting + dropped;
        this.requestUpdate();
      }),
    );
  }

  #unlisten(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = this.#followed = undefined;
  }

  #scope(): Connection | undefined {
    return this.for ? this.#target.connection : this.#found.connection;
  }

  /** Asks upwards; where no `<live-connection>` answers, the connection that was found is asked itself. */
  readonly #onClick = (): void => {
    this.#target.refresh();
    const connection = this.#followed;
    if (connection === undefined) return;
    const isWished = !connection.paused;
    const event = isWished ? new LivePauseRequestEvent() : new LiveResumeRequestEvent();
    const asked = this.#target.element ?? this;
    if (typeof this.connection === 'object') connection[isWished ? 'pause' : 'resume']();
    else if (asked.dispatchEvent(event) && connection.paused !== isWished) connection[isWished ? 'pause' : 'resume']();
    this.requestUpdate();
  };

  protected override render(): TemplateResult {
    const isPaused = this.#followed?.paused ?? false;
    return html`<button
        part="button"
        type="button"
        aria-pressed=${isPaused}
        aria-label=${this.label || this.#localize.term('pauseUpdates')}
        aria-describedby="text"
        ?disabled=${this.#followed === undefined}
        @click=${this.#onClick}
      >
        <svg part="glyph" viewBox="0 0 12 12" aria-hidden="true">
          ${
            isPaused
              ? svg`<path d="M3.5 1.8v8.4L10.3 6z" fill="currentColor" />`
              : svg`<path d="M3.2 2h1.9v8H3.2zM6.9 2h1.9v8H6.9z" fill="currentColor" />`
          }
        </svg>
      </button>
      <span part=${this.withoutText ? 'for-listeners' : 'text'} id="text">${isPaused ? this.#renderText() : nothing}</span>`;
  }

  #renderText(): TemplateResult {
    const word = html`<span part="word">${this.#localize.term('paused')}</span>`;
    return this.#waiting === 0 ? word : html`${word} · ${this.#localize.term('pausedWaiting', this.#waiting)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-pause': LivePause;
  }
}
