import { type Connection, createConnection } from 'cablegram';
import 'cablegram/define';
import { html, LitElement, type TemplateResult } from 'lit';
import { styles } from './broken-shop.styles.js';
import { ShopServer, SNAPSHOTS, type Trouble } from './shop-server.js';

const TROUBLES: readonly (readonly [trouble: Trouble, title: string, what: string])[] = [
  ['drop', 'Drop', 'The network is gone. Every element keeps its last value and says how old it is. Press “Back” when you are ready.'],
  [
    'slow',
    'Slow',
    'Nothing gets through for 5 s at a time, although the connection is open. After 2.5 s of silence the number says how old it is.',
  ],
  ['flood', 'Flood', '400 orders a second. The page draws at most once a frame, and the list stays readable.'],
  ['none', 'Back', 'The network works. The page is live, and shows what the server counts.'],
];

/** What the page shows beside what is true. */
interface Verdict {
  readonly behind: number;
  /** Since when it is behind and does not say so, by `performance.now()`; `undefined` while all is well or told. */
  readonly silentSince: number | undefined;
}

/** How long the number may be silent before it says how old it is, in ms. */
const STALE_AFTER = 2_500;

/** The demonstration of the home page: a live print shop, and buttons that break its network. Needs no server. */
export class BrokenShop extends LitElement {
  static override styles = styles;

  #server: ShopServer | undefined;
  #connection: Connection | undefined;
  #verdict: Verdict = { behind: 0, silentSince: undefined };

  override connectedCallback(): void {
    super.connectedCallback();
    const server = new ShopServer(() => this.#judge());
    this.#server = server;
    this.#connection = createConnection({ transports: [server.transport] });
    server.start();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#server?.stop();
    this.#connection?.close();
  }

  #suffer(trouble: Trouble): void {
    const before = this.#server?.trouble;
    this.#server?.suffer(trouble);
    // A browser announces that it is online again, and cablegram then dials at once.
    if (before === 'drop') this.#connection?.reconnect();
    this.requestUpdate();
  }

  #judge(): void {
    const counter = this.renderRoot.querySelector('live-counter');
    const digits = counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.replaceAll(/\D/g, '');
    const behind = digits ? Math.max(0, (this.#server?.totalBefore ?? 0) - Number(digits)) : 0;
    const isSilent = behind > 0 && counter?.matches(':state(live)') === true;
    this.#verdict = { behind, silentSince: isSilent ? (this.#verdict.silentSince ?? performance.now()) : undefined };
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const trouble = this.#server?.trouble ?? 'none';
    const [, , what] = TROUBLES.find(([name]) => name === trouble) ?? [];
    return html`
      <div class="top">
        <div class="buttons" role="group" aria-label="Break the network">
          ${TROUBLES.map(
            ([name, title]) =>
              html`<button part="button" data-trouble=${name} aria-pressed=${name === trouble} @click=${() => this.#suffer(name)}>
                ${title}
              </button>`,
          )}
        </div>
        <p role="status">${what}</p>
      </div>
      <div class="cards">${this.#renderServer()} ${this.#renderPage()}</div>
    `;
  }

  #renderServer(): TemplateResult {
    const [kind, words] = wordsOf(this.#verdict);
    return html`<section class="card truth" aria-label="The server">
      <h2>The server</h2>
      <p class="figure">${this.#server?.total.toLocaleString('en')}</p>
      <p class="label">orders today</p>
      <p class="verdict" data-kind=${kind}>${words}</p>
    </section>`;
  }

  #renderPage(): TemplateResult {
    return html`<section class="card page" aria-label="The page">
      <live-connection .connection=${this.#connection}>
        <div class="bar">
          <h2>The page</h2>
          <live-pause without-text></live-pause>
          <live-status with-details></live-status>
        </div>
        <div class="pair">
          <live-counter
            channel="OrdersChannel"
            snapshot=${SNAPSHOTS.orders}
            seq="seq"
            label="Orders today"
            stale-after=${STALE_AFTER}
            effect="none"
          ></live-counter>
          <live-chart channel="LoadChannel" snapshot=${SNAPSHOTS.load} field="value" label="Press load" unit="%" window="2m"></live-chart>
        </div>
        <live-feed channel="ActivityChannel" snapshot=${SNAPSHOTS.activity} seq="seq" key="id" label="Activity" max="5"></live-feed>
      </live-connection>
    </section>`;
  }
}

function wordsOf({ behind, silentSince }: Verdict): readonly [kind: string, words: string] {
  if (behind === 0) return ['ok', 'The page is right'];
  const words = `The page is ${behind.toLocaleString('en')} behind`;
  if (silentSince === undefined) return ['warn', `${words}, and says so`];
  return performance.now() - silentSince < STALE_AFTER ? ['late', `${words}, on the way`] : ['bad', `${words}, and does not say so`];
}

if (!customElements.get('broken-shop')) customElements.define('broken-shop', BrokenShop);

declare global {
  interface HTMLElementTagNameMap {
    'broken-shop': BrokenShop;
  }
}
