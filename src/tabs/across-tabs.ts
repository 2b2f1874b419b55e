import { Observable, type Subscriber } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { jsonOf } from '../message/size.js';
import { passTo } from '../operators/pass-to.js';
import type { Fetched } from '../repair/conditional-get.js';
import type { Command, Dial, ShareSnapshot, Signal, Transport } from '../transport/transport.js';
import { standForElection } from './election.js';
import { follow } from './follower.js';
import { lead } from './leader.js';
import { nextTerm, type Place } from './place.js';
import { holdLock, pagePlatform, type TabPlatform } from './platform.js';
import type { Role } from './role.js';
import { progressOf, type TabProgress } from './progress.js';
import { roomOf, sessionChannel, type Room } from './room.js';
import { readReport, readRequest } from './tab-message.js';

/** Which tabs share a link. */
export interface AcrossTabsOptions {
  /**
   * Whose data it is, for example a hash of user and tenant, or `"public"` for data that is the same for everybody. Tabs with different
   * sessions never share a link. Without it, each tab connects by itself.
   */
  readonly session: string | undefined;
  /**
   * Names the server. Tabs with different addresses never share a link.
   *
   * @default the address of the cable
   */
  readonly address?: string;
  /** Replaces the parts of the browser that tabs use to reach each other, for tests. */
  readonly platform?: TabPlatform | undefined;
}

/** Why a tab does not share its link. `unsupported`: the browser or the page lacks Web Locks or BroadcastChannel. */
type Obstacle = 'tabs-without-session' | 'tabs-unsupported';

/** The reasons of an attempt after which the link of the leader is replaced, if this tab had it: it is wanted anew, or delivers nothing. */
const RENEWALS: readonly (string | undefined)[] = ['requested', 'deaf', 'unread'];

/** How long a new leader waits for the last word of the one before, in ms. If the link was lost, all tabs wait before they try again. */
const LAST_WORD_WITHIN = 50;

/** How many snapshots a tab keeps to hand them over again. */
const MOST_SNAPSHOTS = 100;

/** What asking for presence or whispers answers: the server takes all tabs for one client. */
const NO_PRESENCE =
  'Presence and whispers are not available over acrossTabs(), because its tabs are one client for the server. Use a connection of its own for them.';

/** One use of the transport by this tab's connection. */
interface Membership {
  readonly ask: Role['ask'];
}

/**
 * Shares one link among the tabs of an origin that use the same address and session: one tab leads and opens `transport`, the others receive
 * what it receives and pass their commands to it.
 *
 * If the leading tab closes, crashes, freezes or hangs up, another one takes over within 3 s, and every tab repairs what was missed in the
 * meantime: over `anyCable()` by the server's history, from where each tab has come. If the link itself is lost, every tab reports it, and
 * the first one to reconnect leads. Snapshots with a URL are fetched once for
 * all tabs. Tokens and snapshot functions never leave a tab. What comes from another tab is checked as if it came from the network.
 *
 * Where the browser lacks Web Locks or BroadcastChannel, or without a `session`, each tab connects by itself, and `diagnose` says so.
 *
 * @throws CablegramError `option-invalid` if neither the transport nor the options have an address.
 */
export function acrossTabs(
  transport: Transport,
  { session, address = transport.cableUrl, platform = pagePlatform() }: AcrossTabsOptions,
): Transport {
  if (address === undefined)
    throw new CablegramError('option-invalid', 'acrossTabs() needs an `address` for a transport that is no cable.');
  const memberships = new Set<Membership>();
  const known = new Map<string, string>();
  /** Whether the link was open when this tab last left it. */
  let wasOpen = false;

  const dial: Transport = (command$, context) =>
    new Observable((subscriber) => {
      if (!session) return alone(transport, 'tabs-without-session')(command$, context).subscribe(subscriber);
      if (!platform) return alone(transport, 'tabs-unsupported')(command$, context).subscribe(subscriber);
      const renews = wasOpen && RENEWALS.includes(context.reason);
      wasOpen = false;
      const progress = progressOf(context, platform.now);
      const watched = new Observable<Signal>((signals) => {
        const room = roomOf(address, session);
        const membership = join({ room, session, platform, transport, command$, dial: context, progress, renews }, signals);
        memberships.add(membership);
        return () => memberships.delete(membership);
      });
      return watched.subscribe(
        passTo(subscriber, (signal) => {
          wasOpen ||= signal.type === 'open';
          if (progress.take(signal)) subscriber.next(signal);
        }),
      );
    });

  const shareSnapshot: ShareSnapshot = async (wish, fetch) => {
    const membership = [...memberships].at(-1);
    const answer = await membership?.ask(wish);
    if (answer && typeof answer !== 'function') return { type: 'changed', body: answer.body };
    const fetched = await fetch();
    answer?.(jsonToHand(known, `${wish.identifier} ${wish.url}`, fetched));
    return fetched;
  };

  return Object.assign(dial, { shareSnapshot, ...(transport.cableUrl !== undefined && { cableUrl: transport.cableUrl }) });
}

/** Returns what other tabs get of a fetched snapshot, and keeps it: a server that answers `same` later does not send it again. */
function jsonToHand(known: Map<string, string>, name: string, fetched: Fetched): string | undefined {
  if (fetched.type === 'failed') return undefined;
  if (fetched.type === 'same') return known.get(name);
  const json = jsonOf(fetched.body);
  known.delete(name);
  if (json !== '') known.set(name, json);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_SNAPSHOTS) break;
    known.delete(oldest);
  }
  return json === '' ? undefined : json;
}

/**
 * Ends every connection of a session, in this tab and in all others: its state becomes `failed` with the reason `signed-out`.
 *
 * Call it when a person signs out. Tabs that are connected end at once.
 */
export function endSession(session: string, platform: TabPlatform | undefined = pagePlatform()): void {
  const channel = platform?.openChannel(sessionChannel(session));
  channel?.postMessage({ type: 'end' });
  channel?.close();
}

/** Uses the transport for this tab only, and says why. */
function alone(transport: Transport, reason: Obstacle): Transport {
  return (command$, dial) =>
    new Observable((subscriber) =>
      transport(command$, dial).subscribe(
        passTo(subscriber, (signal) => subscriber.next(signal.type === 'open' ? { ...signal, reason } : signal)),
      ),
    );
}

/** Asks for a new token before the link is opened, since the one of the dial may be hours old. */
function withNewToken(transport: Transport): Transport {
  return (command$, dial) =>
    new Observable((subscriber) => {
      const { getToken } = dial;
      if (!getToken) return transport(command$, dial).subscribe(subscriber);
      const asking = new AbortController();
      subscriber.add(() => asking.abort());
      getToken(asking.signal).then(
        (token) => {
          if (!subscriber.closed) subscriber.add(transport(command$, { ...dial, token }).subscribe(subscriber));
        },
        (cause: unknown) => subscriber.error(new CablegramError('token-failed', 'getToken failed.', { cause })),
      );
      return undefined;
    });
}

interface JoinOptions {
  readonly room: Room;
  readonly session: string;
  readonly platform: TabPlatform;
  readonly transport: Transport;
  readonly command$: Observable<Command>;
  readonly dial: Dial;
  readonly progress: TabProgress;
  readonly renews: boolean;
}

/** Joins the room until the subscriber is closed: as a follower, and as its leader once this tab is elected. */
function join(options: JoinOptions, subscriber: Subscriber<Signal>): Membership {
  const { room, session, platform, transport, command$, dial, progress, renews } = options;
  const id = platform.createId();
  let role: Role | undefined;
  let place: Place | undefined;
  let isTokenUsed = false;

  function refuse(): void {
    role?.end();
    role = undefined;
    subscriber.add(alone(transport, 'tabs-unsupported')(command$, dial).subscribe(subscriber));
  }

  let channel;
  let ending;
  try {
    channel = platform.openChannel(room.name);
    ending = platform.openChannel(sessionChannel(session));
  } catch {
    // A page with an opaque origin has no channels.
    channel?.close();
    refuse();
    return { ask: () => Promise.resolve(undefined) };
  }
  const { post, close } = channelOf(channel);
  const member = { id, room, platform, dial, progress, subscriber, post, transport: dialled };

  /** The first link uses the token of the dial, if this tab leads from the start. */
  function dialled(commands$: Observable<Command>, context: Dial): Observable<Signal> {
    const isNew = !isTokenUsed && place === undefined;
    isTokenUsed = true;
    return (isNew ? transport : withNewToken(transport))(commands$, context);
  }

  function become(next: () => Role): void {
    role?.end();
    role = undefined;
    if (!subscriber.closed) role = next();
  }

  function start(): void {
    become(() =>
      follow({
        ...member,
        renews,
        onSilence: () => candidacy.takeOver(),
        onLeader(leader) {
          place = leader;
          candidacy.stayBehind();
        },
      }),
    );
    const candidacy = standForElection({
      locks: platform.locks,
      room,
      onElected() {
        if (place === undefined) return elect();
        subscriber.add(after(LAST_WORD_WITHIN, elect));
      },
      onRobbed: () =>
        subscriber.error(new CablegramError('link-lost', 'Another tab leads the connection now, because this one did not answer.')),
      onRefused: refuse,
    });
    subscriber.add(() => candidacy.end());
  }

  function elect(): void {
    become(() => lead(member, nextTerm(place, Date.now())));
  }

  channel.onmessage = ({ data }: { readonly data: unknown }) => {
    if (subscriber.closed) return;
    const message = readReport(data) ?? readRequest(data);
    if (message) role?.hear(message);
    else subscriber.next({ type: 'discarded', why: 'unknown' });
  };
  ending.onmessage = ({ data }: { readonly data: unknown }) => {
    if ((data as { readonly type?: unknown } | null)?.type !== 'end') return subscriber.next({ type: 'discarded', why: 'unknown' });
    const message = 'This session was ended. Sign in again and reload the page.';
    subscriber.next({ type: 'goodbye', reason: 'signed-out', reconnect: false, message });
    subscriber.complete();
  };
  subscriber.add(() => {
    role?.end();
    role = undefined;
    close();
    ending.onmessage = null;
    ending.close();
  });
  // Chromium freezes timers and sockets, but not locks and channels: a frozen tab would answer, and receive nothing.
  subscriber.add(
    platform.onFreeze(() => subscriber.error(new CablegramError('link-lost', 'The browser froze this page, so it left the connection.'))),
  );
  // A leader takes a tab for gone when this lock is free, so the tab introduces itself only once it holds it.
  subscriber.add(holdLock(platform.locks, room.tab(id)).subscribe({ next: start, error: refuse }));
  subscriber.add(
    command$.subscribe((command) => {
      if (command.type !== 'extra') role?.command(command);
      else if (command.request.type !== 'leave') {
        subscriber.next({ type: 'extra', identifier: command.identifier, report: { type: 'unsupported', message: NO_PRESENCE } });
      }
    }),
  );
  return { ask: (wish) => role?.ask(wish) ?? Promise.resolve(undefined) };
}

/** Posts that come after the end have no effect. */
function channelOf(channel: ReturnType<TabPlatform['openChannel']>): { post(message: unknown): void; close(): void } {
  let isOpen = true;
  return {
    post(message) {
      if (isOpen) channel.postMessage(message);
    },
    close() {
      isOpen = false;
      channel.onmessage = null;
      channel.close();
    },
  };
}
