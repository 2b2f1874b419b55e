import { CablegramError, type Message } from '../../src/index.js';
import { type Address, isAddressed } from './addressed.js';
import { type Named, nameOf } from './followed.js';
import { warnOnce } from './warn-once.js';

/** After how many bodies in a row that an element cannot use it reports an error. */
const MOST_UNREAD = 5;

/** How much of the received body the error quotes, in characters. */
const MOST_QUOTED = 200;

/** An element that may be unable to use what arrives. */
export interface Reader extends Address, Named {
  readonly localName: string;
}

/** Counts the bodies that an element cannot use, and returns an error for the page's author, once until a body fits. */
export class Unread {
  #count = 0;
  #isReported = false;

  /** Starts over: a body was usable, or the element follows something else. */
  clear(): void {
    this.#count = 0;
    this.#isReported = false;
  }

  /** Takes messages that the element could not use. Returns an error if one is due. */
  take(messages: readonly Message[], reader: Reader, lookedFor: () => string): CablegramError | undefined {
    const [first] = messages;
    if (first?.type === 'snapshot') return this.#report('The snapshot', first.messages.map(bodyOf), reader, lookedFor());
    const bodies = messages.filter((message) => message.type !== 'gap' && isAddressed(message, reader));
    this.#count += bodies.length;
    if (this.#count < MOST_UNREAD) return undefined;
    return this.#report(`Each of the last ${MOST_UNREAD} bodies`, bodyOf(bodies.at(-1)), reader, lookedFor());
  }

  #report(what: string, came: unknown, reader: Reader, lookedFor: string): CablegramError | undefined {
    if (this.#isReported) return undefined;
    this.#isReported = true;
    const found = came === undefined ? 'nothing' : JSON.stringify(came).slice(0, MOST_QUOTED);
    const message = `${what} of ${nameOf(reader)} holds nothing that <${reader.localName}> can use; it looks for ${lookedFor}, but got ${found}.`;
    const error = new CablegramError('body-unread', message);
    warnOnce(error);
    return error;
  }
}

function bodyOf(message: Message | undefined): unknown {
  return message && 'body' in message ? message.body : undefined;
}
