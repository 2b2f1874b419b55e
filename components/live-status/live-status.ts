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

/** The kinds that a person can do something about by asking for a new connection. */
const mendable: ReadonlySet<StatusKind> = new Set(['reconnecting', 'offline', 'stale', 'unavailable', 'failed']);

/**
 * Says where a connection stands: live, or what is wrong and what happens next.
 *
 * Alone on a page it dials by itself. Where nothing works, it says so, since when, and why, for which the page's own server is asked once;
 * its details say why it works in part or by another way, and what the page's author can do about it.
 * Trouble is shown once it lasted for the grace, its end for 4 s. Its colours are the shared ones:
 * `--live-color-ok`, `-accent` (polling), `-warn`, `-bad` (failed) and `-ink-2`.
 *
 * @slot - What is shown without JavaScript, and not with it.
 * @slot action - What to do when the connection has failed, in place of "retry": a link to sign in, say.
 * @csspart base - The whole.
 * @csspart glyph - The shape.
 * @csspart text - The settled words, which are read out when they change.
 * @csspart detail - What moves beside them: a countdown, an age.
 * @csspart hint - The sentence of the banner.
 * @csspart retry - The button that connects again.
 * @csspart details-button - The button that opens the details.
 * @csspart details - The details.
 * @csspart remedy - What the page's author can do about it, within the details.
 * @cssState idle - Nobody uses the connection.
 * @cssState connecting - The first dial.
 * @cssState waiting - Connected, and nothing heard yet.
 * @cssState live - Live.
 * @cssState polling - Live, by asking again and again.
 * @cssState paused - Held back by the person, and nothing is wrong.
 * @cssState partial - Live, but a channel was refused, not answered, or fell silent while its data moved.
 * @cssState rejected - The server refused every channel.
 * @cssState stale - The server was silent for longer than `stale-after`.
 * @cssState reconnecting - Lost, and dialled again.
 * @cssState offline - Lost, since there is no network.
 * @cssState unavailable - No way to the server works, after three tries and ten graces; it is dialled again.
 * @cssState failed - Given up until somebody acts.
 * @cssState closed - Ended by the page.
 * @cssState restored - Live again, after trouble that was shown.
 * @cssState hidden - Not shown, by `hide-when`.
 * @event {LiveStatusEvent} live-status - What is shown has changed; the kind is this element's `kind`.
 */
export class LiveStatus extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** A connection, or the name of one; without it the nearest `<live-connection>`, else the page's default. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** A glyph alone, a pill, or a box across the page with a sentence more. */
  @property() variant: 'dot' | 'badge' | 'banner' | null = 'badge';

  /**
   * How long trouble may last before it is shown, in ms; three times as long on the first connect, and ten times before it is said that nothing
   * works. Default: 1 s.
   */
  @property({ converter: durationAttribute }) grace?: number;

  /** How long the server may be silent before it is called stale, in ms; without it, silence alone is not stale. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter?: number;

  /** The kinds, with spaces between, in which nothing is shown; `live` stands for all that needs no word. */
  @property({ attribute: 'hide-when' }) hideWhen: string | null = '';

  /** Offers the details of the connection behind a button. */
  @property({ attribute: 'with-details', converter: flagAttribute }) withDetails = false;

  readonly #status: StatusController = new StatusController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #words: LocalizeController = new LocalizeController(this);
  /** The kind that the last event told. */
  #told: StatusKind = 'idle';

  /** What is shown now. */
  get kind(): StatusKind {
    return this.#status.shown.kind;
  }

  protected override updated(): void {
    const { kind, variant, hideWhen } = this;
    const { connection, shown } = this.#status;
    const restored = shown.restoredUntil !== undefined;
    this.#states.set({ [this.#told]: false, [kind]: true, restored, hidden: isHidden(shown, hideWhen), banner: variant === 'banner' });
    if (kind === this.#told) return;
    this.#told = kind;
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

  /** Without `disabled`, which would take the focus away from whoever just pressed it. */
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
