import type { ReactiveController } from 'lit';
import { CablegramError } from '../../src/index.js';
import { sharedClock } from '../format/time.js';
import { LiveErrorEvent } from '../internal/events.js';
import { isFollowing, type Named } from '../internal/followed.js';
import { KeptCopy } from '../internal/kept-copy.js';
import type { ItemsController } from './items-controller.js';
import type { TurboFollower, TurboHost } from './turbo-follower.js';

/** The tag of turbo-rails. */
export const SOURCE_TAG = 'turbo-cable-stream-source';

/** A feed that may follow a Turbo stream source. */
export interface TurboFeed extends TurboHost, Named {
  readonly streamSource: string;
}

/**
 * Finds the Turbo stream source of a feed without a channel, and follows it. What follows is loaded then, because few feeds need it, and before
 * the connection is ever lost.
 */
export class TurboController implements ReactiveController {
  /** Undefined while there is no source. */
  follower: TurboFollower | undefined;
  error: CablegramError | undefined;

  readonly #host: TurboFeed;
  readonly #items: ItemsController;
  readonly #copy: KeptCopy;
  #source: Element | undefined;

  constructor(host: TurboFeed, items: ItemsController) {
    this.#host = host;
    this.#items = items;
    this.#copy = new KeptCopy(host);
    host.addController(this);
  }

  hostConnected(): void {
    sharedClock.listen(this.#onTick);
    addEventListener('pageshow', this.#onPageShow);
    this.#find();
  }

  hostUpdate(): void {
    this.#find();
  }

  hostDisconnected(): void {
    sharedClock.leave(this.#onTick);
    removeEventListener('pageshow', this.#onPageShow);
    this.#follow(undefined);
  }

  /** Looks each second, because a source may come after the feed. */
  readonly #onTick = (): void => {
    this.#find();
    this.follower?.look();
  };

  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.follower?.missAll();
  };

  #find(): void {
    const { channel, streamSource, isConnected } = this.#host;
    const found = isFollowing(this.#host) || !isConnected ? undefined : sourceOf(this.#host, streamSource);
    this.#follow(found);
    const isMissing = streamSource !== '' && !channel && !found && isConnected && document.readyState === 'complete';
    if (!isMissing) this.error = undefined;
    else if (!this.error) {
      this.error = new CablegramError('option-invalid', `<live-feed> found no <${SOURCE_TAG}> with the id "${streamSource}".`);
      this.#host.dispatchEvent(new LiveErrorEvent(this.error));
      this.#host.requestUpdate();
    }
  }

  #follow(source: HTMLElement | undefined): void {
    if (source === this.#source) return;
    this.follower?.stop();
    this.follower = undefined;
    this.#source = source;
    if (!source) return;
    const madeAt = this.#copy.take();
    const copiedAt = madeAt === undefined ? undefined : Math.min(madeAt, this.#host.asOf ?? madeAt);
    import('./turbo-follower.js').then(
      ({ TurboFollower }) => {
        if (source !== this.#source) return;
        this.follower = new TurboFollower(source, this.#host, this.#items, copiedAt);
        this.#host.requestUpdate();
      },
      (cause: unknown) => {
        this.error = new CablegramError('part-not-loaded', 'The code that follows a Turbo stream could not be loaded. Reload the page.', {
          cause,
        });
        this.#host.dispatchEvent(new LiveErrorEvent(this.error));
        this.#host.requestUpdate();
      },
    );
  }
}

/** Returns the source with an id, else the one in the feed, before it or after it. */
function sourceOf(feed: HTMLElement, id: string): HTMLElement | undefined {
  const root = feed.getRootNode();
  if (id !== '') return (root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null) ?? undefined;
  const siblings = [...(feed.parentElement?.children ?? [])];
  const here = siblings.indexOf(feed);
  const around = [...feed.children, ...siblings.slice(0, here).reverse(), ...siblings.slice(here + 1)];
  return (around as HTMLElement[]).find(({ localName }) => localName === SOURCE_TAG);
}
