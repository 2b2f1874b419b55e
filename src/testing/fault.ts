import type { Params } from '../identifier.js';
import type { Signal } from '../transport/transport.js';
import { delayed, everyNth, only, reordered } from './bend.js';
import type { FakeCable } from './fake-cable.js';
import type { Random } from './random.js';

/** A fault that happens at one moment. */
export type Blow =
  /** The link is lost, and the client notices at once. */
  | { readonly type: 'drop' }
  /** The link is lost without notice. The client finds out by the silence of a server that sends heartbeats. */
  | { readonly type: 'half-open' }
  /** The server ends the connection, by default with `server_restart`; for good with `reconnect: false`. */
  | { readonly type: 'goodbye'; readonly reason?: string; readonly reconnect?: boolean }
  /** The server ends one subscription, for good. */
  | { readonly type: 'reject'; readonly channel: string; readonly params?: Params };

/** A fault that lasts for a while; `by` and `within` are in ms. */
export type Spell =
  /** Connection attempts fail. */
  | { readonly type: 'refuse' }
  /** Connections are accepted, but no welcome follows. */
  | { readonly type: 'hang' }
  /** Nothing is sent or received. What was sent meanwhile arrives late, when the fault ends. */
  | { readonly type: 'freeze' }
  /** The server still sends heartbeats, but delivers nothing and confirms nothing. */
  | { readonly type: 'deaf' }
  /** Everything that the server sends arrives `by` ms late. */
  | { readonly type: 'delay'; readonly by: number }
  /** Only confirmations arrive late, so bodies come before them. */
  | { readonly type: 'late-confirm'; readonly by: number }
  /** Confirmations are lost: the server has subscribed the client, and does not answer a second request. */
  | { readonly type: 'lost-confirm' }
  /** Bodies that are sent within `within` ms of each other arrive in another order. */
  | { readonly type: 'reorder'; readonly within: number }
  /** Every n-th body arrives twice. */
  | { readonly type: 'duplicate'; readonly every: number }
  /** Every n-th body never arrives. */
  | { readonly type: 'lose'; readonly every: number };

/** A fault between a server and its client. */
export type Fault = Blow | Spell;

/** Ends a lasting fault; `still`: another one of its kind is still active. */
export type Undo = (still: boolean) => void;

/** Applies a fault to a server. Returns the function that ends it, if the fault lasts. */
export function inject(fake: FakeCable, fault: Fault, random: Random): Undo | undefined {
  switch (fault.type) {
    case 'drop':
      fake.drop();
      return undefined;
    case 'half-open':
      fake.freeze();
      return undefined;
    case 'goodbye':
      fake.goodbye(fault.reason ?? 'server_restart', fault.reconnect ?? true);
      return undefined;
    case 'reject':
      fake.reject(fault.channel, fault.params);
      return undefined;
    case 'refuse':
      fake.refuse();
      return (still) => fake.refuse(still);
    case 'hang':
      fake.hang();
      return (still) => fake.hang(still);
    case 'freeze':
      fake.freeze();
      return (still) => {
        if (!still) fake.thaw();
      };
    case 'deaf':
      fake.deafen();
      return (still) => fake.deafen(still);
    case 'delay':
      return fake.bend(delayed(fault.by, () => true));
    case 'late-confirm':
      return fake.bend(delayed(fault.by, isConfirmation));
    case 'lost-confirm':
      return fake.bend(only((signal) => !isConfirmation(signal)));
    case 'reorder':
      return fake.bend(reordered(fault.within, random));
    case 'duplicate':
      return fake.bend(everyNth(fault.every, random, twice));
    case 'lose':
      return fake.bend(everyNth(fault.every, random, () => undefined));
  }
}

function isConfirmation({ type }: Signal): boolean {
  return type === 'confirmed';
}

function twice(signal: Signal, { next }: { readonly next: (signal: Signal) => void }): void {
  next(signal);
  next(signal);
}
