import { CablegramError } from '../../src/index.js';
import { DataAge } from '../internal/data-age.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveErrorEvent, LiveGapEvent, LiveStaleEvent } from '../internal/events.js';
import { firstFreshness, type Freshness, isTrustworthy, nextFreshness } from '../internal/freshness.js';
import { fetchList } from './fetched-list.js';
import type { FeedHost, ItemsController } from './items-controller.js';
import { mergeList } from './merge-list.js';
import { noteTouched } from './touched-items.js';
import { readTurboSource, statusOfReading, type TurboReading, type TurboSource } from './turbo-reading.js';
import { observerOf } from '../internal/browser.js';

/** How long a socket may be silent, in ms. Rails pings every 3 s. */
const SILENT_AFTER = 6_500;

/** Two looks further apart than this mean that the page slept, so that frames may still be queued, in ms. */
const SLEPT_FOR = 2_500;

/** How long a source that is moved within the page may have no subscription, in ms. */
const MOVED_WITHIN = 900;

/** The waits between failed fetches, in ms; each is twice as long as the one before. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

/** Streams that do more than add items, so that a list requested before them may be too old. */
const IS_CHANGE = /<turbo-stream(?![^>]*action=\\?["']?(append|prepend)\b)/;

/** A feed that follows a Turbo stream source. */
export interface TurboHost extends FeedHost {
  readonly src: string | undefined;
  readonly staleAfter: number | undefined;
}

/**
 * Knows how far a feed that Turbo fills can be trusted, and repairs it by fetching the page's list anew after each loss.
 *
 * It reads the source's consumer and listens to its socket, and changes neither.
 */
export class TurboFollower {
  freshness: Freshness = 'connecting';
  /** When the last stream message or list arrived, in epoch ms. */
  heardAt: number | undefined;
  /** Since when updates are missed that no fetched list has brought yet, in epoch ms. */
  missedSince: number | undefined;

  readonly source: TurboSource;
  readonly #host: TurboHost;
  readonly #items: ItemsController;
  readonly #age = new DataAge();
  readonly #observer = new (observerOf('MutationObserver'))(() => this.#onConnected());
  #shown = { ...firstFreshness, freshness: this.freshness };
  #socket: WebSocket | undefined;
  /** When the last frame arrived: monotonic, and epoch ms. */
  #frameAt = 0;
  #frameWall = elementClock.wall();
  /** The socket and subscription of the last confirmation. Another one means that something was missed. */
  #confirmedOn: Pick<TurboReading, 'socket' | 'subscription'> | undefined;
  #is: TurboReading['is'] | 'silent' = 'starting';
  #isSince = elementClock.now();
  #lookedAt = elementClock.now();
  #refusedAt: number | undefined;
  /** With an unknown consumer: whether the attribute `connected` is gone and nothing has arrived since. */
  #isInDoubt = false;
  #isChanged = false;
  #isFetching = false;
  #isStopped = false;
  #isToldMissing = false;
  #failures = 0;
  #reported = '';
  #cancelWait: (() => void) | undefined;

  /** `copiedAt` is when the feed was copied into a router's cache, in epoch ms; what came after that is missing. */
  constructor(source: TurboSource, host: TurboHost, items: ItemsController, copiedAt: number | undefined) {
    this.source = source;
    this.#host = host;
    this.#items = items;
    this.missedSince = copiedAt;
    source.addEventListener('message', this.#onMessage);
    this.#observer.observe(source, { attributeFilter: ['connected'] });
    this.look();
  }

  stop(): void {
    this.#isStopped = true;
    this.source.removeEventListener('message', this.#onMessage);
    this.#observer.disconnect();
    this.#attach(undefined);
    this.#cancelWait?.();
  }

  /** Notes that everything since the last frame was missed, for example because the browser restored the page from its cache. */
  missAll(): void {
    this.#miss(this.#frameWall);
    if (this.#is === 'confirmed' || this.#is === 'unknown') this.#repair();
  }

  /** Reads the source. Called once a second, and whenever its state may have changed. */
  readonly look = (): void => {
    const now = elementClock.now();
    const reading = readTurboSource(this.source);
    this.#attach(reading.socket);
    const isAwake = now - this.#lookedAt < SLEPT_FOR;
    const isSilent = reading.is === 'confirmed' && now - this.#frameAt > SILENT_AFTER && (isAwake || this.#is === 'silent');
    this.#lookedAt = now;
    this.#refusedAt = reading.is === 'refused' ? (this.#refusedAt ?? now) : undefined;
    const isMoved = reading.is === 'refused' && now - (this.#refusedAt ?? now) < MOVED_WITHIN;
    const is = isSilent ? 'silent' : isMoved ? 'starting' : reading.is;
    if (is !== this.#is) {
      this.#is = is;
      this.#isSince = now;
    }
    if (is === 'confirmed') this.#onConfirmed(reading);
    this.#refresh();
  };

  #attach(socket: WebSocket | undefined): void {
    if (socket === this.#socket) return;
    this.#socket?.removeEventListener('message', this.#onFrame);
    this.#socket?.removeEventListener('close', this.look);
    this.#socket = socket;
    if (!socket) return;
    this.#frameAt = elementClock.now();
    socket.addEventListener('message', this.#onFrame);
    socket.addEventListener('close', this.look);
  }

  readonly #onFrame = (): void => {
    this.#frameAt = elementClock.now();
    if (this.#is !== 'confirmed') this.look();
    this.#frameWall = elementClock.wall();
  };

  #onConfirmed({ socket, subscription }: TurboReading): void {
    const before = this.#confirmedOn;
    if (before?.socket === socket && before?.subscription === subscription) return;
    this.#confirmedOn = { socket, subscription };
    if (before) this.#miss(this.#frameWall);
    if (before || this.missedSince !== undefined || this.#host.src) this.#repair();
  }

  /** The attribute tells of a confirmation at the moment it comes. Of an unknown consumer, there is nothing better. */
  #onConnected(): void {
    this.look();
    if (this.#is !== 'unknown') return;
    const isConnected = this.source.hasAttribute('connected');
    if (isConnected && this.#isInDoubt) {
      this.#miss(this.#frameWall);
      this.#repair();
    }
    this.#isInDoubt = !isConnected;
    this.#refresh();
  }

  readonly #onMessage = (event: Event): void => {
    const data: unknown = event instanceof MessageEvent ? event.data : undefined;
    this.#isChanged ||= typeof data === 'string' && IS_CHANGE.test(data);
    this.#isInDoubt = false;
    this.#frameWall = elementClock.wall();
    this.#hear();
  };

  #hear(): void {
    this.heardAt = elementClock.wall();
    this.#age.hear(this.heardAt);
    this.#refresh();
  }

  #miss(since: number): void {
    this.missedSince = Math.min(this.missedSince ?? since, since);
    this.#host.requestUpdate();
  }

  #repair(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#isChanged = true;
    if (!this.#isFetching) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    const { id, src } = this.#host;
    this.#isFetching = true;
    this.#isChanged = false;
    const endTouched = noteTouched(this.#host);
    try {
      if (id === '') throw new CablegramError('option-invalid', 'A <live-feed> that Turbo fills needs an id to be repaired.');
      const url = new URL(src ?? location.href, document.baseURI).href;
      const fetched = await fetchList(url, id);
      if (this.#isStopped) return;
      const touched = endTouched();
      this.#items.repair((list) => mergeList(list, fetched, touched));
      this.#onFetched();
    } catch (error) {
      if (!this.#isStopped) this.#onFailed(error);
    } finally {
      endTouched();
      this.#isFetching = false;
    }
  }

  #onFetched(): void {
    this.#reported = '';
    this.#isToldMissing = false;
    this.#hear();
    // A change arrived meanwhile, perhaps for an item that was not shown yet.
    if (this.#isChanged) return this.#fetchLater();
    this.#failures = 0;
    this.missedSince = undefined;
    this.#refresh();
    this.#host.requestUpdate();
  }

  #onFailed(error: unknown): void {
    const since = this.missedSince;
    if (since !== undefined && !this.#isToldMissing) {
      this.#isToldMissing = true;
      const until = elementClock.wall();
      this.#items.reportGap(since, until);
      this.#host.dispatchEvent(new LiveGapEvent(since, until));
    }
    if (String(error) !== this.#reported) {
      this.#reported = String(error);
      this.#host.dispatchEvent(new LiveErrorEvent(error));
    }
    this.missedSince ??= this.#frameWall;
    this.#fetchLater();
    this.#refresh();
  }

  #fetchLater(): void {
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures += 1;
    this.#cancelWait = elementClock.after(wait, () => void this.#fetch());
  }

  #refresh(): void {
    const now = elementClock.now();
    const { staleAfter, asOf } = this.#host;
    const wasConfirmed = this.#confirmedOn !== undefined;
    const reading = {
      status: statusOfReading(this.#is, now - this.#isSince, wasConfirmed, navigator.onLine),
      isHeard: this.heardAt !== undefined || this.#is === 'closed',
      isInDoubt: this.#isInDoubt || this.missedSince !== undefined,
      age: this.#age.of(asOf),
      staleAfter,
    };
    this.#shown = nextFreshness(this.#shown, reading, { now, isAway: document.hidden, attempt: 0 });
    const { freshness } = this.#shown;
    if (freshness === this.freshness) return;
    const wasTrusted = isTrustworthy(this.freshness);
    this.freshness = freshness;
    if (isTrustworthy(freshness) !== wasTrusted) this.#host.dispatchEvent(new LiveStaleEvent(wasTrusted, freshness, this.heardAt));
    this.#host.requestUpdate();
  }
}
