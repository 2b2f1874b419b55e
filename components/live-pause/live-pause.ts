import { type CSSResult, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Subscription } from 'rxjs';
import type { Connection, PauseKind } from '../../src/index.js';
import { connectionsById } from '../internal/connection-context.js';
import { ConnectionController } from '../internal/connection-controller.js';
import { connectionAttribute, flagAttribute, textAttribute } from '../internal/converters.js';
import { LivePauseRequestEvent, LiveResumeRequestEvent } from '../internal/events.js';
import { LocalizeController } from '../internal/localize.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-pause.styles.js';

/**
 * A button that pauses and resumes live updates.
 *
 * It controls the connections that `for` or `connection` names, else the nearest `<live-connection>`, else the page's default connection. While
 * paused, updates are received and counted; with `mode="stop"` they are not received at all, which saves data. The button's name stays the same;
 * its pressed state says whether updates are paused.
 *
 * @csspart button - The button.
 * @csspart glyph - The icon: two bars, or a triangle while paused.
 * @csspart text - The words beside the button while paused.
 * @csspart word - The word `Paused` or `Stopped`.
 * @cssproperty [--live-pause-size=1.75rem] - Size of the button, at least 24 px.
 * @cssState paused - Updates are paused.
 * @cssState stopped - Updates are paused and not received.
 * @event {LivePauseRequestEvent} live-pause-request - The person asks to pause updates; cancelable. Not dispatched if `for` or `connection` is
 *   set.
 * @event {LiveResumeRequestEvent} live-resume-request - The person asks to resume updates; cancelable. Not dispatched if `for` or `connection`
 *   is set.
 */
export class LivePause extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];
  static override shadowRootOptions: ShadowRootInit = { ...ReadingElement.shadowRootOptions, delegatesFocus: true };

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Ids of `<live-connection>` elements in the same tree, separated by spaces. The button pauses all of them and shows the state of the first. */
  @property({ converter: textAttribute }) for = '';

  /** `freeze` keeps receiving and shows the held updates on resume; `stop` receives nothing until resumed. */
  @property() mode: PauseKind = 'freeze';

  /** The accessible name of the button. Default: "Pause live updates". */
  @property({ converter: textAttribute }) label = '';

  /** Hides the words beside the button; screen readers still read them. */
  @property({ attribute: 'without-text', converter: flagAttribute }) withoutText = false;

  readonly #localize = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #found = new ConnectionController(this, (connection) => this.#follow(connection));
  #subscription: Subscription | undefined;
  #waiting = 0;

  #follow(connection: Connection | undefined): void {
    this.#subscription?.unsubscribe();
    this.#waiting = 0;
    this.#look();
    this.#subscription = connection?.pauseKind$.subscribe(this.#look);
    this.#subscription?.add(
      connection?.held$.subscribe(({ waiting, dropped }) => {
        this.#waiting = waiting + dropped;
        this.requestUpdate();
      }),
    );
  }

  readonly #look = (): void => {
    const kind = this.#found.connection?.pauseKind;
    this.#states.set({ paused: kind !== undefined, stopped: kind === 'stop' });
    this.requestUpdate();
  };

  /** Dispatches the request, unless connections are named. If no element handles it, pauses or resumes the connection directly. */
  readonly #onClick = (): void => {
    const { connection } = this.#found;
    if (connection === undefined) return;
    const { paused: wasPaused } = connection;
    const kind = this.mode === 'stop' ? 'stop' : 'freeze';
    const event = wasPaused ? new LiveResumeRequestEvent() : new LivePauseRequestEvent(kind);
    const named = this.connection ? [connection] : connectionsById(this, this.for);
    if (named.length === 0 && (!this.dispatchEvent(event) || connection.paused !== wasPaused)) return;
    for (const each of named.length > 0 ? named : [connection]) {
      if (wasPaused) each.resume();
      else each.pause(kind);
    }
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
    const isStopped = this.#found.connection?.pauseKind === 'stop';
    const word = html`<span part="word">${this.#localize.term(isStopped ? 'stopped' : 'paused')}</span>`;
    const facts = isStopped ? html` · ${this.#localize.term('stoppedMeans')}` : nothing;
    return html`${word}${facts}${this.#waiting === 0 ? nothing : html` · ${this.#localize.term('pausedWaiting', this.#waiting)}`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-pause': LivePause;
  }
}
