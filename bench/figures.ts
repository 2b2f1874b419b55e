/** A figure over the rounds: the median, and the least and the most that were seen. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** One line of a comparison. */
export interface Row {
  readonly name: string;
  /** Ours: drawn in the colour of the project. */
  readonly isOurs: boolean;
  readonly figure: Spread;
  /** What else is told of it, as text by the title of its column. */
  readonly more?: Readonly<Record<string, string>>;
}

/** A table, and its chart. Less is better in all of them. */
export interface Table {
  /** The name of the file of its chart. */
  readonly name: string;
  readonly title: string;
  /** What the figure is: `× a native socket`, `kB`. */
  readonly unit: string;
  readonly rows: readonly Row[];
  /** The most that each of our rows may come to; a row over it is exit code 1. */
  readonly limit?: number;
}

/** What one part of `npm run bench` has measured. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** What was measured, and how, in one paragraph. */
  readonly how: string;
  readonly tables: readonly Table[];
  /** On what, and over how many rounds. */
  readonly conditions: string;
}

/** The spread of figures. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((one, other) => one - other);
  const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return { median: (low + high) / 2, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

/** A figure as text: two digits behind the point for small ones, none for large ones. */
export function figureText(figure: number): string {
  const digits = figure >= 100 ? 0 : figure >= 10 ? 1 : 2;
  return figure.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
