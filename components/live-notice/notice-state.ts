import type { Gap } from '../../src/index.js';
import { isLater, type ItemMessage, type ItemPlace, newerPlace } from '../internal/item-place.js';
import { type NoticeReading, SEVERITIES } from './read-notice.js';

/** How many notices and gaps the list keeps, and how many dismissed notices are remembered. */
export const MOST_KEPT = 100;
const MOST_DISMISSED = 200;

/** How long a notice stays at least after it is no longer held, in ms. */
const REST = 2_000;

/** A notice that arrived. */
export interface Arrival {
  /** The identity in the body; empty if it has none. */
  readonly key: string;
  readonly message: ItemMessage;
  readonly reading: NoticeReading;
  readonly place: ItemPlace;
}

/** A notice of the list. */
export interface Notice extends Arrival {
  readonly type: 'notice';
  /** A number of its own, never used again. */
  readonly id: number;
  /** `shown` on the page, `missed` if it went or never had room, `read` once the list was open. */
  readonly status: 'shown' | 'missed' | 'read';
  /** When a shown notice goes, in monotonic ms; Infinity if it stays until it is dismissed. */
  readonly leavesAt: number;
}

/** Everything an element knows about its notices. */
export interface NoticeState {
  /** Notices and gaps, newest first. */
  readonly entries: readonly (Notice | Gap)[];
  /** How many notices had no room since the page last showed none. */
  readonly more: number;
  /** How many notices the list no longer keeps, and how many of these were missed. */
  readonly forgotten: number;
  readonly forgottenMissed: number;
  /** Whether the list is open. New notices then appear there. */
  readonly isOpen: boolean;
  /** Since when nothing goes, in monotonic ms. */
  readonly heldSince: number | undefined;
  /** What dismissed notices said, by identity, so that none comes back. */
  readonly dismissed: ReadonlyMap<string, string>;
  readonly nextId: number;
}

/** How many notices are shown at once, and how long each stays, in ms; Infinity until it is dismissed. */
export interface Limits {
  readonly max: number;
  readonly duration: number;
}

/** What happens to the notices. `now` is monotonic ms. */
export type NoticeAction =
  | { readonly type: 'news'; readonly arrival: Arrival; readonly limits: Limits; readonly now: number }
  /** Something old arrived. It goes to the list. */
  | { readonly type: 'old'; readonly arrival: Arrival; readonly status: 'missed' | 'read' }
  | { readonly type: 'snapshot'; readonly arrivals: readonly Arrival[]; readonly status: 'missed' | 'read' }
  | { readonly type: 'gap'; readonly gap: Gap }
  /** The person dismissed a notice, by its number. */
  | { readonly type: 'dismiss'; readonly id: number }
  /** The server removed a notice, by its key. */
  | { readonly type: 'remove'; readonly key: string }
  /** The page shows a notice itself. */
  | { readonly type: 'handled'; readonly arrival: Arrival }
  | { readonly type: 'clear' }
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  | { readonly type: 'hold'; readonly isHeld: boolean; readonly now: number }
  /** Time passed, or the limits changed. */
  | { readonly type: 'tick'; readonly limits: Limits; readonly now: number };

/** Nothing arrived yet. */
export const noNotices: NoticeState = {
  entries: [],
  more: 0,
  forgotten: 0,
  forgottenMissed: 0,
  isOpen: false,
  heldSince: undefined,
  dismissed: new Map(),
  nextId: 1,
};

/** Returns the notices after something happened. */
export function reduceNotices(state: NoticeState, action: NoticeAction): NoticeState {
  switch (action.type) {
    case 'news':
      return isKnown(state, action.arrival) ? updated(state, action.arrival) : settled(received(state, action));
    case 'old':
      return isKnown(state, action.arrival) || find(state, action.arrival)
        ? updated(state, action.arrival)
        : bounded(added(state, action.arrival, action.status));
    case 'snapshot':
      return bounded(replaced(state, action.arrivals, action.status));
    case 'gap':
      return bounded({ ...state, entries: withGap(state.entries, action.gap) });
    case 'dismiss':
      return without(
        state,
        noticesOf(state).filter(({ id }) => id === action.id),
      );
    case 'remove':
      return without(
        state,
        noticesOf(state).filter(({ key }) => key !== '' && key === action.key),
      );
    case 'handled':
      return without(state, [action.arrival, ...noticesOf(state).filter((notice) => isSame(notice, action.arrival))]);
    case 'clear':
      return { ...state, entries: [], more: 0, forgotten: 0, forgottenMissed: 0, dismissed: remember(state.dismissed, noticesOf(state)) };
    case 'open':
      return settled({
        ...mapped(state, (notice) => (notice.status === 'shown' ? { ...notice, status: 'missed' } : notice)),
        isOpen: true,
      });
    case 'close':
      return {
        ...mapped(state, (notice) => (notice.status === 'missed' ? { ...notice, status: 'read' } : notice)),
        isOpen: false,
        forgottenMissed: 0,
      };
    case 'hold':
      return held(state, action.isHeld, action.now);
    case 'tick':
      return settled(limited(gone(state, action.now), action.limits.max));
    default:
      return action satisfies never;
  }
}

/** Returns whether an arrival adds nothing to what the person has seen or can see: the same notice with the same words, or an older state of it. */
export function isKnown(state: NoticeState, arrival: Arrival): boolean {
  if (arrival.key === '') return false;
  const known = find(state, arrival);
  if (known) return isLater(known.place, arrival.place) || wordsIn(known) === wordsIn(arrival);
  return isDismissed(state, arrival);
}

/** The notices of the list, newest first. */
export function noticesOf({ entries }: NoticeState): readonly Notice[] {
  return entries.filter((entry): entry is Notice => entry.type === 'notice');
}

/** The notices on the page, newest first. */
export function shownIn(state: NoticeState): readonly Notice[] {
  return noticesOf(state).filter(({ status }) => status === 'shown');
}

/** How many notices went unread; none while the list is open. */
export function unreadIn(state: NoticeState): number {
  if (state.isOpen) return 0;
  return state.forgottenMissed + noticesOf(state).filter(({ status }) => status === 'missed').length;
}

/** When the next notice goes, in monotonic ms; Infinity if none does by itself. */
export function nextLeave(state: NoticeState): number {
  return state.heldSince === undefined ? Math.min(Infinity, ...shownIn(state).map(({ leavesAt }) => leavesAt)) : Infinity;
}

/** How serious a notice is, as a number. */
export function rankOf({ reading }: Pick<Arrival, 'reading'>): number {
  return SEVERITIES.indexOf(reading.severity);
}

type News = Extract<NoticeAction, { type: 'news' }>;

/**
 * Shows a new notice if there is room. Otherwise it takes the place of the oldest less serious notice, or is counted.
 *
 * Nothing is displaced while the notices are held, because a person may be reading them.
 */
function received(state: NoticeState, { arrival, limits: { max, duration }, now }: News): NoticeState {
  const known = find(state, arrival);
  const isShown = known?.status === 'shown';
  const rest = known ? { ...state, entries: state.entries.filter((entry) => entry !== known) } : state;
  if (state.isOpen) return bounded(added(rest, arrival, 'missed', known?.id));
  const stays = arrival.reading.severity === 'danger' ? Infinity : duration;
  const leavesAt = (state.heldSince ?? now) + stays;
  if (isShown) return mapped(state, (notice) => (notice === known ? { ...merged(known, arrival), leavesAt } : notice));
  const shown = shownIn(rest);
  if (shown.length < max) return bounded(added(rest, arrival, 'shown', known?.id, leavesAt));
  const least = state.heldSince === undefined ? leastOf(shown) : undefined;
  if (!least || rankOf(least) >= rankOf(arrival)) return bounded({ ...added(rest, arrival, 'missed', known?.id), more: rest.more + 1 });
  return bounded(added(displaced(rest, least), arrival, 'shown', known?.id, leavesAt));
}

function added(state: NoticeState, arrival: Arrival, status: Notice['status'], id = state.nextId, leavesAt = Infinity): NoticeState {
  const notice: Notice = { type: 'notice', ...arrival, id, status, leavesAt };
  return { ...state, entries: [notice, ...state.entries], nextId: Math.max(state.nextId, id + 1) };
}

/** Writes newer words into a notice of the list, without making it news. */
function updated(state: NoticeState, arrival: Arrival): NoticeState {
  return mapped(state, (notice) => (isSame(notice, arrival) && !isLater(notice.place, arrival.place) ? merged(notice, arrival) : notice));
}

function merged(notice: Notice, arrival: Arrival): Notice {
  return { ...notice, ...arrival, place: newerPlace(notice.place, arrival.place) };
}

/**
 * Replaces the list by the server's. What is on the page stays there.
 *
 * A notice that the server no longer names was read or removed elsewhere, unless it is older than all that the server names, because a server
 * sends only its latest notices.
 */
function replaced(state: NoticeState, arrivals: readonly Arrival[], status: 'missed' | 'read'): NoticeState {
  const oldest = arrivals[0];
  const known = new Map(noticesOf(state).map((notice) => [identityOf(notice), notice]));
  let { nextId } = state;
  const named = [...arrivals].reverse().flatMap((arrival): Notice[] => {
    const before = known.get(identityOf(arrival));
    if (before) return known.delete(identityOf(arrival)) ? [isLater(before.place, arrival.place) ? before : merged(before, arrival)] : [];
    return isDismissed(state, arrival) ? [] : [{ type: 'notice', ...arrival, id: nextId++, status, leavesAt: Infinity }];
  });
  const ids = new Set(named.map(({ id }) => id));
  const others = noticesOf(state).filter((notice) => !ids.has(notice.id));
  const shown = others.filter((notice) => notice.status === 'shown');
  const older = others.filter((notice) => notice.status !== 'shown' && oldest && isLater(oldest.place, notice.place));
  return { ...state, entries: [...shown, ...named, ...older], nextId };
}

/** Adjacent gaps become one. */
function withGap(entries: NoticeState['entries'], gap: Gap): NoticeState['entries'] {
  const [newest, ...rest] = entries;
  return newest?.type === 'gap' ? [{ ...gap, since: newest.since }, ...rest] : [gap, ...entries];
}

function gone(state: NoticeState, now: number): NoticeState {
  if (state.heldSince !== undefined) return state;
  return mapped(state, (notice) => (notice.status === 'shown' && notice.leavesAt <= now ? { ...notice, status: 'missed' } : notice));
}

function limited(state: NoticeState, max: number): NoticeState {
  const shown = shownIn(state);
  const least = leastOf(shown);
  return shown.length > max && least ? limited(displaced(state, least), max) : state;
}

/** Notices that were held continue where they were, but stay for another two seconds. */
function held(state: NoticeState, isHeld: boolean, now: number): NoticeState {
  const { heldSince } = state;
  if (isHeld === (heldSince !== undefined)) return state;
  if (heldSince === undefined) return { ...state, heldSince: now };
  const leavesAt = (notice: Notice): number => Math.max(now + REST, notice.leavesAt + now - heldSince);
  return { ...mapped(state, (notice) => ({ ...notice, leavesAt: leavesAt(notice) })), heldSince: undefined };
}

function displaced(state: NoticeState, displacedOne: Notice): NoticeState {
  return { ...mapped(state, (notice) => (notice === displacedOne ? { ...notice, status: 'missed' } : notice)), more: state.more + 1 };
}

/** The oldest of the least serious notices. */
function leastOf(shown: readonly Notice[]): Notice | undefined {
  const lowest = Math.min(...shown.map(rankOf));
  return shown.findLast((notice) => rankOf(notice) === lowest);
}

/** The count of those without room belongs to what is shown. */
function settled(state: NoticeState): NoticeState {
  return state.more > 0 && shownIn(state).length === 0 ? { ...state, more: 0 } : state;
}

/** Forgets the oldest entries beyond the limit, and counts them. What is on the page is kept. */
function bounded(state: NoticeState): NoticeState {
  let surplus = state.entries.length - MOST_KEPT;
  if (surplus <= 0) return state;
  let { forgotten, forgottenMissed } = state;
  const kept = [...state.entries].reverse().filter((entry) => {
    if (surplus <= 0 || (entry.type === 'notice' && entry.status === 'shown')) return true;
    surplus -= 1;
    if (entry.type === 'notice') forgotten += 1;
    if (entry.type === 'notice' && entry.status === 'missed') forgottenMissed += 1;
    return false;
  });
  const entries = kept.reverse();
  return { ...state, entries, forgotten, forgottenMissed };
}

function mapped(state: NoticeState, change: (notice: Notice) => Notice): NoticeState {
  return { ...state, entries: state.entries.map((entry) => (entry.type === 'gap' ? entry : change(entry))) };
}

function find(state: NoticeState, arrival: Arrival): Notice | undefined {
  return noticesOf(state).find((notice) => isSame(notice, arrival));
}

function without(state: NoticeState, removed: readonly Arrival[]): NoticeState {
  const entries = state.entries.filter((entry) => entry.type === 'gap' || !removed.includes(entry));
  return settled({ ...state, entries, dismissed: remember(state.dismissed, removed) });
}

function isDismissed({ dismissed }: NoticeState, arrival: Arrival): boolean {
  return dismissed.get(identityOf(arrival)) === wordsIn(arrival);
}

function remember(dismissed: NoticeState['dismissed'], arrivals: readonly Arrival[]): NoticeState['dismissed'] {
  return new Map([...dismissed, ...arrivals.map((arrival) => [identityOf(arrival), wordsIn(arrival)] as const)].slice(-MOST_DISMISSED));
}

/** Without a key, two notices are never one, however equal they are. */
function isSame(one: Arrival, other: Arrival): boolean {
  return one.key !== '' && one.key === other.key;
}

/** What names a notice in a snapshot: its key, or all of its body. */
function identityOf({ key, message }: Arrival): string {
  return key === '' ? JSON.stringify(message.body) : `#${key}`;
}

/** What a person reads of a notice. */
function wordsIn({ reading: { title, text, href, severity }, message }: Arrival): string {
  return title === '' ? JSON.stringify(message.body) : [severity, title, text, href].join('\n');
}
