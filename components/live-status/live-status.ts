import { type CSSResult, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection } from '../../src/index.js';
import { announce } from '../internal/announcer.js';
import { listenToCommands } from '../internal/commands.js';
import { inherited } from '../internal/connection-context.js';
import { connectionAttribute, durationAttribute, flagAttribute, textAttribute, wordReader, wordsReader } from '../internal/converters.js';
import { LiveReloadRequestEvent, LiveStatusEvent } from '../internal/events.js';
import { LocalizeController } from '../internal/localize.js';
import { glyphTemplate } from '../internal/note.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-status.styles.js';
import { StatusController } from './status-controller.js';
import { actionOf } from './status-action.js';
import { type Copying, detailsTemplate } from './status-details.js';
import { isHidden, STATUS_KINDS, type StatusKind } from './status-state.js';
import { diagnosticsText, linesOf, wordsOf } from './status-words.js';

const watchAttribute = wordReader(null, 'turbo');
const variantAttribute = wordReader('badge', 'dot', 'badge', 'banner', 'toast');
const hideWhenAttribute = wordsReader(...STATUS_KINDS);

/**
 * Shows the status of a connection: live, or what is wrong and what happens next.
 *
 * It keeps the connection open, even if no other element on the page uses it. If no transport works, it says so, since when and why; to find
 * the reason, it sends one request to the page's own server. The details say why the connection works only in part or by a fallback, and what
 * the page's author can do about it. Trouble is shown after the grace, and its end for 4 s. The colours are the shared ones: `--live-color-ok`,
 * `-accent` (polling), `-warn`, `-bad` (failed) and `-ink-2`.
 *
 * With `watch="turbo"`, it shows how the page's `<turbo-cable-stream-source>` elements stand with the server, and opens no connection.
 *
 * The command `--reconnect` of a `<button commandfor="…">` reconnects at once.
 *
 * @slot - Shown without JavaScript only.
 * @slot action - What to do when the connection has failed, instead of "retry" or "Sign in".
 * @csspart base - Everything.
 * @csspart glyph - The shape before the words.
 * @csspart words - All words: `text`, `detail` and `hint`.
 * @csspart for-listeners - Words for people who listen, which are not shown.
 * @csspart text - The status in words. Screen readers announce it when it changes.
 * @csspart detail - What changes beside the text: a countdown or an age.
 * @csspart hint - The explanation in the banner.
 * @csspart retry - The button that reconnects.
 * @csspart reload - The button that loads the page again.
 * @csspart sign-in - The link to `sign-in-url`.
 * @csspart details-button - The button that opens the details.
 * @csspart details - The details.
 * @csspart facts - The lines of the details.
 * @csspart actions - The buttons of the details.
 * @csspart reconnect - The button in the details that reconnects.
 * @csspart copy - The button that copies the diagnostics.
 * @csspart copy-text - The text to copy by hand, if the browser refuses the clipboard.
 * @csspart remedy - What the page's author can do about the problem, within the details.
 * @cssproperty [--live-status-inset=0.75rem] - Distance of a toast from the edges of the window.
 * @cssState idle - Nothing uses the connection.
 * @cssState connecting - Connecting for the first time.
 * @cssState waiting - Connected, but no data was received yet.
 * @cssState live - Connected, and data is received.
 * @cssState polling - Connected by polling.
 * @cssState paused - The person paused updates, and nothing is wrong.
 * @cssState partial - Connected, but the server refused a channel, does not confirm it, or no longer sends its data.
 * @cssState rejected - The server refused every channel.
 * @cssState stale - The server was silent for longer than `stale-after`.
 * @cssState reconnecting - The connection was lost and is being reopened.
 * @cssState offline - There is no network.
 * @cssState unknown - Connected, but the page may show old content; with `watch="turbo"` only.
 * @cssState unavailable - No transport works after three attempts and ten graces; reconnecting continues.
 * @cssState failed - The connection failed for good.
 * @cssState closed - The page closed the connection.
 * @cssState restored - Connected again after trouble that was shown.
 * @cssState hidden - Not shown, because of `hide-when`.
 * @cssState banner - `variant` is `banner`.
 * @cssState toast - `variant` is `toast`.
 * @event {LiveReloadRequestEvent} live-reload-request - The person asks to load the page again; cancelable.
 * @event {LiveStatusEvent} live-status - The status on display changed; it is this element's `kind`.
 */
export class LiveStatus extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Ids of `<live-connection>` elements in the same tree, separated by spaces. The status is that of the first. */
  @property({ converter: textAttribute }) for = '';

  /** `turbo` watches the page's `<turbo-cable-stream-source>` elements instead of a connection. */
  @property({ converter: watchAttribute }) watch: 'turbo' | null = null;

  /**
   * `dot`: the glyph only; `badge`: glyph and words; `banner`: a box across the page with an explanation; `toast`: a small box at the bottom of the
   * window, hidden unless something is wrong.
   */
  @property({ converter: variantAttribute }) variant: 'dot' | 'badge' | 'banner' | 'toast' | null = 'badge';

  /**
   * How long trouble may last before it is shown, in ms (`grace="1s"`): three times as long on the first connection, and ten times as long before
   * the status is `unavailable`. Default: 1 s.
   */
  @property({ converter: durationAttribute }) grace?: number;

  /** How long the server may be silent before the status is `stale`, in ms (`stale-after="30s"`). Without it, silence is not stale. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter?: number;

  /** Kinds in which the element is hidden, separated by spaces. `live` includes `polling`, `waiting`, `idle` and a first connection within its grace. */
  @property({ attribute: 'hide-when', converter: hideWhenAttribute }) hideWhen = '';

  /** Where a person signs in. If the server refuses the page because nobody is signed in, the element links to it. Harmful schemes are ignored. */
  @property({ attribute: 'sign-in-url', converter: textAttribute }) signInUrl = '';

  /** Adds a button that opens details of the connection. */
  @property({ attribute: 'with-details', converter: flagAttribute }) withDetails = false;

  readonly #status: StatusController = new StatusController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #words: LocalizeController = new LocalizeController(this);
  /** The kind at the last event. */
  #lastKind: StatusKind = 'idle';
  #copying: Copying = 'none';
  #text = '';

  constructor() {
    super();
    listenToCommands(this, { '--reconnect': () => this.reconnect() });
  }

  /** The status on display. */
  get kind(): StatusKind {
    return this.#status.shown.kind;
  }

  protected override updated(): void {
    const { kind, variant } = this;
    const { watched, shown } = this.#status;
    const restored = shown.restoredUntil !== undefined;
    const looks = { hidden: this.#isHidden, banner: variant === 'banner', toast: variant === 'toast' };
    this.#states.set({ [this.#lastKind]: false, [kind]: true, restored, ...looks });
    if (kind === this.#lastKind) return;
    this.#lastKind = kind;
    if (watched) this.dispatchEvent(new LiveStatusEvent(watched.status));
  }

  /** Reconnects at once, unless an attempt is under way. */
  reconnect(): void {
    if (!this.#status.isDialling) this.#status.watched?.reconnect();
  }

  /** A toast is there for trouble only. */
  get #isHidden(): boolean {
    const isDefault = this.variant === 'toast' && !this.hideWhen;
    return isHidden(this.#status.shown, isDefault ? 'live paused' : this.hideWhen);
  }

  #onReload(): void {
    if (this.dispatchEvent(new LiveReloadRequestEvent())) location.reload();
  }

  /** Gives the focus back if the browser leaves it in the closed details, as Chromium does in a shadow root. */
  readonly #onToggle = ({ newState }: ToggleEvent): void => {
    this.#status.isOpen = newState === 'open';
    this.#copying = 'none';
    const isLost = newState === 'closed' && this.shadowRoot?.activeElement?.closest('[part="details"]');
    if (isLost) this.renderRoot.querySelector<HTMLElement>('[part="details-button"]')?.focus();
    this.requestUpdate();
  };

  readonly #onCopy = async (): Promise<void> => {
    const lines = [...this.renderRoot.querySelectorAll('li')].map(({ textContent }) => textContent.trim());
    this.#text = diagnosticsText(lines, this.#status);
    try {
      await navigator.clipboard.writeText(this.#text);
      this.#copying = 'done';
      announce(this.#words.term('statusCopied'), { from: this, every: 0 });
    } catch {
      // Without a permission or a secure context, only the person can copy.
      this.#copying = 'refused';
    }
    this.requestUpdate();
    await this.updateComplete;
    const text = this.renderRoot.querySelector('textarea');
    text?.focus();
    text?.select();
  };

  protected override render(): TemplateResult {
    const { kind, variant } = this;
    const { text, detail, hint } = wordsOf(this.#status, this.#words);
    const hidden = this.#isHidden;
    const isDot = variant === 'dot';
    return html`<div
      part=${hidden ? 'base for-listeners' : 'base'}
      data-kind=${kind}
      data-variant=${variant ?? 'badge'}
      title=${isDot ? text : nothing}
    >
      ${glyphTemplate(kind === 'unavailable' ? 'failed' : kind === 'unknown' ? 'stale' : kind)}
      <span part=${isDot ? 'words for-listeners' : 'words'}
        ><span part="text" role="status">${text}</span
        ><span part="detail" aria-hidden=${kind === 'reconnecting' ? 'true' : 'false'}>${detail}</span>
        ${variant === 'banner' ? html`<span part="hint">${hint}</span>` : nothing}</span
      >
      ${isDot || hidden ? nothing : [this.#renderAction(), this.#renderDetails()]}
    </div>`;
  }

  #renderAction(): TemplateResult | typeof nothing {
    const action = this.#renderOwnAction();
    return this.kind === 'failed' ? html`<slot name="action">${action}</slot>` : action;
  }

  /** Uses `aria-disabled`, because `disabled` would take the focus away after a press. */
  #renderOwnAction(): TemplateResult | typeof nothing {
    const action = actionOf(this.kind, this.#status.watched?.status.reason, this.signInUrl);
    switch (action) {
      case 'sign-in':
        return html`<a part="sign-in" href=${this.signInUrl}>${this.#words.term('statusSignIn')}</a>`;
      case 'reload':
        return html`<button part="reload" type="button" @click=${this.#onReload}>${this.#words.term('statusReload')}</button>`;
      case 'retry':
        return html`<button part="retry" type="button" aria-disabled=${this.#status.isDialling ? 'true' : 'false'} @click=${this.reconnect}>
          ${this.#words.term('statusRetry')}
        </button>`;
      case undefined:
        return nothing;
      default:
        return action satisfies never;
    }
  }

  #renderDetails(): TemplateResult | typeof nothing {
    const status = this.#status;
    if (!this.withDetails || !status.watched) return nothing;
    const lines = status.isOpen ? linesOf(status, this.#words, inherited(this, 'pollEvery')) : [];
    return detailsTemplate(
      {
        lines,
        copying: this.#copying,
        text: this.#text,
        onToggle: this.#onToggle,
        onCopy: () => void this.#onCopy(),
        onReconnect: () => this.reconnect(),
      },
      this.#words,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-status': LiveStatus;
  }
}
