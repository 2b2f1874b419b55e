import type { Message } from './message.js';
import { createNewest, type Newest, type Version } from './newest.js';
import { COUNT_RESTARTED, createSequence } from './sequence.js';

/** What a body tells of its place; `undefined` where it does not say. */
export interface Places {
  /** Its number in the stream, one apart. */
  readonly seqOf: (body: unknown) => number | undefined;
  readonly versionOf: (body: unknown) => Version | undefined;
  /** What the version is of. */
  readonly keyOf: (body: unknown) => unknown;
}

/** Messages in the order that their bodies tell, without doubles and without what is older than what was delivered. */
export interface Order {
  take(message: Message): void;
  /**
   * Takes over a snapshot, delivered as one message; `false` where it is older than `since`, and nothing was done. So it is where versions
   * are newer that did not come in `recent`, but not twice in a row, since a thing may be made anew.
   */
  replace(messages: readonly Message[], seq: number | undefined, since: number | undefined, recent?: readonly Message[]): boolean;
  /** Expects any number next, since nobody knows what was missed. */
  restart(): void;
  /** The last number delivered, where bodies are numbered. */
  readonly last: number | undefined;
  end(): void;
}

/** Orders messages by number, then by version; what tells neither passes as it comes. `onHole`: a number never came. */
export function createOrder(
  { seqOf, versionOf, keyOf }: Places,
  deliver: (message: Message) => void,
  onHole: (isBeginning: boolean) => void,
): Order {
  let newest = createNewest();
  let wasRefused = false;
  const sequence = createSequence<Message>({ deliver: deliverNewest, onHole });

  /** Whether a message tells a version, and that is as `is` says. */
  function tells(message: Message, is: (key: unknown, version: Version) => boolean): boolean {
    if (!('body' in message)) return false;
    const version = versionOf(message.body);
    return version !== undefined && is(keyOf(message.body), version);
  }

  function deliverNewest(message: Message): void {
    if (!tells(message, (key, version) => !newest.accept(key, version))) deliver(message);
  }

  function knownBy(messages: readonly Message[]): Newest {
    const known = createNewest();
    for (const message of messages) tells(message, (key, version) => known.accept(key, version));
    return known;
  }

  /** Tells whether something newer is known of what a message tells than is told of it. */
  function isBehind(message: Message, told: Newest): boolean {
    return tells(message, (key) => {
      const known = newest.get(key);
      return known !== undefined && told.accept(key, known);
    });
  }

  return {
    ...sequence,
    take(message) {
      const seq = 'body' in message ? seqOf(message.body) : undefined;
      if (seq === undefined) deliverNewest(message);
      else sequence.take(message, seq);
    },
    replace(messages, seq, since, recent) {
      if (seq !== undefined && since !== undefined && seq < since && since - seq < COUNT_RESTARTED) return false;
      const told = knownBy(messages.concat(recent ?? []));
      wasRefused = !wasRefused && recent !== undefined && messages.some((message) => isBehind(message, told));
      if (wasRefused) return false;
      newest = knownBy(messages);
      deliver({ type: 'snapshot', messages });
      // One without a number, of a stream that has them, is from after the request went out: what came since is delivered again.
      sequence.goOnAfter(seq ?? since);
      return true;
    },
    get last() {
      return sequence.last;
    },
  };
}
