import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Channel, ChannelOptions } from '../../../src/channel/channel.js';
import type { Message } from '../../../src/message/message.js';
import { ownTime } from '../../support/own-time.js';
import type { Probe } from './probe.js';
import type { Point, Target } from './target.js';

/** What a page would show of a stream of points: a snapshot replaces all, everything else is added. */
export class Display {
  readonly channel: Channel;
  points: Point[] = [];
  /** How many messages came, of each kind that is our own, and how many points were shown twice or behind a later one. */
  messages = 0;
  snapshots = 0;
  gaps = 0;
  doubled = 0;
  unordered = 0;
  readonly #using;

  constructor(channel: Channel) {
    this.channel = channel;
    this.#using = channel.messages$.subscribe((message) => this.#show(message));
  }

  /** The number of the last point. */
  get last(): number {
    return this.points.at(-1)?.seq ?? 0;
  }

  leave(): void {
    this.#using.unsubscribe();
  }

  #show(message: Message): void {
    this.messages += 1;
    if (message.type === 'gap') this.gaps += 1;
    else if (message.type !== 'snapshot') this.#add(message.body as Point);
    else {
      this.snapshots += 1;
      this.points = [];
      for (const part of message.messages) if ('body' in part) this.#add(part.body as Point);
    }
  }

  #add(point: Point): void {
    if (point.seq === this.last) this.doubled += 1;
    else if (point.seq < this.last) this.unordered += 1;
    this.points.push(point);
  }
}

/** Shows a stream of a target, repaired by its snapshot, which is fetched on the same way as the cable. */
export function show(probe: Probe, stream: string, options: ChannelOptions = {}): Display {
  const snapshot = `${probe.url}/snapshots/demo/${stream}.json`;
  return new Display(probe.connection.channel('DemoChannel', { stream }, { snapshot, seq: 'seq', ...options }));
}

/** Writes down how each request for a stream's snapshot is answered, by its status, from now on; `end` ends that. */
export function watchSnapshots(probe: Probe, stream: string): { readonly statuses: readonly number[]; end(): void } {
  const statuses: number[] = [];
  function onHeaders(seen: unknown): void {
    const { request, response } = seen as { request: { origin: string; path: string }; response: { statusCode: number } };
    if (request.origin === probe.url && request.path.startsWith(`/snapshots/demo/${stream}.json`)) statuses.push(response.statusCode);
  }
  subscribe('undici:request:headers', onHeaders);
  return { statuses, end: () => void unsubscribe('undici:request:headers', onHeaders) };
}

/** Tells where a display and a server differ, or `undefined` where they do not. */
export function difference(display: Display, kept: readonly Point[]): string | undefined {
  const shown = display.points.map(({ seq }) => seq);
  const missing = kept.filter(({ seq }) => !shown.includes(seq)).map(({ seq }) => seq);
  if (missing.length > 0) return `${missing.length} of ${kept.length} are missing: ${missing.slice(0, 10).join(', ')} …`;
  if (display.doubled + display.unordered > 0) return `${display.doubled} were shown twice, ${display.unordered} out of order`;
  return shown.length === kept.length ? undefined : `${shown.length} are shown of ${kept.length}`;
}

/** Waits until a display shows what the server keeps, at most `within` ms of this process; tells the difference where it does not. */
export async function untilEqual(display: Display, target: Target, stream: string, within: number): Promise<void> {
  const deadline = ownTime() + within;
  for (;;) {
    const found = difference(display, await target.points(stream));
    if (found === undefined) return;
    if (ownTime() > deadline) throw new Error(`After ${within} ms ${found} (${display.channel.status.state}).`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
