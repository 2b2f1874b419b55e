import { formatNumber } from '../format/number.js';

/** The highest count of items that is shown and announced. */
const MOST_COUNTED = 99;

/** Returns a count of items as text: `3`, and `99+` above 99. */
export function countText(count: number, locale: string): string {
  return count > MOST_COUNTED ? `${formatNumber(MOST_COUNTED, {}, locale)}+` : formatNumber(count, {}, locale);
}
