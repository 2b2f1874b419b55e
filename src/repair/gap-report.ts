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
  const { read, source, onRepair, environment } = options;
  const order = createOrder({ environment, deliver, onHole: (isBeginning) => isBeginning || report(shownAt) });
  let isLive = false;
  /** The transport fetches snapshots for other channels, so this one receives nothing. */
  let isUnserved = false;
  let isStale = false;
  /** Since when messages are missing that came while no view was in use. */
  let missedSince = options.missedSince?.();
  /** Since when messages may be missing because of a loss. */
  let lostSince: number | undefined;
  /** When the newest delivered message was received. */
  let shownAt: number | undefined;

  function deliver(message: Message): void {
    if ('receivedAt' in message) shownAt = message.receivedAt;
    emit(message);
  }

  function arrive(member: unknown): void {
    const reading = read(member);
    if (!reading) return;
    reportMissed();
    order.take(reading);
  }

  function reportMissed(offsets?: readonly MissedOffsets[]): void {
    const since = missedSince ?? lostSince;
    missedSince = lostSince = undefined;
    if (since !== undefined) report(since, offsets);
  }

  function report(since = Date.now(), offsets?: readonly MissedOffsets[]): void {
    emit({ type: 'gap', since, until: Date.now(), ...(offsets && { offsets }) });
  }

  function onConfirmed(missed: readonly MissedOffsets[] | undefined): void {
    isLive = true;
    if (isUnserved) return onRepair('stale');
    if (missed?.length === 0) {
      lostSince = undefined;
      order.resume();
    }
    reportMissed(missed?.length ? missed : undefined);
    if (isStale) onRepair('ok');
    isStale = false;
  }

  function onUnserved(): void {
    isUnserved = isStale = true;
    lostSince ??= shownAt ?? Date.now();
    onRepair('stale');
  }

  function onLost(heardAt: number | undefined): void {
    if (isLive && !isUnserved) lostSince ??= heardAt ?? shownAt ?? Date.now();
    isLive = isUnserved = false;
    order.restart();
  }

  return {
    next(event: IdentifierEvent): void {
      switch (event.type) {
        case 'body':
          if (event.source === undefined || event.source === source) visitRecords(event.body, arrive);
          return;
        case 'snapshot':
        case 'unchanged':
        case 'stale':
          return onUnserved();
        case 'discarded':
          return report(shownAt);
        case 'missed':
          return report(shownAt, event.offsets);
        case 'lost':
          return onLost(event.heardAt);
        case 'subscription':
          if (event.state === 'confirmed') onConfirmed(event.missed);
          return;
        default:
          event satisfies never;
      }
    },
    refresh: () => undefined,
    end() {
      const since = order.end();
      if (since !== undefined) options.onUndelivered?.(since);
      return missedSince ?? lostSince;
    },
  };
}
