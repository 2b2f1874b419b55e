import { type Message, readPath } from '../../src/index.js';
import { isAddressed } from './addressed.js';
import { nearWord } from './near-word.js';
import { warnOnce } from './warn-once.js';

/** After how many events of other names an author is told, if one of them looks as if it was meant, and if none does. */
const SOON = 5;
const LATE = 50;

/** How many names the warning lists. */
const MOST_NAMES = 5;

/** Warns, in the development build, if a channel sends events, but none with a name that the element takes. */
export class EventNames {
  readonly #names = new Set<string>();
  #count = 0;
  #isFound = false;

  clear(): void {
    this.#names.clear();
    this.#count = 0;
    this.#isFound = false;
  }

  take(messages: readonly Message[], { localName, event }: { readonly localName: string; readonly event: string }): void {
    if (event === '' || this.#isFound) return;
    for (const message of messages) {
      const name = nameOf(message);
      if (name === undefined) continue;
      this.#isFound ||= isAddressed(message, { event });
      this.#count += 1;
      if (this.#names.size < MOST_NAMES) this.#names.add(name);
    }
    if (!this.#isFound) this.#warn(localName, event);
  }

  #warn(localName: string, event: string): void {
    const names = [...this.#names];
    const meant = event
      .split(/\s+/)
      .map((one) => nearWord(one, names))
      .find(Boolean);
    if (this.#count < (meant ? SOON : LATE)) return;
    const listed = names.map((name) => JSON.stringify(name)).join(', ');
    const hint = meant ? `Did you mean "${meant}"?` : `They are named ${listed}. If it is rare, nothing is wrong.`;
    warnOnce(`<${localName}> takes events named "${event}", but its channel sent none among ${this.#count < LATE ? SOON : LATE}. ${hint}`);
  }
}

function nameOf(message: Message): string | undefined {
  if (message.type === 'gap' || message.type === 'snapshot') return undefined;
  const name = message.type === 'event' ? message.event : readPath(message.body, 'type');
  return typeof name === 'string' ? name : undefined;
}
