import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Subscription } from 'rxjs';
import type { LiveCounter } from '../../components/index.js';
import { cable, type Connection, createConnection, polling } from '../../src/index.js';
import { SNAPSHOTS, StandIn } from './stand-in.js';
import { openStockClient, type StockClient } from './stock-client.js';
import type { Trouble } from './trouble.js';

const troubles: Readonly<Record<Trouble, readonly [title: string, what: string]>> = {
  none: ['All is well', 'Both are right.'],
  cut: [
    'Cut the socket',
    'The socket closes, and no new one opens. HTTP still works. cablegram polls after three attempts; the stock client waits for the socket.',
  ],
  'half-open': [
    'Half-open',
    'Nothing arrives any more, but nobody closes the socket: a lost Wi-Fi. cablegram notices after 6.5 s. The stock client needs up to twice as long, and says “Connected” until then.',
  ],
  deaf: [
    'Deaf server',
    'The server pings, but delivers nothing, as Rails does after it lost Redis for two seconds. To the stock client all is well. cablegram compares its snapshot after 30 s of silence.',
  ],
};

/** How a client stands beside the server: what it shows, what it claims, and for how long it was wrong and said nothing. */
interface Judged {
  behind: number;
  claims: boolean;
  /** In seconds, since the page was opened. */
  silentlyWrong: number;
}

/** The stock client and cablegram on one server, whose connection the reader breaks. It renders into the page, whose styles apply. */
export class BreakIt extends LitElement {
  #server = new StandIn();
  #connection: Connection | undefined;
  #stock: StockClient | undefined;
  #judging: Subscription | undefined;
  #ours: Judged = { behind: 0, claims: false, silentlyWrong: 0 };
  #theirs: Judged = { behind: 0, claims: false, silentlyWrong: 0 };

  override connectedCallback(): void {
    super.connectedCallback();
    const server = new StandIn();
    this.#server = server;
    server.start();
    this.#connection = createConnection({
      transports: [cable(server.url, { WebSocket: server.WebSocket }), polling({ every: 3_000 })],
    });
    this.#stock = openStockClient(server, () => this.requestUpdate());
    this.#judging = server.beforeOrder$.subscribe(() => this.#judge());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#judging?.unsubscribe();
    this.#stock?.close();
    this.#connection?.close();
    this.#server.stop();
  }

  /** The page's own styles apply, and the fake sockets need no shadow. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #judge(): void {
    const { total } = this.#server;
    const counter = this.querySelector('live-counter');
    const digits = counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.replaceAll(/\D/g, '');
    const shown = digits ? Number(digits) : undefined;
    this.#ours = judge(this.#ours, total, shown, isLive(counter));
    this.#theirs = judge(this.#theirs, total, this.#stock?.total, this.#stock?.isConnected === true);
    this.requestUpdate();
  }

  #suffer(trouble: Trouble): void {
    this.#server.suffer(trouble);
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { trouble } = this.#server;
    return html`
      <div class="chips" role="group" aria-label="Trouble">
        ${Object.entries(troubles).map(
          ([name, [title]]) =>
            html`<button class="chip" aria-pressed=${name === trouble} @click=${() => this.#suffer(name as Trouble)}>${title}</button>`,
        )}
      </div>
      <p class="text" role="status">${troubles[trouble][1]}</p>
      <div class="thirds">${this.#renderServer()} ${this.#renderStock()} ${this.#renderOurs()}</div>
    `;
  }

  #renderServer(): TemplateResult {
    const { orders, total } = this.#server;
    return html`<section class="card" aria-label="The server">
      <div class="bar">
        <h2>The server</h2>
        <span class="quiet">The truth</span>
      </div>
      <p class="quiet">Orders today</p>
      <p class="figure">${total.toLocaleString('en')}</p>
      <p class="verdict">An order each second</p>
      <h3>Activity</h3>
      ${renderList(
        orders
          .slice(-5)
          .reverse()
          .map(({ id, actor, object }) => `${actor} ordered ${object}, no. ${id.toLocaleString('en')}`),
      )}
    </section>`;
  }

  #renderStock(): TemplateResult {
    const stock = this.#stock;
    return html`<section class="card" aria-label="Stock client">
      <div class="bar">
        <h2>@rails/actioncable</h2>
        <span class="belief" data-kind=${stock?.isConnected ? 'ok' : 'bad'}>${stock?.words}</span>
      </div>
      <p class="quiet">Orders today</p>
      <p class="figure">${stock?.total?.toLocaleString('en') ?? '–'}</p>
      ${renderVerdict(this.#theirs)}
      <h3>Activity</h3>
      ${renderList(stock?.last ?? [])}
    </section>`;
  }

  #renderOurs(): TemplateResult {
    return html`<section class="card" aria-label="cablegram">
      <live-connection .connection=${this.#connection}>
        <div class="bar">
          <h2>cablegram</h2>
          <live-status with-details></live-status>
        </div>
        <live-counter channel="AnalyticsChannel" snapshot=${SNAPSHOTS.total} seq="seq" label="Orders today" effect="none"></live-counter>
        ${renderVerdict(this.#ours)}
        <live-feed channel="ActivityChannel" snapshot=${SNAPSHOTS.feed} seq="seq" key="id" label="Activity" max="5"></live-feed>
      </live-connection>
    </section>`;
  }
}

function isLive(counter: LiveCounter | null): boolean {
  return counter?.matches(':state(live)') === true;
}

function judge({ silentlyWrong }: Judged, total: number, shown: number | undefined, claims: boolean): Judged {
  const behind = shown === undefined ? 0 : Math.max(0, total - shown);
  return { behind, claims, silentlyWrong: silentlyWrong + (behind > 0 && claims ? 1 : 0) };
}

function renderVerdict({ behind, claims, silentlyWrong }: Judged): TemplateResult {
  const kind = behind === 0 ? 'ok' : claims ? 'bad' : 'warn';
  const words = behind === 0 ? 'Right' : `${String(behind)} behind, and ${claims ? 'says nothing' : 'says so'}`;
  return html`<p class="verdict" data-kind=${kind}>${words}</p>
    <p class="quiet">Wrong and silent for ${silentlyWrong} s ${silentlyWrong === 0 ? '' : 'so far'}</p>`;
}

function renderList(lines: readonly string[]): TemplateResult | typeof nothing {
  return lines.length === 0
    ? nothing
    : html`<ol class="lines">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ol>`;
}

if (!customElements.get('break-it')) customElements.define('break-it', BreakIt);

declare global {
  interface HTMLElementTagNameMap {
    'break-it': BreakIt;
  }
}
