// Over 250 lines, a third of them types and words: each event of the link is one short step for the same entries.

import { Observable, type Subscription as Running } from 'rxjs';
import { after } from '../environment.js';
import type { LinkEvent } from '../link/link-event.js';
import { Emitter } from '../operators/emitter.js';
import {
  isOver,
  nextStep,
  noChannels,
  noSubscription,
  reduceSubscription,
  type ChannelCounts,
  type IdentifierEvent,
  type Repair,
  type Subscription,
  type SubscriptionEvent,
  type SubscriptionState,
} from './subscription.js';
import type { Command, SnapshotSource } from '../transport/transport.js';

/** What a hub needs. */
export interface HubOptions {
  /** Keeps the link open until unsubscribed. */
  readonly hold: () => Running;
  readonly send: (command: Command) => void;
  readonly now: () => number;
  /** How long an identifier without users is kept, in ms, so that a remount asks nothing of the server. */
  readonly linger: number;
  readonly onCounts: (counts: ChannelCounts) => void;
  /** Told that an identifier proved deaf where none was, and (`isStill`) that one did so again, and nobody heard anything in between. */
  readonly onDeaf: (isStill: boolean) => void;
}

/** Which identifiers are wanted, and what the server says to each. */
export interface Hub {
  /** Wants an identifier while subscribed; begins with how it stands, and completes with `end()`. */
  follow(identifier: string, snapshot?: () => SnapshotSource | undefined): Observable<IdentifierEvent>;
  /** Hands an action to the server; only while the identifier is confirmed. */
  perform(identifier: string, data: string): void;
  /** Takes in what the link says; `idle`: it was let go, so that the next one has yet to open. */
  next(event: LinkEvent | { readonly type: 'idle' }): void;
  /** Takes in what the repair of an identifier finds: that its state is right, or is not, or that the server says nothing to it any more. */
  noteRepair(identifier: string, repair: Repair): void;
  end(): void;
}

interface Entry {
  readonly identifier: string;
  readonly event$: Emitter<IdentifierEvent>;
  readonly snapshot: (() => SnapshotSource | undefined) | undefined;
  subscription: Subscription;
  /** The state that its users know. */
  told: SubscriptionState;
  users: number;
  heard: boolean;
  /** How many bodies had been heard by all when it last proved deaf; `undefined` while it is not. */
  deafAt: number | undefined;
  /** Runs while the server owes an answer, or while the identifier lingers or rests. */
  waiting?: Running;
}

/**
 * Routes what a link says to the identifiers that want it, and keeps one subscription on the wire for each, however many users it has.
 *
 * Asks again for all of them on every `open`. A body costs one Map lookup, and nothing is scheduled for it.
 */
export function createHub({ hold, send, now, linger, onCounts, onDeaf }: HubOptions): Hub {
  const entries = new Map<string, Entry>();
  let open = false;
  let ended = false;
  /** How many bodies were heard by identifiers that are confirmed. */
  let bodies = 0;
  /** The kind of transport that was open last; another one may grant what it rejected. */
  let judge: string | undefined;
  let holding: Running | undefined;

  function follow(identifier: string, snapshot?: () => SnapshotSource | undefined): Observable<IdentifierEvent> {
    return new Observable((subscriber) => {
      if (ended) return subscriber.complete();
      const entry = entries.get(identifier) ?? begin(identifier, snapshot);
      entry.users += 1;
      subscriber.add(() => leave(entry));
      subscriber.next({ type: 'subscription', state: entry.subscription.state });
      subscriber.add(entry.event$.subscribe(subscriber));
      change(entry, 'wanted');
      holding ??= hold();
    });
  }

  function begin(identifier: string, snapshot: Entry['snapshot']): Entry {
    const entry: Entry = {
      identifier,
      event$: new Emitter(),
      snapshot,
      subscription: { ...noSubscription, open },
      told: 'waiting',
      users: 0,
      heard: false,
      deafAt: undefined,
    };
    entries.set(identifier, entry);
    count();
    return entry;
  }

  function leave(entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0 || ended) return;
    entry.deafAt = undefined;
    wait(entry, linger, () => change(entry, 'unwanted'));
  }

  function change(entry: Entry, event: SubscriptionEvent): void {
    entry.subscription = reduceSubscription(entry.subscription, event);
    // While it lingers, the timer of the lingering stays: nothing new is asked for an identifier that nobody uses.
    if (entry.users > 0 || !entry.subscription.wanted) step(entry);
    tell(entry);
  }

  function step(entry: Entry): void {
    const { subscription, command, lookAgainAt } = nextStep(entry.subscription, now());
    entry.subscription = subscription;
    entry.waiting?.unsubscribe();
    const { identifier } = entry;
    const snapshot = command === 'subscribe' ? entry.snapshot?.() : undefined;
    if (command) send({ type: command, identifier, ...(snapshot !== undefined && { snapshot }) });
    // The answer came within the call, and the step after it was made.
    if (entry.subscription !== subscription) return;
    if (isOver(entry.subscription, now())) forget(entry);
    else if (lookAgainAt !== undefined) wait(entry, lookAgainAt - now(), () => lookAgain(entry));
  }

  function lookAgain(entry: Entry): void {
    step(entry);
    tell(entry);
  }

  function wait(entry: Entry, delay: number, then: () => void): void {
    entry.waiting?.unsubscribe();
    entry.waiting = after(delay, then);
  }

  function tell(entry: Entry): void {
    const { state } = entry.subscription;
    if (state === entry.told) return;
    entry.told = state;
    count();
    entry.event$.next({ type: 'subscription', state });
  }

  function forget({ identifier }: Entry): void {
    entries.delete(identifier);
    count();
    if (entries.size > 0) return;
    holding?.unsubscribe();
    holding = undefined;
  }

  function count(): ChannelCounts {
    const counts = { ...noChannels };
    for (const { subscription, heard, deafAt } of entries.values()) {
      counts[subscription.state] += 1;
      if (heard) counts.heard += 1;
      if (deafAt !== undefined) counts.deaf += 1;
    }
    onCounts(counts);
    return counts;
  }

  function onBody(
    event: IdentifierEvent & { readonly type: 'body' | 'snapshot' | 'unchanged' | 'stale'; readonly identifier: string },
  ): void {
    const entry = entries.get(event.identifier);
    if (!entry?.users) return;
    if (event.type === 'body') {
      // Who speaks so late was asked, and its answer got lost; it answers no second time (S2).
      if (entry.subscription.state === 'unconfirmed') change(entry, 'confirmed');
      if (entry.subscription.state === 'confirmed') bodies += 1;
    }
    if (!entry.heard) {
      entry.heard = true;
      count();
    }
    entry.event$.next(event);
  }

  /** A deaf server beats on for ever; while others hear, a deaf identifier is kept right by its snapshot alone (R21). */
  function noteRepair(identifier: string, repair: Repair): void {
    const entry = entries.get(identifier);
    if (!entry) return;
    const { deafAt } = entry;
    const isDeaf = repair === 'deaf';
    entry.deafAt = isDeaf ? bodies : undefined;
    if (repair === 'ok') entry.heard = true;
    const { deaf } = count();
    if (isDeaf && (deafAt === undefined ? deaf === 1 : deafAt === bodies)) onDeaf(deafAt !== undefined);
  }

  function onAnswer(identifier: string, answer: 'confirmed' | 'rejected'): void {
    const entry = entries.get(identifier);
    if (entry) change(entry, answer);
  }

  function onLost(heardAt: number | undefined): void {
    open = false;
    for (const entry of [...entries.values()]) {
      change(entry, 'lost');
      entry.event$.next({ type: 'lost', heardAt });
    }
  }

  function onOpen(kind: string): void {
    // Another transport took over, and nobody knows what fell between the two.
    if (open) onLost(undefined);
    open = true;
    for (const entry of [...entries.values()]) change(entry, kind === judge ? 'opened' : 'moved');
    judge = kind;
  }

  return {
    follow,
    perform: (identifier, data) => send({ type: 'perform', identifier, data }),
    next(event) {
      switch (event.type) {
        case 'body':
        case 'snapshot':
        case 'unchanged':
        case 'stale':
          return onBody(event);
        case 'confirmed':
        case 'rejected':
          return onAnswer(event.identifier, event.type);
        case 'discarded':
          // Whose a frame was that nobody read is not known: any of them may have missed it (R28).
          if (event.why === 'too-large') for (const { event$ } of entries.values()) event$.next(event);
          return;
        case 'open':
          return onOpen(event.kind);
        case 'lost':
        case 'failed':
          return onLost(event.heardAt);
        case 'idle':
          open = false;
      }
    },
    noteRepair,
    end() {
      ended = true;
      for (const { waiting, event$ } of entries.values()) {
        waiting?.unsubscribe();
        event$.complete();
      }
      holding?.unsubscribe();
    },
  };
}
