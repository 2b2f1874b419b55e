import type { Subscription } from 'rxjs';
import type { Channel } from '../../src/channel/channel.js';
import type { Message } from '../../src/message/message.js';
import type { Numbered } from './source.js';

/** What a page would show of a stream: a snapshot replaces all, everything else is added. */
export class Screen {
  bodies: Numbered[] = [];
  snapshots = 0;
  /** How many bodies were shown beside themselves. */
  twice = 0;
  readonly #shown = new Set<number>();
  readonly #using: Subscription;

  constructor(channel: Channel) {
    this.#using = channel.messages$.subscribe((message) => this.#show(message));
  }

  /** The number of the last body. */
  get last(): number {
    return this.bodies.at(-1)?.seq ?? 0;
  }

  leave(): void {
    this.#using.unsubscribe();
  }

  /** Tells in words where it differs from the server's last bodies, oldest first; `undefined` where it does not. */
  differenceTo(kept: readonly Numbered[]): string | undefined {
    const shown = this.bodies.slice(-kept.length);
    const at = kept.findIndex(({ seq, value }, n) => shown[n]?.seq !== seq || shown[n].value !== value);
    if (at < 0) return undefined;
    const missing = kept.filter(({ seq }) => !this.#shown.has(seq)).map(({ seq }) => seq);
    if (missing.length > 0) return `${missing.length} of ${kept.length} are missing: ${missing.slice(0, 5).join(', ')} …`;
    return `at place ${at} the server has ${JSON.stringify(kept[at])}, the page ${JSON.stringify(shown[at])}`;
  }

  #show(message: Message): void {
    if (message.type === 'gap') return;
    if (message.type !== 'snapshot') return this.#add(message.body as Numbered);
    this.snapshots += 1;
    this.bodies = [];
    this.#shown.clear();
    for (const part of message.messages) if ('body' in part) this.#add(part.body as Numbered);
  }

  #add(body: Numbered): void {
    if (this.#shown.has(body.seq)) this.twice += 1;
    this.#shown.add(body.seq);
    this.bodies.push(body);
  }
}
