import { type CSSResult, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection } from '../../src/index.js';
import { connectionAttribute, durationAttribute, flagAttribute } from '../internal/converters.js';
import { LiveStatusEvent } from '../internal/events.js';
import { LocalizeController } from '../internal/localize.js';
import { glyphTemplate } from '../internal/note.js';
import { ReadingElement } from '../internal/reading-element.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-status.styles.js';
import { StatusController } from './status-controller.js';
import { isHidden, type StatusKind } from './status-state.js';
import { linesOf, wordsOf } from './status-words.js';

/** The kinds in which a person can retry the connection. */
const mendable: ReadonlySet<StatusKind> = new Set(['reconnecting', 'offline', 'stale', 'unavailable', 'failed']);

/**
 * Shows the status of a connection: live, or what is wrong and what happens next.
 *
 * It keeps the connection open, even if no other element on the page uses it. If no transport works, it says so, since when and why; to find
 * the reason, it sends one request to the page's own server. The details say why the connection works only in part or by a fallback, and what
 * the page's author can do about it. Trouble is shown after the grace, and its end for 4 s. The colours are the shared ones: `--live-color-ok`,
 * `-accent` (polling), `-warn`, `-bad` (failed) and `-ink-2`.
 *
 * @slot - Shown without JavaScript only.
 * @slot action - What to do when the connection has failed, instead of "retry", such as a link to sign in.
 * @csspart base - Everything.
 * @csspart glyph - The shape before the words.
 * @csspart words - All words: `text`, `detail` and `hint`.
 * @csspart text - The status in words. Screen readers announce it when it changes.
 * @csspart detail - What changes beside the text: a countdown or an age.
 * @csspart hint - The explanation in the banner.
 * @csspart retry - The button that reconnects.
 * @csspart details-button - The button that opens the details.
 * @csspart details - The details.
 * @csspart remedy - What the page's author can do about the problem, within the details.
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
 * @cssState unavailable - No transport works after three attempts and ten graces; reconnecting continues.
 * @cssState failed - The connection failed for good.
 * @cssState closed - The page closed the connection.
 * @cssState restored - Connected again after trouble that was shown.
 * @cssState hidden - Not shown, because of `hide-when`.
 * @cssState banner - `variant` is `banner`.
 * @event {LiveStatusEvent} live-status - The status on display changed; it is this element's `kind`.
 */
export class LiveStatus extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** `dot`: the glyph only; `badge`: glyph and words; `banner`: a box across the page with an explanation. */
  @property() variant: 'dot' | 'badge' | 'banner' | null = 'badge';

  /**
   * How long trouble may last before it is shown, in ms (`grace="1s"`): three times as long on the first connection, and ten times as long before
   * the status is `unavailable`. Default: 1 s.
   */
  @property({ converter: durationAttribute }) grace?: number;

  /** How long the server may be silent before the status is `stale`, in ms (`stale-after="30s"`). Without it, silence is not stale. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter?: number;

  /** Kinds in which the element is hidden, separated by spaces. `live` includes `polling`, `waiting`, `idle` and a first connection within its grace. */
  @property({ attribute: 'hide-when' }) hideWhen: string | null = '';

  /** Adds a button that opens details of the connection. */
  @property({ attribute: 'with-details', converter: flagAttribute }) withDetails = false;

  readonly #status: StatusController = new StatusController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #words: LocalizeController = new LocalizeController(this);
  /** The kind at the last event. */
  #lastKind: StatusKind = 'idle';

  /** The status on display. */
  get kind(): StatusKind {
    return this.#status.shown.kind;
  }

  protected override updated(): void {
    const { kind, variant, hideWhen } = this;
    const { connection, shown } = this.#status;
    const restored = shown.restoredUntil !== undefined;
    this.#states.set({ [this.#lastKind]: false, [kind]: true, restored, hidden: isHidden(shown, hideWhen), banner: variant === 'banner' });
    if (kind === this.#lastKind) return;
    this.#lastKind = kind;
    if (connection) this.dispatchEvent(new LiveStatusEvent(connection.status));
  }

  #onRetry(): void {
    if (!this.#status.isDialling) this.#status.connection?.reconnect();
  }

  #onToggle({ newState }: ToggleEvent): void {
    this.#status.isOpen = newState === 'open';
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { kind, variant, hideWhen } = this;
    const { shown, connection } = this.#status;
    const { text, detail, hint } = wordsOf(this.#status, this.#words);
    const hidden = isHidden(shown, hideWhen);
    const isDot = variant === 'dot';
    return html`<div
      part=${hidden ? 'base for-listeners' : 'base'}
      data-kind=${kind}
      data-variant=${variant ?? 'badge'}
      title=${isDot ? text : nothing}
    >
      ${glyphTemplate(kind === 'unavailable' ? 'failed' : kind)}
      <span part=${isDot ? 'words for-listeners' : 'words'}
        ><span part="text" role="status">${text}</span
        ><span part="detail" aria-hidden=${kind === 'reconnecting' ? 'true' : 'false'}>${detail}</span>
        ${variant === 'banner' ? html`<span part="hint">${hint}</span>` : nothing}</span
      >
      ${isDot || hidden ? nothing : [this.#renderAction(kind), this.#renderDetails(connection)]}
    </div>`;
  }

  /** Uses `aria-disabled`, because `disabled` would take the focus away after a press. */
  #renderAction(kind: StatusKind): TemplateResult | typeof nothing {
    if (!mendable.has(kind)) return nothing;
    const isDisabled = this.#status.isDialling ? 'true' : 'false';
    const retry = html`<button part="retry" type="button" aria-disabled=${isDisabled} @click=${this.#onRetry}>
      ${this.#words.term('statusRetry')}
    </button>`;
    return kind === 'failed' ? html`<slot name="action">${retry}</slot>` : retry;
  }

  #renderDetails(connection: Connection | undefined): TemplateResult | typeof nothing {
    if (!this.withDetails || !connection) return nothing;
    const lines = this.#status.isOpen ? linesOf(connection, this.#status, this.#words) : [];
    return html`<button part="details-button" type="button" popovertarget="details" aria-label=${this.#words.term('statusDetails')}>
        ${glyphTemplate('more')}
      </button>
      <ul id="details" part="details" popover @toggle=${this.#onToggle}>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-status': LiveStatus;
  }
}
