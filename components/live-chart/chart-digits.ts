/** The most digits after the decimal point that a browser writes. */
const MOST_DIGITS = 20;

/** How many steps of a range must be distinguishable, as a power of ten. */
const RESOLUTION = 2;

/** Returns how many digits after the decimal point make the values of a range distinguishable; at least two. */
export function fractionDigits(values: readonly unknown[]): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (typeof value !== 'number') continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // If all values are equal, their own size is used.
  const range = high > low ? high - low : Math.abs(high);
  if (!Number.isFinite(range) || range === 0) return RESOLUTION;
  return Math.min(MOST_DIGITS, Math.max(RESOLUTION, RESOLUTION - Math.floor(Math.log10(range))));
}

/** Returns how many significant digits a tick needs so that it differs from the ticks one `step` away. */
export function significantDigits(value: number, step: number): number {
  const power = Math.floor(Math.log10(step));
  // Steps of 2.5 need one more digit than steps of 2.
  const isWhole = Math.abs(step / 10 ** power - Math.round(step / 10 ** power)) < 1e-6;
  const digits = Math.floor(Math.log10(Math.abs(value)) + 1e-9) - power + (isWhole ? 1 : 2);
  return Math.min(MOST_DIGITS, Math.max(1, digits));
}

/** Returns a tick's value without the rounding error of added steps: 0.30000000000000004 becomes 0.3, and -0 becomes 0. */
export function exactTick(value: number, step: number): number {
  return Math.abs(value) < step / 1e6 ? 0 : Number(value.toPrecision(12));
}
