import { Observable, type Subscription } from 'rxjs';
import type { Channel } from '../channel/channel.js';
import { CablegramError } from '../errors.js';
import { assertFits } from '../channel/command-size.js';
import { isRecord } from '../message/path.js';
import type { Member } from './members.js';
import { type Presence, roomOf } from './room.js';

/** Who is present in a channel, and the whispers of its clients. */
export interface PresenceChannel {
  /**
   * Emits who is present, and each change. Following it uses the channel, but does not make the page present.
   *
   * While the link is lost, nobody leaves. After a reconnection the list is asked for again, and what changed is reported once; who is
   * missing then counts as present for 6 s more.
   */
  readonly presence$: Observable<Presence>;
  readonly presence: Presence;
  /**
   * Makes this page present, until the returned function is called. A reconnection joins again. The server keeps who is gone without a
   * word, as a closed page is, for 15 s (`--presence_ttl`).
   *
   * `id` says who it is; several pages with one id are one member. The other members receive `info` when the first of these pages joins.
   * A remount within 1 s leaves nothing.
   *
   * @throws CablegramError `option-invalid` if the id is empty or `info` is not JSON, `too-large`, or `channel-conflict` if the page is
   *   present in this channel with another id.
   */
  join(id: string, info?: unknown): () => void;
  /** Ends what this view has joined. */
  leave(): void;
  /**
   * Sends something to the other clients of the channel, past the application: that a person is typing, or where a pointer is.
   *
   * Returns whether it was handed to a transport that knows whispers. While the channel is not confirmed, and with every transport but
   * `anyCable()`, it is dropped and the result is `false`; `errors$` says so of such a transport. Nobody confirms a whisper, and it is never
   * sent again.
   *
   * @throws CablegramError `too-large` or `option-invalid`.
   */
  whisper(data: Readonly<Record<string, unknown>>): boolean;
  /**
   * The whispers of other clients, which can send anything here. They are no bodies and are never repaired.
   *
   * On the wire a whisper looks like a broadcast without a number. Those of cablegram are marked, and reach nobody's `messages$`. While
   * `whispers$` is followed, all messages of the channel without a number count as whispers, if the server numbers its messages.
   */
  readonly whispers$: Observable<unknown>;
  /** Errors that the page's author can mend: the server or the transport has no presence. Begins with the current one. */
  readonly errors$: Observable<CablegramError>;
}

/**
 * Returns the presence and the whispers of a channel whose connection uses `anyCable()`. All views of one channel share them.
 *
 * On another transport or server, `errors$` emits `presence-unsupported` and the state is `unsupported`; the channel works on.
 */
export function presence<Body>(channel: Channel<Body>): PresenceChannel {
  const room = roomOf(channel.wire, channel.identifier);
  const joins = new Set<Subscription>();

  function whileOpen<T>(source: Observable<T>): Observable<T> {
    return new Observable((subscriber) => {
      subscriber.add(channel.status$.subscribe({ complete: () => subscriber.complete() }));
      if (!subscriber.closed) subscriber.add(source.subscribe(subscriber));
    });
  }

  function assertShort(what: string, json: string): void {
    assertFits(MOST_BYTES, channel.identifier, json, what, 'AnyCable takes at most');
  }

  return {
    presence$: whileOpen(room.presence$),
    get presence() {
      return room.presence;
    },
    join(id, info) {
      assertId(id);
      assertShort('The id and info for join()', jsonIn(info, 'info') + id);
      const joined = room.join(id, info);
      joins.add(joined);
      joined.add(channel.status$.subscribe({ complete: () => joined.unsubscribe() }));
      joined.add(() => joins.delete(joined));
      return () => joined.unsubscribe();
    },
    leave() {
      for (const joined of [...joins]) joined.unsubscribe();
    },
    whisper(data) {
      if (!isRecord(data)) throw new CablegramError('option-invalid', 'whisper() needs an object with fields, such as { typing: true }.');
      assertShort('The data for whisper()', jsonIn(data, 'data'));
      if (channel.status.subscription !== 'confirmed') return false;
      return room.whisper(data);
    },
    whispers$: whileOpen(room.whispers$),
    errors$: whileOpen(room.errors$),
  };
}

/** AnyCable closes the socket for a longer command. */
const MOST_BYTES = 65_000;

function assertId(id: unknown): void {
  // A server that gets another type reads nothing more.
  if (typeof id === 'string' && id !== '') return;
  throw new CablegramError('option-invalid', `join() needs an id that is a text of at least one character, but got ${JSON.stringify(id)}.`);
}

function jsonIn(value: unknown, name: string): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (cause) {
    throw new CablegramError('option-invalid', `${name} must be JSON: ${String(cause)}`, { cause });
  }
}

export type { Member, Presence };
