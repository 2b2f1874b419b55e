import type { Params } from '../identifier.js';
import type { Signal } from '../transport/transport.js';
import { delayed, everyNth, only, reordered } from './bend.js';
import type { FakeCable } from './fake-cable.js';
import type { Random } from './random.js';

/** What happens at once. */
export type Blow =
  /** The link is lost, and the client hears of it. */
  | { readonly type: 'drop' }
  /** The link is lost, and nobody hears of it: the client finds out on a server that beats, by its silence. */
  | { readonly type: 'half-open' }
  /** The server ends the connection, `server_restart` unless it says otherwise; for good with `reconnect: false`. */
  | { readonly type: 'goodbye'; readonly reason?: string; readonly reconnect?: boolean }
  /** The server ends one subscription, for good. */
  | { readonly type: 'reject'; readonly channel: string; readonly params?: Params };

/** What lasts for a while; `by` and `within` are in ms. */
export type Spell =
  /** Dials fail. */
  | { readonly type: 'refuse' }
  /** Dials are taken, and no welcome follows. */
  | { readonly type: 'hang' }
  /** Nothing is said or heard; what was said and asked meanwhile arrives with its end, late. */
  | { readonly type: 'freeze' }
  /** The server beats on, but delivers nothing and confirms nothing. */
  | { readonly type: 'deaf' }
  /** All that the server says is late by so much. */
  | { readonly type: 'delay'; readonly by: number }
  /** Confirmations alone are late by so much: bodies come before. */
  | { readonly type: 'late-confirm'; readonly by: number }
  /** Confirmations are lost: the server has subscribed the client, and answers no second request. */
  | { readonly type: 'lost-confirm' }
  /** Bodies that are said within so much of one another arrive in another order. */
  | { readonly type: 'reorder'; readonly within: number }
  /** Every so manieth body arrives twice. */
  | { readonly type: 'duplicate'; readonly every: number }
  /** Every so manieth body never arrives. */
  | { readonly type: 'lose'; readonly every: number };

/** Something that goes wrong between a server and its client. */
export type Fault = Blow | Spell;

/** Ends what lasts; another one of its kind may still be going on. */
export type Undo = (still: boolean) => void;

/** Lets a fault happen to a server; returns its undoing where it lasts. */
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
