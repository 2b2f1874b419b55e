import type { Span } from './gaps.js';

/** A chart that shares its cursor and its window with others. */
export interface GroupMember {
  /** Moves the cursor to an instant, or removes it. */
  followCursor(at: number | undefined): void;
  /** Shows a stretch of time, or the present. */
  followWindow(span: Span | undefined): void;
}

/** The charts of the page by the name of their group. */
const groups = new Map<string, Set<GroupMember>>();

/** Makes a chart a member of a group. Returns a function that leaves it. */
export function joinGroup(name: string, member: GroupMember): () => void {
  const members = groups.get(name) ?? new Set();
  groups.set(name, members);
  members.add(member);
  return () => {
    members.delete(member);
    if (members.size === 0) groups.delete(name);
  };
}

/** Calls `tell` with the other members of a chart's group. */
export function tellGroup(name: string, from: GroupMember, tell: (member: GroupMember) => void): void {
  for (const member of groups.get(name) ?? []) if (member !== from) tell(member);
}
