import { visitMembers } from '../message/batch.js';
import { readPath } from '../message/path.js';
import type { LinkEvent } from './link-event.js';

/**
 * Returns a function that takes every event of a link and returns whether another user is connected than before.
 *
 * `path` is where a body names the user. Only the first body with it after each `open` is read, so that later bodies cost nothing.
 */
export function createIdentityWatch(path: string | undefined): (event: LinkEvent) => boolean {
  let known: string | undefined;
  let isRead = path === undefined;
  return (event) => {
    if (event.type === 'open') isRead = path === undefined;
    if (isRead || path === undefined || (event.type !== 'body' && event.type !== 'snapshot')) return false;
    let found: unknown;
    visitMembers(event.body, (member) => (found ??= readPath(member, path)));
    if (found === undefined || found === null) return false;
    isRead = true;
    // A server may write the same id as a number in one body and as text in another.
    const person = JSON.stringify(found).replaceAll('"', '');
    known ??= person;
    return known !== person;
  };
}
