/** The range of a bare number, in epoch s: the years 1973 to 2286. */
const FIRST = 1e8;
const LAST = 1e10;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** ISO 8601 and what Rails writes: `2026-11-29T05:00:00.123456Z`, `2026-11-29 05:00:00 +0000`, `20261129T0500Z`. */
const ISO = /^(\d{4})(-?)(\d\d)\2(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;

/** RFC 2822 and the dates of HTTP: `Sun, 29 Nov 2026 05:00:00 GMT`. */
const RFC = /^(?:[a-z]{3}, ?)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))?(?: (Z|UTC?|GMT|[+-]\d{4}))?$/i;

/**
 * Reads an instant into epoch ms, or returns `undefined` for anything else.
 *
 * Accepts ISO 8601 with a time (also with a blank instead of the `T`, as Rails writes it), RFC 2822, epoch s, ms, µs or ns as a number or
 * as text, and a `Date`. Text without a zone is UTC, since servers write UTC and the visitor's zone is not the server's. A date without a
 * time, a duration and other words are not instants; neither is a number outside the years 1973 to 2286 in any of the units. The result is
 * the same in every engine and zone; microseconds stay as a fraction.
 */
export function readInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return ofEpoch(value);
  if (value instanceof Date) return ofEpoch(value.getTime() / 1000) ?? undefined;
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return ofEpoch(Number(text));
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, , month, day, hour, minute, second, fraction, zone] = iso;
    return ofClock([year, month, day, hour, minute, second].map(toNumber), fraction, zone);
  }
  const rfc = RFC.exec(text);
  if (!rfc) return undefined;
  const [, day, month = '', year, hour, minute, second, zone] = rfc;
  return ofClock([year, MONTHS.indexOf(month.toLowerCase()) + 1, day, hour, minute, second].map(toNumber), undefined, zone);
}

function toNumber(digits: string | number | undefined): number {
  return Number(digits ?? 0);
}

/** The four units differ so much that the size of a number shows its unit. */
function ofEpoch(value: number): number | undefined {
  for (const unit of [1, 1e3, 1e6, 1e9]) {
    const seconds = value / unit;
    if (seconds >= FIRST && seconds < LAST) return toMicroseconds(value * (1e3 / unit));
  }
  return undefined;
}

function ofClock(fields: readonly number[], fraction = '', zone = 'Z'): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  // A day that does not exist in its month would roll over into the next month, so it is refused. A leap second may roll over.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day || hour > 24 || minute > 59 || second > 60) return undefined;
  if (hour === 24 && minute + second > 0) return undefined;
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d\d):?(\d\d)?/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const ms = midnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  return toMicroseconds(ms + Number(`0.${fraction || 0}`) * 1000);
}

/** Two spellings of one instant must give the same number. A double holds µs until the year 2255. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
