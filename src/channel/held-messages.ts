import type { Message } from '../message/message.js';
import { sizeOf } from '../message/size.js';
import type { Held } from './pause-scope.js';

/** How many messages a view holds back, and their total size in characters. Beyond that the oldest is dropped and counted. */
const MOST = 1_000;
const MOST_SIZE = 1_000_000;

/** What was held back, in order. */
export interface Release {
  readonly messages: readonly Message[];
  /** The oldest message that was dropped, if one was. */
  readonly firstDropped: Message | undefined;
}

/** The messages that a paused view holds back. The newest is always kept, and a snapshot replaces all before it. */
export class HeldMessages {
  #messages: Message[] = [];
  #size = 0;
  #gaps = 0;
  #dropped = 0;
  #firstDropped: Message | undefined;

  /** Gaps bring nothing new, so they are not counted. */
  get count(): Held {
    return { waiting: this.#messages.length - this.#gaps, dropped: this.#dropped };
  }

  add(message: Message): void {
    if (message.type === 'snapshot') this.#forget();
    const messages = this.#messages;
    messages.push(message);
    this.#size += sizeOf(message);
    if (message.type === 'gap') this.#gaps += 1;
    while (messages.length > MOST || (this.#size > MOST_SIZE && messages.length > 1)) this.#drop(messages.shift() as Message);
  }

  /** Returns what is held, and holds nothing any more. */
  release(): Release {
    const release = { messages: this.#messages, firstDropped: this.#firstDropped };
    this.#forget();
    return release;
  }

  #drop(oldest: Message): void {
    this.#size -= sizeOf(oldest);
    if (oldest.type === 'gap') this.#gaps -= 1;
    if (this.#dropped === 0) this.#firstDropped = oldest;
    this.#dropped += 1;
  }

  #forget(): void {
    this.#messages = [];
    this.#size = this.#gaps = this.#dropped = 0;
    this.#firstDropped = undefined;
  }
}
