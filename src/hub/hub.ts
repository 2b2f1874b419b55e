// Over 250 lines, a third of them types and words: each event of the link is one short step for the same entries.

import { Observable, type Subscription } from 'rxjs';
import { after } from '../environment.js';
import { canonicalOf } from '../identifier.js';
import type { LinkEvent } from '../link/link-event.js';
import { Emitter } from '../operators/emitter.js';
import { shareWhileUsed } from '../operators/share-while-used.js';
import { createCounts } from './counts.js';
import { createDeafness } from './deafness.js';
import {
  isOver,
  nextStep,
  noSubscription,
  reduceSubscription,
  type ChannelCounts,
  type IdentifierEvent,
  type Repair,
  type SubscriptionEvent,
  type SubscriptionState,
  type WireSubscription,
} from './subscription.js';
import type { Command, SnapshotSource } from '../transport/transport.js';

/** What a hub needs. */
export interface HubOptions {
  /** What happens to the link. The hub subscribes while it is used, which keeps the link open. */
  readonly event$: Observable<LinkEvent>;
  readonly send: (command: Command) => void;
  readonly now: () => number;
  /** How long an identifier without users is kept, in ms, so that a remount asks nothing of the server. */
  readonly linger: number;
  /** How long the link is kept open without users, in ms. */
  readonly idleAfter: number;
  /** Called in the microtask after `counts` changed. */
  readonly onCounts: () => void;
  /** Called when a server that beats has answered nothing for 30 s, and none of its identifiers was dialled anew for that before. */
  readonly onUnread: () => void;
  /** Called for what came for an identifier that nobody wants. */
  readonly onStray: () => void;
  /** Called when an identifier proves deaf and no other one is. */
  readonly onDeaf: () => void;
  /** Called when an identifier proves deaf again and no confirmed one has received a body in between. */
  readonly onStillDeaf: () => void;
}

/** Which identifiers are wanted, and what the server says to each. */
export interface Hub {
  /**
   * Wants an identifier while subscribed; begins with its state, and completes with `end()`. `snapshots` are what a transport that fetches
   * asks for, read whenever it does.
   */
  follow(identifier: string, snapshots?: () => readonly SnapshotSource[]): Observable<IdentifierEvent>;
  /** How far the subscription of an identifier has come, also while nobody uses it and it lingers; `undefined` if there is none. */
  placeOf(identifier: string): HubPlace | undefined;
  /** Keeps an object in memory for as long as the subscription of an identifier. */
  keep(identifier: string, kept: object): void;
  /** Keeps the link open, whether or not an identifier is wanted, until unsubscribed. */
  keepOpen(): Subscription;
  /** How many identifiers stand how. */
  readonly counts: ChannelCounts;
  /** Hands an action to the server; returns false, and does nothing, if the identifier is not confirmed or no socket takes it. */
  perform(identifier: string, data: string): boolean;
  /** Asks again for what the server rejected, the next time that the link opens. */
  forgiveRejections(): void;
  /** Takes in what one repair of an identifier found: its state is right, may be old, or the server went deaf; `undefined` when it ends. */
  noteRepair(identifier: string, voter: object, repair: Repair | undefined): void;
  end(): void;
}

/** How far the subscription of an identifier has come. If nothing was said between two places, they are alike. */
export interface HubPlace {
  /** Which subscription: it goes up with each one that begins or ends. */
  readonly session: number;
  /** How many bodies, losses and lost frames there were. */
  readonly said: number;
}

interface Entry {
  readonly identifier: string;
  session: number;
  readonly event$: Emitter<IdentifierEvent>;
  readonly snapshots: (() => readonly SnapshotSource[]) | undefined;
  readonly kept: Set<object>;
  said: number;
  subscription: WireSubscription;
  /** The state that was last reported to its users. */
  lastState: SubscriptionState;
  users: number;
  isHeard: boolean;
  /** Whether the link was dialled anew because the server answered nothing; until the server answers. */
  isRedialled: boolean;
  /** Runs while the server owes an answer, or while the identifier lingers or rests. */
  waiting?: Subscription;
}

/** How many `subscribe` commands may stay unanswered before the link is dialled anew; the sixth is due after 30 s. */
const MOST_UNANSWERED = 5;

/** How many spellings of a server are remembered. */
const MOST_SPELLINGS = 1_000;

/**
 * Routes what a link reports to the identifiers that want it, and keeps one subscription on the wire for each, however many users it has.
 *
 * Asks again for all of them on every `open`. A body costs one Map lookup, and nothing is scheduled for it.
 */
export function createHub({ event$, send, now, linger, idleAfter, onCounts, onUnread, onStray, onDeaf, onStillDeaf }: HubOptions): Hub {
  const link$ = event$.pipe(shareWhileUsed({ idleAfter, onValue: next, onStop: () => (open = false) }));
  const entries = new Map<string, Entry>();
  const counts = createCounts(onCounts);
  const deafness = createDeafness({ bodyCount: () => bodyCount, onCount: (change) => counts.add('deaf', change), onDeaf, onStillDeaf });
  let sessions = 0;
  let open = false;
  let ended = false;
  /** Whether the open link beats, so that a server without answers is not simply away. */
  let beats = false;
  /** When the server last answered a subscription, in monotonic ms. */
  let answeredAt = -Infinity;
  let isUnsent = false;
  /** Spellings of the server, and the identifiers that they mean. */
  const spellings = new Map<string, string>();
  /** Bodies received so far by identifiers that are confirmed. */
  let bodyCount = 0;
  /** The kind of transport that was open last; another kind may grant what this one rejected. */
  let lastKind: string | undefined;
  /** Runs while there is an entry. */
  let running: Subscription | undefined;

  function keepOpen(): Subscription {
    return link$.subscribe();
  }

  function follow(identifier: string, snapshots?: () => readonly SnapshotSource[]): Observable<IdentifierEvent> {
    return new Observable((subscriber) => {
      if (ended) return subscriber.complete();
      const entry = entries.get(identifier) ?? begin(identifier, snapshots);
      entry.users += 1;
      subscriber.add(() => leave(entry));
      subscriber.next({ type: 'subscription', state: entry.subscription.state });
      subscriber.add(entry.event$.subscribe(subscriber));
      change(entry, 'wanted');
      running ??= keepOpen();
    });
  }

  function begin(identifier: string, snapshots: Entry['snapshots']): Entry {
    sessions += 1;
    const entry: Entry = {
      identifier,
      session: sessions,
      kept: new Set(),
      said: 0,
      event$: new Emitter(),
      snapshots,
      subscription: { ...noSubscription, open },
      lastState: 'waiting',
      users: 0,
      isHeard: false,
      isRedialled: false,
    };
    entries.set(identifier, entry);
    counts.add('waiting', 1);
    return entry;
  }

  function leave(entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0 || ended) return;
    deafness.forget(entry.identifier);
    wait(entry, linger, () => change(entry, 'unwanted'));
  }

  function change(entry: Entry, event: SubscriptionEvent): void {
    entry.subscription = reduceSubscription(entry.subscription, event);
    // While it lingers, the timer of the lingering stays: nothing new is asked for an identifier that nobody uses.
    if (entry.users > 0 || !entry.subscription.wanted) step(entry);
    report(entry);
  }

  function step(entry: Entry): void {
    const { subscription, command, dueAt } = nextStep(entry.subscription, now());
    entry.subscription = subscription;
    // What is sent until the next subscription is not received.
    if (command === 'unsubscribe') entry.session = sessions += 1;
    entry.waiting?.unsubscribe();
    if (command === 'subscribe' && isUnread(entry)) {
      entry.isRedialled = true;
      return onUnread();
    }
    const { identifier } = entry;
    const { snapshots } = entry;
    const isFetchable = command === 'subscribe' && snapshots !== undefined && snapshots().length > 0;
    if (command) send({ type: command, identifier, ...(isFetchable && { snapshots }) });
    // The answer came within the call, and the step after it was made.
    if (entry.subscription !== subscription) return;
    if (isOver(entry.subscription, now())) forget(entry);
    else if (dueAt !== undefined) wait(entry, dueAt - now(), () => stepAgain(entry));
  }

  /** Whether the server beats and answers nothing at all, though it was asked often enough: it does not read this socket. */
  function isUnread({ subscription: { asked, askedAt }, isRedialled }: Entry): boolean {
    return beats && asked > MOST_UNANSWERED && answeredAt < askedAt && !isRedialled && counts.now.deaf === 0;
  }

  function stepAgain(entry: Entry): void {
    step(entry);
    report(entry);
  }

  function wait(entry: Entry, delay: number, then: () => void): void {
    entry.waiting?.unsubscribe();
    entry.waiting = after(delay, then);
  }

  function report(entry: Entry): void {
    const { lastState, subscription } = entry;
    const { state } = subscription;
    if (state === lastState) return;
    entry.lastState = state;
    counts.add(lastState, -1);
    counts.add(state, 1);
    entry.event$.next({ type: 'subscription', state });
  }

  function forget(entry: Entry): void {
    entries.delete(entry.identifier);
    counts.add(entry.lastState, -1);
    if (entry.isHeard) counts.add('heard', -1);
    if (entries.size > 0) return;
    running?.unsubscribe();
    running = undefined;
  }

  function setHeard(entry: Entry): void {
    if (entry.isHeard) return;
    entry.isHeard = true;
    counts.add('heard', 1);
  }

  function onBody(
    event: IdentifierEvent & { readonly type: 'body' | 'snapshot' | 'unchanged' | 'stale'; readonly identifier: string },
  ): void {
    const entry = entryOf(event.identifier);
    if (!entry) return onStray();
    entry.said += 1;
    if (entry.users === 0) return;
    if (event.type === 'body') {
      // The server answers no second time, so that a body this late says that the answer was lost (S2).
      if (entry.subscription.state === 'unconfirmed') change(entry, 'confirmed');
      if (entry.subscription.state === 'confirmed') bodyCount += 1;
    }
    setHeard(entry);
    entry.event$.next(event);
  }

  function noteRepair(identifier: string, voter: object, repair: Repair | undefined): void {
    deafness.note(identifier, voter, repair);
    const entry = entries.get(identifier);
    if (entry && repair === 'ok') setHeard(entry);
  }

  function onAnswer(identifier: string, answer: 'confirmed' | 'rejected'): void {
    answeredAt = now();
    const entry = entryOf(identifier);
    if (!entry) return onStray();
    entry.isRedialled = false;
    change(entry, answer);
  }

  /** Finds an identifier as the server spells it: a server may write its keys in another order, or with blanks. */
  function entryOf(spelling: string): Entry | undefined {
    const entry = entries.get(spelling) ?? entries.get(spellings.get(spelling) ?? '');
    if (entry) return entry;
    const identifier = canonicalOf(spelling);
    const found = identifier === undefined ? undefined : entries.get(identifier);
    if (!found) return undefined;
    if (spellings.size >= MOST_SPELLINGS) spellings.clear();
    spellings.set(spelling, found.identifier);
    return found;
  }

  function perform(identifier: string, data: string): boolean {
    if (entries.get(identifier)?.subscription.state !== 'confirmed') return false;
    isUnsent = false;
    send({ type: 'perform', identifier, data });
    return !isUnsent;
  }

  function onLost(heardAt: number | undefined): void {
    open = false;
    for (const entry of [...entries.values()]) {
      change(entry, 'lost');
      entry.said += 1;
      entry.event$.next({ type: 'lost', heardAt });
    }
  }

  function onOpen(kind: string, isRenewed: boolean): void {
    // Another transport took over; what was sent between the two is not known.
    if (open) onLost(undefined);
    open = true;
    beats = false;
    const isSame = kind === lastKind && !isRenewed;
    lastKind = kind;
    for (const entry of [...entries.values()]) change(entry, isSame ? 'opened' : 'moved');
  }

  /** A frame that was not read may have been for any identifier, unless the transport knows for which (R28). */
  function onDiscarded({ why, identifier }: LinkEvent & { readonly type: 'discarded' }): void {
    if (why === 'unknown') return;
    for (const entry of identifier === undefined ? [...entries.values()] : [entries.get(identifier)]) {
      if (!entry) continue;
      entry.said += 1;
      entry.event$.next({ type: 'discarded', why });
    }
  }

  function next(event: LinkEvent): void {
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
        return onDiscarded(event);
      case 'open':
        return onOpen(event.kind, event.renewed === true);
      case 'lost':
      case 'failed':
        return onLost(event.heardAt);
      case 'heartbeat':
        beats = true;
        return;
      case 'unsent':
        isUnsent = true;
        return;
      case 'goodbye':
      case 'dialling':
      case 'waiting':
        return;
      default:
        event satisfies never;
    }
  }

  return {
    follow,
    keepOpen,
    get counts() {
      return counts.now;
    },
    placeOf(identifier) {
      const entry = entries.get(identifier);
      return entry && { session: entry.session, said: entry.said };
    },
    keep: (identifier, kept) => void entries.get(identifier)?.kept.add(kept),
    perform,
    forgiveRejections: () => (lastKind = undefined),
    noteRepair,
    end() {
      ended = true;
      for (const { waiting, event$ } of entries.values()) {
        waiting?.unsubscribe();
        event$.complete();
      }
      counts.end();
      running?.unsubscribe();
    },
  };
}
