/** Units of time with their lengths in ms, longest first. */
export const TIME_UNITS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const;

/** Units that a duration's value may have, in ms. */
export const DURATION_UNITS: Readonly<Record<string, number>> = {
  ...(Object.fromEntries(TIME_UNITS) as Record<string, number>),
  microsecond: 1e-3,
  nanosecond: 1e-6,
};

/** Units that a size's value may have, in bytes. */
export const BYTE_UNITS: Readonly<Record<string, number>> = {
  bit: 1 / 8,
  byte: 1,
  kilobyte: 1e3,
  megabyte: 1e6,
  gigabyte: 1e9,
  terabyte: 1e12,
  petabyte: 1e15,
};
