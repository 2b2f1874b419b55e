import type { Message } from './message.js';
import { createNewest, type Version } from './newest.js';
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
  /** Takes over a snapshot, delivered as one message; `false` where it is older than `since`, and nothing was done. */
  replace(messages: readonly Message[], seq: number | undefined, since: number | undefined): boolean;
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
  const newest = createNewest();
  const sequence = createSequence<Message>({ deliver: deliverNewest, onHole });

  function isNews({ body }: { readonly body: unknown }): boolean {
    const version = versionOf(body);
    return version === undefined || newest.accept(keyOf(body), version);
  }

  function deliverNewest(message: Message): void {
    if (!('body' in message) || isNews(message)) deliver(message);
  }

  return {
    take(message) {
      const seq = 'body' in message ? seqOf(message.body) : undefined;
      if (seq === undefined) deliverNewest(message);
      else sequence.take(message, seq);
    },
    replace(messages, seq, since) {
      if (seq !== undefined && since !== undefined && seq < since && since - seq < COUNT_RESTARTED) return false;
      newest.clear();
      for (const message of messages) if ('body' in message) isNews(message);
      deliver({ type: 'snapshot', messages });
      // One without a number, of a stream that has them, is from after the request went out: what came since is delivered again.
      sequence.goOnAfter(seq ?? since);
      return true;
    },
    restart: () => sequence.restart(),
    get last() {
      return sequence.last;
    },
    end: () => sequence.end(),
  };
}
