import type { Channel, Params, Performer } from './channel.js';
import { answerFrame, encode, messageFrame, parseRecord } from './frames.js';
import type { Streams } from './streams.js';
import type { WorkerPool } from './worker-pool.js';

/** The connection that a subscription belongs to. */
export interface Owner {
  readonly isOpen: boolean;
  transmit(frame: string): void;
}

/** What all subscriptions of one server share. */
export interface SubscriptionContext {
  readonly streams: Streams;
  readonly pool: WorkerPool;
  /** Whether the process has lost its pub/sub: it beats on, but hears no broadcast and confirms nothing. */
  readonly isDeaf: () => boolean;
}

/** One identifier of one connection. What it sends bears the identifier as the client spelled it. */
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
   * Sends the state, asks for the stream, and confirms once that stands; tells whether it was accepted.
   *
   * Neither the joining nor the confirmation is called off by an unsubscribe that comes meanwhile, as in Rails.
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

  /** Leaves the stream, where that stands already. Nothing is answered. */
  unsubscribe(): void {
    this.#context.streams.leave(this.#channel.streamOf(this.params), this);
  }

  /** Runs an action; throws for one that does not exist, which the pool logs and the client never learns. */
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
