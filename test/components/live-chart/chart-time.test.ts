import { expect } from '@open-wc/testing';
import { zonedLocale } from '../../../components/format/zoned-locale.js';
import { instantText, isTwice, tickText } from '../../../components/live-chart/chart-time.js';
import { localDate, localOffset } from '../../../components/live-chart/local-date.js';

const HOUR = 3_600_000;
/** Noon in the zone of the browser, on the day of an instant. */
const noon = new Date(2026, 10, 25, 12).getTime();
const oneDay = { since: noon - HOUR, until: noon, now: noon };
const twoDays = { since: noon - 24 * HOUR, until: noon, now: noon };

suite('instantText', () => {
  test('is the time if all is of today', () => {
    expect(instantText(noon, oneDay, 'en')).to.equal('12:00:00 PM');
  });

  test('has the date if several days are in view, or another day than today', () => {
    expect(instantText(noon, twoDays, 'en')).to.match(/^Nov 25, 12:00:00/);
    expect(instantText(noon, { ...oneDay, now: noon + 48 * HOUR }, 'en')).to.match(/^Nov 25, 12:00:00/);
  });

  test('has the year if there are several', () => {
    expect(instantText(noon, { ...oneDay, now: noon + 9_000 * HOUR }, 'en')).to.match(/^Nov 25, 2026, 12:00:00/);
  });

  test('follows the language', () => {
    expect(instantText(noon, twoDays, 'de')).to.match(/^25\. Nov\.,? 12:00:00/);
  });
});

suite('tickText', () => {
  test('is the time, with seconds if they matter, and parts of them', () => {
    expect(tickText(noon, noon - HOUR, oneDay, 'en', HOUR)).to.equal('12:00 PM');
    expect(tickText(noon + 5_000, noon, oneDay, 'en', 5_000)).to.equal('12:00:05 PM');
    expect(tickText(noon + 250, noon, oneDay, 'en', 50)).to.equal('12:00:00.25 PM');
  });

  test('has the date at the first tick of each day', () => {
    const midnight = new Date(2026, 10, 25).getTime();
    expect(tickText(midnight - 3 * HOUR, undefined, twoDays, 'en', 3 * HOUR)).to.match(/^Nov 24, 9:00/);
    expect(tickText(midnight, midnight - 3 * HOUR, twoDays, 'en', 3 * HOUR)).to.equal('Nov 25');
    expect(tickText(midnight + 3 * HOUR, midnight, twoDays, 'en', 3 * HOUR)).to.match(/^3:00/);
  });

  test('begins days by the time zone of the locale', () => {
    const locale = zonedLocale('en', 'Pacific/Kiritimati', undefined);
    // Midnight there, fourteen hours ahead of UTC.
    const midnight = Date.UTC(2026, 10, 24, 10);
    const view = { since: midnight - 24 * HOUR, until: midnight + HOUR, now: midnight + HOUR };
    expect(tickText(midnight, midnight - HOUR, view, locale, HOUR)).to.equal('Nov 25');
    expect(tickText(midnight + HOUR, midnight, view, locale, HOUR)).to.equal('1:00 AM');
    expect(instantText(midnight, { ...view, since: midnight }, locale)).to.equal('12:00:00 AM');
  });

  test('is the date if ticks are days apart', () => {
    expect(tickText(noon, noon - 24 * HOUR, twoDays, 'en', 24 * HOUR)).to.equal('Nov 25');
  });
});

suite('localDate', () => {
  test('has the fields of the clock in the time zone of the locale, else of the browser', () => {
    const at = Date.UTC(2026, 6, 1, 22, 30, 5);
    expect(localDate(at, 'en').getTime()).to.equal(at);
    const berlin = localDate(at, zonedLocale('en', 'Europe/Berlin', undefined));
    expect([berlin.getDate(), berlin.getHours(), berlin.getMinutes(), berlin.getSeconds()]).to.deep.equal([2, 0, 30, 5]);
    expect(localOffset(at, zonedLocale('en', 'Europe/Berlin', undefined))).to.equal(2 * HOUR);
    expect(localOffset(at + 400, zonedLocale('en', 'Asia/Kolkata', undefined))).to.equal(5.5 * HOUR);
  });
});

suite('isTwice', () => {
  /** Berlin, which sets its clocks from 3:00 back to 2:00 on 25 October 2026 at 1:00 UTC. */
  const change = Date.UTC(2026, 9, 25, 1);
  const berlin = (at: number): number => (at < change ? 2 : 1) * HOUR;

  test('is so in both hours of the same name', () => {
    expect(isTwice(change - HOUR, berlin)).to.equal(true);
    expect(isTwice(change - 1, berlin)).to.equal(true);
    expect(isTwice(change, berlin)).to.equal(true);
    expect(isTwice(change + HOUR - 1, berlin)).to.equal(true);
  });

  test('is not so before and after', () => {
    expect(isTwice(change - HOUR - 1, berlin)).to.equal(false);
    expect(isTwice(change + HOUR, berlin)).to.equal(false);
    expect(isTwice(change + 100 * HOUR, berlin)).to.equal(false);
  });

  test('is not so when clocks are set forward', () => {
    const forward = (at: number): number => (at < change ? 1 : 2) * HOUR;
    for (const hours of [-2, -1, 0, 1, 2]) expect(isTwice(change + hours * HOUR, forward)).to.equal(false);
  });
});
