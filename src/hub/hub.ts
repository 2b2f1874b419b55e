// Over 250 lines, a third of them types and comments. Each event of the link is one short step on the same entries.

import type { Observable, Subscription } from 'rxjs';
import { after } from '../environment.js';
import { canonicalOf } from '../identifier.js';
import type { LinkEvent } from '../link/link-event.js';
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
  type IdentifierListener,
  type Repair,
  type SubscriptionEvent,
  type SubscriptionState,
  type WireSubscription,
} from './subscription.js';
import type { Command, ExtraRequest, SnapshotSource } from '../transport/transport.js';

/** What a hub needs. */
export interface HubOptions {
  /** The events of the link. The hub subscribes while it is used, which keeps the link open. */
  readonly event$: Observable<LinkEvent>;
  readonly send: (command: Command) => void;
  readonly now: () => number;
  /** How long an identifier without users is kept, in ms, so that a remount sends nothing to the server. */
  readonly linger: number;
  /** How long the link is kept open without users, in ms. */
  readonly idleAfter: number;
  /** Called in the microtask after `counts` changed. */
  readonly onCounts: () => void;
  /** Called when a server that sends heartbeats has answered nothing for 30 s, once until it answers. */
  readonly onUnread: () => void;
  /** Called for a frame whose identifier nobody uses. */
  readonly onStray: () => void;
  /** Called when an identifier is found deaf and no other one is. */
  readonly onDeaf: () => void;
  /** Called when an identifier is found deaf again and no confirmed identifier has received a body in between. */
  readonly onStillDeaf: () => void;
}

/** Keeps track of which identifiers are used, and routes what the server sends to each. */
export interface Hub {
  /**
   * Subscribes to an identifier until `leave`. The listener gets its state first, within this call, and completes with `end()`. `snapshots`
   * returns what a transport that fetches should request; it is read before each request.
   */
  follow(identifier: string, listener: IdentifierListener, snapshots?: () => readonly SnapshotSource[]): void;
  leave(identifier: string, listener: IdentifierListener): void;
  /** How far the subscription of an identifier has come, also while it lingers without users; `undefined` if there is none. */
  placeOf(identifier: string): HubPlace | undefined;
  /** Keeps an object in memory for as long as the subscription of an identifier. */
  keep(identifier: string, kept: object): void;
  /** Keeps the link open until unsubscribed, whether or not an identifier is used. */
  keepOpen(): Subscription;
  /** How many identifiers are in which state. */
  readonly counts: ChannelCounts;
  /**
   * Sends an action to the server. Returns false, and does nothing, if the identifier is not confirmed or no socket accepts the action. A
   * promise says later whether it was sent.
   */
  perform(identifier: string, data: string): boolean | Promise<boolean>;
  /** Sends a request beyond Action Cable, which the transport may ignore. */
  request(identifier: string, request: ExtraRequest): void;
  /** Asks again for rejected identifiers the next time the link opens. */
  forgiveRejections(): void;
  /** Takes in the repair state of one view of an identifier: right, possibly old, or deaf; `undefined` when the view's repair ends. */
  noteRepair(identifier: string, voter: object, repair: Repair | undefined): void;
  end(): void;
}

/** How far the subscription of an identifier has come. If two places are equal, nothing was received in between. */
export interface HubPlace {
  /** Which subscription it is. The number increases with each one that begins or ends. */
  readonly session: number;
  /** How many bodies, losses and lost frames there have been. */
  readonly said: number;
}

interface Entry {
  readonly identifier: string;
  session: number;
  /** Its users. Replaced by each change, so that one may come or leave while an event goes through the list. */
  listeners: readonly IdentifierListener[];
  readonly snapshots: (() => readonly SnapshotSource[]) | undefined;
  kept: readonly object[];
  said: number;
  subscription: WireSubscription;
  /** The state that was last reported to its users. */
  lastState: SubscriptionState;
  isHeard: boolean;
  /** Whether the link was reconnected because the server answered nothing. Reset by the server's next answer. */
  isRedialled: boolean;
  /** Whether a transport with history has confirmed it, and knows how far it has come. */
  hasHistory: boolean;
  /** What the last answer says is missing. */
  missed: (LinkEvent & { readonly type: 'confirmed' })['missed'];
  /** Runs while the server has not answered yet, or while the identifier lingers or waits after its `unsubscribe`. */
  waiting?: Subscription;
}

/** How many `subscribe` commands may stay unanswered before the link is reconnected. The sixth is due after 30 s. */
const MOST_UNANSWERED = 5;

/** How many spellings by the server are remembered. */
const MOST_SPELLINGS = 1_000;

/**
 * Routes what a link reports to the identifiers that are used, and keeps one subscription on the wire for each, however many users it has.
 *
 * Subscribes to all of them again on every `open`. A body costs one Map lookup and schedules nothing.
 */
export function createHub({ event$, send, now, linger, idleAfter, onCounts, onUnread, onStray, onDeaf, onStillDeaf }: HubOptions): Hub {
  const link$ = event$.pipe(shareWhileUsed({ idleAfter, onValue: next, onStop: () => (open = false) }));
  const entries = new Map<string, Entry>();
  const counts = createCounts(onCounts);
  const deafness = createDeafness({ bodyCount: () => bodyCount, onCount: (change) => counts.add('deaf', change), onDeaf, onStillDeaf });
  let sessions = 0;
  let open = false;
  let ended = false;
  /** Whether the open link sends heartbeats, so that missing answers do not just mean that the server is gone. */
  let beats = false;
  /** When the server last answered a subscription, in monotonic ms. */
  let answeredAt = -Infinity;
  /** Whether the last action was sent. */
  let sent: boolean | Promise<boolean>;
  /** Spellings by the server, and the identifiers that they mean. */
  const spellings = new Map<string, string>();
  /** Bodies received so far by identifiers that are confirmed. */
  let bodyCount = 0;
  /** The kind of transport that was open last. Another kind may accept what this one rejected. */
  let lastKind: string | undefined;
  /** Runs while there is an entry. */
  let running: Subscription | undefined;

  function keepOpen(): Subscription {
    return link$.subscribe();
  }

  function follow(identifier: string, listener: IdentifierListener, snapshots?: () => readonly SnapshotSource[]): void {
    if (ended) return listener.complete();
    const entry = entries.get(identifier) ?? begin(identifier, snapshots);
    entry.listeners = entry.listeners.concat(listener);
    listener.next({ type: 'subscription', state: entry.subscription.state });
    change(entry, 'wanted');
    running ??= keepOpen();
  }

  function begin(identifier: string, snapshots: Entry['snapshots']): Entry {
    sessions += 1;
    const entry: Entry = {
      identifier,
      session: sessions,
      kept: [],
      said: 0,
      listeners: [],
      snapshots,
      subscription: { ...noSubscription, open },
      lastState: 'waiting',
      isHeard: false,
      isRedialled: false,
      hasHistory: false,
      missed: undefined,
    };
    entries.set(identifier, entry);
    counts.add('waiting', 1);
    return entry;
  }

  function leave(identifier: string, listener: IdentifierListener): void {
    const entry = entries.get(identifier);
    if (!entry?.listeners.includes(listener)) return;
    entry.listeners = entry.listeners.filter((other) => other !== listener);
    if (entry.listeners.length > 0 || ended) return;
    deafness.forget(identifier);
    wait(entry, linger, () => change(entry, 'unwanted'));
  }

  function emit({ listeners }: Entry, event: IdentifierEvent): void {
    for (const listener of listeners) listener.next(event);
  }

  function change(entry: Entry, event: SubscriptionEvent): void {
    entry.subscription = reduceSubscription(entry.subscription, event);
    // While it lingers, its linger timer keeps running: nothing new is requested for an identifier without users.
    if (entry.listeners.length > 0 || !entry.subscription.wanted) step(entry);
    report(entry);
  }

  function step(entry: Entry): void {
    const { subscription, command, dueAt } = nextStep(entry.subscription, now());
    entry.subscription = subscription;
    // What the server sends until the next subscription is not received.
    if (command === 'unsubscribe') {
      entry.session = sessions += 1;
      entry.hasHistory = false;
    }
    entry.waiting?.unsubscribe();
    if (command === 'subscribe' && isUnread(entry)) {
      entry.isRedialled = true;
      return onUnread();
    }
    const { identifier } = entry;
    const { snapshots } = entry;
    const isFetchable = command === 'subscribe' && snapshots !== undefined && snapshots().length > 0;
    if (command) send({ type: command, identifier, ...(isFetchable && { snapshots }), ...(entry.hasHistory && { resumes: true }) });
    // The answer came within the call, and its step has already run.
    if (entry.subscription !== subscription) return;
    if (isOver(entry.subscription, now())) forget(entry);
    else if (dueAt !== undefined) wait(entry, dueAt - now(), () => stepAgain(entry));
  }

  /** Returns whether the server sends heartbeats but has answered none of many requests: it does not read this socket. */
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
    const { lastState, subscription, missed } = entry;
    const { state } = subscription;
    if (state === lastState) return;
    entry.missed = undefined;
    entry.lastState = state;
    counts.add(lastState, -1);
    counts.add(state, 1);
    emit(entry, { type: 'subscription', state, ...(missed && missed !== 'unknown' && { missed }) });
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
    if (entry.listeners.length === 0) return;
    if (event.type === 'body') {
      // The server answers only once, so a body at this point means that the confirmation was lost.
      if (entry.subscription.state === 'unconfirmed') change(entry, 'confirmed');
      if (entry.subscription.state === 'confirmed') bodyCount += 1;
    }
    setHeard(entry);
    emit(entry, event);
  }

  function noteRepair(identifier: string, voter: object, repair: Repair | undefined): void {
    deafness.note(identifier, voter, repair);
    const entry = entries.get(identifier);
    if (entry && repair === 'ok') setHeard(entry);
  }

  function onAnswer(answer: LinkEvent & { readonly type: 'confirmed' | 'rejected' }): void {
    answeredAt = now();
    const entry = entryOf(answer.identifier);
    if (!entry) return onStray();
    entry.isRedialled = false;
    if (answer.type === 'confirmed') {
      entry.missed = answer.missed;
      entry.hasHistory ||= answer.missed !== undefined;
    }
    change(entry, answer.type);
  }

  /** Finds an identifier as the server spells it. A server may write its keys in another order, or with blanks. */
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

  function perform(identifier: string, data: string): boolean | Promise<boolean> {
    if (entries.get(identifier)?.subscription.state !== 'confirmed') return false;
    sent = true;
    send({ type: 'perform', identifier, data });
    return sent;
  }

  function onLost(heardAt: number | undefined): void {
    open = false;
    for (const entry of [...entries.values()]) {
      change(entry, 'lost');
      entry.said += 1;
      emit(entry, { type: 'lost', heardAt });
    }
  }

  function onOpen(kind: string, isRenewed: boolean): void {
    // Another transport took over. What was sent between the two is unknown.
    if (open) onLost(undefined);
    open = true;
    beats = false;
    const isSame = kind === lastKind && !isRenewed;
    lastKind = kind;
    for (const entry of [...entries.values()]) change(entry, isSame ? 'opened' : 'moved');
  }

  /** A discarded frame may have been for any identifier, unless the transport knows which. */
  function onDiscarded({ why, identifier }: LinkEvent & { readonly type: 'discarded' }): void {
    if (why === 'unknown') return;
    for (const entry of identifier === undefined ? [...entries.values()] : [entries.get(identifier)]) {
      if (!entry) continue;
      entry.said += 1;
      emit(entry, { type: 'discarded', why });
    }
  }

  /** A channel that is used for presence alone brings nothing else, so this is all that there is to hear. */
  function onExtra(event: IdentifierEvent & { readonly type: 'extra' }, entry: Entry | undefined): void {
    if (!entry) return;
    if (event.report.type === 'presence') setHeard(entry);
    emit(entry, event);
  }

  function onMissed({ identifier, offsets }: LinkEvent & { readonly type: 'missed' }): void {
    const entry = entries.get(identifier);
    if (!entry) return;
    entry.said += 1;
    emit(entry, { type: 'missed', offsets });
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
        return onAnswer(event);
      case 'missed':
        return onMissed(event);
      case 'discarded':
        return onDiscarded(event);
      case 'extra':
        return onExtra(event, entryOf(event.identifier));
      case 'open':
        return onOpen(event.kind, event.renewed === true);
      case 'lost':
      case 'failed':
        return onLost(event.heardAt);
      case 'heartbeat':
        beats = true;
        return;
      case 'unsent':
        sent = event.sent ?? false;
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
    leave,
    keepOpen,
    get counts() {
      return counts.now;
    },
    placeOf(identifier) {
      const entry = entries.get(identifier);
      return entry && { session: entry.session, said: entry.said };
    },
    keep(identifier, kept) {
      const entry = entries.get(identifier);
      if (entry && !entry.kept.includes(kept)) entry.kept = entry.kept.concat(kept);
    },
    perform,
    request: (identifier, request) => send({ type: 'extra', identifier, request }),
    forgiveRejections: () => (lastKind = undefined),
    noteRepair,
    end() {
      ended = true;
      for (const { waiting, listeners } of entries.values()) {
        waiting?.unsubscribe();
        for (const listener of listeners) listener.complete();
      }
      counts.end();
      running?.unsubscribe();
    },
  };
}
