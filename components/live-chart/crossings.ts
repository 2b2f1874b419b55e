import type { ChartThreshold } from './chart-series.js';

/** A series has gone above or below a threshold. */
export interface Crossing {
  readonly field: string;
  readonly value: number;
  /** Epoch ms. */
  readonly at: number;
  readonly direction: 'up' | 'down';
  readonly threshold: ChartThreshold;
}

/**
 * Notices when a series crosses a threshold. A value that equals the threshold is above it.
 *
 * The first value of a series tells only on which side it is. Of the crossings of one threshold between two readings, at most two are reported:
 * the first one, and the one back.
 */
export class Crossings {
  readonly #sides = new Map<string, boolean>();
  readonly #found = new Map<string, Crossing[]>();

  /** Forgets on which side the series are. */
  clear(): void {
    this.#sides.clear();
    this.#found.clear();
  }

  /** Takes the next value of a series. */
  take(field: string, value: number, at: number, thresholds: readonly ChartThreshold[]): void {
    for (const threshold of thresholds) {
      if (threshold.series !== undefined && threshold.series !== field) continue;
      const key = `${threshold.value} ${field}`;
      const isAbove = value >= threshold.value;
      const was = this.#sides.get(key);
      this.#sides.set(key, isAbove);
      if (was === undefined || was === isAbove) continue;
      const before = this.#found.get(key) ?? [];
      const crossing: Crossing = { field, value, at, direction: isAbove ? 'up' : 'down', threshold };
      this.#found.set(key, before.length < 2 ? [...before, crossing] : [crossing]);
    }
  }

  /** Returns what was noticed since the last call. */
  read(): readonly Crossing[] {
    const found = [...this.#found.values()].flat();
    this.#found.clear();
    return found;
  }
}
