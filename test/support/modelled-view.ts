import type { Subscription } from 'rxjs';
import type { Channel, ChannelOptions } from '../../src/channel/channel.js';
import type { Message } from '../../src/message/message.js';
import type { Connection } from '../../src/scope.js';
import { LOSSES, type ModelledServer } from './modelled-server.js';

/** A view of the channel, and what it shows. */
export class ModelledView {
  readonly channel: Channel;
  readonly name: string;
  readonly server: ModelledServer;
  readonly isSilent: boolean;
  readonly log: string[] = [];
  shown: Record<string, unknown>[] = [];
  /** What it was told that it missed, since it last knew all. */
  gaps: { readonly since: number; readonly until: number; readonly after: number }[] = [];
  readonly faults: string[] = [];
  readonly #using: Subscription;
  readonly #newest = new Map<unknown, number>();
  #shownAt = 0;
  /** The highest number that was shown. */
  #last = 0;

  constructor(name: string, server: ModelledServer, connection: Connection, isSilent: boolean) {
    this.name = name;
    this.server = server;
    this.isSilent = isSilent;
    const { snapshot, order } = server.kind;
    const options: ChannelOptions = {
      ...(order === 'seq' && !isSilent && { seq: 'seq' }),
      ...(order === 'version' && !isSilent && { version: 'v', key: 'id' }),
      ...(snapshot === 'function' && { snapshot: server.snapshot }),
      ...(snapshot === 'url' && { snapshot: '/state.json' }),
    };
    this.channel = connection.channel('C', {}, options);
    // What a copy of the state learns late looks as if the cable had not said it.
    const mayBeDeaf = server.kind.lags || server.kind.among.some((type) => LOSSES.includes(type));
    this.channel.status$.subscribe(({ health }) => {
      if (health === 'deaf' && !mayBeDeaf) this.faults.push(`called deaf at ${server.time.now}`);
    });
    this.#using = this.channel.messages$.subscribe((message) => this.#show(message));
  }

  leave(): void {
    this.#using.unsubscribe();
  }

  /** Whether it tells that what it shows is right. */
  get saysRight(): boolean {
    const { state, subscription, health, heard, paused } = this.channel.status;
    return state === 'connected' && subscription === 'confirmed' && health === 'ok' && heard && !paused;
  }

  /** Whether what comes is in the order of its numbers from the first. */
  get #isInOrder(): boolean {
    const { isBare, resets, isMixed } = this.server.kind;
    return !isBare && !resets && !isMixed;
  }

  /** What is shown for no time is seen by nobody. */
  #look(): void {
    if (this.#shownAt === this.server.time.now) return;
    this.#shownAt = this.server.time.now;
    const last = Math.max(0, ...this.shown.map(({ seq }) => Number(seq ?? 0)));
    if (last < this.#last && this.#isInOrder) this.faults.push(`back from ${this.#last} to ${last} before ${this.#shownAt}`);
    this.#last = last;
    for (const { id, seq, v } of this.shown) {
      const number = (seq ?? v ?? 0) as number;
      const newest = this.#newest.get(id) ?? 0;
      if (id !== undefined && number < newest && this.#isInOrder)
        this.faults.push(`${JSON.stringify(id)} back from ${newest} to ${number} before ${this.#shownAt}`);
      this.#newest.set(id, number);
    }
  }

  #show(message: Message): void {
    this.#look();
    this.log.push(`${this.server.time.now} ${short(message)}`);
    if (message.type === 'gap') {
      this.gaps.push({ since: message.since, until: message.until, after: this.shown.length });
    } else if (message.type === 'snapshot') {
      this.shown = [];
      this.gaps = [];
      for (const each of message.messages) this.#add(each);
    } else this.#add(message);
  }

  #add(message: Message): void {
    if (!('body' in message)) return;
    const body = message.body as Record<string, unknown>;
    if (this.server.kind.shape === 'feed') {
      const last = this.shown.at(-1)?.seq;
      if (typeof body.seq === 'number' && typeof last === 'number' && body.seq <= last && this.#isInOrder)
        this.faults.push(`${body.seq} after ${last}`);
      this.shown.push(body);
      return;
    }
    this.shown = [...this.shown.filter(({ id }) => id !== body.id), body];
  }
}

function short(message: Message): string {
  if (message.type === 'snapshot') return `[${message.messages.map(short).join(' ')}]`;
  return message.type === 'gap'
    ? `gap ${message.since - Date.UTC(2026, 0, 1)}–${message.until - Date.UTC(2026, 0, 1)}`
    : JSON.stringify('body' in message ? message.body : 0);
}

function sorted(state: readonly unknown[], isBare: boolean): string {
  const told = state.map((body) => JSON.stringify(isBare ? { ...(body as object), seq: 0 } : body));
  return [...new Set(told)].sort().join();
}

/** What is wrong with what a view shows, unless it says so. */
export function wrong(view: ModelledView, server: ModelledServer): string | undefined {
  const { kind } = server;
  if (kind.snapshot !== 'none') {
    const [is, shows] = [server.state(), view.shown];
    if (
      sorted(is, kind.isBare) === sorted(shows, kind.isBare) &&
      (kind.order !== 'seq' || kind.shape !== 'feed' || is.length === shows.length)
    )
      return undefined;
    return view.gaps.length > 0 ? undefined : `is ${JSON.stringify(is)}\nshows ${JSON.stringify(shows)}`;
  }
  if (kind.shape !== 'feed') return undefined;
  // Without full state each line between the first that it shows and now is shown, or told as missed.
  const numbers = new Set(view.shown.map((body) => (body.seq ?? body.line) as number));
  const first = Math.min(...numbers);
  // What is late on its way arrives after the instant that it was said at.
  const slack = kind.among.includes('delay') ? 2_000 : 1;
  const missed = server.said.filter(
    ({ n, at }) => n > first && !numbers.has(n) && !view.gaps.some(({ since, until }) => at >= since - slack && at <= until + 1),
  );
  return missed.length > 0
    ? `missed without a word: ${missed.map(({ n, at }) => `${n}@${at - Date.UTC(2026, 0, 1)}`).join(' ')}`
    : undefined;
}
