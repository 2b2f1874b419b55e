import { Observable, Subscription } from 'rxjs';
import type { Wire } from '../channel/shared-channel.js';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { IdentifierEvent } from '../hub/subscription.js';
import { Emitter } from '../operators/emitter.js';
import { shareWhileUsed } from '../operators/share-while-used.js';
import type { ExtraReport, ExtraRequest } from '../transport/transport.js';
import { changeOf, emptyRoster, type Member, nextRoster, readPresence, type Roster, type RosterEvent } from './members.js';

/** Who is present in a channel. */
export interface Presence {
  /**
   * `waiting`: the list has not come yet. `live`: the list is the server's. `stale`: the link is lost, or the list is asked for again, so the
   * members are those of `asOf`. `unsupported`: the server or the transport has no presence; `error` says why.
   */
  readonly state: 'waiting' | 'live' | 'stale' | 'unsupported';
  /** Everybody who is present, each id once, in the order of their arrival; 10,000 at most. */
  readonly members: readonly Member[];
  /** Who has joined since the last value, other than with the first list. */
  readonly joined: readonly Member[];
  /** Who has left since the last value. */
  readonly left: readonly Member[];
  /** When the members were last known to be right, in epoch ms; `undefined` before the first list. */
  readonly asOf: number | undefined;
  readonly error: CablegramError | undefined;
}

/** What all views of one channel share: who is present, who this page is, and the whispers. */
export interface Room {
  readonly presence$: Observable<Presence>;
  readonly presence: Presence;
  readonly whispers$: Observable<unknown>;
  readonly errors$: Observable<CablegramError>;
  /** Whispers, and returns whether the transport can. If not, `errors$` says so. */
  whisper(data: Readonly<Record<string, unknown>>): boolean;
  /** Joins until the returned subscription ends. @throws CablegramError `channel-conflict`. */
  join(id: string, info: unknown): Subscription;
}

/** How long the list may take before presence counts as unsupported, in ms. */
const LIST_WITHIN = 5_000;

/** How long somebody whom a list after a loss no longer names counts as present, in ms. After a restart of the server, pages need 1–6 s. */
const MISSING_FOR = 6_000;

/** How long a page stays joined after the last join has ended, and how long a list is kept for a user who returns, in ms. */
const LEAVE_AFTER = 1_000;

const rooms = new WeakMap<Wire, Room>();

/** Returns the room of a channel. */
export function roomOf(wire: Wire, identifier: string): Room {
  const room = rooms.get(wire) ?? createRoom(wire, identifier);
  rooms.set(wire, room);
  return room;
}

function createRoom(wire: Wire, identifier: string): Room {
  const presence$ = new Emitter<Presence>();
  const whisper$ = new Emitter<unknown>();
  const error$ = new Emitter<CablegramError>();
  const joins = new Map<object, { readonly id: string; readonly info: unknown }>();
  const counts = { list: 0, listen: 0 };
  let roster: Roster = emptyRoster;
  let presence: Presence = { state: 'waiting', members: [], joined: [], left: [], asOf: undefined, error: undefined };
  let error: CablegramError | undefined;
  /** The last message that `errors$` has emitted. */
  let reported: string | undefined;
  let isConfirmed = false;
  let isListed = false;
  let isRight = false;
  let stoppedAt = Infinity;
  /** As whom the server knows this page on the current link. */
  let joinedAs: string | undefined;
  let joinedWith: unknown;
  let listing = new Subscription();
  let missing = new Subscription();
  let leaving = new Subscription();
  /** Uses the channel for the join that has ended last. */
  let lingering: Subscription | undefined;

  const event$ = new Observable<IdentifierEvent>((subscriber) => {
    start();
    return wire.event$.subscribe(subscriber);
  }).pipe(shareWhileUsed({ onValue: take, onStop: stop }));

  function start(): void {
    // What was known long ago says nothing.
    if (Date.now() - stoppedAt <= LEAVE_AFTER) return;
    missing.unsubscribe();
    roster = emptyRoster;
    isListed = false;
    update();
  }

  function stop(): void {
    stoppedAt = Date.now();
    lose();
  }

  function take(event: IdentifierEvent): void {
    switch (event.type) {
      case 'subscription':
        return event.state === 'confirmed' ? confirm() : lose();
      case 'lost':
        lose();
        return dateBack(event.heardAt);
      case 'missed':
      case 'discarded':
        return askForList();
      case 'extra':
        return hear(event.report);
      default:
    }
  }

  /** Sends a request, and returns whether the transport takes it. One that takes none says nothing. */
  function request(asked: ExtraRequest): boolean {
    let said: ExtraReport = { type: 'unsupported' };
    // The room itself may not listen yet, or not at all.
    const listening = wire.event$.subscribe((event) => event.type === 'extra' && hear((said = event.report)));
    wire.request(asked);
    listening.unsubscribe();
    hear(said);
    return said.type !== 'unsupported';
  }

  function confirm(): void {
    isConfirmed = true;
    sendJoin();
    if (counts.listen > 0) request({ type: 'listen' });
    askForList();
  }

  function lose(): void {
    isConfirmed = isRight = false;
    joinedAs = undefined;
    listing.unsubscribe();
    missing.unsubscribe();
    update();
  }

  /** A link may have been dead for a while when its loss is noticed. */
  function dateBack(heardAt: number | undefined): void {
    if (heardAt === undefined || presence.asOf === undefined || heardAt >= presence.asOf) return;
    presence = { ...presence, joined: [], left: [], asOf: heardAt };
    presence$.next(presence);
  }

  function sendJoin(): void {
    const join = [...joins.values()].at(-1);
    if (!isConfirmed) {
      // Before the confirmation, the transport can still choose a link on which the server keeps who is present.
      if (join) wire.request({ type: 'join', ...join });
      return;
    }
    if (joinedAs !== undefined && joinedAs !== join?.id) wire.request({ type: 'leave' });
    joinedAs = join?.id;
    joinedWith = join?.info;
    if (join) request({ type: 'join', ...join });
  }

  function askForList(): void {
    if (!isConfirmed || counts.list === 0) return;
    listing.unsubscribe();
    listing = after(LIST_WITHIN, () => fail(`The server has not said within ${LIST_WITHIN / 1_000} s who is present. ${USE_ANYCABLE}`));
    change({ type: 'asked' });
    request({ type: 'list' });
  }

  function hear(report: ExtraReport): void {
    if (report.type === 'taken') return;
    if (report.type === 'whisper') return whisper$.next(report.data);
    if (report.type === 'unsupported') return fail(report.message ?? USE_ANYCABLE);
    const event = readPresence(report.message);
    if (!event) return;
    const isFirst = !roster.hasList;
    if (event.type === 'list') {
      listing.unsubscribe();
      isListed = isRight = true;
      error = undefined;
    }
    change(event);
    if (event.type !== 'list') return;
    missing.unsubscribe();
    if (roster.missing.size > 0) missing = after(isFirst ? 0 : MISSING_FOR, () => change({ type: 'overdue' }));
  }

  function fail(message: string): void {
    listing.unsubscribe();
    isRight = false;
    const before = error;
    error = before?.message === message ? before : new CablegramError('presence-unsupported', message);
    update();
    // What fails again after each reconnection is reported once.
    if (message !== reported) error$.next(error);
    reported = message;
  }

  function change(event: RosterEvent): void {
    const before = roster;
    roster = nextRoster(before, event);
    update(changeOf(before, roster));
  }

  function update({ joined, left }: Pick<Presence, 'joined' | 'left'> = { joined: [], left: [] }): void {
    const state = error ? 'unsupported' : isRight ? 'live' : isListed ? 'stale' : 'waiting';
    const asOf = isRight || presence.state === 'live' ? Date.now() : presence.asOf;
    const members = [...roster.members.values()];
    const isSame = state === presence.state && error === presence.error && isSameList(members, presence.members);
    const isMoved = joined.length > 0 || left.length > 0;
    presence = { state, members: isSame ? presence.members : members, joined, left, asOf: isListed ? asOf : undefined, error };
    if (!isSame || isMoved) presence$.next(presence);
  }

  /** Uses the channel. `kind` is what it is used for. */
  function use(kind: 'list' | 'listen'): Subscription {
    counts[kind] += 1;
    const wasConfirmed = isConfirmed;
    const using = event$.subscribe();
    using.add(() => (counts[kind] -= 1));
    if (!wasConfirmed || !isConfirmed || counts[kind] > 1) return using;
    if (kind === 'list') askForList();
    else request({ type: kind });
    return using;
  }

  return {
    presence$: new Observable((subscriber) => {
      subscriber.add(use('list'));
      subscriber.next({ ...presence, joined: [], left: [] });
      subscriber.add(presence$.subscribe(subscriber));
      subscriber.add(event$.subscribe({ complete: () => subscriber.complete() }));
    }),
    get presence() {
      return presence;
    },
    whispers$: new Observable((subscriber) => {
      subscriber.add(whisper$.subscribe(subscriber));
      subscriber.add(use('listen'));
      subscriber.add(event$.subscribe({ complete: () => subscriber.complete() }));
    }),
    errors$: new Observable((subscriber) => {
      if (error) subscriber.next(error);
      subscriber.add(error$.subscribe(subscriber));
    }),
    whisper: (data) => request({ type: 'whisper', data }),
    join(id, info) {
      const other = [...joins.values()].find((join) => join.id !== id);
      if (other) {
        throw new CablegramError(
          'channel-conflict',
          `This page is present in ${identifier} as "${other.id}", so it cannot join as "${id}".`,
        );
      }
      const join = { id, info };
      joins.set(join, join);
      const using = event$.subscribe();
      leaving.unsubscribe();
      lingering?.unsubscribe();
      if (joinedAs !== id || !isSameJson(info, joinedWith)) sendJoin();
      return new Subscription(() => {
        joins.delete(join);
        if (joins.size > 0) return using.unsubscribe();
        lingering = using;
        leaving = after(LEAVE_AFTER, () => {
          sendJoin();
          using.unsubscribe();
        });
      });
    },
  };
}

const USE_ANYCABLE =
  'Presence needs the transport anyCable() and AnyCable with a broker; a channel of Rails must also call join_presence, and Turbo streams have none.';

function isSameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
