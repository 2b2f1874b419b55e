import { type CSSResult, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Subscription } from 'rxjs';
import type { Connection } from '../../src/index.js';
import { ConnectionController } from '../internal/connection-context.js';
import { LivePauseRequestEvent, LiveResumeRequestEvent } from '../internal/events.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-pause.styles.js';

/**
 * A button that freezes what is live around it, and shows the present again.
 *
 * It answers for the nearest `<live-connection>`, for the one that `connection` names, else for the page's default connection. While paused,
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

  /** What the button is called. */
  @property() label = '';

  /** Leaves out the words beside the button. */
  @property({ type: Boolean, attribute: 'without-text' }) withoutText = false;

  readonly #localize = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #found = new ConnectionController(this, (connection) => this.#follow(connection));
  #subscription: Subscription | undefined;
  #waiting = 0;

  #follow(connection: Connection | undefined): void {
    this.#subscription?.unsubscribe();
    this.#subscription = connection?.paused$.subscribe((paused) => {
      this.#states.set({ paused });
      this.requestUpdate();
    });
    this.#subscription?.add(
      connection?.held$.subscribe(({ waiting, dropped }) => {
        this.#waiting = waiting + dropped;
        this.requestUpdate();
      }),
    );
  }

  /** Asks upwards, unless it is told whom; where nobody answers, it turns to the connection itself. */
  readonly #onClick = (): void => {
    const { connection } = this.#found;
    if (connection === undefined) return;
    const wish = connection.paused ? 'resume' : 'pause';
    const event = wish === 'pause' ? new LivePauseRequestEvent() : new LiveResumeRequestEvent();
    if (this.connection || (this.dispatchEvent(event) && connection.paused === (wish === 'resume'))) connection[wish]();
  };

  protected override render(): TemplateResult {
    const { connection } = this.#found;
    const isPaused = connection?.paused ?? false;
    return html`<button
        part="button"
        type="button"
        aria-pressed=${isPaused}
        aria-label=${this.label || this.#localize.term('pauseUpdates')}
        aria-describedby="text"
        ?disabled=${!connection}
        @click=${this.#onClick}
      >
        <svg part="glyph" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
          <path d=${isPaused ? 'M3.5 1.8v8.4L10.3 6z' : 'M3.2 2h1.9v8H3.2zM6.9 2h1.9v8H6.9z'} />
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
