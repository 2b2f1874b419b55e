import { CablegramError, type Message } from '../../src/index.js';
import { type Address, isAddressed } from './addressed.js';
import { warnOnce } from './warn-once.js';

/** How many bodies in a row may say nothing to an element before the page's author hears of it. */
const MOST_UNREAD = 5;

/** How much of what came stands in the error, in characters. */
const MOST_QUOTED = 200;

/** An element that may fail to read what comes. */
export interface Reader extends Address {
  readonly localName: string;
  readonly channel: string;
}

/** Counts what came to an element and said nothing to it, and words the error for the page's author, once until something fits. */
export class Unread {
  #count = 0;
  #isReported = false;

  /** Something fitted, or the element follows something else. */
  clear(): void {
    this.#count = 0;
    this.#isReported = false;
  }

  /** Takes messages that said nothing; returns the error that is now due. */
  take(messages: readonly Message[], reader: Reader, lookedFor: () => string): CablegramError | undefined {
    const [first] = messages;
    if (first?.type === 'snapshot') return this.#report('The snapshot', first.messages.map(bodyOf), reader, lookedFor());
    const bodies = messages.filter((message) => message.type !== 'gap' && isAddressed(message, reader));
    this.#count += bodies.length;
    if (this.#count < MOST_UNREAD) return undefined;
    return this.#report(`Each of the last ${MOST_UNREAD} bodies`, bodyOf(bodies.at(-1)), reader, lookedFor());
  }

  #report(what: string, came: unknown, { localName, channel }: Reader, lookedFor: string): CablegramError | undefined {
    if (this.#isReported) return undefined;
    this.#isReported = true;
    const found = came === undefined ? 'nothing' : JSON.stringify(came).slice(0, MOST_QUOTED);
    const message = `${what} of "${channel}" says nothing to <${localName}>, which looks for ${lookedFor}: ${found}`;
    warnOnce(message);
    return new CablegramError('body-unread', message);
  }
}

function bodyOf(message: Message | undefined): unknown {
  return message && 'body' in message ? message.body : undefined;
}
