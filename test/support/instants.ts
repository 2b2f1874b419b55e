/** What is an instant, and which (epoch ms); read by the tests in Node and in every browser, so that all engines agree. */
const FIVE = Date.UTC(2026, 10, 29, 5);

/** What servers write, and the instant that it says. */
export const instants: readonly (readonly [written: unknown, at: number])[] = [
  ['2026-11-29T05:00:00Z', FIVE],
  ['2026-11-29T05:00:00.000Z', FIVE],
  ['2026-11-29T05:00:00.446Z', FIVE + 446],
  ['2026-11-29T05:00:00.446123Z', FIVE + 446.123],
  ['2026-11-29T05:00:00.446123789Z', FIVE + 446.124],
  ['2026-11-29T05:00:00,5Z', FIVE + 500],
  ['2026-11-29T06:00:00+01:00', FIVE],
  ['2026-11-29T06:00:00+0100', FIVE],
  ['2026-11-29T06:00:00+01', FIVE],
  ['2026-11-28T23:30:00-05:30', FIVE],
  ['2026-11-29T05:00:00', FIVE],
  ['2026-11-29T05:00', FIVE],
  ['2026-11-29T05:00Z', FIVE],
  ['2026-11-29t05:00:00z', FIVE],
  ['20261129T050000Z', FIVE],
  ['2026-11-28T24:00:00Z', FIVE - 5 * 3_600_000],
  ['2026-12-31T23:59:60Z', Date.UTC(2027, 0, 1)],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ['1969-07-20T20:17:40Z', Date.UTC(1969, 6, 20, 20, 17, 40)],
  // Rails: Time#to_s, the database's form, and Time#inspect.
  ['2026-11-29 05:00:00 UTC', FIVE],
  ['2026-11-29 05:00:00 +0000', FIVE],
  ['2026-11-29 06:00:00 +0100', FIVE],
  ['2026-11-29 05:00:00', FIVE],
  ['2026-11-29 05:00:00.446123', FIVE + 446.123],
  ['2026-11-29 05:00:00.446 UTC', FIVE + 446],
  ['Sun, 29 Nov 2026 05:00:00 +0000', FIVE],
  ['Sun, 29 Nov 2026 05:00:00 GMT', FIVE],
  ['Sun, 29 Nov 2026 06:00:00 +0100', FIVE],
  ['29 Nov 2026 05:00 UT', FIVE],
  ['Tue, 1 Dec 2026 05:00:00 +0000', FIVE + 2 * 86_400_000],
  // Epoch s, ms, µs and ns, as numbers and as text.
  [FIVE / 1000, FIVE],
  [FIVE / 1000 + 0.5, FIVE + 500],
  [FIVE, FIVE],
  [FIVE * 1000 + 123, FIVE + 0.123],
  [String(FIVE / 1000), FIVE],
  [`${FIVE / 1000}.446123`, FIVE + 446.123],
  [String(FIVE), FIVE],
  [`${FIVE}123`, FIVE + 0.123],
  [`${FIVE}123789`, FIVE + 0.124],
  [` ${FIVE} `, FIVE],
  [new Date(FIVE), FIVE],
];

/** What stands where an instant may, and is none. */
export const noInstants: readonly unknown[] = [
  ...['', ' ', 'soon', 'Gate 5', 'rack-12', 'Table 12', 'Lap 3', '5', '350', '12:30', '12.5'],
  ...['2026', '2026-11', '2026-11-29', '29 Nov 2026', '2026-W48-7', '2026-333', '20261129', '20261129050000'],
  ...['P1D', 'PT5M', '5m', '30s', '5 minutes ago'],
  ...['2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2025-02-29T00:00:00Z', '2026-11-29T25:00:00Z', '2026-11-29T24:00:01Z'],
  ...['2026-11-29T05:60:00Z', '2026-11-29T05:00:61Z', '2026-11-29T05Z', '2026-1129T05:00:00Z', '2026-11-29T05:00:00 CET'],
  ...['Sun, 29 Nov 2026', 'Sun, 31 Nov 2026 05:00:00 GMT', 'Sun, 29 Foo 2026 05:00:00 GMT', 'Nov 29, 2026 05:00:00', '11/29/2026 05:00'],
  ...[0, -5, 5, 350, 65_000, 1e7, 1e20, NaN, Infinity, -1_795_000_000],
  ...[null, undefined, true, false, {}, [], ['2026-11-29T05:00:00Z'], 1n, new Date(NaN)],
  '2'.repeat(1_000_000),
];
