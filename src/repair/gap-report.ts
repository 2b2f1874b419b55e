import type { Environment } from '../environment.js';
import type { IdentifierEvent } from '../hub/subscription.js';
import { visitRecords } from '../message/batch.js';
import type { Message, MissedOffsets } from '../message/message.js';
import { createLateness } from './lateness.js';
import type { Reading } from './reading.js';
import type { Recovery, RecoveryOptions } from './recovery-options.js';

/** Delivers readings in order. */
export interface Order {
  take(reading: Reading): void;
  /** Accepts any next reading, since it is unknown what was missed. */
  restart(): void;
  /** Continues where it was before the restart, since nothing was missed. */
  resume(): void;
  /** Ends, and returns when the first message came that was still waiting for a late one, in epoch ms. */
  end(): number | undefined;
}

/** Creates an order. `onHole` is called when a message is missing; at the beginning of a stream it is unknown whether one is. */
export type CreateOrder = (options: {
  readonly environment: Pick<Environment, 'now'>;
  readonly deliver: (message: Message) => void;
  readonly onHole: (isBeginning: boolean) => void;
}) => Order;

/** Delivers messages as they come. State that is older by its own time than what was delivered is marked `isLate`. */
export const orderByTime: CreateOrder = ({ environment, deliver }) => {
  const lateness = createLateness(environment.now);
  return {
    take: ({ message, key }) => deliver('body' in message && lateness.isLate(message, key) ? { ...message, isLate: true } : message),
    restart: () => undefined,
    resume: () => undefined,
    end: () => undefined,
  };
};

/** Reports what a channel missed as a `gap` with its bounds, at the next confirmation or before the next message. */
export function createGapReport(options: RecoveryOptions, createOrder: CreateOrder, emit: (message: Message) => void): Recovery {
  return new GapReport(options, createOrder, emit);
}

class GapReport implements Recovery {
  readonly #options: RecoveryOptions;
  readonly #emit: (message: Message) => void;
  readonly #order: Order;
  readonly #arrive: (member: unknown) => void;
  #isLive = false;
  /** The transport fetches snapshots for other channels, so this one receives nothing. */
  #isUnserved = false;
  #isStale = false;
  /** Since when messages are missing that came while no view was in use. */
  #missedSince: number | undefined;
  /** Since when messages may be missing because of a loss. */
  #lostSince: number | undefined;
  /** When the newest delivered message was received. */
  #shownAt: number | undefined;

  constructor(options: RecoveryOptions, createOrder: CreateOrder, emit: (message: Message) => void) {
    this.#options = options;
    this.#emit = emit;
    this.#order = createOrder({
      environment: options.environment,
      deliver: (message) => this.#deliver(message),
      onHole: (isBeginning) => isBeginning || this.#report(this.#shownAt),
    });
    this.#arrive = (member) => this.#take(member);
    this.#missedSince = options.missedSince?.();
  }

  next(event: IdentifierEvent): void {
    const { source } = this.#options;
    switch (event.type) {
      case 'body':
        if (event.source === undefined || event.source === source) visitRecords(event.body, this.#arrive);
        return;
      case 'snapshot':
      case 'unchanged':
      case 'stale':
        return this.#onUnserved();
      case 'discarded':
        return this.#report(this.#shownAt);
      case 'missed':
        return this.#report(this.#shownAt, event.offsets);
      case 'lost':
        return this.#onLost(event.heardAt);
      case 'subscription':
        if (event.state === 'confirmed') this.#onConfirmed(event.missed);
        return;
      case 'extra':
        return;
      default:
        event satisfies never;
    }
  }

  refresh(): void {
    // Without a snapshot there is nothing to fetch.
  }

  end(): number | undefined {
    const since = this.#order.end();
    if (since !== undefined) this.#options.onUndelivered?.(since);
    return this.#missedSince ?? this.#lostSince;
  }

  #take(member: unknown): void {
    const reading = this.#options.read(member);
    if (!reading) return;
    this.#reportMissed();
    this.#order.take(reading);
  }

  #deliver(message: Message): void {
    if ('receivedAt' in message) this.#shownAt = message.receivedAt;
    this.#emit(message);
  }

  #reportMissed(offsets?: readonly MissedOffsets[]): void {
    const since = this.#missedSince ?? this.#lostSince;
    this.#missedSince = this.#lostSince = undefined;
    if (since !== undefined) this.#report(since, offsets);
  }

  #report(since = Date.now(), offsets?: readonly MissedOffsets[]): void {
    this.#emit({ type: 'gap', since, until: Date.now(), ...(offsets && { offsets }) });
  }

  #onConfirmed(missed: readonly MissedOffsets[] | undefined): void {
    const { onRepair } = this.#options;
    this.#isLive = true;
    if (this.#isUnserved) return onRepair('stale');
    if (missed?.length === 0) {
      this.#lostSince = undefined;
      this.#order.resume();
    }
    this.#reportMissed(missed?.length ? missed : undefined);
    if (this.#isStale) onRepair('ok');
    this.#isStale = false;
  }

  #onUnserved(): void {
    this.#isUnserved = this.#isStale = true;
    this.#lostSince ??= this.#shownAt ?? Date.now();
    this.#options.onRepair('stale');
  }

  #onLost(heardAt: number | undefined): void {
    if (this.#isLive && !this.#isUnserved) this.#lostSince ??= heardAt ?? this.#shownAt ?? Date.now();
    this.#isLive = this.#isUnserved = false;
    this.#order.restart();
  }
}
