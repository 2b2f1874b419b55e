import type { LitElement } from 'lit';
import { CablegramError } from '../../src/index.js';
import { LiveErrorEvent, LiveLoadMoreEvent } from '../internal/events.js';
import type { ItemsController } from './items-controller.js';
import { keysOf } from './item-keys.js';

/** A feed that can show older items. */
export interface OlderHost extends LitElement {
  readonly snapshot: string | undefined;
}

/** Shows older items: first those that the feed hides, then those that the server has. */
export class OlderController {
  /** `end`: the server has no older items. */
  state: 'idle' | 'loading' | 'failed' | 'end' = 'idle';

  readonly #host: OlderHost;
  readonly #items: ItemsController;
  /** Changes with each new list, so that an answer for another one is dropped. */
  #list = 0;

  constructor(host: OlderHost, items: ItemsController) {
    this.#host = host;
    this.#items = items;
  }

  /** Forgets the end, because the feed shows another list. */
  reset(): void {
    this.#list += 1;
    this.#become('idle');
  }

  /** Shows the next older items. Resolves once they are shown, or the attempt failed, which `live-error` reports. */
  async show(): Promise<void> {
    if (this.state === 'loading' || this.#items.showHidden()) return;
    const oldest = this.#items.oldest;
    const before = oldest ? (keysOf(oldest)[0] ?? '') : '';
    if (!this.#host.dispatchEvent(new LiveLoadMoreEvent(before))) return;
    const list = this.#list;
    this.#become('loading');
    try {
      const { snapshot } = this.#host;
      if (!snapshot)
        throw new CablegramError('option-invalid', 'A <live-feed> with load-more needs a snapshot, or a page that handles live-load-more.');
      if (before === '')
        throw new CablegramError('option-invalid', 'The oldest item of a <live-feed> has no identity, so no older items can be asked for.');
      const { fetchOlder } = await import('./fetch-older.js');
      const { messages, hasMore } = await fetchOlder(snapshot, before);
      if (list !== this.#list) return;
      // A server that ignores `before` sends what is shown already.
      const count = this.#items.takeOlder(messages);
      this.#become(hasMore && count > 0 ? 'idle' : 'end');
    } catch (error) {
      if (list !== this.#list) return;
      this.#become('failed');
      this.#host.dispatchEvent(new LiveErrorEvent(error));
    }
  }

  #become(state: OlderController['state']): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
