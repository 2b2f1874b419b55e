import type { Channel, Params, Performer } from './channel.js';
import { answerFrame, encode, messageFrame, parseRecord } from './frames.js';
import type { Streams } from './streams.js';
import type { WorkerPool } from './worker-pool.js';

/** The connection that a subscription belongs to. */
export interface Owner {
  readonly isOpen: boolean;
  transmit(frame: string): void;
}

/** State shared by all subscriptions of a server. */
export interface SubscriptionContext {
  readonly streams: Streams;
  readonly pool: WorkerPool;
  /** Whether the process has lost its pub/sub: it still pings, but delivers no broadcast and confirms nothing. */
  readonly isDeaf: () => boolean;
}

/** One identifier of one connection. Its frames repeat the identifier exactly as the client wrote it. */
export class Subscription implements Performer {
  readonly params: Params;
  readonly owner: Owner;
  readonly #identifier: string;
  readonly #channel: Channel;
  readonly #context: SubscriptionContext;

  constructor(owner: Owner, identifier: string, params: Params, channel: Channel, context: SubscriptionContext) {
    this.owner = owner;
    this.params = params;
    this.#identifier = identifier;
    this.#channel = channel;
    this.#context = context;
  }

  /**
   * Sends the state, joins the stream, and confirms once it has joined; returns whether the subscription was accepted.
   *
   * As in Rails, an unsubscribe that comes meanwhile cancels neither the joining nor the confirmation.
   */
  subscribe(): boolean {
    if (this.#channel.rejects?.(this.params) === true) {
      this.owner.transmit(answerFrame(this.#identifier, 'reject_subscription'));
      return false;
    }
    for (const body of this.#channel.stateOf?.(this.params) ?? []) this.transmit(body);
    if (this.#context.isDeaf()) return true;
    this.#context.streams.join(this.#channel.streamOf(this.params), this, () =>
      this.owner.transmit(answerFrame(this.#identifier, 'confirm_subscription')),
    );
    return true;
  }

  /** Leaves the stream, if it has joined. There is no answer. */
  unsubscribe(): void {
    this.#context.streams.leave(this.#channel.streamOf(this.params), this);
  }

  /** Runs an action. Throws if there is none; the pool logs that, and the client is not told. */
  async perform(data: unknown): Promise<void> {
    const record = parseRecord(data) ?? {};
    const action = this.#channel.actions?.get(String(record['action']));
    if (action === undefined) throw new Error(`Unable to process ${String(record['action'])} on ${this.#identifier}`);
    await action(this, record);
  }

  hear(json: string): void {
    if (this.#context.isDeaf()) return;
    this.#context.pool.deliver(() => this.owner.transmit(messageFrame(this.#identifier, json)));
  }

  transmit(body: unknown): void {
    this.owner.transmit(messageFrame(this.#identifier, encode(body)));
  }
}
