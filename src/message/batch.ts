import { isRecord, readOwn } from './path.js';

/** How deeply batches may be nested. A deeper one is delivered unchanged, so that no payload can exhaust the stack. */
const DEEPEST_BATCH = 16;

/** Calls `visit` with each member of a body, in order: the members of a batch (nested ones too), or the body itself. */
export function visitMembers(body: unknown, visit: (member: unknown) => void, depth = 0): void {
  if (!isBatch(body) || depth > DEEPEST_BATCH) visit(body);
  else for (const member of body.data) visitMembers(member, visit, depth + 1);
}

/**
 * Calls `visit` with each member of a channel's body, as `visitMembers` does, and also with each object of a list, `[{"value":42}]`: a list
 * is read as a batch, oldest first. A list that contains anything but objects is one body.
 */
export function visitRecords(body: unknown, visit: (member: unknown) => void): void {
  if (Array.isArray(body) && body.length > 0 && body.every(isRecord)) for (const member of body) visitMembers(member, visit);
  else visitMembers(body, visit);
}

function isBatch(body: unknown): body is { readonly data: readonly unknown[] } {
  return isRecord(body) && readOwn(body, 'type') === 'batch' && Array.isArray(readOwn(body, 'data'));
}
