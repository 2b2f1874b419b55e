// Over 250 lines: a confirmation, a body, an answer and a loss each change what the next one means, so that what is known of them stays in one
// place. What could leave it did: the order, the timing, the fetching.

import { Observable, Subscription, type OperatorFunction } from 'rxjs';
import type { Fetched } from './conditional-get.js';
import { after, type Environment } from '../environment.js';
import { visitMembers, visitRecords } from '../message/batch.js';
import type { Message } from '../message/message.js';
import { passTo } from '../operators/pass-to.js';
import { createOrder, type OrderOptions } from './order.js';
import { createRefresh } from './refresh.js';
import type { Snapshot } from './snapshot.js';
import type { IdentifierEvent, Repair } from '../hub/subscription.js';

/** What repair needs; what a later view may bring is asked for when it is needed. */
export interface RecoveryOptions extends OrderOptions {
  readonly read: (body: unknown) => Message | undefined;
  readonly snapshot: () => Snapshot | undefined;
  /** Asks for the snapshot, out of turn. */
  readonly refresh$: Observable<unknown>;
  /** Told how the state is, `deaf` each time that it was proved; `failure` says why a snapshot did not come. */
  readonly onRepair: (repair: Repair, failure?: string) => void;
  readonly environment: Environment;
}

/** What a transport brings that fetches by itself. */
type TransportSnapshot = IdentifierEvent & { readonly type: 'snapshot' };

/** How long live messages wait for a snapshot, in ms; then they go on, and are shown again after it. */
const HOLD_WITHIN = 2_000;
/** How many are remembered for that. */
const MOST_RECENT = 1_000;
/** How far the cable may lag behind a snapshot that moved, in ms; Rails is late by half a second at most. */
const HEARD_WITHIN = 2_000;

/**
 * Repairs what a channel missed, and says so where it cannot.
 *
 * With a snapshot: on each confirmation live messages are held back, the snapshot is fetched and delivered, then those that are newer. In
 * this order nothing is lost: of 40 rounds at 100 messages a second, 28 had a hole when the snapshot came first, none with this. Where it
 * fails live messages go on, and it is fetched again; where a channel falls silent it tells whether the cable went deaf. Without a
 * snapshot: a `gap` with its bounds.
 */
export function recoverGap(options: RecoveryOptions): OperatorFunction<IdentifierEvent, Message> {
  return (source) =>
    new Observable((subscriber) => {
      const { next, refresh, end } = createRecovery(options, (message) => subscriber.next(message));
      subscriber.add(end);
      subscriber.add(options.refresh$.subscribe(refresh));
      subscriber.add(source.subscribe(passTo(subscriber, next)));
    });
}

function createRecovery(options: RecoveryOptions, emit: (message: Message) => void) {
  const { read, snapshot, seqOf, onRepair, environment } = options;
  const order = createOrder(options, deliver, onHole);
  const refresh = createRefresh({ snapshot, environment, onFetch, onAnswer });
  /** What came since the request under way went out, and the number before it. */
  let recent: Message[] | undefined;
  let overflowed = false;
  let lastBefore: number | undefined;
  /** While it runs, what comes waits for the snapshot. */
  let isHolding = false;
  let holding = new Subscription();
  /** Runs while a silent channel may still prove that it hears. */
  let verdict = new Subscription();
  let isDeaf = false;
  let isLive = false;
  let isFetchedByTransport = false;
  let missedSince: number | undefined;
  /** When the newest message that was delivered came. */
  let shownAt: number | undefined;
  /** How many bodies were heard; how many when the request under way went out; and how many when the one did that made the state right. */
  let heard = 0;
  let heardAtFetch = 0;
  let heardWhenRight: number | undefined;
  /** Whether the last snapshot told what the cable had not. */
  let isNews = false;
  /** What the transport fetched last, where it was older than what is shown. */
  let refused: TransportSnapshot | undefined;

  function deliver(message: Message): void {
    if ('receivedAt' in message) shownAt = message.receivedAt;
    emit(message);
  }

  function onBody(body: unknown): void {
    heard += 1;
    refresh.heard();
    visitRecords(body, arrive);
    // Before it confirms, a deaf server may speak too.
    if (!isLive) return;
    verdict.unsubscribe();
    if (!isDeaf) return;
    isDeaf = false;
    // Nobody knows what was said between the last snapshot and this.
    doubt();
    refresh.soon();
  }

  function arrive(member: unknown): void {
    const message = read(member);
    if (!message) return;
    if (recent && recent.push(message) > MOST_RECENT) overflowed = !!recent.shift();
    if (!isHolding) pass(message);
  }

  /** What is delivered over a gap is told so; before the confirmation a snapshot is still to come. */
  function pass(message: Message): void {
    if (isLive || !snapshot()) tellGap();
    order.take(message);
  }

  function onConfirmed(): void {
    if (snapshot() && !isFetchedByTransport) {
      recent = [];
      if (missedSince !== undefined) doubt();
      isHolding = true;
      holding.unsubscribe();
      holding = after(HOLD_WITHIN, () => {
        doubt();
        release();
      });
      // What was asked for before may be older than what the confirmation lets through.
      refresh.stop();
      refresh.soon();
    } else tellGap();
    isLive = true;
  }

  /** The snapshot goes on where the server does not answer; where it was deaf before, a fresh dial did not help (R21). */
  function onUnconfirmed(): void {
    if (snapshot()) refresh.soon();
    if (isDeaf) onRepair('deaf');
  }

  function onLost(since: number | undefined): void {
    release();
    if (isLive) missedSince ??= since ?? shownAt ?? Date.now();
    isLive = isFetchedByTransport = false;
    refresh.stop();
    verdict.unsubscribe();
    recent = undefined;
    order.restart();
  }

  function release(): void {
    if (!isHolding) return;
    isHolding = false;
    holding.unsubscribe();
    for (const message of [...(recent ?? [])]) pass(message);
  }

  function onHole(isBeginning: boolean): void {
    if (snapshot()) {
      if (!isBeginning) doubt();
      refresh.soon();
    } else if (!isBeginning) emitGap(shownAt ?? Date.now());
  }

  /** Something is missing, until the snapshot brings it. */
  function doubt(): void {
    if (!isDeaf) onRepair('stale');
  }

  function tellGap(): void {
    if (missedSince !== undefined) emitGap(missedSince);
    missedSince = undefined;
  }

  function emitGap(since: number): void {
    emit({ type: 'gap', since, until: Date.now() });
  }

  /** Tells whether the answer must be full state: what was heard since the last one may have been taken back. */
  function onFetch(): boolean {
    if (!isHolding) recent = [];
    overflowed = false;
    lastBefore = order.highest();
    heardAtFetch = heard;
    return heard !== heardWhenRight;
  }

  function onAnswer(fetched: Fetched, silent: boolean): void {
    isNews = false;
    const isRight = fetched.type === 'same' || (fetched.type === 'changed' && apply(fetched.body));
    if (isRight) missedSince = undefined;
    replay();
    if (isRight) {
      if (silent && isNews && !isFetchedByTransport) suspect();
      return settle();
    }
    heardWhenRight = undefined;
    isDeaf = false;
    onRepair('stale', fetched.message);
    refresh.retry(fetched.retryAfter);
  }

  /** Takes over what the transport fetched. */
  function onFetched(event: TransportSnapshot): void {
    isFetchedByTransport = true;
    order.restart();
    lastBefore = missedSince = heardWhenRight = undefined;
    refused = apply(event.body) ? undefined : event;
    replay();
    isDeaf = false;
    onRepair(refused ? 'stale' : 'ok');
  }

  /** Delivers what waits for a snapshot, or came since it was asked for and may be newer. */
  function replay(): void {
    release();
    recent = undefined;
  }

  /** Delivers full state. */
  function apply(body: unknown): boolean {
    const messages: Message[] = [];
    let seq = seqOf(body);
    for (const part of Array.isArray(body) ? (body as unknown[]) : [body]) {
      visitMembers(part, (member) => {
        const message = read(member);
        if (message) messages.push(message);
        const number = seqOf(member);
        if (number !== undefined) seq = Math.max(seq ?? number, number);
      });
    }
    // A number says it at once; without one, a change since the snapshot before, with nothing heard since then.
    isNews = seq === undefined ? heard === heardWhenRight : heard === heardAtFetch && seq > (lastBefore ?? -Infinity);
    if (!order.replace(messages, seq, lastBefore, recent)) return false;
    return (isHolding = true);
  }

  function settle(): void {
    heardWhenRight = heardAtFetch;
    if (!isDeaf) onRepair('ok');
    if (overflowed) refresh.soon();
    else if (!isFetchedByTransport) refresh.watch();
  }

  /** The snapshot moved while nothing was heard: deaf, unless the cable says something soon. */
  function suspect(): void {
    verdict = after(HEARD_WITHIN, () => {
      isDeaf = true;
      onRepair('deaf');
    });
  }

  return {
    next(event: IdentifierEvent): void {
      switch (event.type) {
        case 'body':
          return onBody(event.body);
        case 'snapshot':
          return onFetched(event);
        case 'unchanged':
          isFetchedByTransport = true;
          return refused ? onFetched(refused) : onRepair('ok');
        case 'stale':
          return onRepair('stale', event.message);
        case 'discarded':
          return onHole(false);
        case 'lost':
          return onLost(event.heardAt);
        case 'subscription':
          if (event.state === 'confirmed') onConfirmed();
          else if (event.state === 'unconfirmed') onUnconfirmed();
          else refresh.stop();
      }
    },
    refresh(): void {
      heardWhenRight = undefined;
      if (!isLive || !snapshot()) return;
      refresh.stop();
      refresh.soon();
    },
    end(): void {
      refresh.stop(true);
      holding.unsubscribe();
      verdict.unsubscribe();
      order.end();
    },
  };
}
