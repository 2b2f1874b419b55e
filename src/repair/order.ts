import type { Environment } from '../environment.js';
import type { Message } from '../message/message.js';
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

/** What an order needs. */
export interface OrderOptions extends Places {
  readonly environment: Pick<Environment, 'now'>;
}

/** Messages in the order that their bodies tell, without doubles and without what is older than what was delivered. */
export interface Order {
  take(message: Message): void;
  /**
   * Takes over a snapshot, delivered as one message; `false` where it is older than what is shown, and nothing was done.
   *
   * So it is where its number is below `since`, or below the last one before a restart, or where versions are newer that did not come in
   * `recent`: a server that lags. A count or a thing may have begun anew, too, so that it is believed when it comes again and again, but
   * for a number just below what was heard since the restart.
   */
  replace(messages: readonly Message[], seq: number | undefined, since: number | undefined, recent?: readonly Message[]): boolean;
  /** Expects any number next, since nobody knows what was missed. */
  restart(): void;
  /** The highest number that came, where bodies are numbered. */
  highest(): number | undefined;
  end(): void;
}

/** How often in a row a snapshot is refused that may be of a count or a thing begun anew; asked ever later, that takes some ten seconds. */
const MOST_LATE = 4;

/** Orders messages by number, then by version; what tells neither passes as it comes. `onHole`: a number never came. */
export function createOrder(
  { seqOf, versionOf, keyOf, environment }: OrderOptions,
  deliver: (message: Message) => void,
  onHole: (isBeginning: boolean) => void,
): Order {
  let newest = createNewest();
  let refusals = 0;
  /** The last number before the restart. */
  let before = NaN;
  const sequence = createSequence<Message>({ deliver: deliverNewest, onHole, now: environment.now });

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

  /** How often in a row such a snapshot is refused. */
  function patienceFor(messages: readonly Message[], seq = NaN, since: number | undefined, recent: readonly Message[] = []): number {
    // What came before the request and still waits comes after the snapshot in its turn.
    const lag = Math.min(since ?? before, sequence.last() ?? before) - seq;
    if (lag > 0) return since !== undefined && lag < COUNT_RESTARTED ? Infinity : MOST_LATE;
    const told = knownBy(messages.concat(recent));
    return messages.some((message) => isBehind(message, told)) ? MOST_LATE : 0;
  }

  return {
    ...sequence,
    take(message) {
      const seq = 'body' in message ? seqOf(message.body) : undefined;
      if (seq === undefined) deliverNewest(message);
      else sequence.take(message, seq);
    },
    replace(messages, seq, since, recent) {
      if (refusals < patienceFor(messages, seq, since, recent)) {
        refusals += 1;
        return false;
      }
      refusals = 0;
      newest = knownBy(messages);
      deliver({ type: 'snapshot', messages });
      // One without a number, of a stream that has them, is from after the request went out: what came since is delivered again.
      sequence.goOnAfter(seq ?? since);
      return true;
    },
    restart() {
      before = sequence.highest() ?? before;
      sequence.restart();
    },
  };
}
