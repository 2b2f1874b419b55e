import { isRecord, readOwn } from '../message/path.js';

/** Somebody who is present in a channel. */
export interface Member {
  readonly id: string;
  /** What the member says about itself, such as a name. Any client can send anything here, so check it as you check input. */
  readonly info: unknown;
}

/** A report of the server about who is present. */
export type PresenceEvent =
  | { readonly type: 'list'; readonly members: readonly Member[] }
  | { readonly type: 'join'; readonly member: Member }
  | { readonly type: 'leave'; readonly id: string };

/** How many members of one channel are kept. */
const MOST_MEMBERS = 10_000;

/** Reads a presence message of AnyCable; `undefined` if it is none. Members without an id are left out, and of each id the last counts. */
export function readPresence(message: unknown): PresenceEvent | undefined {
  if (!isRecord(message)) return undefined;
  const id = idIn(message);
  switch (readOwn(message, 'type')) {
    case 'info': {
      const records = readOwn(message, 'records');
      const known = new Map<string, Member>();
      for (const member of Array.isArray(records) ? records.map(readMember) : []) {
        if (member && (known.has(member.id) || known.size < MOST_MEMBERS)) known.set(member.id, member);
      }
      return { type: 'list', members: [...known.values()] };
    }
    case 'join': {
      const member = readMember(message);
      return member && { type: 'join', member };
    }
    case 'leave':
      return id === undefined ? undefined : { type: 'leave', id };
    default:
      return undefined;
  }
}

/** Who is present, what the last list did not settle, and how long to wait for it. */
export interface Roster {
  /** Everybody who counts as present, in the order of their arrival. */
  readonly members: ReadonlyMap<string, Member>;
  /** Those whom a later list no longer named. They count as present for a while. */
  readonly missing: ReadonlySet<string>;
  /** Whose arrival or departure was reported since the list was asked for, which the list may not know yet. */
  readonly moved: ReadonlySet<string>;
  readonly hasList: boolean;
}

/** Nobody is known to be present. */
export const emptyRoster: Roster = { members: new Map(), missing: new Set(), moved: new Set(), hasList: false };

/** What happens to a roster. `asked`: a list was asked for. `overdue`: those who are missing had time to come back. */
export type RosterEvent = PresenceEvent | { readonly type: 'asked' | 'overdue' };

/**
 * Applies an event to a roster.
 *
 * Who is missing in a list after a loss may only not have come back yet, as after a restart of the server. So they stay until `overdue`.
 */
export function nextRoster(roster: Roster, event: RosterEvent): Roster {
  switch (event.type) {
    case 'asked':
      return { ...roster, moved: new Set() };
    case 'overdue': {
      const members = new Map([...roster.members].filter(([id]) => !roster.missing.has(id)));
      return { ...roster, members, missing: new Set() };
    }
    case 'join': {
      const { id } = event.member;
      if (!roster.members.has(id) && roster.members.size >= MOST_MEMBERS) return roster;
      return { ...roster, ...moving(roster, id), members: new Map(roster.members).set(id, event.member) };
    }
    case 'leave': {
      const members = new Map(roster.members);
      members.delete(event.id);
      return { ...roster, ...moving(roster, event.id), members };
    }
    case 'list': {
      const listed = new Map(event.members.map((member) => [member.id, member]));
      const members = new Map(roster.members);
      for (const [id, member] of listed) if (members.has(id) || !roster.moved.has(id)) members.set(id, member);
      const missing = new Set([...members.keys()].filter((id) => !listed.has(id) && !roster.moved.has(id)));
      return { members, missing, moved: roster.moved, hasList: true };
    }
    default:
      return event satisfies never;
  }
}

/** Returns who is new in `now`, and who is no longer there. */
export function changeOf(before: Roster, now: Roster): { readonly joined: readonly Member[]; readonly left: readonly Member[] } {
  // Who was there before the first list has not just joined.
  const joined = before.hasList || !now.hasList ? [...now.members.values()].filter(({ id }) => !before.members.has(id)) : [];
  return { joined, left: [...before.members.values()].filter(({ id }) => !now.members.has(id)) };
}

function moving({ missing, moved }: Roster, id: string): Pick<Roster, 'missing' | 'moved'> {
  const rest = new Set(missing);
  rest.delete(id);
  return { missing: rest, moved: new Set(moved).add(id) };
}

function readMember(record: unknown): Member | undefined {
  const id = isRecord(record) ? idIn(record) : undefined;
  return id === undefined ? undefined : { id, info: readOwn(record as Readonly<Record<string, unknown>>, 'info') };
}

/** AnyCable's ids are texts. Other servers may send numbers, which arrive as text if JavaScript cannot hold them. */
function idIn(record: Readonly<Record<string, unknown>>): string | undefined {
  const id = readOwn(record, 'id');
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : undefined;
}
