import type { Environment } from '../environment.js';
import type { IdentifierEvent, Repair } from '../hub/subscription.js';
import { visitRecords } from '../message/batch.js';
import type { Message, MissedOffsets } from '../message/message.js';
import { createLateness, type Lateness } from './lateness.js';
import type { Reading } from './reading.js';
import type { Recovery, RepairedChannel } from './repaired-channel.js';

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

/** Where an order delivers, and whose clock it reads. */
export interface OrderTarget {
  readonly environment: Pick<Environment, 'now'>;
  deliver(message: Message): void;
  /** Called when a message is missing. At the beginning of a stream it is unknown whether one is. */
  onHole(isBeginning: boolean): void;
}

/** Creates an order that delivers to `target`. */
export type CreateOrder = (target: OrderTarget) => Order;

/** Delivers messages as they come. State that is older by its own time than what was delivered is marked `isLate`. */
export const orderByTime: CreateOrder = (target) => new OrderByTime(target);

class OrderByTime implements Order {
  readonly #target: OrderTarget;
  readonly #lateness: Lateness;

  constructor(target: OrderTarget) {
    this.#target = target;
    this.#lateness = createLateness(target.environment.now);
  }

  take({ message, key }: Reading): void {
    const isLate = 'body' in message && this.#lateness.isLate(message, key);
    this.#target.deliver(isLate ? { ...message, isLate } : message);
  }

  restart(): void {
    // Times go on after a loss.
  }

  resume(): void {
    // Times go on after a loss.
  }

  end(): undefined {
    // Nothing waits.
  }
}

/**
 * Reports what a channel missed as a `gap` with its bounds, at the next confirmation or before the next message. `missedSince`: since when
 * messages are missing that came while no view was in use, in epoch ms. `whenRight` is what is reported when nothing is missing any more.
 */
export function createGapReport(
  channel: RepairedChannel,
  missedSince: number | undefined,
  createOrder: CreateOrder,
  whenRight: Repair = 'ok',
): Recovery {
  return new GapReport(channel, missedSince, createOrder, whenRight);
}

/** Each body passes it, so it holds no closures: with hundreds of channels the processor waits for memory at each object. */
class GapReport implements Recovery, OrderTarget {
  readonly environment: Pick<Environment, 'now'>;
  readonly #channel: RepairedChannel;
  readonly #whenRight: Repair;
  readonly #order: Order;
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

  constructor(channel: RepairedChannel, missedSince: number | undefined, createOrder: CreateOrder, whenRight: Repair) {
    this.#whenRight = whenRight;
    this.#channel = channel;
    this.environment = channel.environment;
    this.#order = createOrder(this);
    this.#missedSince = missedSince;
  }

  next(event: IdentifierEvent): void {
    switch (event.type) {
      case 'body':
        if (event.source === undefined || event.source === this.#channel.source) visitRecords(event.body, (member) => this.#take(member));
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
    if (since !== undefined) this.#channel.onUndelivered(since);
    return this.#missedSince ?? this.#lostSince;
  }

  deliver(message: Message): void {
    if ('receivedAt' in message) this.#shownAt = message.receivedAt;
    this.#channel.deliver(message);
  }

  onHole(isBeginning: boolean): void {
    if (!isBeginning) this.#report(this.#shownAt);
  }

  #take(member: unknown): void {
    const reading = this.#channel.read(member);
    if (!reading) return;
    this.#reportMissed();
    this.#order.take(reading);
  }

  #reportMissed(offsets?: readonly MissedOffsets[]): void {
    const since = this.#missedSince ?? this.#lostSince;
    this.#missedSince = this.#lostSince = undefined;
    if (since !== undefined) this.#report(since, offsets);
  }

  #report(since = Date.now(), offsets?: readonly MissedOffsets[]): void {
    this.#channel.deliver({ type: 'gap', since, until: Date.now(), ...(offsets && { offsets }) });
  }

  #onConfirmed(missed: readonly MissedOffsets[] | undefined): void {
    this.#isLive = true;
    if (this.#isUnserved) return this.#channel.onRepair('stale');
    if (missed?.length === 0) {
      this.#lostSince = undefined;
      this.#order.resume();
    }
    this.#reportMissed(missed?.length ? missed : undefined);
    if (this.#isStale) this.#channel.onRepair(this.#whenRight);
    this.#isStale = false;
  }

  #onUnserved(): void {
    this.#isUnserved = this.#isStale = true;
    this.#lostSince ??= this.#shownAt ?? Date.now();
    this.#channel.onRepair('stale');
  }

  #onLost(heardAt: number | undefined): void {
    if (this.#isLive && !this.#isUnserved) this.#lostSince ??= heardAt ?? this.#shownAt ?? Date.now();
    this.#isLive = this.#isUnserved = false;
    this.#order.restart();
  }
}
