// Over 200 lines: the table of who follows what, and one short function for each request of a tab.

import { Observable, Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { createHub, type Hub } from '../hub/hub.js';
import type { IdentifierEvent, IdentifierListener, SubscriptionState } from '../hub/subscription.js';
import type { LinkEvent } from '../link/link-event.js';
import { Emitter } from '../operators/emitter.js';
import type { Command, Progress, Signal, SnapshotSource } from '../transport/transport.js';
import { createAsks } from './asks.js';
import { holdLock } from './platform.js';
import type { Missed } from './progress.js';
import { createResumeLog, type ResumeLog } from './resume-log.js';
import type { Member, Role } from './role.js';
import { createSnapshotTable } from './snapshot-table.js';
import { writeSignal, type Report, type TableState, type TabRequest } from './tab-message.js';

/** How often the leader shows that it runs, in ms, while there are other tabs. */
export const TICK_EVERY = 1_000;

/** The shortest time between two links that tabs ask for, in ms. */
const RENEW_EVERY = 10_000;

/** After this silence a leader that leaves says that the link is lost, in ms, so that no tab inherits a link that is dead. */
const SILENT_AFTER = 4_000;

/** How old an action of another tab may be when it is sent, in ms. */
const PERFORMED_WITHIN = 2_000;

/** One identifier in the table of the leader. */
interface Row {
  /** The tabs that follow it, each with the link on which it last subscribed. */
  readonly tabs: Map<string, number>;
  state: TableState;
  following: Subscription | undefined;
  /** For the tabs that resume a little later than the first one. */
  readonly log: ResumeLog;
}

/** How long a tab may take to subscribe again on a new link, in ms. After that it counts as one that no longer follows. */
const SUBSCRIBED_WITHIN = 10_000;

/**
 * Makes this tab the leader of its room, from `term` on: it opens the link and passes on what it receives.
 *
 * Identifiers are kept by a hub of its own, so that commands of all tabs about one identifier stay in order and keep their pauses.
 */
export function lead(member: Member, term: number): Role {
  const { id: self, room, platform, progress, subscriber, transport } = member;
  const { now, locks } = platform;
  const running = new Subscription();
  const command$ = new Emitter<Command>();
  const rows = new Map<string, Row>();
  /** The other tabs, each with the request for its lock, which is granted when the tab is gone. */
  const others = new Map<string, Subscription>();
  let link = new Subscription();
  let kind: string | undefined;
  let beats = false;
  let heardAt = now();
  let renewedAt = -Infinity;
  let n = 0;
  /** How many links have opened. */
  let links = 0;
  let pruning = new Subscription();
  let hasEnded = false;
  /** The snapshots of this tab's own channels, for a transport that fetches. */
  const sources = new Map<string, (() => readonly SnapshotSource[]) | undefined>();

  const table = createSnapshotTable({
    now,
    answer(tab, answer) {
      if (tab === self) asks.take(answer);
      else say(answer, tab);
    },
    replay: (tab, identifier, body) => tellTab(tab, { type: 'body', identifier, body }),
  });
  const asks = createAsks(self, {
    ask: (request) => table.ask(self, request),
    hand: (id, json) => table.take(self, id, json),
  });
  const hub = createHub({
    event$: new Observable<LinkEvent>((events) => {
      open(events);
      return () => link.unsubscribe();
    }),
    send,
    now,
    // The connection of each tab has its own.
    linger: 0,
    idleAfter: 0,
    onCounts: () => undefined,
    onUnread: () => endWith('unread', 'The server still sends pings, but answers nothing.'),
    onStray: () => subscriber.next({ type: 'discarded', why: 'unknown' }),
    onDeaf: () => undefined,
    onStillDeaf: () => undefined,
  });
  /** A subscription continues from where the first tab that asks for it has come. */
  function send(command: Command): void {
    const row = command.type === 'subscribe' ? rows.get(command.identifier) : undefined;
    if (command.type !== 'subscribe' || !row) return command$.next(command);
    const { log } = row;
    log.begin();
    command$.next({ ...(log.resumes && { resumes: log.resumes }), ...command });
  }

  /** Opens another link, which replaces the present one. */
  let reopen: () => void = () => undefined;

  function open(events: { next(event: LinkEvent): void }): void {
    reopen = () => {
      link.unsubscribe();
      link = new Subscription();
      link.add(
        transport(command$, member.dial).subscribe({
          next(signal) {
            heardAt = now();
            onLink(signal);
            if (!hasEnded) events.next(signal);
            if (!hasEnded && signal.type === 'open') tellAll(signal);
          },
          error: (error: unknown) => end(() => subscriber.error(error), lostBy(error)),
          complete: () => end(() => subscriber.complete(), { type: 'over' }),
        }),
      );
    };
    reopen();
  }

  /** Passes on what concerns the link as a whole. What concerns an identifier comes through the hub. */
  function onLink(signal: Signal): void {
    switch (signal.type) {
      case 'open':
        kind = signal.kind;
        beats = false;
        links += 1;
        pruning.unsubscribe();
        pruning = after(SUBSCRIBED_WITHIN, prune);
        return table.doubt();
      case 'heartbeat':
        beats = true;
        return tellAll(signal);
      case 'goodbye':
        return tellAll(signal);
      case 'confirmed':
        return rows.get(signal.identifier)?.log.answer(signal.missed);
      case 'discarded': {
        const row = signal.identifier === undefined ? undefined : rows.get(signal.identifier);
        for (const { log } of row ? [row] : rows.values()) log.tear();
        if (row) tellRow(row, signal);
        else tellAll(signal);
        return table.doubt(signal.identifier);
      }
      default:
        return;
    }
  }

  function say(report: Report, to?: string): void {
    n += 1;
    // Another tab introduces itself when it hears of a new leader. Until then nobody listens.
    const isForAll = report.type === 'lead' || report.type === 'lost' || report.type === 'over';
    if (others.size > 0 || isForAll) member.post({ ...report, from: self, term, n, ...(to !== undefined && { to }) });
  }

  function tellAll(signal: Signal): void {
    const posted = writeSignal(signal);
    if (posted !== undefined) say({ type: 'signal', signal: posted as Signal });
    subscriber.next(signal);
  }

  function tellTab(tab: string, signal: Signal): void {
    if (tab === self) return subscriber.next(signal);
    const posted = writeSignal(signal);
    if (posted !== undefined) say({ type: 'signal', signal: posted as Signal }, tab);
  }

  /** Passes a signal to the tabs that follow its identifier: one post for all others. */
  function tellRow(row: Row, signal: Signal): void {
    if (hasOthers(row)) {
      const posted = writeSignal(signal);
      if (posted !== undefined) say({ type: 'signal', signal: posted as Signal });
    }
    if (row.tabs.has(self)) subscriber.next(signal);
  }

  function rowFor(identifier: string, resumes: Progress | undefined): Row {
    const known = rows.get(identifier);
    if (known) return known;
    const row: Row = { tabs: new Map(), state: 'waiting', following: undefined, log: createResumeLog(resumes) };
    rows.set(identifier, row);
    return row;
  }

  function subscribe(tab: string, identifier: string, resumes: Progress | undefined): void {
    const row = rowFor(identifier, resumes);
    const isRepeated = row.tabs.get(tab) === links;
    row.tabs.set(tab, links);
    if (!isRepeated) table.join(tab, identifier);
    answer(tab, identifier, row, resumes !== undefined);
    if (row.following) return;
    const following = (row.following = new Subscription());
    const snapshots = (): readonly SnapshotSource[] => sources.get(identifier)?.() ?? [];
    const listener: IdentifierListener = {
      next(event) {
        if (!following.closed) onIdentifier(identifier, row, event);
      },
      complete: () => undefined,
    };
    hub.follow(identifier, listener, snapshots);
    following.add(() => hub.leave(identifier, listener));
  }

  /** Tells a tab how an identifier stands. One that resumes gets what the others have received since the link was opened. */
  function answer(tab: string, identifier: string, row: Row, resumes: boolean): void {
    const { missed, base: from, bodies } = row.log.resumptionFor(resumes);
    const base = { ...from, since: progress.sinceOf(identifier) };
    if (tab !== self) say(subscribed(identifier, row.state, missed, base), tab);
    else report(identifier, row.state, missed, base);
    for (const body of bodies) tellTab(tab, { ...body, identifier });
  }

  function onIdentifier(identifier: string, row: Row, event: IdentifierEvent): void {
    switch (event.type) {
      case 'subscription':
        return onState(identifier, row, event.state);
      case 'lost':
      case 'discarded':
        // These have been passed on as what happened to the link.
        return;
      case 'extra':
        return;
      case 'missed':
        row.log.tear();
        tellRow(row, { type: 'missed', identifier, ...(event.offsets && { offsets: event.offsets }) });
        return table.doubt(identifier);
      case 'body':
        if (event.position) row.log.take(event, event.position, !pruning.closed);
        table.note(identifier, event.body);
        return tellRow(row, { ...event, identifier });
      case 'snapshot':
      case 'unchanged':
      case 'stale':
        return tellRow(row, { ...event, identifier });
      default:
        event satisfies never;
    }
  }

  function onState(identifier: string, row: Row, state: SubscriptionState): void {
    const next = state === 'unconfirmed' ? 'waiting' : state;
    if (next === row.state) return;
    row.state = next;
    if (next === 'waiting') return;
    const { missed, base } = row.log;
    if (hasOthers(row)) say(subscribed(identifier, next, missed, base));
    if (row.tabs.has(self)) report(identifier, next, missed, base);
    if (next === 'rejected') forget(identifier, row);
  }

  /** Reports the state of a subscription to this tab's own connection. */
  function report(identifier: string, state: TableState, all: Missed, base: Progress): void {
    const missed = state === 'confirmed' ? progress.confirm(identifier, all, base) : undefined;
    if (state !== 'waiting') subscriber.next({ type: state, identifier, ...(missed && { missed }) });
  }

  function hasOthers({ tabs }: Row): boolean {
    return tabs.size > Number(tabs.has(self));
  }

  function unsubscribe(tab: string, identifier: string): void {
    const row = rows.get(identifier);
    if (!row?.tabs.delete(tab)) return;
    table.leave(tab, identifier);
    if (row.tabs.size === 0) forget(identifier, row);
  }

  function forget(identifier: string, row: Row): void {
    rows.delete(identifier);
    row.following?.unsubscribe();
  }

  /** A tab subscribes again on each link. What it has left since then, it does not mention. */
  function prune(): void {
    for (const [identifier, row] of [...rows]) {
      row.log.settle();
      for (const [tab, link] of [...row.tabs]) if (link !== links) unsubscribe(tab, identifier);
    }
  }

  function hearRequest(request: TabRequest): void {
    const { from } = request;
    if (request.type === 'hello') {
      // If its link is dead, the leader does not answer, and the tab that asks becomes the leader.
      if (beats && now() - heardAt > 2 * SILENT_AFTER) return undefined;
      meet(from);
      return say({ type: 'welcome', beats, ...(kind !== undefined && { kind }) }, from);
    }
    if (request.term !== term) return;
    meet(from);
    switch (request.type) {
      case 'subscribe':
        return subscribe(from, request.identifier, request.resumes);
      case 'unsubscribe':
        return unsubscribe(from, request.identifier);
      case 'perform':
        return say({ type: 'performed', id: request.id, isSent: performFor(request) }, from);
      case 'renew':
        return renew();
      case 'ask':
        return table.ask(from, request);
      case 'fetched':
        return table.take(from, request.id, request.json);
      default:
        request satisfies never;
    }
  }

  /** After a freeze this tab hears what was asked for long ago, when it may not lead any more. */
  function performFor({ identifier, data, at }: TabRequest & { readonly type: 'perform' }): boolean {
    return Math.abs(Date.now() - at) < PERFORMED_WITHIN && perform(hub, identifier, data);
  }

  /** Notes a tab that it hears for the first time, and when that tab is gone. */
  function meet(tab: string): void {
    if (others.has(tab)) return;
    const waiting = new Subscription();
    others.set(tab, waiting);
    running.add(waiting);
    waiting.add(
      holdLock(locks, room.tab(tab)).subscribe({
        next: () => part(tab),
        error: () => part(tab),
      }),
    );
  }

  function part(tab: string): void {
    others.get(tab)?.unsubscribe();
    others.delete(tab);
    table.leave(tab);
    for (const identifier of [...rows.keys()]) unsubscribe(tab, identifier);
  }

  function renew(): void {
    if (now() - renewedAt < RENEW_EVERY || kind === undefined) return;
    renewedAt = now();
    reopen();
  }

  function tick(): void {
    if (others.size > 0) say({ type: 'tick' });
    ticking = after(TICK_EVERY, tick);
    running.add(ticking);
  }

  function endWith(code: 'unread', message: string): void {
    end(() => subscriber.error(new CablegramError(code, message)), { type: 'lost', code, message });
  }

  /** Says why the link is over before this tab stops to lead. */
  function end(then: () => void, report?: Report): void {
    if (hasEnded) return;
    hasEnded = true;
    if (report) say(report);
    asks.end();
    running.unsubscribe();
    ticking.unsubscribe();
    hub.end();
    for (const { following } of rows.values()) following?.unsubscribe();
    pruning.unsubscribe();
    link.unsubscribe();
    then();
  }

  let ticking = new Subscription();
  say({ type: 'lead' });
  tick();
  running.add(hub.keepOpen());

  return {
    command(command) {
      const { type, identifier } = command;
      if (type === 'unsubscribe') {
        sources.delete(identifier);
        progress.forget(identifier);
        return unsubscribe(self, identifier);
      }
      if (type === 'subscribe') {
        sources.set(identifier, command.snapshots);
        return subscribe(self, identifier, progress.begin(command));
      }
      if (!perform(hub, identifier, command.data)) subscriber.next({ type: 'unsent', identifier });
    },
    hear(message) {
      if ('n' in message) return;
      hearRequest(message);
    },
    ask: asks.ask,
    end() {
      const isSilent = beats && now() - heardAt > SILENT_AFTER;
      end(() => undefined, isSilent ? { type: 'lost', code: 'silent', message: 'Nothing was heard from the server.' } : undefined);
    },
  };
}

function perform(hub: Hub, identifier: string, data: string): boolean {
  return hub.perform(identifier, data) === true;
}

function subscribed(identifier: string, state: TableState, missed: Missed, base: Progress): Report {
  return { type: 'subscribed', identifier, state, ...(missed && { missed, base }) };
}

function lostBy(error: unknown): Report {
  const code = error instanceof CablegramError ? error.code : 'link-lost';
  return { type: 'lost', code, message: error instanceof Error ? error.message : String(error) };
}
