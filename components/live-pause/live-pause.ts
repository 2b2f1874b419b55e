import { type CSSResult, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection, PauseKind } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { listenToCommands } from '../internal/commands.js';
import { connectionAttribute, flagAttribute, scopeAttribute, textAttribute, wordReader } from '../internal/converters.js';
import { elementClock } from '../internal/element-clock.js';
import { heldWords, pausedFor } from '../internal/held-words.js';
import { type Hotkey, hotkeyAttribute, isPressed } from '../internal/hotkey.js';
import { LocalizeController } from '../internal/localize.js';
import { type Persist, persistAttribute } from '../internal/preference.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-pause.styles.js';
import { PauseController } from './pause-controller.js';

const modeAttribute = wordReader('freeze', 'freeze', 'stop');

/**
 * A button that pauses and resumes live updates.
 *
 * It controls the connections that `for` or `connection` names, or those of the whole page, else the nearest `<live-connection>`, else the page's
 * default connection. While paused, updates are received and counted; with `mode="stop"` they are not received at all, which saves data. The
 * button's name stays the same; its pressed state says whether updates are paused.
 *
 * The commands `--pause`, `--resume` and `--toggle` of a `<button commandfor="…">` do the same.
 *
 * @csspart button - The button.
 * @csspart glyph - The icon: two bars, or a triangle while paused.
 * @csspart text - The words beside the button while paused.
 * @csspart word - The word `Paused` or `Stopped`.
 * @csspart for-listeners - Words for people who listen, which are not shown.
 * @cssproperty [--live-pause-size=1.75rem] - Size of the button, at least 24 px.
 * @cssState paused - Updates are paused.
 * @cssState mixed - Some of several connections are paused.
 * @cssState stopped - Updates are paused and not received.
 * @event {LivePauseRequestEvent} live-pause-request - The person asks to pause updates; cancelable.
 * @event {LiveResumeRequestEvent} live-resume-request - The person asks to resume updates; cancelable.
 * @event {LivePauseEvent} live-pause - Updates were paused, and no `<live-connection>` reports it.
 * @event {LiveResumeEvent} live-resume - Updates were resumed, and no `<live-connection>` reports it.
 */
export class LivePause extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];
  static override shadowRootOptions: ShadowRootInit = { ...ReadingElement.shadowRootOptions, delegatesFocus: true };

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Ids of `<live-connection>` elements in the same tree, separated by spaces. The button pauses all of them, also those that come later. */
  @property({ converter: textAttribute }) for = '';

  /** `page`: every connection that an element of the page uses, now and later. */
  @property({ converter: scopeAttribute }) scope: 'page' | null = null;

  /** The connections to control, instead of those that the attributes name. */
  @property({ attribute: false }) connections: readonly Connection[] | undefined;

  /** `freeze` keeps receiving and shows the held updates on resume; `stop` receives nothing until resumed. */
  @property({ converter: modeAttribute }) mode: PauseKind = 'freeze';

  /**
   * Where the person's choice is remembered: until the tab is closed (`session`), for all pages of the site (`local`), or not at all (`none`). A
   * page that opens paused shows its first data, and then pauses.
   */
  @property({ converter: persistAttribute }) persist: Persist = 'none';

  /** Opens the page stopped if the browser asks to save data, unless `persist` remembers another choice. Chromium only. */
  @property({ attribute: 'save-data', converter: flagAttribute }) saveData = false;

  /** A key that pauses and resumes, such as `Alt+P`. It has no effect while a person types. Default: none. */
  @property({ converter: hotkeyAttribute }) hotkey: Hotkey | string | undefined;

  /** The accessible name of the button. Default: "Pause live updates". */
  @property({ converter: textAttribute }) label = '';

  /** Hides the words beside the button; screen readers still read them. */
  @property({ attribute: 'without-text', converter: flagAttribute }) withoutText = false;

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #control: PauseController = new PauseController(this, () => this.#showStates());
  /** How long the pause has lasted, in words. */
  #duration = '';

  constructor() {
    super();
    listenToCommands(this, { '--pause': () => this.pause(), '--resume': () => this.resume(), '--toggle': () => this.toggle() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    sharedClock.leave(this.#onTick);
  }

  protected override willUpdate(): void {
    this.#duration = this.#durationNow();
  }

  protected override updated(): void {
    this.#showStates();
    sharedClock[this.#control.scope.pausedSince === undefined ? 'leave' : 'listen'](this.#onTick);
  }

  #showStates(): void {
    const { paused, kind } = this.#control.scope;
    this.#states.set({ paused: paused === 'true', mixed: paused === 'mixed', stopped: paused === 'true' && kind === 'stop' });
  }

  /** Pauses as a press of the button does. */
  pause(): void {
    this.#control.pause();
  }

  /** Resumes as a press of the button does. */
  resume(): void {
    this.#control.resume();
  }

  /** Resumes if everything is paused, else pauses. */
  toggle(): void {
    this.#control.toggle();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (typeof this.hotkey !== 'object' || !isPressed(this.hotkey, event)) return;
    event.preventDefault();
    this.toggle();
  };

  /** Updates once a minute, not once a second. */
  readonly #onTick = (): void => {
    if (this.#durationNow() !== this.#duration) this.requestUpdate();
  };

  #durationNow(): string {
    return pausedFor(this.#control.scope.pausedSince, elementClock.wall(), this.#words);
  }

  protected override render(): TemplateResult {
    const { paused, connections } = this.#control.scope;
    return html`<button
        part="button"
        type="button"
        aria-pressed=${paused}
        aria-label=${this.label || this.#words.term('pauseUpdates')}
        aria-describedby="text"
        aria-keyshortcuts=${typeof this.hotkey === 'object' ? this.hotkey.text : nothing}
        ?disabled=${connections.length === 0}
        @click=${this.toggle}
      >
        <svg part="glyph" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
          <path d=${paused === 'true' ? 'M3.5 1.8v8.4L10.3 6z' : 'M3.2 2h1.9v8H3.2zM6.9 2h1.9v8H6.9z'} />
        </svg>
      </button>
      <span part=${this.withoutText ? 'for-listeners' : 'text'} id="text" ?hidden=${paused === 'false'}
        >${paused === 'false' ? nothing : this.#renderText()}</span
      >`;
  }

  #renderText(): TemplateResult {
    const { paused, kind, held } = this.#control.scope;
    const term = paused === 'mixed' ? 'pausedPartly' : kind === 'stop' ? 'stopped' : 'paused';
    const facts = [term === 'stopped' ? this.#words.term('stoppedMeans') : '', ...heldWords(held, this.#words)].filter(Boolean);
    const word = html`<span part="word">${this.#words.term(term)}</span>`;
    return html`${word}${this.#duration && ` ${this.#duration}`}${facts.map((fact) => html` · ${fact}`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-pause': LivePause;
  }
}
