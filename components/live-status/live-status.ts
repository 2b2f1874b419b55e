import { html, LitElement, nothing, svg, type CSSResult, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Subscription } from 'rxjs';
import type { Connection, Held, Status } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { ConnectionController } from '../internal/connection-context.js';
import { durationAttribute } from '../internal/converters.js';
import { LiveStatusEvent } from '../internal/events.js';
import { LocalizeController } from '../internal/localize.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-status.styles.js';
import { diagnosticsOf, renderDetails } from './status-details.js';
import { drawGlyph } from './status-glyphs.js';
import { firstShown, isHidden, kindOf, nextShown, statusKinds, type ShownStatus, type StatusKind } from './status-state.js';
import { wordsOf, type StatusWords } from './status-words.js';

/** The grace where the page names none, in ms: a loss that is mended within a second is nobody's business. */
const GRACE = 1_000;

/** The kinds that a person can do something about by asking for a new connection. */
const mendable: ReadonlySet<StatusKind> = new Set(['reconnecting', 'offline', 'stale', 'failed']);

/**
 * Says where a connection stands: live, or what is wrong and what happens next.
 *
 * Alone on a page it dials by itself. Trouble is shown once it lasted for the grace, its end for 4 s. Its children are shown only where there is
 * no JavaScript.
 *
 * @slot - What is shown without JavaScript.
 * @slot action - What to do when the connection has failed, in place of "retry": a link to sign in, say.
 * @csspart base - The whole.
 * @csspart indicator - The glyph.
 * @csspart text - The settled words, which are read out when they change.
 * @csspart detail - What moves beside them: a countdown, an age, a count.
 * @csspart hint - The sentence of the banner.
 * @csspart retry - The button that connects again.
 * @csspart sign-in - The link to sign in.
 * @csspart details-button - The button that opens the details.
 * @csspart details - The details.
 * @csspart copy - The button that copies the diagnostics.
 * @cssproperty [--live-status-live-color] - Colour of live.
 * @cssproperty [--live-status-trouble-color] - Colour of reconnecting, stale and live in part.
 * @cssproperty [--live-status-polling-color] - Colour of live by polling.
 * @cssproperty [--live-status-paused-color] - Colour of paused, and of all that has no colour of its own.
 * @cssproperty [--live-status-offline-color] - Colour of offline.
 * @cssproperty [--live-status-failed-color] - Colour of failed.
 * @cssproperty [--live-status-font-size=0.8125rem] - Size of the words.
 * @cssState idle - Nobody uses the connection.
 * @cssState connecting - The first dial.
 * @cssState waiting - Connected, and nothing heard yet.
 * @cssState live - Live.
 * @cssState polling - Live, by asking again and again.
 * @cssState paused - Held back by the person, and nothing is wrong.
 * @cssState partial - Live, but a channel was refused or not answered.
 * @cssState stale - The server was silent for longer than `stale-after`.
 * @cssState reconnecting - Lost, and dialled again.
 * @cssState offline - Lost, since there is no network.
 * @cssState failed - Given up until somebody acts.
 * @cssState closed - Ended by the page.
 * @cssState restored - Live again, after trouble that was shown.
 * @cssState hidden - Not shown, by `hide-when`.
 * @event {LiveStatusEvent} live-status - What is shown has changed; the kind is this element's `kind`.
 */
export class LiveStatus extends LitElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** A connection, or the name of one; without it the nearest `<live-connection>`, else the page's default. */
  @property() connection?: Connection | string;

  /** A glyph alone, a pill, or a box across the page with a sentence more. */
  @property() variant: 'dot' | 'badge' | 'banner' | null = 'badge';

  /** How long trouble may last before it is shown, in ms; three times as long on the first connect. Default: 1 s. */
  @property({ converter: durationAttribute }) grace?: number;

  /** How long the server may be silent before it is called stale, in ms; without it, silence alone is not stale. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter?: number;

  /** The kinds, with spaces between, in which nothing is shown; `live` stands for all that needs no word. */
  @property({ attribute: 'hide-when' }) hideWhen: string | null = '';

  /** Offers the details of the connection behind a button. */
  @property({ attribute: 'with-details', type: Boolean }) withDetails = false;

  /** Where to sign in, offered when the server says that nobody is. */
  @property({ attribute: 'sign-in-href' }) signInHref: string | null = '';

  @state() private isOpen = false;
  @state() private copied: 'yes' | 'refused' | undefined;

  readonly #found: ConnectionController = new ConnectionController(this, (connection) => this.#follow(connection));
  readonly #states: StatesController = new StatesController(this);
  readonly #words: LocalizeController = new LocalizeController(this);
  #shown: ShownStatus = firstShown(0);
  /** The kind that the last event told. */
  #told: StatusKind = 'idle';
  /** The wall clock when the status was last looked at, in epoch ms. */
  #now = 0;
  /** How many messages a pause holds back. */
  #waiting = 0;
  #isLeaving = false;
  #following: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopClock: (() => void) | undefined;

  /** What is shown now. */
  get kind(): StatusKind {
    return this.#shown.kind;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#isLeaving = false;
    addEventListener('pagehide', this.#onPage);
    addEventListener('pageshow', this.#onPage);
    document.addEventListener('visibilitychange', this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#onPage);
    removeEventListener('pageshow', this.#onPage);
    document.removeEventListener('visibilitychange', this.#look);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('grace') || changed.has('staleAfter')) this.#look();
  }

  protected override updated(): void {
    const { kind, restoredUntil } = this.#shown;
    const states = Object.fromEntries(statusKinds.map((name) => [name, name === kind]));
    const hidden = isHidden(this.#shown, this.hideWhen);
    this.#states.set({ ...states, restored: restoredUntil !== undefined, hidden, banner: this.variant === 'banner' });
    this.#keepTime();
    if (kind === this.#told) return;
    this.#told = kind;
    const { connection } = this.#found;
    if (connection) this.dispatchEvent(new LiveStatusEvent(connection.status));
  }

  #follow(connection: Connection | undefined): void {
    this.#following?.unsubscribe();
    this.#following = undefined;
    this.#shown = firstShown(performance.now(), connection && outageOf(connection.status));
    if (connection) {
      this.#following = new Subscription();
      // The streams end before the status says that it has.
      this.#following.add(connection.status$.subscribe({ next: this.#look, complete: () => queueMicrotask(this.#look) }));
      this.#following.add(connection.paused$.subscribe(this.#look));
      this.#following.add(connection.held$.subscribe(this.#onHeld));
      if (connection.status.state !== 'disconnected') this.#following.add(open(connection));
    }
    this.#look();
  }

  /** Reads what is true now, settles what is shown, and looks again when the grace or the good news is over. */
  readonly #look = (): void => {
    clearTimeout(this.#timer);
    this.requestUpdate();
    const { connection } = this.#found;
    if (!connection) return;
    const { status, paused, lastHeardAt } = connection;
    const now = performance.now();
    this.#now = Date.now();
    const silentFor = lastHeardAt === undefined ? undefined : this.#now - lastHeardAt;
    const truth = kindOf({ status, paused, silentFor, staleAfter: this.staleAfter });
    const away = this.#isLeaving || document.hidden;
    this.#shown = nextShown(this.#shown, truth, now, { grace: this.grace ?? GRACE, away });
    const { lookAgainAt } = this.#shown;
    if (lookAgainAt !== undefined) this.#timer = setTimeout(this.#look, Math.max(0, lookAgainAt - now));
  };

  /** Ticks each second, only while something that is shown grows older. */
  #keepTime(): void {
    const isOld = this.kind === 'reconnecting' || this.kind === 'stale' || this.staleAfter !== undefined;
    if (!this.#found.connection || !(isOld || this.isOpen)) {
      this.#stopClock?.();
      this.#stopClock = undefined;
    } else {
      this.#stopClock ??= sharedClock.listen(this.#look);
    }
  }

  readonly #onHeld = ({ waiting }: Held): void => {
    this.#waiting = waiting;
    if (this.kind === 'paused') this.requestUpdate();
  };

  readonly #onPage = (event: Event): void => {
    this.#isLeaving = event.type === 'pagehide';
    this.#look();
  };

  #onRetry(): void {
    if (!this.#isDialling()) this.#found.connection?.reconnect();
  }

  #onToggle(event: ToggleEvent): void {
    this.isOpen = event.newState === 'open';
    this.copied = undefined;
    this.#look();
  }

  async #onCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#diagnostics());
      this.copied = 'yes';
    } catch {
      // Not allowed, or no secure context: the text is shown, to be copied by hand.
      this.copied = 'refused';
    }
  }

  #isDialling(): boolean {
    const status = this.#found.connection?.status;
    return (status?.state === 'connecting' || status?.state === 'reconnecting') && status.retryAt === undefined;
  }

  #diagnostics(): string {
    const { connection } = this.#found;
    return connection ? diagnosticsOf(connection, this.#now) : '';
  }

  protected override render(): TemplateResult {
    const { kind } = this.#shown;
    const { connection } = this.#found;
    const facts = {
      status: connection?.status,
      heardAt: connection?.lastHeardAt,
      waiting: this.#waiting,
      now: this.#now,
    };
    const words = wordsOf(this.#shown, facts, this.#words);
    const isDot = this.variant === 'dot';
    return html`<div part="base" data-kind=${kind} data-variant=${this.variant ?? 'badge'} title=${isDot ? words.text : ''}>
      <svg part="indicator" viewBox="-7 -7 14 14" aria-hidden="true">${drawGlyph(kind)}</svg>
      <span part=${isDot ? 'words for-listeners' : 'words'}>
        <span part="text" role="status">${words.text}</span
        ><span part="detail" aria-hidden=${kind === 'reconnecting' ? 'true' : 'false'}>${words.detail}</span>
        ${this.variant === 'banner' && words.hint ? html`<span part="hint">${words.hint}</span>` : nothing}
      </span>
      ${isDot ? nothing : this.#renderAction(kind)} ${this.withDetails && connection ? this.#renderDetails(connection, words) : nothing}
    </div>`;
  }

  #renderAction(kind: StatusKind): TemplateResult | typeof nothing {
    if (!mendable.has(kind)) return nothing;
    if (kind !== 'failed') return this.#renderRetry(this.#words.term(kind === 'reconnecting' ? 'statusNow' : 'statusRetry'));
    return html`<slot name="action">${this.#renderSignIn()} ${this.#renderRetry(this.#words.term('statusRetry'))}</slot>`;
  }

  #renderSignIn(): TemplateResult | typeof nothing {
    const isNobody = this.#found.connection?.status.reason === 'unauthorized';
    if (!isNobody || !this.signInHref || !isWebAddress(this.signInHref)) return nothing;
    return html`<a part="sign-in" href=${this.signInHref}>${this.#words.term('statusSignIn')}</a>`;
  }

  /** Without `disabled`, which would take the focus away from whoever just pressed it. */
  #renderRetry(word: string): TemplateResult {
    const label = this.#words.term('statusReconnect');
    const isDisabled = this.#isDialling() ? 'true' : 'false';
    return html`<button part="retry" type="button" aria-label=${`${word}: ${label}`} aria-disabled=${isDisabled} @click=${this.#onRetry}>
      ${word}
    </button>`;
  }

  #renderDetails(connection: Connection, words: StatusWords): TemplateResult {
    const { copied } = this;
    return html`<button part="details-button" type="button" popovertarget="details" aria-label=${this.#words.term('statusDetails')}>
        <svg viewBox="-6 -6 12 12" aria-hidden="true">${svg`<path class="line" d="M-4-1.5 0 2.5 4-1.5"></path>`}</svg>
      </button>
      <div id="details" part="details" popover role="dialog" aria-label=${this.#words.term('statusDetails')} @toggle=${this.#onToggle}>
        ${this.isOpen ? renderDetails(connection, words, this.#now, this.#words) : nothing}
        <div part="tools">
          <button part="reconnect" type="button" aria-disabled=${this.#isDialling() ? 'true' : 'false'} @click=${this.#onRetry}>
            ${this.#words.term('statusReconnect')}
          </button>
          <button part="copy" type="button" @click=${this.#onCopy}>${this.#words.term('statusCopy')}</button>
          <span role="status">${copied ? this.#words.term(copied === 'yes' ? 'statusCopied' : 'statusCopyByHand') : ''}</span>
        </div>
        ${
          copied === 'refused'
            ? html`<textarea readonly aria-label=${this.#words.term('statusCopy')} .value=${this.#diagnostics()}></textarea>`
            : nothing
        }
      </div>`;
  }
}

/** Tells since when a connection has been lost, in ms, or `undefined` where it is not. */
function outageOf({ state, since }: Status): number | undefined {
  return state === 'reconnecting' ? Date.now() - since : undefined;
}

/** Keeps a connection open; let go in the next task, so that an element which only moves has found it again by then. */
function open(connection: Connection): () => void {
  const release = connection.open();
  return () => setTimeout(release);
}

function isWebAddress(href: string): boolean {
  return URL.canParse(href, document.baseURI) && /^https?:$/.test(new URL(href, document.baseURI).protocol);
}

declare global {
  interface HTMLElementTagNameMap {
    'live-status': LiveStatus;
  }
}
