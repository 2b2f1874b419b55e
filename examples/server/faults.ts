import type { Cable, Trouble } from './cable/cable.js';
import type { PrintShop } from './shop/print-shop.js';
import type { Timers } from './timers.js';

/** The names of all faults. */
export const FAULT_NAMES = [
  'drop',
  'close',
  'refuse',
  'freeze',
  'thaw',
  'deaf',
  'flood',
  'restart',
  'remote',
  'stop',
  'start',
  'unauthorized',
  'heal',
] as const;

/** A fault, or a repair: `thaw`, `start` or `heal`. */
export type FaultName = (typeof FAULT_NAMES)[number];

/** Options of a fault. */
export interface FaultParams {
  /** How long it lasts, in ms. By default `refuse` 3000, `flood` 5000, `restart` 1000, and `freeze`, `deaf`, `stop`, `unauthorized` until repaired. */
  readonly for?: number;
  /** The code of the close frame that `close` sends; 1001 by default. */
  readonly code?: number;
}

/** A lasting fault. `until` is in epoch ms, or `null` if only a repair ends it. */
export interface ActiveFault {
  readonly name: string;
  readonly until: number | null;
}

/** Returns whether a text is the name of a fault. */
export function isFaultName(name: unknown): name is FaultName {
  return (FAULT_NAMES as readonly unknown[]).includes(name);
}

/** Breaks the server's cable on purpose, and repairs it. HTTP is not affected. */
export class Faults {
  readonly #timers: Timers;
  readonly #active = new Map<Trouble | 'flood', { readonly until: number | null; readonly cancel: () => void; readonly end: () => void }>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Returns whether a fault is active. */
  has(name: Trouble | 'flood'): boolean {
    return this.#active.has(name);
  }

  /** Returns all active faults. */
  list(): readonly ActiveFault[] {
    return [...this.#active].map(([name, { until }]) => ({ name, until }));
  }

  /** Applies a fault to a cable and its shop. */
  inject(name: FaultName, params: FaultParams, cable: Cable, shop: PrintShop): void {
    switch (name) {
      case 'drop':
        return cable.forEach((connection) => connection.reset());
      case 'close':
        return cable.forEach((connection) => connection.close(params.code ?? 1001));
      case 'refuse':
        return this.#begin('refuse', params.for ?? 3000);
      case 'freeze':
        this.#begin('freeze', params.for, () => cable.thaw());
        return cable.forEach((connection) => connection.freeze());
      case 'thaw':
        return this.#end('freeze');
      case 'deaf':
        return this.#begin('deaf', params.for);
      case 'flood':
        return this.#flood(params.for ?? 5000, shop);
      case 'restart':
        this.#begin('refuse', params.for ?? 1000);
        return cable.forEach((connection) => connection.disconnect('server_restart', true));
      case 'remote':
        return cable.forEach((connection) => connection.close(1000));
      case 'stop':
        this.#begin('stop', params.for);
        return cable.forEach((connection) => connection.reset());
      case 'start':
        return this.#end('stop');
      case 'unauthorized':
        this.#begin('unauthorized', params.for);
        return cable.forEach((connection) => connection.disconnect('unauthorized', false));
      case 'heal':
        for (const active of [...this.#active.keys()]) this.#end(active);
    }
  }

  #flood(duration: number, shop: PrintShop): void {
    // End the first flood, so that the second returns to the original rate.
    this.#end('flood');
    const { rate } = shop;
    shop.rate = 'flood';
    this.#begin('flood', duration, () => {
      // Unless another rate was chosen meanwhile.
      if (shop.rate === 'flood') shop.rate = rate;
    });
  }

  /** Starts or restarts a fault; it ends by itself after `duration` ms, if given. */
  #begin(name: Trouble | 'flood', duration: number | undefined, end: () => void = () => undefined): void {
    this.#active.get(name)?.cancel();
    const cancel = duration === undefined ? () => undefined : this.#timers.after(duration, () => this.#end(name));
    this.#active.set(name, { until: duration === undefined ? null : Date.now() + duration, cancel, end });
  }

  #end(name: Trouble | 'flood'): void {
    const active = this.#active.get(name);
    this.#active.delete(name);
    active?.cancel();
    active?.end();
  }
}
