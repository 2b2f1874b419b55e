import { type CSSResult, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection } from '../../src/index.js';
import { connectionAttribute, flagAttribute, scopeAttribute, textAttribute } from '../internal/converters.js';
import { LiveJumpRequestEvent } from '../internal/events.js';
import { isAnyBehind, whenEdgesChange } from '../internal/live-edge.js';
import { LocalizeController } from '../internal/localize.js';
import { paceOf, whenPaceChanges } from '../internal/pace.js';
import { ReadingElement } from '../internal/reading-element.js';
import { ScopeController } from '../internal/scope-controller.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { styles } from './live-controls.styles.js';

/** The elements that it consists of, by the names of their slots. */
type Part = 'pause' | 'rate' | 'status';

/**
 * The controls of live updates in one row: pause, "Jump to live", rate, and the status of the connection.
 *
 * It controls the connections that `for` or `connection` names, else the nearest `<live-connection>`, else the page's default connection.
 *
 * @slot - More controls, before the status.
 * @slot pause - The pause control. Default: a `<live-pause>`.
 * @slot rate - The rate control. Default: a `<live-rate>`.
 * @slot status - The status. Default: a `<live-status>` with details.
 * @csspart base - Everything.
 * @csspart pause - The `<live-pause>`.
 * @csspart rate - The `<live-rate>`.
 * @csspart jump - The button that shows the newest everywhere.
 * @csspart jump-glyph - Its icon.
 * @csspart status - The `<live-status>`.
 * @cssState behind - A feed has items behind its button, or a chart does not show the present.
 * @event {LiveJumpRequestEvent} live-jump-request - The person asks to go to the live edge; cancelable.
 */
export class LiveControls extends ReadingElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Ids of `<live-connection>` elements in the same tree, separated by spaces. The status is that of the first. */
  @property({ converter: textAttribute }) for = '';

  /** `page`: every connection that an element of the page uses, now and later. */
  @property({ converter: scopeAttribute }) scope: 'page' | null = null;

  /** The accessible name of the group. Default: "Live updates". */
  @property({ converter: textAttribute }) label = '';

  /** Leaves the pause control out. Every page with moving data needs one (WCAG 2.2.2). */
  @property({ attribute: 'without-pause', converter: flagAttribute }) withoutPause = false;

  /** Leaves the rate out. */
  @property({ attribute: 'without-rate', converter: flagAttribute }) withoutRate = false;

  /** Leaves "Jump to live" out. */
  @property({ attribute: 'without-jump', converter: flagAttribute }) withoutJump = false;

  /** Leaves the status out. */
  @property({ attribute: 'without-status', converter: flagAttribute }) withoutStatus = false;

  readonly #words: LocalizeController = new LocalizeController(this);
  readonly #states: StatesController = new StatesController(this);
  readonly #scope: ScopeController = new ScopeController(this);
  readonly #parts = new Map<Part, HTMLElement>();
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const stops = [whenEdgesChange, whenPaceChanges].map((listen) => listen(() => this.requestUpdate()));
    this.#stop = () => {
      for (const stop of stops) stop();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override updated(): void {
    this.#states.set({ behind: this.#isBehind });
  }

  /** Shows the newest in every feed and chart of the scope, and resumes the scope if it is paused. */
  jumpToLive(): void {
    const event = new LiveJumpRequestEvent([...this.#scope.connections]);
    const isPaused = this.#scope.paused !== 'false';
    if (isPaused) this.#scope.resume();
    // What was held back arrives in the next frame, and is rendered in the one after it.
    if (isPaused) requestAnimationFrame(() => requestAnimationFrame(() => this.dispatchEvent(event)));
    else this.dispatchEvent(event);
  }

  get #isBehind(): boolean {
    return isAnyBehind(this.#scope.connections);
  }

  protected override render(): TemplateResult {
    return html`<div part="base" role="group" aria-label=${this.label || this.#words.term('controls')}>
      ${this.withoutPause ? nothing : this.#renderPart('pause', { withoutText: this.#isByHand })}
      ${this.withoutJump ? nothing : this.#renderJump()} ${this.withoutRate ? nothing : this.#renderPart('rate')}
      <slot></slot>
      ${this.withoutStatus ? nothing : this.#renderPart('status', { withDetails: true, hideWhen: 'paused' })}
    </div>`;
  }

  /** The button keeps its place while there is nothing to jump to, so that the row does not move. */
  #renderJump(): TemplateResult {
    const word = this.#words.term('controlsJump');
    // The title alone is the name: beside an equal aria-label, screen readers would read it again as the description.
    return html`<button part="jump" type="button" title=${word} aria-disabled=${!this.#isBehind} @click=${this.#onJump}>
      <svg part="jump-glyph" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
        <path d="M2 1.8v8.4L7.8 6zM8.4 2h1.8v8H8.4z" />
      </svg>
    </button>`;
  }

  #onJump(): void {
    if (this.#isBehind) this.jumpToLive();
  }

  /** Passes on the connections that `for` names, since it names ids of this element's tree. */
  #renderPart(name: Part, properties: Readonly<Record<string, unknown>> = {}): TemplateResult | typeof nothing {
    const { connections } = this.#scope;
    const [first] = connections;
    // A status without a connection would show the one around it.
    if (this.for && !first && name === 'status') return nothing;
    const element = this.#parts.get(name) ?? this.#create(name);
    const where = this.for ? { connections, connection: first } : { connections: undefined, connection: this.connection };
    Object.assign(element, where, { scope: this.scope }, properties);
    return html`<slot name=${name}>${element}</slot>`;
  }

  /** The tags have the same prefix as this element's own. */
  #create(name: Part): HTMLElement {
    const element = document.createElement(this.localName.replace(/[^-]*$/, name));
    element.setAttribute('part', name);
    this.#parts.set(name, element);
    return element;
  }

  get #isByHand(): boolean {
    return this.#scope.connections.some((connection) => paceOf(connection).rate === 'by-hand');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-controls': LiveControls;
  }
}
