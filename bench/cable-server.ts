/** The wire that a client speaks: Action Cable's, or Centrifugo's JSON protocol. */
export type Wire = 'cable' | 'centrifuge';

/** The names of the channels of a bench, so many. */
export function channelNames(channels: number): readonly string[] {
  return Array.from({ length: channels }, (_, index) => `bench-${index}`);
}

/**
 * The server's half of both wires, without a socket: what it says at first, what it answers, and the frame that carries one body to a channel.
 *
 * It knows as much as a client needs to become live: a welcome, confirmations, beats.
 */
export class CableServer {
  /** What the client calls each channel, in the order in which it subscribed. */
  readonly identifiers: string[] = [];
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  greet(): readonly string[] {
    return this.#wire === 'cable' ? ['{"type":"welcome"}'] : [];
  }

  /** A beat, as often as the real servers say one: Rails every 3 s, Centrifugo every 25 s. */
  beat(): string {
    return this.#wire === 'cable' ? `{"type":"ping","message":${Math.round(Date.now() / 1000)}}` : '{}';
  }

  answer(text: string): readonly string[] {
    if (this.#wire === 'cable') {
      const { command, identifier } = JSON.parse(text) as { readonly command: string; readonly identifier: string };
      if (command !== 'subscribe') return [];
      this.identifiers.push(identifier);
      return [JSON.stringify({ type: 'confirm_subscription', identifier })];
    }
    return text.split('\n').flatMap((line) => {
      const { id, connect, subscribe } = JSON.parse(line) as {
        readonly id?: number;
        readonly connect?: object;
        readonly subscribe?: { readonly channel: string };
      };
      if (connect) return [JSON.stringify({ id, connect: { client: 'bench', version: '6', ping: 25, pong: false } })];
      if (!subscribe) return [];
      this.identifiers.push(subscribe.channel);
      return [JSON.stringify({ id, subscribe: {} })];
    });
  }

  /** The frames of one body to each channel. */
  frames(): readonly string[] {
    return this.identifiers.map((identifier, index) => {
      const message = { type: 'datapoint', metric: 'orders', value: 1000 + index, timestamp: '2026-11-21T19:30:11.446Z' };
      return this.#wire === 'cable'
        ? JSON.stringify({ identifier, message })
        : JSON.stringify({ push: { channel: identifier, pub: { data: message } } });
    });
  }
}
