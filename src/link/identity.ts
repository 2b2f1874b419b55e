import { visitRecords } from '../message/batch.js';
import { readPath } from '../message/path.js';
import type { LinkEvent } from './link-event.js';

/** Watches whether another user is connected than before. */
export interface IdentityWatch {
  /** Returns whether an event of the link names another user. Takes every event. */
  isOtherIn(event: LinkEvent): boolean;
  /** Returns whether a body names another user. */
  isOther(body: unknown): boolean;
}

/**
 * Creates the watch. `path` is where a body names the user.
 *
 * Every snapshot is read, but only the first body with it after each `open`, so that later bodies cost nothing.
 */
export function createIdentityWatch(path: string | undefined): IdentityWatch {
  let known: string | undefined;
  let isRead = false;

  function isOther(body: unknown): boolean {
    if (path === undefined) return false;
    let found: unknown;
    visitRecords(body, (member) => (found ??= readPath(member, path)));
    if (found === undefined || found === null) return false;
    // A server may write the same id as a number in one body and as text in another.
    const person = JSON.stringify(found).replaceAll('"', '');
    known ??= person;
    isRead = true;
    return known !== person;
  }

  return {
    isOther,
    isOtherIn(event) {
      if (event.type === 'open') isRead = false;
      return (event.type === 'snapshot' || (event.type === 'body' && !isRead)) && isOther(event.body);
    },
  };
}
