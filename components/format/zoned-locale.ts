/** The time zones that locales carry, in the order in which they were named. Bounded by what a page names. */
const zones: string[] = [];

/** An hour cycle of `Intl.DateTimeFormat`: `h23` counts from 0 to 23, `h12` from 1 to 12. */
export type HourCycle = 'h11' | 'h12' | 'h23' | 'h24';

/** Returns whether `Intl` knows a time zone, such as `Europe/Berlin`. */
export function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/**
 * Adds a time zone and an hour cycle to a locale, so that everything that is formatted for it uses them.
 *
 * `Intl` reads the hour cycle of a locale but no time zone, so the zone is a private subtag that only `formatter` reads.
 */
export function zonedLocale(locale: string, zone: string | undefined, hourCycle: HourCycle | undefined): string {
  const tag = hourCycle === undefined ? locale : new Intl.Locale(locale, { hourCycle }).toString();
  if (zone === undefined) return tag;
  if (!zones.includes(zone)) zones.push(zone);
  return `${tag}${tag.includes('-x-') ? '' : '-x'}-zone-${zones.indexOf(zone)}`;
}

/** Returns the time zone that a locale carries. */
export function zoneIn(locale: string): string | undefined {
  const [, place] = /-zone-(\d+)$/.exec(locale) ?? [];
  return place === undefined ? undefined : zones[Number(place)];
}
