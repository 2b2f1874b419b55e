/** A page with Turbo, and `<turbo-cable-stream-source>` as turbo-rails writes it, with a consumer of Rails' own package. */
export const TURBO_SCRIPT = `
  import * as Turbo from '@hotwired/turbo';
  import { createConsumer } from '@rails/actioncable';
  import 'cablegram/define';
  globalThis.Turbo = Turbo;
  const consumer = createConsumer('/cable');
  globalThis.consumer = consumer;
  customElements.define('turbo-cable-stream-source', class extends HTMLElement {
    async connectedCallback() {
      Turbo.connectStreamSource(this);
      await 0;
      this.subscription = consumer.subscriptions.create({ channel: this.getAttribute('channel'), ...this.dataset }, {
        received: (data) => this.dispatchEvent(new MessageEvent('message', { data })),
        connected: () => this.setAttribute('connected', ''),
        disconnected: () => this.removeAttribute('connected'),
      });
    }
    disconnectedCallback() {
      Turbo.disconnectStreamSource(this);
      this.subscription?.unsubscribe();
      this.removeAttribute('connected');
    }
  });`;
